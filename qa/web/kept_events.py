"""Which events keep a conversation, open a kept one, share an answer, or take an opinion of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gradio as gr

from index import NewsError
from qa.web.asking import signalled
from qa.web.conversation import Turns
from qa.web.keeping import Keeping
from qa.web.layout import Changes, Parts
from qa.web.opinions import given
from qa.web.reader_language import to_root
from qa.web.render import notice, shared
from qa.web.texts import text


class KeptEvents:
    """What the events do. As `Asking`, it keeps nothing of a reader itself."""

    def __init__(self, parts: Parts, keeping: Keeping) -> None:
        self._parts = parts
        self._keeping = keeping

    def keep(self, turns: Turns, kept: str, request: gr.Request) -> Changes:
        """Keep the conversation as it stands."""
        if not turns:  # a new conversation was begun meanwhile
            return self._parts.remembered(kept)
        try:
            return self._parts.remembered(self._keeping.keep(request.cookies, kept, turns))
        except NewsError as error:
            return self._complain(text("kept.not", problem=error))

    def reopen(self, turns: Turns, request: gr.Request) -> Any:
        """Show the kept conversation that the page's address names, if it does, unless something was asked already."""
        parts, id_ = self._parts, dict(request.query_params).get("conversation")
        if turns or not id_:
            return gr.skip()
        try:
            kept = self._keeping.reopened(request.cookies, id_)
        except NewsError as error:
            return {**self._complain(str(error)), **parts.remembered("")}
        return {**parts.ended(kept.turns), **parts.opening(visible=False), **parts.remembered(kept.id)}

    def share(self, turns: Turns, event: gr.EventData) -> Changes:
        """Share an answer, and say where it is read."""
        number = signalled(event, "turn")
        try:
            address = self._keeping.share(turns, int(number) if number.isdecimal() else 0)
        except NewsError as error:
            return self._complain(str(error))
        return {self._parts.complaint: shared(f"{to_root()}{address}")}

    def opine(self, turns: Turns, kept: str, event: gr.EventData) -> Changes:
        """Keep an opinion."""
        opinion = given(signalled(event, "turn"), signalled(event, "said"))
        try:
            if opinion:
                self._keeping.opine(kept, turns, opinion)
        except NewsError as error:
            return self._complain(str(error))
        return self._complain("")

    def _complain(self, problem: str) -> Changes:
        return {self._parts.complaint: notice(problem)}


def connect_keeping(
    parts: Parts, keeping: Keeping, arrived: Any, answered: Sequence[Any], quiet: dict[str, Any]
) -> None:
    """Keep the conversation whenever one of the events `answered` has ended; open a kept one once the page is there."""
    events = KeptEvents(parts, keeping)
    remembered = [*parts.remembered("")]
    for event in answered:
        event.then(events.keep, [parts.turns, parts.kept], [*remembered, parts.complaint], **quiet)
    arrived.then(events.reopen, parts.turns, parts.written, **quiet)
    parts.signals.publish(events.share, parts.turns, parts.complaint, **quiet)
    parts.signals.opine(events.opine, [parts.turns, parts.kept], parts.complaint, **quiet)
