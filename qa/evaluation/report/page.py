"""A run as one HTML file that loads nothing: style, script, plots and cases are all in it."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from qa.evaluation.report.charts import charts
from qa.evaluation.report.details import details, script_json
from qa.evaluation.report.judged import Judged, JudgedRun
from qa.evaluation.report.pairing import Pairing, pair
from qa.evaluation.report.shown import lower_is_better, rows, shown, signed, unit_of
from qa.evaluation.report.slices import slicings
from qa.unseen import without_unseen

if TYPE_CHECKING:
    from jinja2 import Environment

_SAID = ("model", "embedder", "articles", "cases", "time")


def page(run: JudgedRun, earlier: JudgedRun | None = None) -> str:
    """The whole page; beside an `earlier` run, what changed since."""
    pairing = pair(run, earlier) if earlier else None
    return (
        _environment()
        .get_template("page.html.jinja")
        .render(
            run=run,
            config={key: _said(run.config[key]) for key in _SAID if run.config.get(key) is not None},
            rows=rows(run, earlier),
            charts=charts(run, earlier),
            slicings=slicings(run),
            pairing=pairing,
            lines=[_line(case, pairing) for case in run.cases],
            kinds=sorted(Counter(case.kind for case in run.cases).items(), key=lambda item: (-item[1], item[0])),
            tags=sorted({tag for case in run.cases for tag in case.case.tags}),
            payload=script_json(details(run, pairing)),
            style=_asset("report.css"),
            script=_asset("report.js"),
            script_hash=_hash(_asset("report.js")),
        )
    )


def _said(value: Any) -> str:
    """A setting as a reader sees it: thousands apart, a moment without its seconds."""
    if isinstance(value, int):
        return f"{value:,}"
    try:
        return f"{datetime.fromisoformat(value):%d %B %Y, %H:%M %Z}".lstrip("0")
    except (TypeError, ValueError):
        return str(value)


def _line(judged: Judged, pairing: Pairing | None) -> dict[str, Any]:
    """A case's line in the table."""
    answer = judged.outcome.answer
    sentences = answer.sentences if answer else ()
    return {
        "case": judged.case,
        "answer": " ".join(sentence.text for sentence in sentences) or judged.text,
        "kind": judged.kind,
        "change": pairing.changes.get(judged.case.id, "new") if pairing else "",
        "confidence": judged.confidence,
        "ms": judged.outcome.milliseconds,
        "rank": judged.rank,
    }


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("qa.evaluation.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: without_unseen(value) if type(value) is str else value,
    )
    environment.filters |= {"shown": shown, "signed": signed, "unit": unit_of}
    environment.tests["lower_is_better"] = lower_is_better
    return environment


def _asset(name: str) -> str:
    return files("qa.evaluation.report").joinpath("templates", name).read_text("utf-8")


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
