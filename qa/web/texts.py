"""What the interface says, in the language that is being spoken: words by key, and numbers and dates as it writes them.

Which language that is holds for what runs now, not for the process: readers of several languages are served at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from qa.web.languages import DEFAULT, LANGUAGES

_LANGUAGE = ContextVar("language", default=DEFAULT)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language, by its code."""
    token = _LANGUAGE.set(language)
    try:
        yield
    finally:
        _LANGUAGE.reset(token)


def spoken() -> str:
    """The code of the language that is being spoken."""
    return _LANGUAGE.get()


def text(key: str, /, **values: object) -> str:
    """The words for `key`, with `values` put in as they are: what is not the page's own is escaped by who calls."""
    words = LANGUAGES[spoken()][key]
    if not isinstance(words, str):
        raise TypeError(f"{key!r} depends on a number: ask for it with counted()")
    return words.format_map(values)


def counted(key: str, n: int, /, **values: object) -> str:
    """The words for a number of things, "1 article" or "3,643 articles"."""
    words = LANGUAGES[spoken()][key]
    if isinstance(words, str):
        raise TypeError(f"{key!r} does not depend on a number: ask for it with text()")
    return words[locale().plural_form(n)].format_map({"n": number(n), **values})


def number(value: float, form: str | None = None) -> str:
    """Such as "3,643"; `form` is a pattern of CLDR, such as "0.000"."""
    return format_decimal(value, format=form, locale=locale())


def dated(form: str, day: date) -> str:
    """A day in one of the language's forms: "date", "date.full", "month" and so on."""
    return format_date(day, text(form), locale=locale())


def listed(names: Sequence[str]) -> str:
    """Such as "BBC, CNN and Reuters"."""
    *most, last = names
    return text("and", most=", ".join(most), last=last) if most else last


def language_name(code: str) -> str:
    """What a language is called, or its code where it has no name."""
    return str(locale().languages.get(code.replace("-", "_"), code))


def locale() -> Locale:
    """What CLDR knows of the language that is being spoken."""
    return _locale(spoken())


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)
