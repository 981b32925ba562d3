"""A run as Markdown: the summary, the comparison, the slices, and the cases that went wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from qa.evaluation.report.judged import Judged, JudgedRun
from qa.evaluation.report.pairing import Pairing, pair
from qa.evaluation.report.shown import rows, shown, signed
from qa.evaluation.report.slices import slicings
from qa.unseen import one_line

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+!|~&$])")
_LONGEST = 200
_FINE = frozenset({"right", "refused, rightly"})


def markdown(run: JudgedRun, earlier: JudgedRun | None = None) -> str:
    """The report; nothing of a question or an answer is markup in it."""
    kinds = ", ".join(f"{kind} {count}" for kind, count in Counter(case.kind for case in run.cases).most_common())
    blocks = [
        "# Evaluation",
        f"{len(run.cases)} questions, {plain(str(run.config.get('model') or 'unknown model'))}: {kinds}.",
        "## Summary",
        _table(
            ("Measure", "Value", "95 % interval", "n"),
            ((row.name, row.value, row.interval, str(row.n)) for row in rows(run, earlier)),
        ),
    ]
    if earlier:
        blocks += _comparison(pair(run, earlier))
    for slicing in slicings(run):
        blocks += [
            f"## {slicing.title}",
            _table(
                ("", "Cases", *slicing.measures),
                (
                    (part.name, str(part.cases), *(shown(part.figures[name].value) for name in slicing.measures))
                    for part in slicing.slices
                ),
            ),
        ]
    return "\n\n".join([*blocks, *_cases([case for case in run.cases if case.kind not in _FINE])]) + "\n"


def _comparison(pairing: Pairing) -> list[str]:
    changes = Counter(pairing.changes.values())
    return [
        "## Comparison with the earlier run",
        f"{pairing.common} cases are in both; {changes['better']} got better, {changes['worse']} worse.",
        _table(
            ("Measure", "Before", "Now", "Difference", "95 % interval", "p"),
            (
                (
                    one.name,
                    shown(one.before),
                    shown(one.after),
                    signed(one.difference),
                    f"{signed(one.low)} to {signed(one.high)}" if one.low is not None else "",
                    shown(one.p),
                )
                for one in pairing.differences
            ),
        ),
    ]


def _cases(cases: Sequence[Judged]) -> list[str]:
    if not cases:
        return []
    lines = ((one.case.id, one.case.question, one.kind, "; ".join(one.case.answers), one.text) for one in cases)
    return [f"## Cases to look at ({len(cases)})", _table(("Id", "Question", "Outcome", "Expected", "Answer"), lines)]


def _table(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    rule = "|".join([" --- "] * len(heads))
    return "\n".join([_line(heads), f"|{rule}|", *(_line([plain(cell) for cell in line]) for line in lines)])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def plain(text: str) -> str:
    """The text on one line, at most 200 characters, with nothing in it that Markdown or HTML would read."""
    text = one_line(text)
    return _MARKUP.sub(r"\\\1", text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")
