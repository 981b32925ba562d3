"""Speed and memory, measured; never part of the tests. `make bench` prints one table."""
