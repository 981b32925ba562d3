"""An article in full as HTML, as it stands now or as it stood."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import Article, Version
from qa.web.dates import spelled
from qa.web.escape import escaped
from qa.web.passages import publisher
from qa.web.texts import counted, language_name, text

_PARAGRAPH_END = re.compile(r"\n\s*\n")


def article(shown: Article, versions: Sequence[Version], version: str | None = None) -> str:
    """The article; `version` names an earlier content, which is shown in its place."""
    earlier = next((one for one in versions if one.version == version and version != shown.version), None)
    title, body = (earlier.title, earlier.text) if earlier else (shown.title, shown.text)
    outlet = escaped(shown.source or text("outlet.unknown"))
    return (
        f'<article class="full"><p class="from"><bdi class="outlet">{outlet}</bdi></p>'
        f'<h2 tabindex="-1" dir="auto">{escaped(title) or text("title.unknown")}</h2>{_facts(shown, versions)}'
        f'{_banner(shown, earlier)}<div class="text" dir="auto">{_paragraphs(body)}</div>'
        f"{publisher(shown.url)}{_versions(shown, versions, earlier)}</article>"
    )


def gone() -> str:
    """Where an article was."""
    return f'<article class="full"><h2 tabindex="-1">{text("archive.gone")}</h2></article>'


def _facts(shown: Article, versions: Sequence[Version]) -> str:
    added = next((one.ingested for one in versions if one.version == shown.version), None)
    facts = [
        (text("archive.published"), spelled(shown.published) if shown.published else text("age.unknown")),
        (text("archive.updated"), spelled(shown.updated) if shown.updated else ""),
        (text("archive.added"), spelled(added) if added else ""),
        (text("archive.authors"), ", ".join(shown.authors)),
        (text("archive.section"), shown.section or ""),
        (text("archive.language"), language_name(shown.language) if shown.language else ""),
    ]
    items = "".join(f"<div><dt>{name}</dt><dd><bdi>{escaped(fact)}</bdi></dd></div>" for name, fact in facts if fact)
    return f'<dl class="facts">{items}</dl>'


def _banner(shown: Article, earlier: Version | None) -> str:
    if earlier is None:
        return ""
    return (
        f'<p class="banner">{text("archive.version.earlier", day=spelled(earlier.ingested))} '
        f"{_link(shown.id, shown.version, text('archive.version.show'))}</p>"
    )


def _versions(shown: Article, versions: Sequence[Version], earlier: Version | None) -> str:
    if len(versions) < 2:
        return ""
    seen = earlier.version if earlier else shown.version
    items = "".join(f"<li>{_version(shown, one, seen)}</li>" for one in reversed(versions))
    return f'<section class="versions"><h3>{counted("archive.versions", len(versions))}</h3><ol>{items}</ol></section>'


def _version(shown: Article, one: Version, seen: str) -> str:
    label = f"{text('archive.added')} {spelled(one.ingested)}"
    if one.version == shown.version:
        label = f"{label}, {text('archive.version.current')}"
    return f'<span aria-current="true">{label}</span>' if one.version == seen else _link(shown.id, one.version, label)


def _link(id_: str, version: str, label: str) -> str:
    return f'<button type="button" data-article="{escaped(id_)}" data-version="{version}">{label}</button>'


def _paragraphs(body: str) -> str:
    parts = (part.strip() for part in _PARAGRAPH_END.split(body))
    return "".join(f'<p dir="auto">{escaped(part)}</p>' for part in parts if part)
