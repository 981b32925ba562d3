"""Answers that readers share: each under an address that cannot be guessed, with its evidence as it was."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from index import ReadError
from qa.web.conversation import Turn
from qa.web.notebook.kept import now
from qa.web.notebook.notebook import write_whole
from qa.web.texts import text

_KEY = re.compile(r"[A-Za-z0-9_-]{22}")


@dataclass(frozen=True, slots=True)
class Shared:
    """An answered question, and when it was shared."""

    at: datetime
    turn: Turn


_SHARED = TypeAdapter(Shared)


class SharedAnswers:
    """Keeps shared answers. Whoever has the key of one may read it."""

    def __init__(self, home: Path) -> None:
        self._home = home / "answers"

    def share(self, turn: Turn) -> str:
        """Keep an answered turn; its key."""
        key = secrets.token_urlsafe(16)
        write_whole(self._home / f"{key}.json", _SHARED.dump_json(Shared(now(), turn)))
        return key

    def read(self, key: str) -> Shared:
        """A shared answer. Raises ReadError where there is none under that key, or it is damaged."""
        if not _KEY.fullmatch(key):
            raise ReadError(text("kept.answer.gone"))
        try:
            return _SHARED.validate_json((self._home / f"{key}.json").read_bytes())
        except FileNotFoundError as error:
            raise ReadError(text("kept.answer.gone")) from error
        except (OSError, ValidationError) as error:
            raise ReadError(text("kept.answer.damaged")) from error
