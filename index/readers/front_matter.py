"""The YAML header that a text or Markdown file may begin with."""

from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from index.readers.limits import HEADER_CHARACTERS, NESTING

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


def split_header(text: str) -> tuple[dict[str, Any], str]:
    """The header's keys, and the text after it; no keys and all of `text` when it has no header, or a broken one.

    Values stay as written: a title of 1984 or No is a string, and a date is left to whoever understands dates.
    """
    handler = YAMLHandler()
    if not handler.detect(text):
        return {}, text
    try:
        header, body = handler.split(text)
    except ValueError:  # it never ends
        return {}, text
    if len(header) > HEADER_CHARACTERS:
        return {}, text
    try:
        keys = _load(handler, header)
    except yaml.YAMLError:
        return {}, text
    return (keys, body) if keys else ({}, text)


def _load(handler: YAMLHandler, header: str) -> dict[str, Any]:
    depth = 0
    for event in yaml.parse(header, Loader=yaml.BaseLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        # Aliases let a few lines stand for gigabytes, deep nesting takes quadratic time; a header needs neither.
        if depth > NESTING or isinstance(event, yaml.AliasEvent):
            return {}
    keys = handler.load(header, Loader=yaml.BaseLoader)
    if not isinstance(keys, dict) or not all(isinstance(key, str) for key in keys):
        return {}
    return {key: None if isinstance(value, str) and value in _NULLS else value for key, value in keys.items()}
