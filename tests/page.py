"""What a browser makes of the page's HTML, and that it is no more than the page itself means."""

import re
from html.parser import HTMLParser

from qa.web.escape import clean

TAGS = {
    *(
        "a",
        "article",
        "bdi",
        "blockquote",
        "button",
        "details",
        "dialog",
        "div",
        "h2",
        "h3",
        "h4",
        "header",
        "h1",
        "li",
        "mark",
        "ol",
        "p",
    ),
    *("q", "section", "span", "strong", "summary", "time", "ul"),
}
ATTRIBUTES = {
    *("aria-label", "class", "data-number", "data-turn", "datetime", "dir", "hidden", "href", "id", "rel", "role"),
    *("lang", "tabindex", "target", "title", "aria-checked", "aria-describedby", "aria-expanded", "aria-labelledby"),
    *("data-act", "data-card", "data-close", "data-opened", "data-place", "data-value", "data-what", "type"),
}


class Reading(HTMLParser):
    """What a browser would make of some HTML: its tags, attributes and text."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.marked: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    @property
    def links(self) -> list[str]:
        return [value or "" for name, value in self.attributes if name == "href"]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]):
        self.tags.append(tag)
        self.attributes += attrs
        self.open.append(tag)
        if tag == "mark":
            self.marked.append("")

    def handle_endtag(self, tag: str):
        assert self.open.pop() == tag

    def handle_data(self, data: str):
        self.text += data
        if "mark" in self.open:
            self.marked[-1] += data


def check_markup(html: str) -> Reading:
    """Nothing but the page's own tags and attributes, whole, and links to sources and web addresses only."""
    reading = Reading(html)
    assert reading.open == []
    assert set(reading.tags) <= TAGS
    assert {name for name, _ in reading.attributes} <= ATTRIBUTES
    for link in reading.links:
        assert re.match(r"#src-\d+-\d+\Z|#turn-\d+\Z|https?://", link)
    html.encode("utf-8")
    assert clean(html) == html
    return reading
