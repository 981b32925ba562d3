"""Words of a question and words of a sentence, made comparable."""

from __future__ import annotations

import re
from functools import lru_cache

from index import content_words, words

# A question says "China" where the article says "Chinese", and the other way round.
_COUNTRIES = {
    people: country
    for country, peoples in {
        "us": "american americans",
        "china": "chinese",
        "russia": "russian russians",
        "ukraine": "ukrainian ukrainians",
        "uk": "britain british briton britons",
        "france": "french",
        "germany": "german germans",
        "spain": "spanish spaniard spaniards",
        "italy": "italian italians",
        "poland": "polish pole poles",
        "netherlands": "dutch",
        "turkey": "turkish turk turks türkiye",
        "sweden": "swedish swede swedes",
        "finland": "finnish finn finns",
        "norway": "norwegian norwegians",
        "denmark": "danish dane danes",
        "greece": "greek greeks",
        "ireland": "irish",
        "israel": "israeli israelis",
        "palestine": "palestinian palestinians",
        "iran": "iranian iranians",
        "iraq": "iraqi iraqis",
        "india": "indian indians",
        "pakistan": "pakistani pakistanis",
        "afghanistan": "afghan afghans",
        "japan": "japanese",
        "korea": "korean koreans",
        "taiwan": "taiwanese",
        "australia": "australian australians",
        "canada": "canadian canadians",
        "mexico": "mexican mexicans",
        "brazil": "brazilian brazilians",
        "europe": "european europeans",
        "defence": "defense",
        "labour": "labor",
    }.items()
    for people in peoples.split()
}
_SPECIFIC = re.compile(r"(?<!^)(?<![.!?:\"“]\s)\b[A-Z][\w’'-]*\w|\b\d[\d,.]*")
_ONE_SPELLING = str.maketrans("“”„«»‘’‚[]", '"""""\'\'\'()')


def stems(text: str) -> list[str]:
    """Stems of the words that carry meaning, in order (Porter's second English stemmer); peoples as their countries."""
    return [stem(word) for word in content_words(text)]


def stem(word: str) -> str:
    """Stem of one word in lower case; a people as its country."""
    return _stem(_COUNTRIES.get(word, word))


def comparable(text: str) -> str:
    """One spelling of quotation marks, apostrophes, brackets and white space; lower case."""
    return " ".join(text.translate(_ONE_SPELLING).lower().split())


def shingles(text: str, size: int = 5) -> frozenset[tuple[str, ...]]:
    """All runs of `size` words; a shorter text is one run."""
    found = words(text)
    return frozenset(tuple(found[at : at + size]) for at in range(max(1, len(found) - size + 1)))


def specifics(text: str) -> list[str]:
    """The names inside a text's sentences, and its numbers, as written; a possessive's ending left out."""
    return [re.sub(r"['’]s$", "", found) for found in _SPECIFIC.findall(text)]


def numbers(text: str) -> list[str]:
    """Numbers as written in digits, thousands separators left out."""
    return [match.replace(",", "") for match in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text)]


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    import snowballstemmer

    # One of its own for each word: a stemmer holds the word it is at, so threads cannot share one.
    stem: str = snowballstemmer.stemmer("english").stemWord(word)
    return stem
