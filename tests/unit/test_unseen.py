"""Characters that no reader sees are taken out, and those that spelling needs stay."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.unseen import LONGEST_LABEL, UNSEEN, label, one_line, without_unseen

ODD = st.text(
    st.one_of(
        st.characters(categories=["Cf", "Cc", "Cs", "Mn"]),
        st.sampled_from("ab1#中é葛ک👩🗼❤©\ufe0f\u200d\u200c\u20e3\U000e0041\U000e0101 \n\u2028\x1b"),
    )
)


@given(ODD)
def test_once_is_enough(text):
    assert without_unseen(without_unseen(text)) == without_unseen(text)


@given(ODD)
def test_a_line_is_one_line(text):
    assert len(one_line(text).splitlines()) <= 1
    assert one_line(text) == one_line(text).strip()
    assert "\x1b" not in one_line(text)


@given(ODD, st.integers(0, 300))
def test_a_label_is_a_line_that_ends_somewhere(text, times):
    line = one_line(text * times)
    assert label(text * times) == (line if len(line) <= LONGEST_LABEL else f"{line[: LONGEST_LABEL - 1]}…")


@given(
    st.text(st.characters(categories=["L", "N", "P", "S", "Zs", "Mc"], exclude_characters="\u115f\u1160\u3164\uffa0"))
)
def test_whatever_is_drawn_stays(text):
    drawn = "".join(
        character for character in text if unicodedata.name(character, "") != "MUSICAL SYMBOL NULL NOTEHEAD"
    )
    assert without_unseen(drawn) == drawn


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("می‌خواهم", "می‌خواهم"),
        ("می‌‌خواهم", "می‌خواهم"),
        ("wh\u200ceat", "wheat"),
        ("пше\u200dница", "пшеница"),
        ("👩\u200d💻 1\ufe0f\u20e3 ❤\ufe0f 🏳\ufe0f\u200d🌈", "👩\u200d💻 1\ufe0f\u20e3 ❤\ufe0f 🏳\ufe0f\u200d🌈"),
        ("a\ufe0fb 🗼\ufe0e\ufe01\U000e0154", "ab 🗼"),
        ("葛\U000e0100飾", "葛\U000e0100飾"),
        ("a\u00adb\u2060c\ufeffd\u202ee\U000e0041f", "abcdef"),
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("\x1b[31mred\x1b]8;;https://evil.example\x07\x9b2J", "[31mred]8;;https://evil.example2J"),
    ],
)
def test_examples(text, kept):
    assert without_unseen(text) == kept


def test_each_of_them_is_known_alone():
    for text in ("\u200d", "\ufe0f", "\U000e0101", "\x1b", "\u2028", "\ud800", "\xad"):
        assert UNSEEN.fullmatch(text)
    assert not UNSEEN.search("A line.\n\tAnother – “quoted” é 中 ک 👩")
