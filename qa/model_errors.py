"""What goes wrong between us and a language model, in one line that says what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from index import ModelError, NewsError

# What went wrong, told from the names of the error's classes (LangChain's, the provider's, httpx's or Python's own)
# or from its HTTP status, and what to say. The first that fits counts.
_PROBLEMS: tuple[tuple[re.Pattern[str], tuple[int, ...], str], ...] = (
    (
        re.compile("Timeout"),
        (408, 504),
        "no answer from {where} within {timeout:g} seconds: try again, raise QA_TIMEOUT, or choose a faster model.",
    ),
    (
        re.compile("ContextOverflow"),
        (413,),
        "the passages and the question are more than the model can read: choose a model with a longer context.",
    ),
    (
        re.compile("ModelAuthentication|PermissionDenied"),
        (401, 403),
        "{where} refused the API key, or there was none: {key}.",
    ),
    (
        re.compile("ModelNotFound"),
        (404,),
        "{where} does not know this model or address ({said}): check QA_MODEL, and that QA_BASE_URL ends as the "
        "server wants it, often in /v1.",
    ),
    (
        re.compile("RateLimit"),
        (429,),
        "{where} refused: too many requests, or the quota is used up ({said}): wait, then try again.",
    ),
    (
        re.compile("ConnectionError|ConnectError|TransportError"),
        (),
        "no connection to {where}: start that server or go online, or give the right address in QA_BASE_URL.",
    ),
    (
        re.compile("ModelAPIError"),
        tuple(range(500, 600)),
        "{where} failed ({said}): try again, or look at the server's log.",
    ),
)
_OTHER_PROBLEM = "{where} did not answer as a model should ({said}): check QA_MODEL and QA_BASE_URL."


@dataclass(frozen=True, slots=True)
class Place:
    """What an error message says of a model: its name, its address, its time limit in seconds, how to give its key."""

    name: str
    where: str
    timeout: float
    key: str


@contextmanager
def explained(place: Place) -> Iterator[None]:
    """Whatever a provider's library raises while it generates, as one line that says what to do."""
    try:
        yield
    except NewsError:
        raise
    except Exception as error:
        status = getattr(error, "status_code", None) or getattr(error, "code", None)
        classes = " ".join(kind.__name__ for kind in type(error).__mro__)
        advice = next(
            (text for names, statuses, text in _PROBLEMS if names.search(classes) or status in statuses),
            _OTHER_PROBLEM,
        )
        advice = advice.format(where=place.where, timeout=place.timeout, key=place.key, said=first_line(error))
        raise ModelError(f"{place.name}: {advice}") from error


def first_line(error: Exception) -> str:
    """What the error itself says, short, without a full stop; its class where it says nothing."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0][:200].rstrip(".: ")
