"""Words that carry meaning: what a question has in common with a text once grammar is left out."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from snowballstemmer import stemmer

MOST_TERMS = 64
"""Of a query; a longer one is a pasted text, whose first words say what it is about."""

LONGEST = 64
"""Characters of a term; what is longer is no word, and its beginning tells it apart well enough."""

STOP_WORDS = frozenset(
    """a about after again against all also am an and any are as at be because been before being between both but by
    can could did do does doing down during each few for from further had has have having he her here hers him his how
    i if in into is it its itself just me more most my no nor not now of off on once only or other our out over own s
    same she should so some such t than that the their them then there these they this those through to too under
    until up us very was we were what when where which while who whom whose why will with would you your did't don't
    tell said say says""".split()
)

# Accents written as characters of their own belong to the word.
_WORD = re.compile(r"\w[\w\u0300-\u036f]*")
_ACCENTS = re.compile(r"[\u0300-\u036f]+")
_INITIALS = re.compile(r"\b(?:[A-Za-z]\.){2,}")


def words(text: str) -> list[str]:
    """Lower-case words, in order; apostrophes and hyphens divide, initials ("U.S.") stay together."""
    return _WORD.findall(_joined(text).lower())


def content_words(text: str) -> list[str]:
    """Words but those of grammar, in order. "US", "IT" and "WHO" in capitals are names, not grammar."""
    return [word.lower() for word in _written(text) if not _is_grammar(word)]


def _joined(text: str) -> str:
    return _INITIALS.sub(lambda match: match[0].replace(".", ""), text)


def terms(text: str) -> list[str]:
    """Terms of a text as the full-text index holds them, in order: lower case, without accents, English stems.

    A name in capitals that would else be a word of grammar ("US", "IT", "WHO") stays in capitals, a term of its own.
    """
    return [_term(word) for word in _written(text)]


def query_terms(text: str) -> list[str]:
    """The different terms to look a text up by: those of its content words, of any word if it has no others.

    Any text is a safe query: nothing in it is syntax.
    """
    found = _written(text)
    chosen = [word for word in found if not _is_grammar(word)] or found
    return list(dict.fromkeys(map(_term, chosen)))[:MOST_TERMS]


def _written(text: str) -> list[str]:
    """Words as written; in lower case those that are in capitals only because all of the text is."""
    found = [word[:LONGEST] for word in _WORD.findall(_joined(text))]
    return [word.lower() for word in found] if text.isupper() else found


def _is_grammar(word: str) -> bool:
    return word.lower() in STOP_WORDS and not _is_name(word)


def _is_name(word: str) -> bool:
    return len(word) > 1 and word.isupper()


@lru_cache(maxsize=1 << 17)
def _term(word: str) -> str:
    if _is_name(word) and word.lower() in STOP_WORDS:
        return word
    if not word.isascii():
        word = _ACCENTS.sub("", unicodedata.normalize("NFKD", word.casefold()))
    # A stemmer of its own: threads that share one break its state.
    stem: str = stemmer("english").stemWord(word.lower())
    return stem
