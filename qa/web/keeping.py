"""Keeping a conversation while it goes on, sharing its answers, and what its reader thinks of them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path

from index import ReadError
from qa.web.conversation import Turns, before, history
from qa.web.notebook.feedback import Feedback, opinion
from qa.web.notebook.kept import Kept, now
from qa.web.notebook.notebook import Notebook
from qa.web.notebook.shared import SharedAnswers
from qa.web.opinions import Given
from qa.web.readers import reader_of
from qa.web.texts import text


class Keeping:
    """Keeps conversations, shared answers and opinions in the folder `home`. All methods raise NewsError.

    `cookies` are a request's: they say whose the conversation is. A browser without ours has nothing kept.
    """

    def __init__(self, home: Path) -> None:
        self._notebook, self._shared, self._feedback = Notebook(home), SharedAnswers(home), Feedback(home)

    def keep(self, cookies: Mapping[str, str], id_: str, turns: Turns) -> str:
        """Keep a conversation as it stands; its id, which is new where `id_` is none, or was deleted meanwhile."""
        reader = reader_of(cookies)
        if reader is None:
            return ""
        try:
            return self._notebook.go_on(reader, id_, turns).id if id_ else self._notebook.begin(reader, turns).id
        except ReadError:
            return self._notebook.begin(reader, turns).id

    def reopened(self, cookies: Mapping[str, str], id_: str) -> Kept:
        """A kept conversation, to go on with. Raises ReadError where the reader has none of that id."""
        return self._notebook.conversation(reader_of(cookies) or "", id_)

    def share(self, turns: Turns, number: int) -> str:
        """Share the answer of a turn; its address, which is in no language."""
        turn = next((turn for turn in turns if turn.number == number and turn.answer), None)
        if turn is None:
            raise ReadError(text("share.none"))
        return f"answers/{self._shared.share(turn)}"

    def opine(self, id_: str, turns: Turns, given: Given) -> None:
        """Keep what the reader thinks of an answer, and of its sentences."""
        turn = next((turn for turn in turns if turn.number == given.turn), None)
        if turn is None or turn.answer is None:
            raise ReadError(text("opinion.none"))
        said = history(before(turns, turn.number))
        of = f"{id_ or secrets.token_hex(8)}-{turn.number}"
        if given.good is not None:
            self._feedback.add(
                opinion(turn.answer, of=of, at=now(), good=given.good, history=said, right=given.right,
                        absent=given.absent)
            )  # fmt: skip
        for place, good in given.sentences.items():
            if place < len(turn.answer.sentences):
                self._feedback.add(opinion(turn.answer, of=of, at=now(), good=good, history=said, sentence=place))
