"""The list of articles as HTML."""

from __future__ import annotations

from urllib.parse import quote

from qa.web.archive.finding import PAGE, Listing, Row
from qa.web.dates import spelled
from qa.web.escape import escaped
from qa.web.texts import counted, number, text


def listing(found: Listing) -> str:
    """What was found, in one line, a page of it, and the way to the others."""
    rows = "".join(map(_row, found.rows))
    body = f'<ol class="rows">{rows}</ol>' if rows else f'<p class="empty">{text("archive.nothing")}</p>'
    return f'<section class="listing">{_head(found)}{body}{_pager(found)}</section>'


def _head(found: Listing) -> str:
    clear = f'<button type="button" data-clear="1">{text("archive.clear")}</button>' if found.wanted.narrowed else ""
    return f'<div class="list-head"><p role="status">{escaped(_said(found))}</p>{clear}</div>'


def _said(found: Listing) -> str:
    articles = counted("articles", found.total)
    if found.kind == "nearest" and found.rows:
        return text("archive.nearest")
    if found.wanted.words:
        said = text("archive.found", articles=articles, words=found.wanted.words[:80])
        return f"{said}, {text('archive.best')}"
    return f"{articles}, {text('archive.newest')}"


def _row(row: Row) -> str:
    day = (
        f'<time datetime="{row.published.isoformat()}">{spelled(row.published)}</time>'
        if row.published
        else f"<span>{text('age.unknown')}</span>"
    )
    outlet = escaped(row.source or text("outlet.unknown"))
    return (
        f'<li class="row"><div class="from">{day}<bdi class="outlet">{outlet}</bdi></div>'
        f'<div class="what"><a href="?article={escaped(quote(row.id, safe=""))}" data-article="{escaped(row.id)}"'
        f' dir="auto">{escaped(row.title) or text("title.unknown")}</a>'
        f'<p dir="auto">{escaped(row.excerpt)}</p></div></li>'
    )


def _pager(found: Listing) -> str:
    page, last = found.wanted.page, -(-found.total // PAGE)
    if last <= 1:
        return ""
    first = (page - 1) * PAGE + 1
    dated = found.kind == "all"
    return (
        f'<nav class="pager" aria-label="{text("archive.pager")}">'
        f"{_turn(page - 1, text('archive.newer') if dated else text('archive.previous'), '← {}', there=page > 1)}"
        f"<span>{text('archive.place', first=number(first), last=number(min(first + PAGE - 1, found.total)))}</span>"
        f"{_turn(page + 1, text('archive.older') if dated else text('archive.next'), '{} →', there=page < last)}</nav>"
    )


def _turn(page: int, label: str, form: str, *, there: bool) -> str:
    disabled = "" if there else " disabled"
    return f'<button type="button" data-page="{page}"{disabled}>{form.format(label)}</button>'
