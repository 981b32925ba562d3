"""Adding as HTML: how far it is, then what became of each article."""

from __future__ import annotations

from collections.abc import Sequence

from qa.web.archive.adding import Adding, Line
from qa.web.escape import escaped
from qa.web.texts import counted, number, text

_SHOWN = 200  # of a long list
_SIGNS = {"read": "·", "added": "✓", "updated": "✓", "unchanged": "=", "failed": "✗"}


def about(megabytes: int, addresses: int) -> str:
    """What happens to what is given, before anything is."""
    limits = text("archive.taken.limits", megabytes=number(megabytes), addresses=number(addresses))
    said = [*(text(f"archive.taken.{what}") for what in ("kinds", "facts", "again", "problems")), limits]
    items = "".join(f"<li>{line}</li>" for line in said)
    return f'<section class="taken"><h3>{text("archive.taken")}</h3><ul>{items}</ul></section>'


def starting(said: str) -> str:
    """Before the first article."""
    return f'<div class="adding"><p class="work" role="status"><progress></progress><span>{said}</span></p></div>'


def progress(adding: Adding, said: str = "") -> str:
    """What was read so far, the latest on top."""
    read = len(adding.lines) - len(adding.failed)
    said = text("archive.vectors") if adding.all_read else said or text("archive.reading")
    count = f" {_read(read, len(adding.failed))}" if adding.lines else ""
    return (
        f'<div class="adding"><p class="work" role="status"><progress></progress><span>{said}{count}</span></p>'
        f"{_lines(adding.lines[::-1])}</div>"
    )


def report(adding: Adding, *, stopped: bool) -> str:
    """What became of all of it: what is not taken in first, each with the reason."""
    if adding.report is None:
        return ""
    done, failed = adding.report, adding.failed
    said = _outcome(len(done.added), len(done.updated), len(done.unchanged), len(failed))
    note = f"<p>{text('archive.stopped')}</p>" if stopped else ""
    ask = f'<p><a href="../">{text("archive.ask")}</a></p>' if done.added or done.updated else ""
    failures = f"<h3>{text('archive.problems.heading')}</h3>{_lines(failed, 'failures')}" if failed else ""
    taken = [line for line in adding.lines if line.outcome != "failed"]
    return (
        f'<div class="adding"><p class="outcome" role="status"><strong>{said}</strong></p>{note}{ask}'
        f"{failures}{_lines(taken)}</div>"
    )


def _read(count: int, failed: int) -> str:
    said = text("archive.read", articles=counted("articles", count))
    return f"{said}, {counted('archive.problems', failed)}" if failed else said


def _outcome(added: int, updated: int, unchanged: int, failed: int) -> str:
    parts = [
        text("archive.came.added", articles=counted("articles", added)) if added else "",
        counted("archive.came.updated", updated) if updated else "",
        counted("archive.came.unchanged", unchanged) if unchanged else "",
        counted("archive.problems", failed) if failed else "",
    ]
    return f"{', '.join(filter(None, parts)) or text('archive.came.nothing')}."


def _lines(lines: Sequence[Line], kind: str = "") -> str:
    items = "".join(map(_line, lines[:_SHOWN]))
    more = (
        f'<li class="more">{text("archive.not.shown", n=number(len(lines) - _SHOWN))}</li>'
        if len(lines) > _SHOWN
        else ""
    )
    return f'<ul class="lines {kind}">{items}{more}</ul>' if lines else ""


def _line(line: Line) -> str:
    name = f"<bdi>{escaped(line.name)}</bdi>"
    if line.id and line.outcome != "read":
        name = f'<button type="button" class="name" data-article="{escaped(line.id)}">{name}</button>'
    problem = f'<span class="problem">{escaped(line.problem)}</span>' if line.problem else ""
    sign = f'<span class="sign" aria-hidden="true">{_SIGNS[line.outcome]}</span>'
    outcome = f'<span class="outcome">{text(f"archive.outcome.{line.outcome}")}</span>'
    return f'<li class="{line.outcome}">{sign}<span class="said">{name}{problem}</span>{outcome}</li>'
