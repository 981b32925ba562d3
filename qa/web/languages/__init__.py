"""The languages of the interface, by their codes: the words of each in a file of its own."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from qa.web.languages.english import ENGLISH
from qa.web.languages.german import GERMAN
from qa.web.languages.words import Words

DEFAULT = "en"
LANGUAGES: Mapping[str, Words] = MappingProxyType({DEFAULT: ENGLISH, "de": GERMAN})
