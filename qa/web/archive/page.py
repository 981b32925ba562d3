"""The page as a whole: what the archive holds, its list, an article in full; and where it may be changed, how."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import gradio as gr

from index import NewsError
from qa.web.archive import reading
from qa.web.archive.deleting import Deleting, deleting
from qa.web.archive.finding import Wanted, find, period
from qa.web.archive.listing import listing
from qa.web.archive.overview import overview
from qa.web.archive.shared import QUIET, Changes, html, notice
from qa.web.archive.taking import taking
from qa.web.dates import typed_day
from qa.web.desk import Desk
from qa.web.pages import Page, pages
from qa.web.render import header
from qa.web.spoken import SpokenBlocks
from qa.web.texts import number, text

_AT_ONCE = 4
# Into the article that was opened, or back to where the reader was in the list.
_FOCUS = """() => {
  const heading = document.querySelector('#article h2'), from = window.readerCameFrom;
  if (heading) { heading.focus({preventScroll: true}); scrollTo(0, 0); }
  else if (from) {
    scrollTo(0, from.top);
    document.querySelector(`#list [data-article="${CSS.escape(from.id)}"]`)?.focus({preventScroll: true});
    delete window.readerCameFrom;
  }
}"""


@dataclass(frozen=True, slots=True)
class _Parts:
    """The components that events read and change. `shown` is the id of the article that is open, "" for none."""

    go: gr.HTML
    shown: gr.State
    page: gr.State
    masthead: gr.HTML
    browsing: gr.Column
    overview: gr.HTML
    words: gr.Textbox
    outlet: gr.Dropdown
    after: gr.Textbox
    before: gr.Textbox
    search: gr.Button
    complaint: gr.HTML
    found: gr.HTML
    reader: gr.Column
    article: gr.HTML

    @property
    def typed(self) -> list[Any]:
        """What the list depends on."""
        return [self.words, self.outlet, self.after, self.before]


class _Browser:
    """What becomes of a click: changes of the components."""

    def __init__(self, desk: Desk, parts: _Parts, *, editable: bool) -> None:
        self._desk = desk
        self._parts = parts
        self._editable = editable

    def overview(self) -> Changes:
        """What the archive holds now."""
        archive, parts = self._desk.index, self._parts
        coverage, sources = archive.coverage(), archive.sources()
        outlets = [_any_outlet(), *((f"{name} ({number(count)})", name) for name, count in sources.items())]
        return {
            parts.masthead: header(coverage, self._desk.model_name, self._desk.sends_to),
            parts.overview: overview(coverage, archive.months(), sources, editable=self._editable),
            parts.outlet: gr.update(choices=outlets),
        }

    def list(self, words: str, outlet: str | None, after: str, before: str, page: int = 1) -> Changes:
        """A page of the list; what was typed wrongly is said, and the list stays as it is."""
        parts = self._parts
        try:
            wanted = Wanted(words.strip()[:500], outlet or "", typed_day(after), typed_day(before), max(page, 1))
            found = find(self._desk.index, wanted)
        except (ValueError, NewsError) as error:
            return {parts.complaint: notice(str(error))}
        return {parts.found: listing(found), parts.complaint: notice(""), **self.closed()}

    def searched(self, *typed: Any) -> Iterator[Changes]:
        """The first page of the list; the first search of all takes seconds."""
        yield {self._parts.search: gr.update(value=text("archive.searching"), interactive=False)}
        yield {**self.list(*typed), self._parts.search: _ready()}

    def redrawn(self, *typed: Any) -> Changes:
        """Everything anew, after the archive has changed."""
        return {**self.overview(), **self.list(*typed)}

    def closed(self) -> Changes:
        """No article open, the list in sight."""
        parts = self._parts
        return {
            parts.shown: "",
            parts.reader: gr.update(visible=False),
            parts.article: "",
            parts.browsing: gr.update(visible=True),
        }

    def opened(self, id_: str, version: str | None = None) -> Changes:
        """An article, in place of the list."""
        parts, archive = self._parts, self._desk.index
        article = archive.article(id_)
        shown = reading.article(article, archive.versions(id_), version) if article else reading.gone()
        return {
            parts.shown: id_ if article else "",
            parts.article: shown,
            parts.reader: gr.update(visible=True),
            parts.browsing: gr.update(visible=False),
        }

    def clicked(self, data: dict[str, str], typed: tuple[str, str | None, str, str]) -> Changes:
        """Whatever was clicked: an article, a month, an outlet, another page, or the way back."""
        parts = self._parts
        words, outlet, after, before = typed
        match data:
            case {"article": id_}:
                return self.opened(id_, data.get("version"))
            case {"page": number}:
                return {**self.list(*typed, page=int(number))}
            case {"outlet": name}:
                return {parts.outlet: name, **self.list(words, name, after, before)}
            case {"period": name}:
                first, last = (str(one) for one in period(name))
                return {parts.after: first, parts.before: last, **self.list(words, outlet, first, last)}
            case {"clear": _}:
                empty = {parts.words: "", parts.outlet: "", parts.after: "", parts.before: ""}
                return {**empty, **self.list("", "", "", "")}
            case _:
                return self.closed()


def build_archive(
    desk: Desk, there: Collection[Page], *, editable: bool = False, private_hosts: tuple[str, ...] = ()
) -> SpokenBlocks:
    """The page over `desk`; only where it is `editable` are there any events that change the archive.

    `there` are the pages of the application; `private_hosts` are hosts of one's own network that addresses may
    lead to.
    """
    page: SpokenBlocks
    # Uploads that nobody sent on are removed within hours.
    with SpokenBlocks(text("archive.title"), delete_cache=(3600, 3600)) as page:
        masthead = html("masthead", header(desk.index.coverage(), desk.model_name, desk.sends_to))
        html("pages", pages("archive", there))
        with gr.Column(elem_id="archive"):
            go = gr.HTML("", elem_id="archive-go", js_on_load=_script(), apply_default_css=False)
            if editable:
                with gr.Tabs(elem_id="archive-parts", overflow_behavior="wrap") as tabs:
                    with gr.Tab(text("archive.browse"), id="browse"):
                        parts, deletion = _lay_out(go, masthead, editable=True)
                    with gr.Tab(text("archive.add.tab"), id="add"):
                        taken = taking(desk.index, private_hosts)
            else:
                parts, deletion = _lay_out(go, masthead, editable=False)
                html("read-only", f'<p class="note">{text("archive.read.only")}</p>')
        browser = _Browser(desk, parts, editable=editable)
        _connect(page, parts, browser, tabs if editable else None)
        if deletion:
            deletion.connect(
                desk.index, parts.shown, typed=parts.typed, outputs=_everything(parts), redrawn=browser.redrawn
            )
        if editable:
            taken.then(browser.redrawn, parts.typed, _everything(parts), **QUIET)
    page.queue(max_size=32, default_concurrency_limit=_AT_ONCE)
    return page


def _ready() -> Changes:
    return gr.update(value=text("archive.search.do"), interactive=True)


def _any_outlet() -> tuple[str, str]:
    return text("archive.outlet.any"), ""


def _script() -> str:
    script = files("qa.web").joinpath("assets", "archive.js").read_text("utf-8")
    return f"const moreFiles = {json.dumps(text('archive.files.more'))};\n{script}"


def _lay_out(go: gr.HTML, masthead: gr.HTML, *, editable: bool) -> tuple[_Parts, Deleting | None]:
    shown, at = gr.State(""), gr.State(1)
    with gr.Column(elem_id="browsing") as browsing:
        summary = html("overview")
        with gr.Row(elem_id="search-row"):
            words = gr.Textbox(
                label=text("archive.search"),
                placeholder=text("archive.search.hint"),
                max_lines=1,
                elem_id="search-words",
            )
            outlet = gr.Dropdown([_any_outlet()], value="", label=text("archive.outlet"), elem_id="search-outlet")
            after = gr.Textbox(
                label=text("filter.after"), placeholder=text("filter.day"), max_lines=1, elem_id="search-after"
            )
            before = gr.Textbox(
                label=text("filter.before"), placeholder=text("filter.day"), max_lines=1, elem_id="search-before"
            )
            search = gr.Button(text("archive.search.do"), elem_id="do-search", scale=0, variant="primary")
        complaint = html("search-complaint", notice(""))
        found = html("list")
    with gr.Column(elem_id="reader", visible=False) as reader:
        html("reader-back", f'<button type="button" class="back" data-back="1">← {text("archive.back")}</button>')
        article = html("article")
        deletion = deleting() if editable else None
    parts = _Parts(
        go, shown, at, masthead, browsing, summary, words, outlet, after, before, search, complaint, found, reader,
        article,
    )  # fmt: skip
    return parts, deletion


def _everything(parts: _Parts) -> list[Any]:
    return [
        parts.shown, parts.masthead, parts.browsing, parts.overview, *parts.typed, parts.complaint, parts.found,
        parts.reader, parts.article,
    ]  # fmt: skip


def _connect(page: gr.Blocks, parts: _Parts, browser: _Browser, tabs: gr.Tabs | None) -> None:
    outputs = [*_everything(parts), *([tabs] if tabs else [])]
    events: dict[str, Any] = {"outputs": outputs, **QUIET}

    def opened(request: gr.Request) -> Changes:
        id_ = request.query_params.get("article")
        return {**browser.overview(), **browser.list("", "", "", ""), **(browser.opened(id_) if id_ else {})}

    def clicked(words: str, outlet: str | None, after: str, before: str, event: gr.EventData) -> Changes:
        shown = browser.clicked(_strings(event._data), (words, outlet, after, before))
        return {**shown, **({tabs: gr.update(selected="browse")} if tabs else {})}

    page.load(opened, None, **events)
    parts.go.click(clicked, parts.typed, **events).then(None, js=_FOCUS, **QUIET)
    searched: list[Callable[..., Any]] = [parts.search.click, parts.words.submit, parts.outlet.input]
    searched += [parts.after.submit, parts.before.submit]
    events = {"outputs": [*outputs, parts.search], **QUIET}
    gr.on(searched, browser.searched, parts.typed, **events).failure(
        lambda: {parts.search: _ready(), parts.complaint: notice(text("broke.off"))}, None, **events
    )


def _strings(data: Any) -> dict[str, str]:
    return {str(key): str(value) for key, value in data.items()} if isinstance(data, dict) else {}
