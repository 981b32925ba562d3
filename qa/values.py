"""What goes through a turn: frozen values that know nothing of storage, models or frameworks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from index import Coverage, Filter, Hit, Recency, Span

Role = Literal["system", "user", "assistant"]
Verdict = Literal["supported", "partial", "unsupported", "uncited"]
Intent = Literal["latest", "at a time", "development", "timeless", "news"]
Reason = Literal["not covered", "outside the dates", "detail not covered", "ambiguous"]


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation, or of what a language model is sent."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Window:
    """From `after` to `before`, both inclusive; None is open."""

    after: date | datetime | None = None
    before: date | datetime | None = None

    def __bool__(self) -> bool:
        return self.after is not None or self.before is not None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question is read with: `context`, what it leans on of the conversation; `time`, the time that it names.

    Without one of them it is taken to say no more than it does, or to name no time.
    """

    context: bool = True
    time: bool = True


@dataclass(frozen=True, slots=True)
class Query:
    """What will be searched for.

    `text` is the standalone question (the rewrite shown to the reader where it differs from `question`), `topic` the
    same without the time that it names, `today` the day that "today" means in it, `window` the dates that it names.
    """

    question: str
    text: str
    topic: str
    today: date
    intent: Intent
    where: Filter
    window: Window = Window()
    recency: Recency | None = None


@dataclass(frozen=True, slots=True)
class AlsoIn:
    """A syndicated copy of a passage: the same text in another article."""

    article_id: str
    title: str
    source: str | None
    url: str | None
    published: datetime | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A numbered passage that an answer may cite. Numbers hold for one turn only."""

    number: int
    hit: Hit
    also_in: tuple[AlsoIn, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage that the answer rests on.

    `quote` is verbatim, `quote == article.text[start:end]`; `spans` are the exact parts of the article's text that
    are cited, `passage` the evidence in which they stand, itself at `passage_start`.
    """

    number: int
    article_id: str
    version: str
    title: str
    source: str | None
    url: str | None
    published: datetime | None
    quote: str
    start: int
    end: int
    spans: tuple[Span, ...]
    passage: str
    passage_start: int
    also_in: tuple[AlsoIn, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the answer, without its marks; the numbers it cites; whether they bear it out, and if not, why.

    `answer` is the part of `text` that gives what was asked for: a date, a name, a sum. None where nothing of that sort
    was asked for or is found. `quoted` is an article's own sentence, put behind what a language model wrote.
    """

    text: str
    citations: tuple[int, ...] = ()
    verdict: Verdict = "uncited"
    problems: tuple[str, ...] = ()
    answer: Span | None = None
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence of a draft, held against the archive.

    `citations` are the passages that bear it out, as few as do; where none does, the one that comes nearest, and none
    where the archive has nothing on it. "uncited" is one with nothing to check: a question, a heading.
    """

    text: str
    verdict: Verdict
    problems: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer, what the archive holds, and the nearest articles in it (best passage each)."""

    reason: Reason
    message: str
    holds: Coverage
    nearest: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The end of a turn. A refusal is an Answer too: then `refusal` is set and `text` is its message.

    `text` carries the marks ("… on Friday. [1]"). `timings` are milliseconds: plan, search, write, check, total.
    `usage` counts a language model's tokens; None where there is no model, or it does not say. `notes` are for the
    reader: what the assistant did that they would not expect. `failure` is what the language model failed with, in
    one line, where quotations had to take the place of its answer. `confidence` is the probability, from 0 to 1, that
    the evidence holds the answer, estimated before anything is written; at most 0.5 for a refusal by code.
    """

    question: str
    query: Query
    text: str
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    refusal: Refusal | None
    model: str
    prompt: str | None
    hits: tuple[Hit, ...] = ()
    notes: tuple[str, ...] = ()
    timings: Mapping[str, float] = field(default_factory=dict, hash=False)
    usage: Mapping[str, int] | None = field(default=None, hash=False)
    failure: str | None = None
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Retrieved:
    """Event: the evidence is chosen, numbered; nothing is written yet. A refusal by code comes without it."""

    query: Query
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """Event: the next piece of the draft, marks included."""

    text: str


@dataclass(frozen=True, slots=True)
class Done:
    """Event: the answer, cited and checked. It replaces what was streamed."""

    answer: Answer


Event = Retrieved | Token | Done
