"""A question while others are being answered: it stands on its page at once, waits in line, and is answered in turn."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import gradio as gr
import pytest

from index import Article, Filter, Index
from index.testing import StemEmbedder
from qa import Assistant
from qa.web.asking import Asking
from qa.web.desks import ANSWERS_AT_ONCE, Desks
from qa.web.layout import Parts, html, lay_out
from qa.web.listen import Stop

pytestmark = [
    pytest.mark.filterwarnings("ignore:.future.no_silent_downcasting. is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]
FERRY = Article("ferry", "The ferry to Aldersey sails four times a day, said Karin Vaughton.", "Ferry to Aldersey")


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    with Index.create(tmp_path / "news.index", embedder=StemEmbedder()) as index:
        index.add([FERRY])
        yield Desks(Assistant(index, "quotes"))


@pytest.fixture
def parts(desks: Desks) -> Parts:
    """Made in a running event loop: elsewhere, Gradio makes loops of its own and leaves them open."""

    async def make() -> Parts:
        with gr.Blocks():
            return lay_out(desks, (), html("masthead"), keeps=False)

    return asyncio.run(make())


def test_a_question_in_line_stands_on_its_page_and_is_answered_once_there_is_a_place(desks: Desks, parts: Parts):
    with ExitStack() as places:
        for _ in range(ANSWERS_AT_ONCE):
            places.enter_context(desks.line.place(Stop()))
        asked = Asking(desks, parts).ask("How often does the ferry to Aldersey sail?", Filter(), 0, (), None, "quotes")
        assert next(asked)[parts.turns][-1].progress == "working"
    *_, last = asked
    assert "four times a day" in last[parts.turns][-1].answer.text
    assert len(desks.line) == 0


def test_a_question_in_line_is_stopped_and_never_asked(desks: Desks, parts: Parts):
    with ExitStack() as places:
        for _ in range(ANSWERS_AT_ONCE):
            places.enter_context(desks.line.place(Stop()))
        asked = Asking(desks, parts).ask("How often does the ferry sail?", Filter(), 0, (), None, "quotes")
        next(asked)[parts.stopping].ask()
        *_, last = asked
    turn = last[parts.turns][-1]
    assert (turn.progress, turn.query, turn.answer) == ("stopped", None, None)
