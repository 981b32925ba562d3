"""What readers think of answers and of their sentences, and what test sets that makes."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from index import SettingsError
from qa.evaluation.cases import Case
from qa.values import Answer, Message, Sentence
from qa.web.texts import text

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opinion:
    """A reader's opinion of an answer, or, with `sentence` (from 0), of one sentence of it.

    `of` names the answer: a later opinion of the same reader on the same takes the place of an earlier one. `right` is
    the answer that they would have given, `absent` says that the archive does not hold it.
    """

    at: datetime
    of: str
    good: bool
    question: str
    asked: date
    history: tuple[Message, ...]
    sentences: tuple[Sentence, ...]
    articles: tuple[tuple[int, str], ...]
    refused: bool
    sentence: int | None = None
    right: str = ""
    absent: bool = False


_OPINION = TypeAdapter(Opinion)


def opinion(
    answer: Answer,
    *,
    of: str,
    at: datetime,
    good: bool,
    history: tuple[Message, ...] = (),
    sentence: int | None = None,
    right: str = "",
    absent: bool = False,
) -> Opinion:
    """An opinion of `answer`, with what a test case needs of it."""
    return Opinion(
        at=at,
        of=of,
        good=good,
        question=answer.question,
        asked=answer.query.today,
        history=history,
        sentences=answer.sentences,
        articles=tuple((citation.number, citation.article_id) for citation in answer.citations),
        refused=answer.refusal is not None,
        sentence=sentence,
        right=right.strip(),
        absent=absent,
    )


class Feedback:
    """Keeps opinions in one file, a line for each. Processes may share it."""

    def __init__(self, home: Path) -> None:
        self._file = home / "feedback.jsonl"

    def add(self, given: Opinion) -> None:
        """Keep an opinion. Raises SettingsError where the file cannot be written."""
        line = _OPINION.dump_json(given) + b"\n"
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            out = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(out, line)  # at once: lines of several processes do not mix
            finally:
                os.close(out)
        except OSError as error:
            raise SettingsError(text("not.written", file=self._file, problem=error.strerror)) from error

    def opinions(self) -> list[Opinion]:
        """The opinions that stand, oldest first. Lines that cannot be read are left out, and the log names them."""
        standing = {(one.of, one.sentence): one for one in self._lines()}
        return list(standing.values())

    def _lines(self) -> Iterator[Opinion]:
        try:
            with self._file.open("rb") as lines:
                for number, line in enumerate(lines, 1):
                    try:
                        yield _OPINION.validate_json(line)
                    except ValidationError:
                        logger.warning("%s:%d is no opinion: it is left out", self._file, number)
        except FileNotFoundError:
            return


def cases(opinions: Iterable[Opinion]) -> list[Case]:
    """Test cases of the opinions on whole answers. One that says only that an answer is wrong makes none.

    Of a good answer the marked parts are right, or any of its sentences where none is marked, and what it cites is
    relevant. A good refusal must be refused again.
    """
    return [case for one in opinions if one.sentence is None for case in _case(one)]


def claims(opinions: Iterable[Opinion]) -> str:
    """Opinions on sentences as a file of claims, JSON Lines of `id claim article_ids supported`."""
    return "".join(
        f"{json.dumps(_claim(one, one.sentence), ensure_ascii=False)}\n" for one in opinions if one.sentence is not None
    )


def _case(one: Opinion) -> Iterator[Case]:
    case = Case(one.of, one.question, one.asked, history=one.history, tags=("feedback",))
    if one.right and not one.absent:
        yield replace(case, answers=(one.right,))
    elif one.absent or (one.good and one.refused):
        yield case
    elif one.good and one.sentences:
        relevant = tuple(dict.fromkeys(id_ for _, id_ in one.articles))
        marked = tuple(dict.fromkeys(_marked(sentence) for sentence in one.sentences if sentence.answer))
        whole = tuple(sentence.text for sentence in one.sentences)
        yield replace(case, answers=marked or whole, relevant=relevant, reference=" ".join(whole))


def _marked(sentence: Sentence) -> str:
    return sentence.text[sentence.answer.start : sentence.answer.end] if sentence.answer else ""


def _claim(one: Opinion, number: int) -> dict[str, object]:
    sentence = one.sentences[number]
    ids = [id_ for cited, id_ in one.articles if cited in sentence.citations]
    return {"id": f"{one.of}-{number + 1}", "claim": sentence.text, "article_ids": ids, "supported": one.good}
