"""The page hears of an event what Gradio's own blocks would say, and what the event leaves alone is not made anew."""

import asyncio

import gradio as gr
import pytest

from qa.web.lean import LeanBlocks

pytestmark = [
    pytest.mark.filterwarnings("ignore:.future.no_silent_downcasting. is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]


class Counted(gr.HTML):
    """Counts how many of it were made."""

    made = 0

    def __init__(self, *args, **kwargs):
        type(self).made += 1
        super().__init__(*args, **kwargs)


def happened(kind, choose):
    """What the page hears, and how many components are made, when an event gives what `choose` makes of its outputs."""

    async def run():
        with kind() as page:
            outputs = [gr.State(0), Counted("one"), Counted("two"), gr.Button("three")]
            gr.Button("go").click(lambda: choose(*outputs), None, outputs)
        event, before = page.fns[0], Counted.made
        heard = await page.postprocess_data(event, event.fn(), None)
        return heard, Counted.made - before

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
    assert happened(gr.Blocks, lambda state, one, two, button: {one: "new"})[1] > 0
    assert happened(LeanBlocks, lambda state, one, two, button: {one: "new"})[1] == 0
