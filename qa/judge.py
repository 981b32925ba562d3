"""A second opinion, after an answer was shown: a judge may doubt what code has found borne out, and never the reverse.

A judge is a model for natural language inference, or a chat model asked with `prompts/judge.md`.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from index import format_date
from qa.held import RANK
from qa.instructions import without_instructions
from qa.models import LanguageModel, load_model
from qa.nli import InferenceModel
from qa.prompting import fence, fence_passage, load_prompt
from qa.settings import Settings
from qa.unseen import LONGEST_LABEL
from qa.values import Answer, CheckedSentence, Citation, Message, Verdict

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_NLI = "nli:"
_MOST_REASON = 200
_THINKING = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL | re.IGNORECASE)
_LEAD = r"""[\s*_#>"'“`(\[-]*
    (?:(?:final\s+)?(?:verdict|answer|judge?ment)[\s*_]*[:=-]
    | (?:(?:the|this)\s+)?(?:sentence|claim|statement|it|this)\s+is)?
    [\s*_"'“`(\[]*"""
_REPLIES: dict[str, Verdict] = {
    r"part(?:ly|ial(?:ly)?)(?:[\s_-]supported)? | not[\s_](?:fully|entirely|completely)[\s_]supported": "partial",
    r"not[\s_-]supported | unsupported | contradicted | refuted": "unsupported",
    r"(?:fully[\s_])?supported": "supported",
}
_VERDICTS = {
    re.compile(rf"{_LEAD}(?:{pattern})\b[\s*_\"'”`)\].:;,–—-]*", re.IGNORECASE | re.VERBOSE): verdict
    for pattern, verdict in _REPLIES.items()
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """The verdict that a judge thinks right, less than "supported", and its reason in words."""

    verdict: Verdict
    reason: str


class Judge(Protocol):
    """Reads a sentence together with what it cites."""

    @property
    def name(self) -> str:
        """As `load_judge` takes it."""

    @property
    def sends_to(self) -> str | None:
        """Where sentences and passages are sent; None where nothing leaves this machine."""

    def doubt(self, sentence: str, cited: Sequence[Citation]) -> Doubt | None:
        """What is to be doubted in the sentence; None for nothing, or no clear reply. Raises ModelError."""


def load_judge(judge: str | BaseChatModel, settings: Settings) -> Judge:
    """The judge of that name: `nli:` and a CrossEncoder's name or folder, or a model as `load_model` takes it."""
    if isinstance(judge, str) and judge.startswith(_NLI):
        return InferenceJudge(judge)
    return ModelJudge(
        load_model(
            judge,
            base_url=settings.base_url,
            api_key=settings.api_key.get_secret_value() if settings.api_key else None,
            cache=settings.cache,
            timeout=settings.timeout,
        )
    )


def judged_answer(answer: Answer, judge: Judge) -> Answer:
    """Return the answer with the verdicts that the judge lowers, and its doubts among the problems."""
    by_number = {citation.number: citation for citation in answer.citations}
    sentences = []
    for sentence in answer.sentences:
        cited = [by_number[number] for number in sentence.citations]
        verdict, problems = _lowered(sentence.text, sentence.verdict, cited, judge)
        sentences.append(replace(sentence, verdict=verdict, problems=(*sentence.problems, *problems)))
    return replace(answer, sentences=tuple(sentences))


def judged_draft(checked: Sequence[CheckedSentence], judge: Judge) -> tuple[CheckedSentence, ...]:
    """Return the checked sentences of a draft with the verdicts that the judge lowers, and its doubts."""
    sentences = []
    for sentence in checked:
        verdict, problems = _lowered(sentence.text, sentence.verdict, sentence.citations, judge)
        sentences.append(replace(sentence, verdict=verdict, problems=(*sentence.problems, *problems)))
    return tuple(sentences)


def _lowered(text: str, verdict: Verdict, cited: Sequence[Citation], judge: Judge) -> tuple[Verdict, tuple[str, ...]]:
    """The verdict and the judge's problems. What code refutes, or cannot tell, is nothing to judge."""
    doubt = judge.doubt(text, cited) if cited and RANK[verdict] else None
    if doubt is None:
        return verdict, ()
    return min(verdict, doubt.verdict, key=RANK.__getitem__), (f"the judge, {judge.name}, doubts this: {doubt.reason}",)


class InferenceJudge:
    """Doubts what does not follow from what it cites: from one of the passages, or from all together."""

    sends_to = None

    def __init__(self, name: str) -> None:
        self.name = name
        self._model = InferenceModel(name.removeprefix(_NLI))

    def doubt(self, sentence: str, cited: Sequence[Citation]) -> Doubt | None:
        texts = [f"{citation.title}\n{citation.passage}" for citation in cited]
        found = self._model.infer([*texts, "\n".join(texts)] if len(texts) > 1 else texts, sentence)
        best = max(found, key=lambda inference: inference.entailment)
        neither = 1 - best.entailment - best.contradiction
        if best.entailment >= max(best.contradiction, neither):
            return None
        if best.contradiction >= neither:
            return Doubt("unsupported", f"it reads the opposite in what is cited ({best.contradiction:.0%} sure)")
        return Doubt("partial", f"it does not read this in what is cited ({neither:.0%} sure)")


class ModelJudge:
    """A chat model that is asked. What it replies other than a verdict is no doubt."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model
        self._prompt, self._evidence = load_prompt("judge"), load_prompt("evidence")
        self.name = model.name
        self.sends_to = model.sends_to

    def doubt(self, sentence: str, cited: Sequence[Citation]) -> Doubt | None:
        nonce = secrets.token_hex(4)
        passages = "\n\n".join(
            self._evidence.render(
                nonce=nonce,
                number=number,
                outlet=fence(citation.source or "unknown outlet", nonce, LONGEST_LABEL),
                date=format_date(citation.published) or "undated",
                title=fence(citation.title or "no headline", nonce, LONGEST_LABEL),
                text=fence_passage(without_instructions(citation.passage), nonce),
            )
            for number, citation in enumerate(cited, start=1)
        )
        asked = self._prompt.render(nonce=nonce, passages=passages, sentence=fence(sentence, nonce))
        reply = "".join(piece.text for piece in self._model.stream([Message("user", asked)]))
        return read_reply(fence(reply, nonce))


def read_reply(reply: str) -> Doubt | None:
    """The doubt in a chat model's reply; None where it has none, or says nothing that can be read as a verdict.

    The first line that begins with a verdict counts, however it is decorated. Its reason is the rest of that line,
    else the next one.
    """
    lines = [line for line in _THINKING.sub("", reply).splitlines() if line.strip()]
    for at, line in enumerate(lines):
        for pattern, verdict in _VERDICTS.items():
            if not (found := pattern.match(line)):
                continue
            if verdict == "supported":
                return None
            reason = line[found.end() :].strip() or " ".join(lines[at + 1 : at + 2]).strip() or "it gives no reason"
            return Doubt(verdict, f"{reason[:_MOST_REASON]}…" if len(reason) > _MOST_REASON else reason)
    return None
