"""What models put around an answer is left out, however the reply is cut."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa.reply import ReplyStream, plain


@pytest.mark.parametrize(
    ("reply", "answer"),
    [
        ("It opened. [1]", "It opened. [1]"),
        ("Answer: It opened. [1]", "It opened. [1]"),
        ("**Answer:** It opened. [1]", "It opened. [1]"),
        ("**Final answer**: It opened. [1]", "It opened. [1]"),
        ("Question: Did it?\nAnswer:\nIt opened. [1]", "It opened. [1]"),
        ("----- 7f3a9c21\nIt opened. [1]", "It opened. [1]"),
        ("```\nIt opened. [1]\n```", "It opened. [1]\n"),
        ("- It opened. [1]\n- Nobody came. [2]", "It opened. [1]\nNobody came. [2]"),
        ("1. It opened. [1]\n2) Nobody came. [2]", "It opened. [1]\nNobody came. [2]"),
        ("> # It opened. [1]", "It opened. [1]"),
        ("It **opened** on __Friday__. [1]", "It opened on Friday. [1]"),
        ("**It opened. [1]**", "It opened. [1]"),
        ("<think>It may have opened. [2]</think>\n\nIt opened. [1]", "It opened. [1]"),
        ("It opened. [1]<thinking>Did it?</thinking>", "It opened. [1]"),
        ("<think>It goes on and on", ""),
        ("NO ANSWER", "NO ANSWER"),
    ],
)
def test_the_answer_in_a_reply(reply, answer):
    assert plain(reply) == answer


@pytest.mark.parametrize(
    "reply",
    [
        "He said f**k and s*** a lot. [1]",
        "-5 degrees were measured, 3.5 more than in 2021. [1]",
        "A man, a plan: a canal. [1]",
        "The answer: no. [1]",
        "2 * 3 * 4 < 25 and snake_case_names stay. [1]",
        "It has <b>two</b> parts. [1]",
    ],
)
def test_ordinary_text_is_not_touched(reply):
    assert plain(reply) == reply


PIECES = """<think> </think> < Th in k ** * __ _ Answer: answer A : - 1. 1 . # ``` Question:who? Quest It.[1] f**k • >
    ---""".split()
REPLIES = st.lists(st.sampled_from([*PIECES, " ", "\n", "\t", "x", "\u2028"]), max_size=14).map("".join)


@given(REPLIES, st.integers(0, 60))
@example("**x**__</think>__", 17)
@example("**a __b__ c**", 9)
def test_what_is_shown_of_half_a_reply_stays(reply, cut):
    assert plain(reply).startswith(plain(reply[:cut], whole=False))


@given(REPLIES, st.lists(st.integers(0, 60)))
def test_where_a_reply_is_cut_makes_no_difference(reply, places):
    stream, places = ReplyStream(), sorted({0, len(reply), *(min(place, len(reply)) for place in places)})
    pieces = [reply[start:end] for start, end in pairwise(places)]
    assert "".join([*map(stream.feed, pieces), stream.end()]) == plain(reply)


def test_an_ordinary_reply_is_shown_as_it_comes():
    stream = ReplyStream()
    assert [stream.feed(piece) for piece in ("The bri", "dge ope", "ned on ", "**Fri", "day**. [1]")] == [
        "The bri",
        "dge ope",
        "ned on ",
        "",
        "Friday. [1]",
    ]
    assert stream.end() == ""
