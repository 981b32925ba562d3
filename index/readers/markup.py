"""What HTML and XML have in common for readers: the text of a piece of markup, and how languages are named."""

import re

from index.readers.clean import without_controls

_DROPPED = frozenset({"script", "style", "noscript", "template", "iframe", "object", "svg", "form", "button", "title"})
_BLOCKS = frozenset(
    """address article aside blockquote br caption dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li
    main ol p pre section table td th tr ul""".split()
)
_BREAK = "\u2028"  # Unicode's own line separator, so text that has it breaks there too
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE | re.ASCII)


def plain_language(tag: object) -> str | None:
    """A language tag without its region, "en" for "en-GB"; None for what is no tag."""
    language = _LANGUAGE.fullmatch(tag.strip()) if isinstance(tag, str) else None
    return language[1].lower() if language else None


def markup_text(markup: str) -> str:
    """The text of a piece of HTML, a line for each block; scripts, forms and embedded pages are left out."""
    from lxml import etree, html

    root = html.document_fromstring(f"<div>{without_controls(markup)}")
    etree.strip_elements(root, *_DROPPED, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    for element in root.iter():
        breaks = _BREAK if element.tag in _BLOCKS else ""
        # Character references can bring control characters, which lxml gives out but does not take back.
        element.text = breaks + without_controls(element.text or "")
        element.tail = breaks + without_controls(element.tail or "")
    lines = (" ".join(line.split()) for line in root.text_content().split(_BREAK))
    return "\n".join(filter(None, lines))
