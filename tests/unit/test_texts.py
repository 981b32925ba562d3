"""The words of the interface: all that the pages ask for are there in every language, and none is there for nothing."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import date
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from babel import Locale

import qa.web
from qa.values import Reason, Verdict
from qa.web.languages import DEFAULT, LANGUAGES
from qa.web.languages.words import Words
from qa.web.texts import counted, dated, language_name, listed, number, speaking, spoken, text

SOURCE = "".join(
    file.read_text("utf-8")
    for file in Path(qa.web.__file__).parent.rglob("*.py")
    if file.parent.name != "languages" and file.name != "texts.py"
)
ASKED = set(re.findall(r"""\b(?:text|said)\(\s*["']([a-z][\w.]*)["']""", SOURCE))
COUNTED = set(re.findall(r"""\bcounted\(\s*["']([\w.]+)["']""", SOURCE))
# Keys that are put together, by the values of which they are.
VERDICTS, REASONS = get_args(Verdict), get_args(Reason)
BY_KIND = {
    *(f"{kind}.{verdict}" for kind in ("verdict", "problem") for verdict in VERDICTS if verdict != "supported"),
    *(f"draft.{kind}.{verdict}" for kind in ("verdict", "meaning") for verdict in VERDICTS),
    *(f"{kind}.{reason}" for kind in ("refusal", "refused") for reason in REASONS),
    *(f"page.{page}" for page in ("ask", "archive", "draft", "conversations", "evaluate")),
    *(f"archive.outcome.{outcome}" for outcome in ("read", "added", "updated", "unchanged", "failed")),
    *(f"archive.taken.{what}" for what in ("kinds", "facts", "again", "problems")),
}
AGES = {
    f"age.{which}.{unit}"
    for which in ("ago", "ahead", "before", "after")
    for unit in ("days", "weeks", "months", "years")
}
FORMS = {"date", "date.full", "date.day", "date.day.month", "month", "month.full"}
OTHERS = [language for language in LANGUAGES if language != DEFAULT]
ENGLISH = LANGUAGES[DEFAULT]


def texts(words: Words, key: str) -> list[str]:
    """What stands under a key, for each number where it depends on one."""
    said = words[key]
    return [said] if isinstance(said, str) else list(said.values())


def places(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def every_text(words: Words) -> Iterator[str]:
    return (said for key in words for said in texts(words, key))


def test_every_text_that_is_asked_for_is_there():
    assert len(ASKED) > 200
    assert {key for key, said in ENGLISH.items() if isinstance(said, str)} >= ASKED | BY_KIND | FORMS
    assert {key for key, said in ENGLISH.items() if not isinstance(said, str)} == COUNTED | AGES


def test_no_text_is_there_for_nothing():
    used = set(re.findall(r"""["']([a-z][\w. ]*)["']""", SOURCE)) | BY_KIND | AGES | {"and", "language"}
    stems = {key: re.sub(r"\.remove$", "", key) for key in ENGLISH}
    assert [key for key, stem in stems.items() if used.isdisjoint((key, stem, stem.partition(".")[2]))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_a_text_for_each_of_its_plurals_and_none_is_empty(language: str):
    categories = {*Locale.parse(language).plural_form.tags, "other"}
    words = LANGUAGES[language]
    assert {
        key: set(said) for key, said in words.items() if not isinstance(said, str) and set(said) != categories
    } == {}
    assert all(said.strip() == said and said for said in every_text(words))
    assert all(name.isidentifier() for said in every_text(words) for name in places(said))


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_the_same_texts_as_english_with_the_same_values(language: str):
    words = LANGUAGES[language]
    assert set(words) == set(ENGLISH)
    for key, said in ENGLISH.items():
        assert isinstance(words[key], str) == isinstance(said, str), key
        assert {frozenset(places(one)) for one in texts(words, key)} == {
            frozenset(places(one)) for one in texts(ENGLISH, key)
        }, key


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_left_as_in_english_is_so_on_purpose(language: str):
    """Sentences are not: whoever adds a text translates it."""
    same = [key for key, said in ENGLISH.items() if said == LANGUAGES[language][key]]
    assert [
        key for key in same if any(len(re.findall(r"(?<!{)\b[a-z]{2,}", said)) > 2 for said in texts(ENGLISH, key))
    ] == []


def test_a_text_s_values_are_put_in_as_they_are():
    assert text("retry") == "Ask again"
    assert text("chip.searched", text="{n} [1] %s") == "Searched as: {n} [1] %s"
    assert counted("articles", 1) == "1 article"
    assert counted("articles", 3643) == "3,643 articles"
    assert counted("doubts", 1, all="3") == "1 of 3 sentences is not fully borne out"
    assert listed(["BBC"]) == "BBC"
    assert listed(["BBC", "CNN", "Reuters"]) == "BBC, CNN and Reuters"


def test_numbers_dates_and_names_are_as_the_language_writes_them():
    with speaking("de"):
        assert counted("articles", 3643) == "3.643 Artikel"
        assert counted("age.ago.years", 1) == "vor 1 Jahr"
        assert number(0.5, "0.000") == "0,500"
        assert dated("date", date(2022, 3, 1)) == "1. März 2022"
        assert listed(["BBC", "CNN", "Reuters"]) == "BBC, CNN und Reuters"
        assert language_name("fr") == "Französisch"
    assert language_name("fr") == "French"
    assert language_name("x-none") == "x-none"


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_have_all_that_belongs_to_them(language: str):
    day = date(2034, 5, 16)
    with speaking(language):
        said = {form: dated(form, day) for form in FORMS}
    assert {form for form, one in said.items() if "2034" in one} == FORMS - {"date.day", "date.day.month"}
    assert {form for form, one in said.items() if "16" in one} == FORMS - {"month", "month.full"}
    assert re.fullmatch(r"\W*16\W*", said["date.day"])


def test_a_number_s_text_is_not_taken_for_another():
    with pytest.raises(TypeError, match="counted"):
        text("articles")
    with pytest.raises(TypeError, match=r"text\(\)"):
        counted("retry", 1)


def test_readers_of_different_languages_do_not_disturb_each_other():
    def say(language: str) -> tuple[str, str]:
        with speaking(language):
            return spoken(), text("ask")

    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(say, [*LANGUAGES] * 200))
    assert set(said) == {("en", "Ask"), ("de", "Fragen")}
    with speaking("de"):
        carried = copy_context()
    assert carried.run(spoken) == "de"
    assert spoken() == DEFAULT
