"""Verbs as news reports use them: the past beside the form that "did" takes. A closed list: no form is guessed."""

from __future__ import annotations

from collections.abc import Mapping

_REGULAR = """accept accuse acquire add adopt agree announce appeal appoint approve arrest arrive ask attack award ban
    back beat block call cancel capture charge claim close collapse complete confirm convict create criticise
    criticize cross declare defeat defend deliver demand denounce deny deploy destroy detain discover donate
    earn elect end endorse enter establish evacuate expand expel face file fine fire found gain grant happen
    help host impose injure introduce invade invest issue join kill land launch lead license lift list lower
    name nominate offer open order oust overturn pardon pass pledge praise propose publish raise ratify
    reach recall receive record reelect reject release remove reopen repeal replace report require rescue
    resign restore retire return reveal sack sail sanction save score seize sentence settle sign stage start
    store strike suffer support surpass survive suspend test topple tour turn unveil urge use veto visit vote
    warn withdraw wound""".split()
_IRREGULAR = {
    "became": "become",
    "began": "begin",
    "bought": "buy",
    "broke": "break",
    "brought": "bring",
    "built": "build",
    "canceled": "cancel",
    "cancelled": "cancel",
    "died": "die",
    "fell": "fall",
    "fought": "fight",
    "gave": "give",
    "held": "hold",
    "hit": "hit",
    "led": "lead",
    "left": "leave",
    "lost": "lose",
    "made": "make",
    "met": "meet",
    "paid": "pay",
    "ran": "run",
    "rose": "rise",
    "sent": "send",
    "shot": "shoot",
    "sold": "sell",
    "spent": "spend",
    "struck": "strike",
    "took": "take",
    "withdrew": "withdraw",
    "won": "win",
    "wrote": "write",
}
_DOUBLES = frozenset("ban expel".split())


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ied"
    return f"{verb}{verb[-1]}ed" if verb in _DOUBLES else f"{verb}ed"


BASE: Mapping[str, str] = {
    **{_past(verb): verb for verb in _REGULAR if verb not in _IRREGULAR.values()},
    **_IRREGULAR,
}
"""Past form -> base form."""

BE_OR_HAVE = frozenset("was were is are has had have will".split())
"""Words that come before the subject in a question."""
