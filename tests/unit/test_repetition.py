"""A loop is noticed, and what only looks like one is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.repetition import is_loop

SHUT = "The bridge over the Weir was shut for seven months. "
REPORT = (
    "The bridge was shut in February 2024. Seven people were hurt when a lorry struck it. Engineers needed thirteen "
    "months, and the bill rose from 2.1 to 3.4 million pounds. The bridge was opened again in March 2025. "
)


@pytest.mark.parametrize(
    "reply",
    [
        SHUT * 3,
        f"It is known why. {SHUT * 4}The brid",
        "".join(f"{SHUT}[{number}] " for number in range(1, 5)),
        "".join(f"{number}. {SHUT}\n" for number in range(1, 5)),
        "no, " * 40,
        REPORT * 3,
    ],
)
def test_a_loop(reply):
    assert any(is_loop(reply[:end]) for end in range(len(reply) + 1))


@pytest.mark.parametrize(
    "reply",
    [
        "",
        SHUT * 2,
        REPORT,
        f"{REPORT}{SHUT}{REPORT}",
        "ha ha ha ha ha ha",
        "-" * 80,
        "| town | day | hurt |\n| --- | --- | --- |\n| Vessen | 3 May | 4 |\n| Corvane | 9 May | 0 |\n",
        "In 2021 it was 4 per cent. In 2022 it was 5 per cent. In 2023 it was 6 per cent. In 2024 it was 7 per cent. ",
    ],
)
def test_no_loop(reply):
    assert not any(is_loop(reply[:end]) for end in range(len(reply) + 1))


@given(before=st.text(max_size=40), line=st.text(alphabet="abcdefghij .,", min_size=60, max_size=200))
def test_the_same_line_three_times_is_a_loop_whatever_came_before(before, line):
    assert is_loop(before + "\n" + line * 3)
