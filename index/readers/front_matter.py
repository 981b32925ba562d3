"""The YAML header that a text or Markdown file may begin with."""

from typing import Any

import frontmatter
import yaml

from index.readers.limits import HEADER_CHARACTERS

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


def split_header(text: str) -> tuple[dict[str, Any], str]:
    """The header's keys, and the text after it; no keys and all of `text` when it has no header, or a broken one.

    Values stay as written: a title of 1984 or No is a string, and a date is left to whoever understands dates.
    """
    handler = frontmatter.YAMLHandler()
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
    except (yaml.YAMLError, RecursionError):
        return {}, text
    return (keys, body) if keys else ({}, text)


def _load(handler: frontmatter.YAMLHandler, header: str) -> dict[str, Any]:
    # Aliases let a few lines stand for gigabytes, and no header of an article needs them.
    if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(header, Loader=yaml.BaseLoader)):
        return {}
    keys = handler.load(header, Loader=yaml.BaseLoader)
    if not isinstance(keys, dict) or not all(isinstance(key, str) for key in keys):
        return {}
    return {key: None if isinstance(value, str) and value in _NULLS else value for key, value in keys.items()}
