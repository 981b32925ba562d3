"""A reader of the chat page without a browser: the requests that a browser sends, and the seconds until an answer."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

PATIENCE = 120.0
"""Seconds without a word from the server after which a question has failed."""


class Unanswered(Exception):
    """A question that came to nothing: the server refused it, broke off, or fell silent."""


@dataclass(frozen=True)
class Answered:
    """Seconds until the answer stood on the page, and whether it was that there is none."""

    seconds: float
    refused: bool


class Visitor:
    """Opens the page, and asks one question after the other, as one browser session does."""

    def __init__(self, address: str) -> None:
        self._client = httpx.Client(base_url=address, timeout=PATIENCE)
        self._session = uuid4().hex
        self._client.get("/").raise_for_status()  # which brings the cookie by which the conversation is kept
        self._page: dict[str, Any] = self._client.get("/config").raise_for_status().json()
        self._components = {component["id"]: component for component in self._page["components"]}
        for event in self._targeting("load"):
            self._happen(event)

    def ask(self, question: str) -> Answered:
        """Ask, and read to the end of the event. Raises Unanswered."""
        (event,) = (one for one in self._targeting("submit") if self._named(one) == "question")
        began, stood = time.perf_counter(), None
        try:
            for line in self._messages(event, question):
                if stood is None and self._shows_answer(line):
                    stood = Answered(time.perf_counter() - began, 'class=\\"refusal' in line)
        except httpx.HTTPError as error:
            raise Unanswered(repr(error)) from error
        self._follow(event)
        if stood is None:
            raise Unanswered("the event ended without an answer")
        return stood

    def close(self) -> None:
        """Leave the page."""
        self._client.close()

    def _happen(self, event: dict[str, Any]) -> None:
        for _ in self._messages(event):
            pass
        self._follow(event)

    def _follow(self, event: dict[str, Any]) -> None:
        """What the page does once an event has ended well."""
        for other in self._page["dependencies"]:
            if other["trigger_after"] == event["id"] and not other["trigger_only_on_failure"]:
                self._happen(other)

    def _messages(self, event: dict[str, Any], *values: str) -> Iterator[str]:
        sent = [*values, *(self._value(id_) for id_ in event["inputs"][len(values) :])]
        about = {"fn_index": event["id"], "session_hash": self._session, "event_data": None, "trigger_id": None}
        prefix = self._page["api_prefix"]
        self._client.post(f"{prefix}/queue/join", json={"data": sent, **about}).raise_for_status()
        with self._client.stream("GET", f"{prefix}/queue/data", params={"session_hash": self._session}) as stream:
            for line in stream.iter_lines():
                yield line
                said = json.loads(line.removeprefix("data: ")) if line.startswith("data: ") else {}
                if said.get("success") is False or said.get("msg") == "unexpected_error":
                    raise Unanswered(line[:200])
                if said.get("msg") == "process_completed":
                    return

    def _shows_answer(self, line: str) -> bool:
        """Whether it makes the last turn an answered one: those before it are said anew when a question is asked."""
        return "turn answered" in line and "turn working" not in line and "process_generating" in line

    def _targeting(self, trigger: str) -> list[dict[str, Any]]:
        events: list[dict[str, Any]] = self._page["dependencies"]
        return [event for event in events if any(name == trigger for _, name in event["targets"])]

    def _named(self, event: dict[str, Any]) -> str | None:
        """The id of the element at which an event's last trigger happens."""
        component = self._components.get(event["targets"][-1][0])
        return str(component["props"].get("elem_id")) if component else None

    def _value(self, id_: int) -> Any:
        """What the page sends of a component; what belongs to the server alone is never on the page."""
        component = self._components[id_]
        return None if component["type"] == "state" else component["props"].get("value")
