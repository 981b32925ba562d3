"""The menu of who writes: each model with what it costs and where the text goes."""

from __future__ import annotations

from collections.abc import Sequence

from qa.choices import FREE, ModelChoice
from qa.web.escape import escaped
from qa.web.texts import text


def menu(choices: Sequence[ModelChoice], chosen: str) -> str:
    """The menu; nothing where there is nothing to choose."""
    if len(choices) < 2:
        return ""
    options = "".join(
        f'<option value="{escaped(choice.name)}"{" selected" if choice.name == chosen else ""}>'
        f"{escaped(_described(choice))}</option>"
        for choice in choices
    )
    return f'<label class="models">{text("model")} <select data-model>{options}</select></label>'


def _described(choice: ModelChoice) -> str:
    title = text("model.quotes") if choice.name == "quotes" else choice.title
    cost = text("model.free") if choice.cost == FREE else text("model.billed", by=choice.sends_to)
    where = text("model.away", where=choice.sends_to) if choice.sends_to else text("model.here")
    return text("model.choice", title=title, cost=cost, where=where)
