"""What a page states about itself in <meta>, <link> and JSON-LD, beyond what trafilatura reads from there."""

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_ARTICLE_TYPES = ("Article", "BlogPosting", "LiveBlogPosting", "Report")  # ends of schema.org's names


@dataclass(frozen=True, slots=True)
class Statements:
    """As written: when the article was changed, its section, and the addresses that the page gives as its own."""

    updated: str | None
    section: str | None
    addresses: tuple[str, ...]


def read_statements(tree: Any) -> Statements:
    """What the page parsed into `tree` (lxml) states. Of several articles in its JSON-LD, the first is the page's."""
    article = next(_articles(tree), {})
    return Statements(
        updated=_meta(tree, "article:modified_time") or _label(article.get("dateModified")),
        section=_meta(tree, "article:section") or _label(article.get("articleSection")),
        addresses=tuple(
            filter(None, [*map(str, tree.xpath('//head//link[@rel="canonical"]/@href')), _meta(tree, "og:url")])
        ),
    )


def _meta(tree: Any, name: str) -> str | None:
    found = tree.xpath("//meta[@property=$name or @name=$name]/@content", name=name)
    return next((str(content).strip() for content in found if content.strip()), None)


def _label(value: object) -> str | None:
    first = value[0] if isinstance(value, list) and value else value
    return first.strip() or None if isinstance(first, str) else None


def _articles(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.xpath('//script[@type="application/ld+json"]/text()'):
        try:
            waiting = deque([json.loads(script, strict=False)])
        except (ValueError, RecursionError):
            continue
        while waiting:
            node = waiting.popleft()
            if isinstance(node, list):
                waiting.extendleft(reversed(node))
            elif isinstance(node, dict):
                if _is_article(node):
                    yield node
                waiting.appendleft(node.get("@graph"))


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    return any(
        isinstance(kind, str) and kind.endswith(_ARTICLE_TYPES)
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )
