"""The cases of a run as CSV, for a spreadsheet."""

from __future__ import annotations

import csv
import io

from qa.evaluation.report.judged import Judged, JudgedRun
from qa.evaluation.report.pairing import pair
from qa.unseen import without_unseen

_FORMULA = ("=", "+", "-", "@", "\t", "\n")


def sheet(run: JudgedRun, earlier: JudgedRun | None = None) -> str:
    """A line for each case, after a line of headings."""
    changes = pair(run, earlier).changes if earlier else {}
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    heads = ["id", "question", "asked", "tags", "outcome", "answer", "expected", "relevant", "retrieved", "cited"]
    writer.writerow([*heads, "confidence", "ms", *run.by_case, *(["change"] if earlier else [])])
    for case in run.cases:
        change = [changes.get(case.case.id, "new")] if earlier else []
        writer.writerow([*_cells(case), *(case.scores.get(name) for name in run.by_case), *change])
    return file.getvalue()


def _cells(judged: Judged) -> list[str | float | None]:
    case, outcome = judged.case, judged.outcome
    asked = case.asked.isoformat() if case.asked else ""
    texts = [case.id, case.question, asked, "; ".join(case.tags), judged.kind, judged.text]
    texts += ["; ".join(parts) for parts in (case.answers, case.relevant, outcome.retrieved, outcome.cited)]
    return [*map(_cell, texts), judged.confidence, outcome.milliseconds]


def _cell(text: str) -> str:
    """A spreadsheet runs what begins like a formula: an apostrophe before it makes it text."""
    text = without_unseen(text)
    return f"'{text}" if text.startswith(_FORMULA) else text
