"""Questions that a language model writes from a passage, of which code throws out the bad ones."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from typing import cast

from index import Article, format_date, sentences
from qa.answer_kinds import answer_kind
from qa.evaluation.making.draft import Draft, Kind
from qa.evaluation.making.rules import sound
from qa.models import LanguageModel, Piece
from qa.prompting import fence, fence_passage, load_prompt
from qa.standing_alone import points_outside
from qa.unseen import LONGEST_LABEL
from qa.values import Message

_PASSAGE = 1500
"""Characters of an article, whole sentences from its beginning, that the model is shown: where its news is."""
_LONGEST_REPLY = 600
_MOST_ANSWER_WORDS = 8
_REPLY = re.compile(r"\s*Question: *(?P<question>[^\n]+\?)\s*\n\s*Answer: *(?P<answer>[^\n]+?)\.?\s*")
_OF_THE_ARTICLE = re.compile(
    r"\b(?:article|passage|author|report says|according to the (?:text|report))\b", re.IGNORECASE
)


def by_model(model: LanguageModel) -> Callable[[Article], list[Draft]]:
    """Return what drafts an article's question with the model. It raises ModelError where the model fails."""
    prompt = load_prompt("draft-question")

    def drafts(article: Article) -> list[Draft]:
        passage = beginning(article)
        nonce = secrets.token_hex(4)
        message = prompt.render(
            nonce=nonce,
            outlet=fence(article.source or "Outlet unknown", nonce, LONGEST_LABEL),
            date=(format_date(article.published) or "date unknown")[:10],
            title=fence(article.title or "Untitled", nonce, LONGEST_LABEL),
            text=fence_passage(passage, nonce),
        )
        draft = accepted(_reply(model, message), passage)
        return [draft] if draft else []

    return drafts


def beginning(article: Article) -> str:
    """The first whole sentences of an article, verbatim."""
    end = 0
    for span in sentences(article.text, article.language):
        if span.end > _PASSAGE:
            break
        end = span.end
    return article.text[:end]


def accepted(reply: str, passage: str) -> Draft | None:
    """The draft in a model's reply; None unless the answer is verbatim in a sentence and the question stands alone."""
    match = _REPLY.fullmatch(reply)
    if not match or len(match["answer"].split()) > _MOST_ANSWER_WORDS:
        return None
    question, answer = match["question"].strip(), match["answer"].strip(" \"“”'")
    sentence = next(_with(answer, passage), None)
    if sentence is None or points_outside(question) or _OF_THE_ARTICLE.search(question):
        return None
    draft = Draft(_kind(question), question, (answer,), sentence)
    return draft if sound(draft) else None


def _kind(question: str) -> Kind:
    asked = answer_kind(question)
    if asked == "date":
        return "date"
    return "number" if asked in {"number", "amount", "money", "share", "duration", "age", "distance"} else "name"


def _with(answer: str, passage: str) -> Iterator[str]:
    spans = sentences(passage) if answer else []
    return (text for span in spans if answer in (text := passage[span.start : span.end]))


def _reply(model: LanguageModel, message: str) -> str:
    reply = ""
    with closing(cast("Generator[Piece]", model.stream((Message("user", message),)))) as pieces:
        for piece in pieces:
            reply += piece.text
            if len(reply) > _LONGEST_REPLY:
                break
    return reply
