"""What is asked, over and over, of a warm archive."""

from collections.abc import Iterator

QUERIES = (
    "Who won the election?",
    "How much will the new bridge cost?",
    "What did the minister say about the strike?",
    "When does the ferry start running again?",
    "Why was the factory closed last year?",
    "Which team won the final, and by how much?",
    "How many people were injured in the fire?",
    "What is known about the new vaccine?",
)
ROUNDS = 10


def rounds(ending: str) -> Iterator[str]:
    """The questions over and over, no two quite alike: an index remembers the vectors of what it was asked before."""
    for round_ in range(ROUNDS):
        for query in QUERIES:
            yield query + ending * (round_ + 1)
