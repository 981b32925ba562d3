"""The page hears of an event what Gradio's own blocks would say, and what the event leaves alone is not made anew."""

import asyncio

import gradio as gr
import pytest
from gradio.state_holder import SessionState

from qa.web.lean import LeanBlocks

pytestmark = [
    pytest.mark.filterwarnings("ignore:.future.no_silent_downcasting. is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]


def happened(kind, choose):
    """What the page hears when an event gives what `choose` makes of its outputs, and which of them were made anew."""

    async def run():
        with kind() as page:
            outputs = [gr.State(0), gr.HTML("one"), gr.HTML("two"), gr.Button("three")]
            gr.Button("go").click(lambda: choose(*outputs), None, outputs)
        event, session = page.fns[0], SessionState(page)
        heard = await page.postprocess_data(event, event.fn(), session)
        return heard, [place for place, one in enumerate(outputs) if place and session[one._id] is not one]

    return asyncio.run(run())


@pytest.mark.parametrize(
    "choose",
    [
        lambda state, one, two, button: {state: 5, one: "<p>new</p>", two: "two"},
        lambda state, one, two, button: {one: "<p>one</p>", two: "<p>new</p>"},
        lambda state, one, two, button: {button: gr.update(visible=False), one: "new", two: "new"},
        lambda state, one, two, button: gr.skip(),
        lambda state, one, two, button: (5, "a", "b", "c"),
    ],
)
def test_the_page_hears_the_same(choose):
    assert happened(LeanBlocks, choose)[0] == happened(gr.Blocks, choose)[0]


def test_it_hears_nothing_of_what_is_left_alone():
    heard, _ = happened(LeanBlocks, lambda state, one, two, button: {one: "new"})
    assert heard == [None, "new", gr.skip(), gr.skip()]


def test_what_is_left_alone_is_not_made_anew():
    assert happened(gr.Blocks, lambda state, one, two, button: {one: "new"})[1] == [2, 3]
    assert happened(LeanBlocks, lambda state, one, two, button: {one: "new"})[1] == []
