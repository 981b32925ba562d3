"""The checked draft as HTML: a row for each sentence, its problems in sight, its evidence behind it."""

from __future__ import annotations

from collections.abc import Mapping

from qa.corroborate import NOTHING_TO_CHECK
from qa.values import AlsoIn, CheckedSentence, Citation, Verdict
from qa.web.dates import spelled
from qa.web.drafts.progress import ORDER, Proof, doubtful
from qa.web.escape import escaped
from qa.web.passages import from_first, marked, publisher
from qa.web.texts import counted, number, text
from qa.web_address import web_address

_SIGNS: Mapping[Verdict, str] = {"supported": "✓", "partial": "≈", "unsupported": "✗", "uncited": "–"}


def intro() -> str:
    """What the page is for."""
    return f'<div class="intro"><h2>{text("draft.heading")}</h2><p>{text("draft.lead")}</p></div>'


def legend() -> str:
    """What the verdicts mean, while there is no proof."""
    rows = "".join(
        f'<div class="checked {verdict}"><dt>{_verdict(verdict)}</dt><dd>{text(f"draft.meaning.{verdict}")}</dd></div>'
        for verdict in ORDER
    )
    return f'<section class="legend"><h3>{text("draft.shown")}</h3><dl>{rows}</dl></section>'


def notice(said: str) -> str:
    """What is wrong with what the reader gave; empty for nothing."""
    return f'<p class="notice" role="alert">{escaped(said)}</p>'


def state(proof: Proof | None, said: str = "") -> str:
    """How far the check is, then what came of it."""
    if proof is None:
        return f'<p class="state" role="status">{escaped(said)}</p>'
    if not proof.over:
        bar = f'<progress value="{len(proof.sentences)}" max="{proof.total}" aria-hidden="true"></progress>'
        said = said or counted("draft.progress", proof.total, done=number(len(proof.sentences)))
        return f'<p class="state" role="status">{bar}<span>{escaped(said)}</span></p>'
    notes = [] if proof.whole else [text("draft.stopped")]
    if proof.as_of:
        notes.append(f"{text('as.of', day=spelled(proof.as_of))}.")
    note = f"<span>{escaped(' '.join(notes))}</span>" if notes else ""
    return f'<p class="state over" role="status"><strong>{escaped(summary(proof))}</strong>{note}</p>'


def summary(proof: Proof) -> str:
    """Such as "12 sentences: 9 supported, 2 partial, 1 unsupported"."""
    counts = [f"{number(n)} {text(f'draft.verdict.{verdict}')}" for verdict, n in proof.counts.items() if n]
    sentences = counted("draft.sentences", len(proof.sentences))
    return text("draft.summary", sentences=sentences, verdicts=", ".join(counts))


def problems(sentence: CheckedSentence) -> list[str]:
    """What is wrong with a sentence beyond what its verdict says."""
    return [problem for problem in sentence.problems if problem != NOTHING_TO_CHECK]


def proof(proof: Proof) -> str:
    """The sentences in order. They open once the check is over, for until then each new one redraws them all."""
    if proof.over and not any(map(doubtful, proof.sentences)):
        none = f'<p class="none-doubtful">{text("draft.none.doubtful")}</p>'
    else:
        none = ""
    rows = "".join(_row(sentence, opens=proof.over) for sentence in proof.sentences)
    return f'{none}<ol class="proof">{rows}</ol>'


def _row(sentence: CheckedSentence, *, opens: bool) -> str:
    claim = f'<span class="claim" dir="auto">{escaped(sentence.text)}</span>'
    body = f'{_verdict(sentence.verdict)}<span class="said">{claim}{_problems(sentence)}</span>'
    kind = f"checked {sentence.verdict}{' doubtful' if doubtful(sentence) else ''}"
    if not (opens and sentence.citations):
        return f'<li class="{kind}"><div class="line">{body}</div></li>'
    behind = f'<p class="what">{_heading(sentence)}</p>{evidence(sentence.citations)}'
    return (
        f'<li class="{kind}"><details><summary class="line">{body}{_more(sentence)}</summary>'
        f'<div class="behind">{behind}</div></details></li>'
    )


def _more(sentence: CheckedSentence) -> str:
    return f'<span class="more">{counted("draft.sources", len(sentence.citations))}</span>'


def _heading(sentence: CheckedSentence) -> str:
    return text("draft.bears.out") if sentence.verdict == "supported" else text("draft.closest")


def _verdict(verdict: Verdict) -> str:
    sign = f'<span class="sign" aria-hidden="true">{_SIGNS[verdict]}</span>'
    return f'<span class="verdict">{sign}{text(f"draft.verdict.{verdict}")}</span>'


def _problems(sentence: CheckedSentence) -> str:
    return "".join(
        f'<span class="problem" dir="auto" lang="en">{escaped(problem)}</span>' for problem in problems(sentence)
    )


def evidence(citations: tuple[Citation, ...]) -> str:
    """A card for each passage, what is cited of it marked."""
    return f'<ol class="evidence">{"".join(map(_card, citations))}</ol>'


def _card(citation: Citation) -> str:
    passage = marked(citation.passage, citation.spans, citation.passage_start)
    quoted = from_first(citation.passage, citation.spans, citation.passage_start)
    link = publisher(citation.url, quoted)
    return (
        f'<li class="piece"><div class="from">{_byline(citation)}</div>'
        f'<p class="title" dir="auto">{escaped(citation.title) or text("title.unknown")}</p>'
        f'<blockquote dir="auto">{passage}</blockquote>{_also(citation.also_in)}{link}</li>'
    )


def _byline(citation: Citation) -> str:
    name = f'<bdi class="outlet">{escaped(citation.source or text("outlet.unknown"))}</bdi>'
    if citation.published is None:
        return f'{name}<span class="age">{text("age.unknown")}</span>'
    return f'{name}<time datetime="{citation.published.isoformat()}">{spelled(citation.published)}</time>'


def _also(copies: tuple[AlsoIn, ...]) -> str:
    if not copies:
        return ""
    return f'<p class="also">{text("also.in", names=", ".join(map(_copy, copies)))}</p>'


def _copy(copy: AlsoIn) -> str:
    name = f"<bdi>{escaped(copy.source or copy.title or text('title.unknown'))}</bdi>"
    if url := web_address(copy.url):
        name = f'<a href="{escaped(url)}" target="_blank" rel="noopener noreferrer">{name}</a>'
    return f"{name} ({spelled(copy.published)})" if copy.published else name
