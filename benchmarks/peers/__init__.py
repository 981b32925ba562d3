"""The same questions over the same articles, asked of other frameworks' own pipelines. `make peers` prints one table.

A pipeline runs in an environment and a process of its own, by a script that knows its framework and `protocol`, and
nothing of this project. What it found is measured here, as ours is.
"""
