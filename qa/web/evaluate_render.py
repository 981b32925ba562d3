"""The Evaluate page's HTML: values in, safe strings out."""

from __future__ import annotations

import html

from qa.evaluation import Case, Run
from qa.web.dates import spelled
from qa.web.escape import escaped
from qa.web.evaluate_review import Review
from qa.web.evaluate_work import Progress


def status(text: str = "", progress: Progress | None = None) -> str:
    """A line about the work that is done, with a bar where it is known how far it is."""
    bar = f'<progress value="{progress.done}" max="{progress.total}"></progress>' if progress else ""
    return f'<p class="work" role="status">{bar}<span>{escaped(text)}</span></p>'


def problem(text: str) -> str:
    """What went wrong, in one line; empty for nothing."""
    return f'<p class="notice" role="alert">{escaped(text)}</p>'


def frame(page: str) -> str:
    """A report within the page. Its script runs apart from this page: it can reach neither it nor the server."""
    rights = 'sandbox="allow-scripts allow-popups" referrerpolicy="no-referrer"'
    return f'<iframe class="report" title="Report of the run" {rights} srcdoc="{html.escape(page)}"></iframe>'


def headline(run: Run) -> str:
    """What was run, and its main figures."""
    shown = ("answer_recall", "citation_hit", "refusal_f1", "recall@5")
    figures = [(name, figure.value) for name in shown if (figure := run.metrics.get(name)) and figure.value is not None]
    items = "".join(f"<div><dt>{escaped(name)}</dt><dd>{value:.3f}</dd></div>" for name, value in figures)
    failed = f"<p>{run.errors} ended in an error.</p>" if run.errors else ""
    return f'<dl class="headline"><div><dt>questions</dt><dd>{len(run.cases)}</dd></div>{items}</dl>{failed}'


def counted(review: Review) -> str:
    """How far the review is."""
    if not review.drafts:
        return ""
    left, accepted = len(review.drafts) - review.place, len(review.accepted)
    said = f"{left} to look at, {accepted} accepted, {review.place - accepted} dropped"
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
        return (
            f'<div class="drawn"><p class="kicker">{kind}</p><p>Nothing was found in the archive that answers this: '
            "it must be refused. Drop it if you know of an article that does answer it.</p></div>"
        )
    day = f" Asked on {spelled(case.asked)}." if case.asked else ""
    quoted = f'<blockquote dir="auto">{escaped(case.reference or "")}</blockquote>'
    return (
        f'<div class="drawn"><p class="kicker">{kind}</p>{quoted}'
        f"<p>From article {escaped(', '.join(case.relevant))}.{escaped(day)}</p></div>"
    )
