"""Files of claims, each with the articles that it must be borne out by: JSON Lines, `id claim article_ids?`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index import Failure, Filter, ReadError
from qa.values import CheckedSentence, Verdict

if TYPE_CHECKING:
    from qa.assistant import Assistant

_WORST: tuple[Verdict, ...] = ("unsupported", "partial", "supported", "uncited")


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim, `where` it was read, and the ids of its articles; none of them means the whole archive."""

    where: str
    id: str | int
    text: str
    article_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a claim; `missing` are its articles that the archive does not hold."""

    id: str | int
    verdict: Verdict
    problems: tuple[str, ...]
    missing: tuple[str, ...] = ()


def read_claims(path: Path) -> Iterator[Claimed | Failure]:
    """The claims of a file, in order; a failure for each line that holds none. Raises ReadError without a file."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield _claimed(line, f"{path}:{number}")
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror}); give the path of a JSON Lines file") from error


def judge_claim(desk: Assistant, claimed: Claimed, where: Filter | None = None) -> Judged:
    """Check a claim against its articles. Of several sentences the worst verdict counts, and all problems."""
    ids = claimed.article_ids
    known = {article.id for article in desk.index.articles(Filter(ids=ids))} if ids else set()
    missing = tuple(id_ for id_ in ids if id_ not in known)
    gone = tuple(f"there is no article {id_} in the archive" for id_ in missing)
    if ids and not known:
        return Judged(claimed.id, "unsupported", gone, missing)
    articles = tuple(id_ for id_ in ids if id_ in known)
    verdict, problems = _together(desk.check(claimed.text, articles=articles, where=where))
    return Judged(claimed.id, verdict, (*problems, *gone), missing)


def _together(sentences: Sequence[CheckedSentence]) -> tuple[Verdict, tuple[str, ...]]:
    verdict = min((sentence.verdict for sentence in sentences), key=_WORST.index)
    # What there is nothing to check in takes nothing from what there is.
    counted = [one for one in sentences if one.verdict != "uncited" or verdict == "uncited"]
    return verdict, tuple(dict.fromkeys(problem for one in counted for problem in one.problems))


def _claimed(line: str, where: str) -> Claimed | Failure:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Failure(where, f"is not JSON ({error}); write one object a line")
    if not isinstance(record, Mapping):
        return Failure(where, "is not a JSON object; write one object a line")
    id_, text, ids = record.get("id"), record.get("claim"), record.get("article_ids") or []
    if not isinstance(id_, str | int) or isinstance(id_, bool) or id_ == "":
        return Failure(where, 'has no id; write {"id": "1", "claim": "…", "article_ids": ["…"]}')
    if not isinstance(text, str) or not text.strip():
        return Failure(where, 'has no claim; write {"id": "1", "claim": "…", "article_ids": ["…"]}')
    if not _is_list_of_ids(ids):
        return Failure(where, 'article_ids are not a list of ids; write "article_ids": ["…"]')
    return Claimed(where, id_, text, tuple(ids))


def _is_list_of_ids(ids: Any) -> bool:
    return isinstance(ids, list) and all(isinstance(id_, str) for id_ in ids)
