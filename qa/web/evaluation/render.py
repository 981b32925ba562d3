"""The Evaluate page's HTML: values in, safe strings out."""

from __future__ import annotations

import html

from qa.evaluation import Case, Run
from qa.web.dates import spelled
from qa.web.escape import escaped
from qa.web.evaluation.review import Review
from qa.web.evaluation.work import Progress
from qa.web.texts import counted, number, text


def status(said: str = "", progress: Progress | None = None) -> str:
    """A line about the work that is done, with a bar where it is known how far it is."""
    bar = f'<progress value="{progress.done}" max="{progress.total}"></progress>' if progress else ""
    return f'<p class="work" role="status">{bar}<span>{escaped(said)}</span></p>'


def problem(said: str) -> str:
    """What went wrong, in one line; empty for nothing."""
    return f'<p class="notice" role="alert">{escaped(said)}</p>'


def frame(page: str) -> str:
    """A report within the page. Its script runs apart from this page: it can reach neither it nor the server."""
    rights = 'sandbox="allow-scripts allow-popups" referrerpolicy="no-referrer"'
    title = text("evaluate.report")
    return f'<iframe class="report" title="{title}" {rights} srcdoc="{html.escape(page)}"></iframe>'


def headline(run: Run) -> str:
    """What was run, and its main figures."""
    shown = ("answer_recall", "citation_hit", "refusal_f1", "recall@5")
    figures = [(name, figure.value) for name in shown if (figure := run.metrics.get(name)) and figure.value is not None]
    items = "".join(f"<div><dt>{escaped(name)}</dt><dd>{number(value, '0.000')}</dd></div>" for name, value in figures)
    failed = f"<p>{counted('evaluate.errors', run.errors)}</p>" if run.errors else ""
    questions = f"<div><dt>{text('evaluate.questions')}</dt><dd>{number(len(run.cases))}</dd></div>"
    return f'<dl class="headline">{questions}{items}</dl>{failed}'


def progress(review: Review) -> str:
    """How far the review is."""
    if not review.drafts:
        return ""
    left, accepted = len(review.drafts) - review.place, len(review.accepted)
    dropped = review.place - accepted
    said = text("evaluate.review", left=number(left), accepted=number(accepted), dropped=number(dropped))
    return (
        f'<p class="work" role="status"><progress value="{review.place}" max="{len(review.drafts)}"></progress>'
        f"<span>{said}</span></p>"
    )


def source(case: Case | None) -> str:
    """What a drafted case rests on."""
    if case is None:
        return ""
    kind = escaped(", ".join(tag for tag in case.tags if tag != "draft"))
    if not case.answers:
        return f'<div class="drawn"><p class="kicker">{kind}</p><p>{text("evaluate.absent")}</p></div>'
    day = f" {text('evaluate.asked.on', day=spelled(case.asked))}" if case.asked else ""
    quoted = f'<blockquote dir="auto">{escaped(case.reference or "")}</blockquote>'
    return (
        f'<div class="drawn"><p class="kicker">{kind}</p>{quoted}'
        f"<p>{escaped(text('evaluate.from', articles=', '.join(case.relevant)) + day)}</p></div>"
    )
