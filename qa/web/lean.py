"""Blocks that cost what is done with them, and no more."""

from __future__ import annotations

from copy import copy
from typing import Any, Self

import gradio as gr
from gradio.block_function import BlockFunction
from gradio.blocks import Block
from gradio.state_holder import SessionState

LOOK_SECONDS = 0.01
"""Between two looks into an empty queue of events."""


class LeanBlocks(gr.Blocks):
    """Blocks that take up only what an event has changed, and cost next to nothing while nobody does anything.

    Gradio constructs each component anew that an event could have changed and has not: twenty at each picture of a
    growing answer, which takes longer than the answer. And it looks for events a thousand times a second, at each page.
    """

    def queue(self, *args: Any, **kwargs: Any) -> Self:
        """As Gradio's."""
        super().queue(*args, **kwargs)
        self._queue.sleep_when_free = LOOK_SECONDS
        return self

    async def postprocess_data(
        self, block_fn: BlockFunction, predictions: Any, state: SessionState | None
    ) -> list[Any]:
        """Return what the page gets for each output of an event: nothing for one that a mapping of them leaves out."""
        outputs = {output._id for output in block_fn.outputs}
        if not isinstance(predictions, dict) or not all(_is_one_of(outputs, key) for key in predictions):
            return await super().postprocess_data(block_fn, predictions, state)
        changed = copy(block_fn)
        changed.outputs = list(predictions)
        values = list(predictions.values())
        got = await super().postprocess_data(changed, values if len(values) != 1 else values[0], state)
        by_id = {output._id: one for output, one in zip(predictions, got, strict=True)}
        return [by_id.get(output._id, None if output.stateful else gr.skip()) for output in block_fn.outputs]


def _is_one_of(outputs: set[int], key: object) -> bool:
    return isinstance(key, Block) and key._id in outputs
