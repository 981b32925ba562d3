"""Marks: what is one, in which brackets; and a stream of them, however it is cut."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa.marks import MARKS, MarkStream, bracketed, disarm, mark_numbers, without_marks

KNOWN = frozenset({1, 2, 3})
SOUP = st.one_of(
    st.text("[]【】［］0123456789,;–-†^: \nab.", max_size=60),
    st.lists(st.sampled_from(["[", "]", "Pas", "sage", " ", "1", "2", " and ", ",", ": ", "x", "[1]", "【"])).map(
        "".join
    ),
)


def cut(text, places):
    places = sorted({0, len(text), *(place % (len(text) + 1) for place in places)})
    return [text[start:end] for start, end in pairwise(places)]


def streamed(text, places=(), known=KNOWN):
    stream = MarkStream(known)
    return "".join([*map(stream.feed, cut(text, places)), stream.end()])


@pytest.mark.parametrize(
    ("mark", "numbers"),
    [
        ("[1]", [1]),
        ("[ 1 ]", [1]),
        ("[12]", [12]),
        ("[1, 2]", [1, 2]),
        ("[1,2;3]", [1, 2, 3]),
        ("[1][2]", [1, 2]),
        ("[1] [2]", [1, 2]),
        ("[1], [2]", [1, 2]),
        ("[2][1][2]", [2, 1]),
        ("[1-3]", [1, 2, 3]),
        ("[1–3]", [1, 2, 3]),
        ("[3-1]", [1, 2, 3]),
        ("【1】", [1]),
        ("［1］", [1]),
        ("【4†source】", [4]),
        ("【1】[2]", [1, 2]),
        ("[[1]]", [1]),
        ("[^1]", [1]),
        ("[^1^][^2^]", [1, 2]),
        ("[Passage 1]", [1]),
        ("[passages 1 and 3]", [1, 3]),
        ("[Source: 2]", [2]),
        ("[Passage 1, Passage 2]", [1, 2]),
        ("[1: CNN, 2022-07-22]", [1]),
        ("【4†L12-15】", [4]),
        ("[1-99]", [1, 99]),
    ],
)
def test_marks_in_the_brackets_that_models_use(mark, numbers):
    assert MARKS.fullmatch(mark)
    assert mark_numbers(mark) == numbers
    assert without_marks(f"It opened. {mark} Nobody came {mark}.") == "It opened. Nobody came."


@pytest.mark.parametrize(
    "text",
    [
        "[2022]",
        "in [2022] it",
        "[sic]",
        "[]",
        "[ ]",
        "[1,]",
        "[a1]",
        "(1)",
        "1]",
        "[1",
        "[x]",
        "[Article 5]",
        "[10:30]",
    ],
)
def test_what_is_no_mark_stays(text):
    assert not MARKS.search(text)
    assert without_marks(text) == text
    assert streamed(text) == text
    assert disarm(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("It opened. [1]", "It opened. [1]"),
        ("It opened [1, 2].", "It opened [1][2]."),
        ("It opened 【2†source】.", "It opened [2]."),
        ("It opened [2-9].", "It opened [2][3]."),
        ("It opened. [7]", "It opened. "),
        ("It opened. [1, 7][8]", "It opened. [1]"),
        ("It opened. [[1]] Nobody came. [Passage 7]", "It opened. [1] Nobody came. "),
    ],
)
def test_a_stream_shows_known_marks_in_one_form_and_no_others(text, shown):
    assert streamed(text) == shown


@given(SOUP, st.lists(st.integers(0, 60)))
@example("a 【1†source】 b", [5])
@example("[1,                                                     2]", [50])
@example("[1†" + "x" * 200 + "]", [3, 90])
def test_where_a_stream_is_cut_makes_no_difference(text, places):
    assert streamed(text, places) == streamed(text)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["It opened.", " Nobody", "came [2022] at 5", "\n"]),
            st.lists(st.integers(0, 999), min_size=1, max_size=4),
            st.sampled_from(["[{}]", "【{}】", "［{}］", "[ {} ]", "【{}†source】"]),
            st.sampled_from([", ", ",", ";", "-"]),
        )
    ),
    st.lists(st.integers(0, 200)),
)
def test_unknown_numbers_are_never_shown(parts, places):
    text = "".join(said + form.format(join.join(map(str, numbers))) for said, numbers, form, join in parts)
    shown = streamed(text, places)
    assert {number for run in MARKS.findall(shown) for number in mark_numbers(run)} <= KNOWN
    assert "".join(without_marks(shown).split()) == "".join(without_marks(text).split())


@given(SOUP)
@example("[0:\n")
def test_nothing_that_can_still_become_a_mark_is_shown(text):
    stream = MarkStream(KNOWN)
    shown = stream.feed(text)
    assert streamed(f"{text}1]").startswith(shown)


@given(SOUP)
def test_a_disarmed_text_has_its_length_and_no_marks(text):
    assert len(disarm(text)) == len(text)
    assert not MARKS.search(disarm(text))
    assert disarm(disarm(text)) == disarm(text)


def test_what_an_article_has_in_brackets_is_kept_in_round_ones():
    assert disarm("It opened in 1990.[3] See [2022].") == "It opened in 1990.(3) See [2022]."


def test_much_white_space_costs_no_time():
    assert without_marks(" " * 200_000 + "x [1]") == " " * 200_000 + "x"
    assert streamed("[1" + " " * 100_000 + "x") == "[1" + " " * 100_000 + "x"


@pytest.mark.parametrize(
    ("text", "brackets"),
    [
        ("It opened (passage 1).", "It opened  [1]."),
        ("It opened. (Source: Passage 2)", "It opened.  [2]"),
        ("It opened.\nSource: 1", "It opened.\n [1]"),
        ("It opened. Sources: 1, 2.", "It opened. [1, 2]"),
        ("It opened (1). Nobody came (2).", "It opened [1]. Nobody came [2]."),
        ("It opened (1). [2]", "It opened (1). [2]"),
        ("It opened in (2022).", "It opened in (2022)."),
        ("He was one of 3 sources. 5 came.", "He was one of 3 sources. 5 came."),
        ("The mayor gave 2 sources: 1", "The mayor gave 2 sources: 1"),
    ],
)
def test_marks_that_are_not_in_square_brackets(text, brackets):
    assert bracketed(text) == brackets
