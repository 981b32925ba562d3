"""So many articles of an archive: all that hold an answer, and others by a fixed seed."""

import gzip
import json
import random
from pathlib import Path
from typing import Any

from qa.evaluation import Case

SEED = 20220723


def read_archive(path: Path) -> list[dict[str, Any]]:
    """The records of a JSON Lines file, `.gz` too."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def choose(records: list[dict[str, Any]], cases: list[Case], limit: int) -> list[dict[str, Any]]:
    """In the archive's order, every article that is relevant to a case and others at random, `limit` (0: all) in all.

    More than `limit` where more are relevant.
    """
    if not limit:
        return records
    relevant = {id_ for case in cases for id_ in case.relevant}
    others = [record["id"] for record in records if record["id"] not in relevant]
    room = max(0, limit - (len(records) - len(others)))
    chosen = relevant.union(random.Random(SEED).sample(others, min(room, len(others))))
    return [record for record in records if record["id"] in chosen]
