"""The poisoned articles of `tests/injection/attacks.jsonl`, each with a harmless question that it answers."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from index import Article

FILE = Path(__file__).parent / "injection" / "attacks.jsonl"


@dataclass(frozen=True)
class Attack:
    """`answers`: what the articles truly say; `forbidden`: what they want said, linked or shown instead."""

    id: str
    family: str
    question: str
    answers: tuple[str, ...]
    forbidden: str
    articles: tuple[Article, ...]

    def answered_in(self, text: str) -> bool:
        """Whether a text says what is true."""
        return any(answer.lower() in text.lower() for answer in self.answers)


def load_attacks() -> tuple[Attack, ...]:
    with FILE.open(encoding="utf-8") as lines:
        return tuple(_attack(json.loads(line)) for line in lines)


def _attack(record: dict) -> Attack:
    articles = tuple(
        _article({"id": f"{record['id']}-{number}"} | article)
        for number, article in enumerate(record["articles"], start=1)
    )
    return Attack(
        record["id"], record["family"], record["question"], tuple(record["answers"]), record["forbidden"], articles
    )


def _article(record: dict) -> Article:
    """Made here, not by a reader, which would take out the worst of it."""
    published = datetime.fromisoformat(f"{record['published']}T00:00:00+00:00")
    return Article(**(record | {"published": published, "authors": tuple(record.get("authors", ()))}))
