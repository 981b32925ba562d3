"""BEIR: a folder of `corpus.jsonl`, `queries.jsonl` and `qrels/test.tsv`.

A document is `{"_id", "title", "text"}`, a query `{"_id", "text"}`, and a line of the qrels, behind a header,
`query-id`, `corpus-id` and `score`, between tabs (Thakur et al., NeurIPS 2021; GenericDataLoader of
github.com/beir-cellar/beir). Queries without a document of a score above 0 are left out; grades above 1 count as 1.
Nobody has written down the answers, so only measures of what was retrieved and cited apply.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from index import Article, CaseError
from qa.evaluation.cases import Case
from qa.evaluation.formats.content import Content, Record, load
from qa.evaluation.formats.fields import Fault, identity, optional, required
from qa.evaluation.formats.format import Format, Placed

_SPLITS = ("test", "dev", "train")


def _fits(content: Content) -> bool:
    return content.kind == "folder" and (content.path / "queries.jsonl").exists()


def _cases(content: Content) -> Iterator[Placed]:
    relevant = _qrels(content.path)
    for record in _records(content.path, "queries.jsonl"):
        name = identity(record.fields, "_id", record.place)
        if name in relevant:
            try:
                question = required(record.fields, "text")
            except Fault as fault:
                raise CaseError(f"{record.where}: {fault}") from fault
            case = Case(name, question, relevant=tuple(relevant[name]), answers_known=False)
            yield Placed(record.where, record.place, case)


def _qrels(folder: Path) -> dict[str, list[str]]:
    path = next((at for split in _SPLITS if (at := folder / "qrels" / f"{split}.tsv").exists()), None)
    if path is None:
        raise CaseError(f"{folder / 'qrels'}: holds none of {', '.join(f'{split}.tsv' for split in _SPLITS)}; add one")
    relevant: dict[str, list[str]] = {}
    rows = csv.reader(StringIO(path.read_text(encoding="utf-8-sig")), delimiter="\t")
    next(rows, None)
    for row in rows:
        try:
            query, document, score = row[0], row[1], int(row[2])
        except (IndexError, ValueError) as error:
            raise CaseError(f"{path}:{rows.line_num}: is {row}; write query-id, corpus-id, score") from error
        if score > 0:
            relevant.setdefault(query, []).append(document)
    return relevant


def _articles(content: Content) -> Iterator[Article]:
    for record in _records(content.path, "corpus.jsonl"):
        try:
            text, title = required(record.fields, "text"), optional(record.fields, "title") or ""
        except Fault as fault:
            raise CaseError(f"{record.where}: {fault}") from fault
        yield Article(identity(record.fields, "_id", record.place), text, title)


def _records(folder: Path, name: str) -> tuple[Record, ...]:
    return load(folder / name).records


BEIR = Format("beir", "BEIR: a folder of corpus.jsonl, queries.jsonl, qrels/", _fits, _cases, _articles)
