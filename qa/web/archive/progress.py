"""Adding as HTML: how far it is, then what became of each article."""

from __future__ import annotations

from collections.abc import Sequence

from qa.web.archive import texts
from qa.web.archive.adding import Adding, Line
from qa.web.escape import escaped

_SHOWN = 200  # of a long list


def about(megabytes: int, addresses: int) -> str:
    """What happens to what is given, before anything is."""
    items = "".join(f"<li>{text}</li>" for text in (*texts.TAKEN, texts.limits(megabytes, addresses)))
    return f'<section class="taken"><h3>{texts.WHAT_IS_TAKEN}</h3><ul>{items}</ul></section>'


def starting(said: str) -> str:
    """Before the first article."""
    return f'<div class="adding"><p class="work" role="status"><progress></progress><span>{said}</span></p></div>'


def progress(adding: Adding, said: str = "") -> str:
    """What was read so far, the latest on top."""
    read = len(adding.lines) - len(adding.failed)
    said = texts.VECTORS if adding.all_read else said or texts.STARTING
    count = f" {texts.read_so_far(read, len(adding.failed))}" if adding.lines else ""
    return (
        f'<div class="adding"><p class="work" role="status"><progress></progress><span>{said}{count}</span></p>'
        f"{_lines(adding.lines[::-1])}</div>"
    )


def report(adding: Adding, *, stopped: bool) -> str:
    """What became of all of it: what is not taken in first, each with the reason."""
    if adding.report is None:
        return ""
    done, failed = adding.report, adding.failed
    said = texts.outcome(len(done.added), len(done.updated), len(done.unchanged), len(failed))
    note = f"<p>{texts.STOPPED}</p>" if stopped else ""
    ask = f'<p><a href="../">{texts.ASK_ABOUT}</a></p>' if done.added or done.updated else ""
    failures = f"<h3>{texts.PROBLEMS}</h3>{_lines(failed, 'failures')}" if failed else ""
    taken = [line for line in adding.lines if line.outcome != "failed"]
    return (
        f'<div class="adding"><p class="outcome" role="status"><strong>{said}</strong></p>{note}{ask}'
        f"{failures}{_lines(taken)}</div>"
    )


def _lines(lines: Sequence[Line], kind: str = "") -> str:
    items = "".join(map(_line, lines[:_SHOWN]))
    more = f'<li class="more">{texts.not_shown(len(lines) - _SHOWN)}</li>' if len(lines) > _SHOWN else ""
    return f'<ul class="lines {kind}">{items}{more}</ul>' if lines else ""


def _line(line: Line) -> str:
    name = f"<bdi>{escaped(line.name)}</bdi>"
    if line.id and line.outcome != "read":
        name = f'<button type="button" class="name" data-article="{escaped(line.id)}">{name}</button>'
    problem = f'<span class="problem">{escaped(line.problem)}</span>' if line.problem else ""
    sign = f'<span class="sign" aria-hidden="true">{texts.SIGNS[line.outcome]}</span>'
    outcome = f'<span class="outcome">{texts.OUTCOMES[line.outcome]}</span>'
    return f'<li class="{line.outcome}">{sign}<span class="said">{name}{problem}</span>{outcome}</li>'
