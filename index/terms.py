"""Words that carry meaning: what a question has in common with a text once grammar is left out."""

from __future__ import annotations

import re

MOST_TERMS = 64
"""Of a query; a longer one is a pasted text, whose first words say what it is about."""

STOP_WORDS = frozenset(
    """a about after again against all also am an and any are as at be because been before being between both but by
    can could did do does doing down during each few for from further had has have having he her here hers him his how
    i if in into is it its itself just me more most my no nor not now of off on once only or other our out over own s
    same she should so some such t than that the their them then there these they this those through to too under
    until up us very was we were what when where which while who whom whose why will with would you your did't don't
    tell said say says""".split()
)

# Accents written as characters of their own belong to the word, as in the full-text index.
_WORD = re.compile(r"\w[\w\u0300-\u036f]*")
_INITIALS = re.compile(r"\b(?:[A-Za-z]\.){2,}")


def words(text: str) -> list[str]:
    """Lower-case words, in order; apostrophes and hyphens divide, initials ("U.S.") stay together."""
    return _WORD.findall(_joined(text).lower())


def content_words(text: str) -> list[str]:
    """Words but those of grammar, in order. "US", "IT" and "WHO" in capitals are names, not grammar."""
    found = _WORD.findall(_joined(text))
    shouted = text.isupper()
    return [
        word.lower()
        for word in found
        if word.lower() not in STOP_WORDS or (len(word) > 1 and word.isupper() and not shouted)
    ]


def _joined(text: str) -> str:
    return _INITIALS.sub(lambda match: match[0].replace(".", ""), text)


def lexical_query(text: str) -> str:
    """Any text as an FTS5 expression that matches any of its words: every user's string is safe.

    Words of grammar are left out, unless there are no others. Empty when there is no word at all.
    """
    chosen = list(dict.fromkeys(content_words(text) or words(text)))[:MOST_TERMS]
    # "US" is spelt "U.S." too, which the full-text index takes for two words.
    spelt = [" ".join(name.lower()) for name in dict.fromkeys(re.findall(r"\b[A-Z]{2,4}\b", _joined(text)))]
    return " OR ".join(f'"{word}"' for word in (*chosen, *spelt[:MOST_TERMS]))
