"""An article opened on the page, with what was cited of it marked: the very version that was cited."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import Span, Version
from qa.web.dates import spelled
from qa.web.escape import escaped
from qa.web.excerpt import Excerpt
from qa.web.passages import from_first, marked, publisher
from qa.web.texts import text

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


def article(excerpt: Excerpt, versions: Sequence[Version], opened: int) -> str:
    """The dialog, which the page's script opens. `opened` counts, so that the same article can be opened again."""
    cited = next((one for one in versions if one.version == excerpt.version), None)
    whole, offset = (cited.text, 0) if cited else (excerpt.passage, excerpt.start)
    note = "" if cited and versions[-1] == cited else text("article.older" if cited else "article.gone")
    title = escaped((cited.title if cited else excerpt.title) or text("title.unknown"))
    shown = f'<p class="note">{note}</p>' if note else ""
    spans = excerpt.spans or (Span(excerpt.start, excerpt.start + len(excerpt.passage)),)
    return (
        f'<dialog id="article" class="article" aria-labelledby="article-title" data-opened="{opened}">'
        f'<header><p class="byline">{_byline(excerpt)}</p>'
        f'<button type="button" class="quiet" data-close>{text("article.close")}</button></header>'
        f'<h2 id="article-title" dir="auto">{title}</h2>'
        f'{shown}<div class="text" dir="auto">'
        f"{_paragraphs(whole, [Span(span.start - offset, span.end - offset) for span in spans])}</div>"
        f"{link(excerpt)}</dialog>"
    )


def link(excerpt: Excerpt) -> str:
    """The link to the outlet's own page, at the first thing cited."""
    quoted = from_first(excerpt.passage, excerpt.spans, excerpt.start)
    return publisher(excerpt.url, quoted)


def _byline(excerpt: Excerpt) -> str:
    day = (
        f'<time datetime="{excerpt.published.isoformat()}">{spelled(excerpt.published)}</time>'
        if excerpt.published
        else ""
    )
    return f'<bdi class="outlet">{escaped(excerpt.source or text("outlet.unknown"))}</bdi>{day}'


def _paragraphs(whole: str, spans: Sequence[Span]) -> str:
    return "".join(
        f"<p>{marked(line[0], [Span(max(s.start - line.start(), 0), s.end - line.start()) for s in spans])}</p>"
        for line in _PARAGRAPH.finditer(whole)
    )
