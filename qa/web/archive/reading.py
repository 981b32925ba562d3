"""An article in full as HTML, as it stands now or as it stood."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import Article, Version
from qa.web.archive import texts
from qa.web.dates import spelled
from qa.web.escape import escaped
from qa.web.passages import publisher

_PARAGRAPH_END = re.compile(r"\n\s*\n")


def article(shown: Article, versions: Sequence[Version], version: str | None = None) -> str:
    """The article; `version` names an earlier content, which is shown in its place."""
    earlier = next((one for one in versions if one.version == version and version != shown.version), None)
    title, text = (earlier.title, earlier.text) if earlier else (shown.title, shown.text)
    outlet = escaped(shown.source or texts.NO_OUTLET)
    return (
        f'<article class="full"><p class="from"><bdi class="outlet">{outlet}</bdi></p>'
        f'<h2 tabindex="-1" dir="auto">{escaped(title) or texts.UNTITLED}</h2>{_facts(shown, versions)}'
        f'{_banner(shown, earlier)}<div class="text" dir="auto">{_paragraphs(text)}</div>'
        f"{publisher(shown.url, texts.READ_AT)}{_versions(shown, versions, earlier)}</article>"
    )


def gone() -> str:
    """Where an article was."""
    return f'<article class="full"><h2 tabindex="-1">{texts.GONE}</h2></article>'


def _facts(shown: Article, versions: Sequence[Version]) -> str:
    added = next((one.ingested for one in versions if one.version == shown.version), None)
    facts = [
        (texts.PUBLISHED, spelled(shown.published) if shown.published else texts.NO_DATE),
        (texts.UPDATED, spelled(shown.updated) if shown.updated else ""),
        (texts.ADDED, spelled(added) if added else ""),
        (texts.AUTHORS, ", ".join(shown.authors)),
        (texts.SECTION, shown.section or ""),
        (texts.LANGUAGE, shown.language or ""),
    ]
    items = "".join(f"<div><dt>{name}</dt><dd><bdi>{escaped(fact)}</bdi></dd></div>" for name, fact in facts if fact)
    return f'<dl class="facts">{items}</dl>'


def _banner(shown: Article, earlier: Version | None) -> str:
    if earlier is None:
        return ""
    return (
        f'<p class="banner">{texts.earlier_version(spelled(earlier.ingested))} '
        f"{_link(shown.id, shown.version, texts.SHOW_CURRENT)}</p>"
    )


def _versions(shown: Article, versions: Sequence[Version], earlier: Version | None) -> str:
    if len(versions) < 2:
        return ""
    seen = earlier.version if earlier else shown.version
    items = "".join(f"<li>{_version(shown, one, seen)}</li>" for one in reversed(versions))
    return f'<section class="versions"><h3>{texts.versions(len(versions))}</h3><ol>{items}</ol></section>'


def _version(shown: Article, one: Version, seen: str) -> str:
    label = f"{texts.ADDED} {spelled(one.ingested)}"
    if one.version == shown.version:
        label = f"{label}, {texts.CURRENT}"
    return f'<span aria-current="true">{label}</span>' if one.version == seen else _link(shown.id, one.version, label)


def _link(id_: str, version: str, label: str) -> str:
    return f'<button type="button" data-article="{escaped(id_)}" data-version="{version}">{label}</button>'


def _paragraphs(text: str) -> str:
    parts = (part.strip() for part in _PARAGRAPH_END.split(text))
    return "".join(f'<p dir="auto">{escaped(part)}</p>' for part in parts if part)
