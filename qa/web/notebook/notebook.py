"""Readers' conversations on disk: a folder for each reader, a file for each conversation."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from index import ReadError, SettingsError
from qa.web.conversation import Turns
from qa.web.notebook.kept import Entry, Kept, begun, now, title
from qa.web.texts import text

logger = logging.getLogger(__name__)

_ID = re.compile(r"[0-9a-f]{16}")
_ENTRY, _TURNS = TypeAdapter(Entry), TypeAdapter(Turns)


class Notebook:
    """Keeps conversations. `reader` names whose; nobody reaches another's.

    A file's first line is what a list shows, its second the turns with all their evidence: so a list is fast, and a
    conversation reopens as it was even when the archive has changed. Files are replaced whole. Processes may share a
    notebook. All methods raise SettingsError where the folder cannot be written.
    """

    def __init__(self, home: Path) -> None:
        self._home = home

    def entries(self, reader: str, words: str = "") -> list[Entry]:
        """A reader's conversations, the last changed first; with `words`, those that mention them all."""
        found = (entry for file in self._folder(reader).glob("*.jsonl") for entry in _entry(file))
        return sorted(
            (entry for entry in found if entry.mentions(words)), key=lambda entry: entry.changed, reverse=True
        )

    def conversation(self, reader: str, id_: str) -> Kept:
        """A conversation, whole. Raises ReadError where the reader has none of that id, or it is damaged."""
        try:
            with self._file(reader, id_).open("rb") as lines:
                entry, turns = _ENTRY.validate_json(lines.readline()), _TURNS.validate_json(lines.readline())
        except FileNotFoundError as error:
            raise ReadError(text("kept.gone")) from error
        except (OSError, ValidationError) as error:
            raise ReadError(text("kept.damaged")) from error
        return Kept(entry.id, entry.title, entry.started, entry.changed, turns)

    def begin(self, reader: str, turns: Turns) -> Kept:
        """Keep a new conversation."""
        kept = begun(secrets.token_hex(8), turns, now())
        self._write(reader, kept)
        return kept

    def go_on(self, reader: str, id_: str, turns: Turns) -> Kept:
        """Keep what has been said since in a conversation. Raises ReadError as `conversation`."""
        kept = self.conversation(reader, id_).continued(turns, now())
        self._write(reader, kept)
        return kept

    def rename(self, reader: str, id_: str, name: str) -> Kept:
        """Call a conversation something else. Raises SettingsError for no name, ReadError as `conversation`."""
        if not name.strip():
            raise SettingsError(text("kept.name.none"))
        kept = replace(self.conversation(reader, id_), title=title(name))
        self._write(reader, kept)
        return kept

    def delete(self, reader: str, id_: str) -> None:
        """Keep a conversation no longer."""
        self._file(reader, id_).unlink(missing_ok=True)

    def _write(self, reader: str, kept: Kept) -> None:
        write_whole(
            self._file(reader, kept.id), b"%s\n%s\n" % (_ENTRY.dump_json(kept.entry), _TURNS.dump_json(kept.turns))
        )

    def _file(self, reader: str, id_: str) -> Path:
        if not _ID.fullmatch(id_):
            raise ReadError(text("kept.no.conversation"))
        return self._folder(reader) / f"{id_}.jsonl"

    def _folder(self, reader: str) -> Path:
        """Named by a digest: the folder's name lets nobody in as that reader."""
        return self._home / "conversations" / hashlib.sha256(reader.encode()).hexdigest()[:32]


def write_whole(file: Path, content: bytes) -> None:
    """Put `content` in place of what is in `file`: after a crash it holds the one or the other."""
    part = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with part.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise SettingsError(text("not.written", file=file, problem=error.strerror)) from error


def _entry(file: Path) -> Iterator[Entry]:
    """What a list shows of a file; nothing where it cannot be read."""
    try:
        with file.open("rb") as lines:
            yield _ENTRY.validate_json(lines.readline())
    except (OSError, ValidationError):
        logger.warning("%s is not a conversation, or damaged: it is left out", file)
