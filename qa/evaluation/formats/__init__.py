"""Formats of test sets, each in a module of its own; which one a file is in is told by its content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from index import Article, CaseError, SettingsError
from qa.evaluation.cases import Case
from qa.evaluation.formats.beir import BEIR
from qa.evaluation.formats.content import Content, load
from qa.evaluation.formats.format import Format
from qa.evaluation.formats.langsmith import LANGSMITH
from qa.evaluation.formats.multihop_rag import MULTIHOP_RAG
from qa.evaluation.formats.own import OWN
from qa.evaluation.formats.ragas import RAGAS
from qa.evaluation.formats.realtimeqa import REALTIMEQA
from qa.evaluation.formats.rgb import RGB
from qa.evaluation.formats.squad import SQUAD
from qa.evaluation.formats.table import TABLE

FORMATS: Mapping[str, Format] = {
    one.name: one for one in (OWN, SQUAD, REALTIMEQA, RGB, MULTIHOP_RAG, BEIR, RAGAS, LANGSMITH, TABLE)
}


def read_cases(path: str | Path, format: str | None = None) -> list[Case]:  # noqa: A002 - what the option is called
    """The cases of a test set, in its order, in any of the known formats (`.gz` too); unknown keys are passed over.

    Raises CaseError, naming file and line, for a record that is not a case, an id used twice, a file without cases or
    of no known format; and SettingsError for a `format` that is not known.
    """
    cases: list[Case] = []
    places: dict[str, str] = {}
    content = load(Path(path))
    for one in _format(content, format).cases(content):
        if first := places.get(one.case.id):
            raise CaseError(f"{one.where}: id {one.case.id!r} is used on {first} already; give each case its own")
        places[one.case.id] = one.place
        cases.append(one.case)
    if not cases:
        raise CaseError(f"{path}: holds no cases; write one JSON object a line, with id, question and answers")
    return cases


def read_articles_of(path: str | Path, format: str | None = None) -> Iterator[Article]:  # noqa: A002
    """The documents that come with a test set: what to index before its cases are asked.

    Raises CaseError where the format has none, or they are not there.
    """
    content = load(Path(path))
    chosen = _format(content, format)
    if chosen.articles is None:
        having = ", ".join(name for name, one in FORMATS.items() if one.articles)
        raise CaseError(f"{path}: test sets of the format {chosen.name} have no documents of their own; {having} do")
    yield from chosen.articles(content)


def _format(content: Content, name: str | None) -> Format:
    if name is not None:
        if name not in FORMATS:
            raise SettingsError(f"there is no format {name!r}; use one of {', '.join(FORMATS)}")
        if not FORMATS[name].fits(content):
            raise CaseError(f"{content.path}: is not in the format {name}: {FORMATS[name].holds}")
        return FORMATS[name]
    if content.kind != "folder" and not content.records:
        return OWN
    for one in FORMATS.values():
        if one.fits(content):
            return one
    known = "; ".join(f"{one.name} ({one.holds})" for one in FORMATS.values())
    raise CaseError(f"{content.path}: is in none of the known formats: {known}")
