"""A sentence as words, what is near a word and beside it, and where dates and figures stand."""

from hypothesis import given
from hypothesis import strategies as st

from qa.checks.exact import exact_spans
from qa.checks.reading import beside, likeness, near, read, read_all, scope

FERRY = "The ferry to Skelhaven left at noon, but the bus did not."


def at(sentence, word):
    start = sentence.index(word)
    return start, start + len(word)


def test_words_of_grammar_have_no_stem_and_abbreviations_are_one_word():
    words = {word.text: word.stem for word in read("The U.S. sailed on Rook’s ferries.").words}
    assert words["The"] == words["on"] == ""
    assert words["ferries"] == "ferri"
    assert "U.S." in words


def test_a_text_is_read_sentence_by_sentence():
    assert [one.text for one in read_all("It rained. Nobody sailed.")] == ["It rained.", "Nobody sailed."]


def test_the_nearest_words_weigh_the_most():
    around = near(FERRY, *at(FERRY, "left"))
    assert around["skelhaven"] > around["ferri"] > 0
    assert likeness(around, around) == 1
    assert likeness({}, around) == 0


def test_what_stands_between_the_same_words_is_in_their_place():
    other = "The ferry to Skelhaven sailed at noon."
    here = beside(FERRY, *at(FERRY, "left"))
    assert here.in_place_of(beside(other, *at(other, "sailed")))
    assert not here.in_place_of(beside("Prices rose.", *at("Prices rose.", "rose")))


def test_a_scope_ends_with_its_clause():
    words = read(FERRY).words
    assert [word.text for word in scope(FERRY, words, 1)] == ["Skelhaven", "left", "noon"]


def test_where_dates_and_figures_stand():
    sentence = "On 3 May 2024 it cost £4.2m."
    found = {sentence[start:end] for start, end in exact_spans(sentence)}
    assert found >= {"£4.2m"}
    assert any("3 May 2024" in one for one in found)
    assert exact_spans("Nobody came.") == ()


@given(st.text())
def test_words_are_where_they_say(text):
    assert all(text[word.start : word.end] == word.text for word in read(text).words)
    assert all(0 <= start < end <= len(text) for start, end in exact_spans(text))
