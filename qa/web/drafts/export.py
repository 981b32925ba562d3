"""A checked draft to take away: a page that needs nothing else, Markdown, or the lines of `qa check --json`."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from importlib.resources import files

from qa.record import checked_record
from qa.unseen import one_line
from qa.values import CheckedSentence, Citation
from qa.web.dates import spelled
from qa.web.drafts import render
from qa.web.drafts.progress import Proof
from qa.web.escape import escaped
from qa.web.texts import spoken, text
from qa.web_address import web_address

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+!|~&$])")
_LINE_START = re.compile(r"^(\d+)([.)])|^([-=:])")
# Nothing may be loaded by the page, whatever an article has in it.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html(proof: Proof) -> str:
    """One page, styles included."""
    css = "".join(
        files("qa.web").joinpath("assets", name).read_text("utf-8") for name in ("alone.css", "export.css", "proof.css")
    )
    return (
        f'<!doctype html>\n<html lang="{spoken()}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">'
        f"<title>{text('draft.title')}</title><style>{css}</style></head>"
        f"<body><main><h1>{text('draft.heading')}</h1>{render.state(proof)}{render.proof(proof)}</main></body></html>\n"
    )


def markdown(proof: Proof) -> str:
    """A numbered list; nothing of the draft or of an article is markup in it."""
    day = f" {text('as.of', day=spelled(proof.as_of))}." if proof.as_of else ""
    head = f"# {text('draft.heading')}\n\n{render.summary(proof)}.{day}\n"
    items = [_item(number, sentence) for number, sentence in enumerate(proof.sentences, start=1)]
    return "\n".join([head, *items]) + "\n"


def json_lines(proof: Proof) -> str:
    """A record for each sentence."""
    return "".join(f"{json.dumps(checked_record(one), ensure_ascii=False)}\n" for one in proof.sentences)


KINDS: dict[str, tuple[Callable[[Proof], str], str, str]] = {
    "HTML": (html, "draft-check.html", "text/html"),
    "Markdown": (markdown, "draft-check.md", "text/markdown"),
    "JSON": (json_lines, "draft-check.jsonl", "application/jsonl"),
}


def links(proof: Proof) -> str:
    """Each kind as a link that holds it whole: the server keeps no file."""
    items = "".join(
        f'<a download="{name}" href="data:{kind};base64,{_packed(made(proof))}">{label}</a>'
        for label, (made, name, kind) in KINDS.items()
    )
    return f'<p class="save"><span>{text("save.as")}</span>{items}</p>'


def _packed(text: str) -> str:
    return base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")


def _item(number: int, sentence: CheckedSentence) -> str:
    lines = [f"{number}. **{text(f'draft.verdict.{sentence.verdict}')}** {_plain(sentence.text)}"]
    lines += [f"   - {_plain(problem)}" for problem in render.problems(sentence)]
    lines += [
        f"   - {text('quoted', text=_plain(citation.quote))} ({_byline(citation)})" for citation in sentence.citations
    ]
    return "\n".join(lines)


def _byline(citation: Citation) -> str:
    outlet = _plain(citation.source or text("outlet.unknown"))
    day = spelled(citation.published) if citation.published else text("age.unknown")
    title = _plain(citation.title or text("title.unknown"))
    url = web_address(citation.url)
    return f"{outlet}, {day}, {f'[{title}](<{escaped(url)}>)' if url else title}"


def _plain(text: str) -> str:
    """The text on one line, with nothing in it that Markdown or HTML would read."""
    text = _MARKUP.sub(r"\\\1", one_line(text))
    return _LINE_START.sub(lambda match: f"{match[1] or ''}\\{match[2] or match[3]}", text)
