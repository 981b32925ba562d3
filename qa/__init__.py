"""Questions in, checked answers out."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.conversation import Conversation
    from qa.evaluation import Case, Run, evaluate, read_cases
    from qa.settings import Settings, load_settings
    from qa.values import (
        Answer,
        CheckedSentence,
        Citation,
        Done,
        Evidence,
        Message,
        Query,
        Refusal,
        Retrieved,
        Sentence,
        Token,
    )

_HOME = {
    "Assistant": "qa.assistant",
    "Conversation": "qa.conversation",
    **dict.fromkeys(("Case", "Run", "evaluate", "read_cases"), "qa.evaluation"),
    **dict.fromkeys(("Settings", "load_settings"), "qa.settings"),
    **dict.fromkeys(
        (
            "Answer",
            "CheckedSentence",
            "Citation",
            "Done",
            "Evidence",
            "Message",
            "Query",
            "Refusal",
            "Retrieved",
            "Sentence",
            "Token",
        ),
        "qa.values",
    ),
}

__all__ = [
    "Answer",
    "Assistant",
    "Case",
    "CheckedSentence",
    "Citation",
    "Conversation",
    "Done",
    "Evidence",
    "Message",
    "Query",
    "Refusal",
    "Retrieved",
    "Run",
    "Sentence",
    "Settings",
    "Token",
    "evaluate",
    "load_settings",
    "read_cases",
]


def __getattr__(name: str) -> Any:
    """Load a name's module on first use, so that `import qa` stays fast."""
    if name not in _HOME:
        raise AttributeError(f"module 'qa' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOME[name]), name)
