"""The reader's filter on the page: what changes it, and what the page then shows of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import gradio as gr

from index import Filter
from qa.web import filters
from qa.web.desk import Desk
from qa.web.escape import clean
from qa.web.layout import Changes, Parts
from qa.web.narrowing import narrowed
from qa.web.render import notice


def filter_shown(desk: Desk, parts: Parts, where: Filter) -> Changes:
    """All that the page shows of a filter. What can be chosen is counted within what is set otherwise."""
    archive = desk.index
    return {
        parts.where: where,
        parts.chips: filters.set_chips(where, archive.coverage(where).articles),
        parts.dates: filters.dates(where),
        parts.months: filters.histogram(
            list(archive.months()), archive.months(replace(where, after=None, before=None)), where
        ),
        parts.outlets: _outlets(desk, where, ""),
        parts.languages: filters.languages(
            list(archive.languages()), archive.languages(replace(where, languages=())), where
        ),
        parts.complaint: notice(""),
    }


def _outlets(desk: Desk, where: Filter, sought: str) -> str:
    within = desk.index.sources(replace(where, sources=()))
    return filters.outlets(desk.index.sources(), within, where, sought)


def connect_filters(page: gr.Blocks, parts: Parts, desk: Desk, quiet: dict[str, Any]) -> Any:
    """Which event changes the filter. The event of the page's arrival, which ends when it is there."""

    def narrow(where: Filter, event: gr.EventData) -> Changes:
        what, value = (str(getattr(event, name, "") or "") for name in ("what", "value"))
        if what == "source":  # the page has the outlet's name without what is there to be unseen
            value = next((name for name in (*where.sources, *desk.index.sources()) if clean(name) == value), value)
        try:
            return filter_shown(desk, parts, narrowed(where, what, value))
        except ValueError as error:
            return {parts.complaint: notice(str(error))}

    def seek(where: Filter, event: gr.EventData) -> str:
        return _outlets(desk, where, str(getattr(event, "value", "") or "")[:80])

    def arrived(where: Filter) -> Changes:
        return {
            **filter_shown(desk, parts, where),
            **parts.opening(visible=True),
            parts.outlet_search: filters.outlet_search(len(desk.index.sources())),
        }

    # One after the other: each builds on what the one before has set.
    one: dict[str, Any] = {"concurrency_limit": 1, "trigger_mode": "multiple", **quiet}
    parts.signals.narrow(narrow, parts.where, parts.narrowed, **one)
    parts.signals.seek(seek, parts.where, parts.outlets, **{**one, "trigger_mode": "always_last"})
    return page.load(
        arrived, parts.where, [*parts.narrowed, parts.outlet_search, *parts.opening(visible=True)], **quiet
    )
