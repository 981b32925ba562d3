"""The desks that readers may choose from: one archive, several models. Each is opened when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock

from index import SettingsError
from qa.choices import ModelChoice
from qa.web.desk import Desk
from qa.web.line import Line
from qa.web.texts import text

ANSWERS_AT_ONCE = 2


class Desks:
    """`first` answers until another is chosen. `open_desk` makes the desk of a model; it may take long, and fail.

    Whoever asks one of them stands in the same `line`.
    """

    def __init__(
        self, first: Desk, choices: Sequence[ModelChoice] = (), open_desk: Callable[[str], Desk] | None = None
    ) -> None:
        self.first = first
        own = ModelChoice(first.model_name, first.model_name, sends_to=first.sends_to)
        known = any(choice.name == own.name for choice in choices)
        self.choices = tuple(choices) if known else (own, *choices)
        self._open = open_desk
        self._desks = {first.model_name: first}
        self._opening = Lock()
        self.line = Line(ANSWERS_AT_ONCE)

    def offers(self, name: str) -> bool:
        """Whether there is a model of that name to choose."""
        return any(choice.name == name for choice in self.choices)

    def writer(self, name: str) -> tuple[str, str | None]:
        """Who writes the answers of a model, and where it sends the text (None: nowhere); without opening it."""
        choice = next((choice for choice in self.choices if choice.name == name), None)
        return (name, choice.sends_to) if choice else (self.first.model_name, self.first.sends_to)

    def desk(self, name: str | None) -> Desk:
        """The desk of a model. Raises SettingsError for one that is not offered, NewsError where it cannot be had."""
        if name is None or name == self.first.model_name:
            return self.first
        if self._open is None or not self.offers(name):
            raise SettingsError(text("model.not.offered", name=name[:60]))
        with self._opening:  # a model of gigabytes is loaded once, however many ask for it at the same time
            if name not in self._desks:
                self._desks[name] = self._open(name)
            return self._desks[name]
