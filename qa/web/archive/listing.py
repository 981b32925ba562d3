"""The list of articles as HTML."""

from __future__ import annotations

from urllib.parse import quote

from qa.web.archive import texts
from qa.web.archive.finding import PAGE, Listing, Row
from qa.web.dates import spelled
from qa.web.escape import escaped


def listing(found: Listing) -> str:
    """What was found, in one line, a page of it, and the way to the others."""
    rows = "".join(map(_row, found.rows))
    body = f'<ol class="rows">{rows}</ol>' if rows else f'<p class="empty">{texts.NOTHING}</p>'
    return f'<section class="listing">{_head(found)}{body}{_pager(found)}</section>'


def _head(found: Listing) -> str:
    clear = f'<button type="button" data-clear="1">{texts.CLEAR}</button>' if found.wanted.narrowed else ""
    return f'<div class="list-head"><p role="status">{escaped(_said(found))}</p>{clear}</div>'


def _said(found: Listing) -> str:
    if found.kind == "nearest" and found.rows:
        return texts.NEAREST
    if found.wanted.words:
        return f"{texts.found_for(found.total, found.wanted.words[:80])}, {texts.BEST_FIRST}"
    return f"{texts.articles(found.total)}, {texts.NEWEST_FIRST}"


def _row(row: Row) -> str:
    day = (
        f'<time datetime="{row.published.isoformat()}">{spelled(row.published)}</time>'
        if row.published
        else f"<span>{texts.NO_DATE}</span>"
    )
    outlet = escaped(row.source or texts.NO_OUTLET)
    return (
        f'<li class="row"><div class="from">{day}<bdi class="outlet">{outlet}</bdi></div>'
        f'<div class="what"><a href="?article={escaped(quote(row.id, safe=""))}" data-article="{escaped(row.id)}"'
        f' dir="auto">{escaped(row.title) or texts.UNTITLED}</a><p dir="auto">{escaped(row.excerpt)}</p></div></li>'
    )


def _pager(found: Listing) -> str:
    page, last = found.wanted.page, -(-found.total // PAGE)
    if last <= 1:
        return ""
    first = (page - 1) * PAGE + 1
    dated = found.kind == "all"
    return (
        f'<nav class="pager" aria-label="{texts.PAGES}">'
        f"{_turn(page - 1, texts.NEWER if dated else texts.PREVIOUS, '← {}', there=page > 1)}"
        f"<span>{texts.place(first, min(first + PAGE - 1, found.total))}</span>"
        f"{_turn(page + 1, texts.OLDER if dated else texts.NEXT, '{} →', there=page < last)}</nav>"
    )


def _turn(page: int, label: str, form: str, *, there: bool) -> str:
    disabled = "" if there else " disabled"
    return f'<button type="button" data-page="{page}"{disabled}>{form.format(label)}</button>'
