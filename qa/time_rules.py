"""Expressions of time, each with the dates that it means; those that say more stand before those that say less."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from qa.spans import MONTHS, SEASONS, WEEKDAYS, ago, ends, months, one_day, thirds, weekday, years
from qa.values import Window

Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """How a time is written, and what it means.

    `led` ones count only after a word like "in" or "since": "May" and "2022" are no times alone. `relative` ones are
    said from today; the others may be part of a name ("the April 2022 report"). Without a year the latest that has
    begun is meant. `resolve` raises ValueError or OverflowError for what the calendar does not have.
    """

    expression: str
    resolve: Callable[[Match, date], Window]
    led: bool = False
    relative: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        """What to search a text for; the group "time" is the expression."""
        lead = r"(?:in|on|of|during|by|since|before|after|until|till|throughout) (?:the )?" if self.led else ""
        return re.compile(rf"\b{lead}(?P<time>{self.expression})(?!\w|-\d)", re.IGNORECASE)


def whole(text: str, today: date) -> Window:
    """The window of a text that is an expression and nothing else. Raises ValueError where it is none."""
    for rule in RULES:
        if match := re.fullmatch(rule.expression, text, re.IGNORECASE):
            return rule.resolve(match, today)
    raise ValueError(f"no time: {text}")


_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_SEASON = rf"(?P<season>{'|'.join(SEASONS)})"
_WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_DATES = (rf"(?:{_WEEKDAY},? )?{_DAY} (?:of )?{_MONTH}", rf"(?:{_WEEKDAY},? )?{_MONTH} {_DAY}")
_COUNT = r"(?P<count>\d{1,3}|[a-z]+(?:-[a-z]+)?)"  # dateparser knows which words are numbers
_UNIT = r"(?P<unit>(?:hour|day|week|fortnight|month|year|decade)s?)"
_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_PARTS = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}
_RECENT = {"day": 7, "week": 30, "month": 180}


def _unnamed(expression: str) -> str:
    """The expression with its groups unnamed, to be used a second time in another."""
    return re.sub(r"\(\?P<\w+>", "(?:", expression)


_SPAN = _unnamed(
    rf"(?:{_DATES[0]}|{_DATES[1]}|{_MONTH})(?:,? {_YEAR})?|{_YEAR}s?|(?:this|last) (?:year|month)|{_WEEKDAY}"
)


def _year(match: Match, today: date) -> int | None:
    """The year that is said: "2022", "last year"."""
    said = match.groupdict()
    if said.get("year"):
        return int(said["year"])
    return today.year - (said["which"].lower() == "last") if said.get("which") else None


def _date(match: Match, today: date) -> Window:
    month, day = MONTHS[match["month"].lower()], int(match["day"])
    if year := _year(match, today):
        return one_day(date(year, month, day))
    this_year = date(today.year, month, day)
    return one_day(this_year if this_year <= today else date(today.year - 1, month, day))


def _begun(first: int, count: int, today: date) -> Window:
    """The latest months of a year, from the month `first` on, that have begun."""
    return months(today.year if first <= today.month else today.year - 1, first, count)


def _month(match: Match, today: date) -> Window:
    month, year = MONTHS[match["month"].lower()], _year(match, today)
    return months(year, month) if year else _begun(month, 1, today)


def _quarter(match: Match, today: date) -> Window:
    first = 3 * (int(match["number"]) if match["number"] else _ORDER[match["order"].lower()]) - 2
    year = _year(match, today)
    return months(year, first, 3) if year else _begun(first, 3, today)


def _half(match: Match, today: date) -> Window:
    return months(_year(match, today) or today.year, 1 if match["order"].lower() == "first" else 7, 6)


def _season(match: Match, today: date) -> Window:
    first, said = SEASONS[match["season"].lower()], match.groupdict()
    if said.get("year"):
        return months(int(said["year"]), first, 3)
    begin, end = ends(_begun(first, 3, today))
    # "Last summer", said in July, was the year before.
    is_before = said.get("which", "").lower() == "last" and end >= today
    return months(begin.year - is_before, first, 3)


def _part(match: Match, today: date) -> Window:
    part = (match["part"] or "").lower() or _PARTS[match["edge"].lower()]
    span = match["span"].lower()
    if span in {"year", "this year"}:
        return thirds(years(today.year), part)
    if span in {"month", "this month"}:
        return thirds(months(today.year, today.month), part)
    return thirds(whole(span, today), part)


def _between(match: Match, today: date) -> Window:
    """The first end takes what it does not say from the second: "between March and May 2022", "3 to 9 May"."""
    _, end = last = ends(whole(match["last"], today))
    month = f"{end:%B} " if match["first"].isdigit() and len(match["first"]) < 3 else ""
    for year in (f" {last[0].year}", f" {last[0].year - 1}", ""):
        try:
            start = ends(whole(f"{month}{match['first']}{year}", today))[0]
        except ValueError:
            continue
        if start <= end:
            return Window(start, end)
    raise ValueError("an end before its beginning")


def _past(match: Match, today: date) -> Window:
    return Window(ago(match["count"] or "1", match["unit"], today)[0], today)


def _last(match: Match, today: date) -> Window:
    unit = match["unit"].lower()
    if unit == "month":
        before = today.replace(day=1) - timedelta(days=1)
        return months(before.year, before.month)
    if unit == "quarter":
        first = (today.month - 1) // 3 * 3 - 2
        return months(today.year, first, 3) if first > 0 else months(today.year - 1, first + 12, 3)
    if unit == "year":
        return years(today.year - 1)
    if unit == "decade":
        return years(today.year // 10 * 10 - 10, 10)
    # "Last week" is said of the past seven days as much as of the week before this one.
    return Window(today - timedelta(days=today.weekday() + 7), today)


def _this(match: Match, today: date) -> Window:
    start = {
        "week": today - timedelta(days=7),
        "month": today.replace(day=1),
        "quarter": date(today.year, (today.month - 1) // 3 * 3 + 1, 1),
        "year": date(today.year, 1, 1),
        "decade": date(max(1, today.year // 10 * 10), 1, 1),
    }
    return Window(start[match["unit"].lower()], today)


def _weekend(match: Match, today: date) -> Window:
    """The latest; "last weekend", said on a Saturday, is the one before."""
    last = match["which"].lower() == "last"
    saturday = weekday("saturday", today - timedelta(days=2 if last else 0))
    return Window(saturday, saturday + timedelta(days=1))


def _weekday(match: Match, today: date) -> Window:
    return one_day(weekday(match["weekday"].lower(), today))


def _weekday_before(match: Match, today: date) -> Window:
    """The day that "last Tuesday" means: never today."""
    return one_day(weekday(match["weekday"].lower(), today - timedelta(days=1)))


def _recent(match: Match, today: date) -> Window:
    return Window(today - timedelta(days=_RECENT[match["unit"].lower()]), today)


def _days_ago(days: int) -> Callable[[Match, date], Window]:
    return lambda _, today: one_day(today - timedelta(days=days))


RULES: tuple[Rule, ...] = (
    Rule(
        rf"(?:between|from) (?:the )?(?P<first>{_SPAN}|\d{{1,2}}) (?:and|to|until|through) (?:the )?(?P<last>{_SPAN})",
        _between,
    ),
    Rule(r"(?P<iso>\d{4}-\d\d-\d\d)", lambda match, _: one_day(date.fromisoformat(match["iso"]))),
    Rule(
        r"(?:(?P<part>early|mid|late)[ -]|(?P<edge>beginning|start|middle|end) of (?:the )?)"
        rf"(?P<span>{_SPAN}|year|month)",
        _part,
    ),
    Rule(
        r"(?:Q(?P<number>[1-4])|(?P<order>first|second|third|fourth) quarter)"
        rf"(?: (?:of )?(?:{_YEAR}|(?P<which>this|last) year))?",
        _quarter,
    ),
    Rule(rf"(?P<order>first|second) half of (?:{_YEAR}|(?P<which>this|last) year)", _half),
    Rule(rf"{_SEASON},? (?:of )?{_YEAR}(?:[-–/]\d\d)?", _season),
    *(Rule(rf"{written},? {_YEAR}", _date) for written in _DATES),
    Rule(rf"{_MONTH},? (?:of )?{_YEAR}", _month),
    Rule(rf"{_MONTH} (?:of )?(?P<which>this|last) year", _month),
    *(Rule(written, _date, led=True) for written in _DATES),
    Rule(r"(?P<decade>(?:19|20)\d)0s", lambda match, _: years(int(match["decade"]) * 10, 10), led=True),
    Rule(_YEAR, lambda match, _: years(int(match["year"])), led=True),
    Rule(r"the day before yesterday", _days_ago(2), relative=True),
    Rule(r"yesterday(?: (?:morning|afternoon|evening))?|last night", _days_ago(1), relative=True),
    Rule(r"today|tonight|this (?:morning|afternoon|evening)", _days_ago(0), relative=True),
    Rule(rf"{_COUNT} {_UNIT} ago", lambda match, today: ago(match["count"], match["unit"], today)[1], relative=True),
    Rule(r"last (?P<unit>week|month|quarter|year|decade)", _last, relative=True),
    Rule(r"(?:(?:so far|earlier) )?this (?P<unit>week|month|quarter|year|decade)", _this, relative=True),
    Rule(rf"(?:past|last) (?:{_COUNT} )?{_UNIT}", _past, relative=True),
    Rule(r"recent (?P<unit>day|week|month)s", _recent, relative=True),
    Rule(r"(?P<which>this|last|the) weekend", _weekend, relative=True),
    Rule(rf"(?P<which>this|last) {_SEASON}", _season),
    Rule(rf"{_SEASON}(?! (?:of|in)\b)", _season, led=True),
    Rule(rf"last {_WEEKDAY}", _weekday_before, relative=True),
    Rule(rf"(?:this )?{_WEEKDAY}", _weekday, led=True),
    Rule(rf"(?<!the ){_MONTH}", _month, led=True),
    Rule(rf"(?:last|this) (?!(?-i:ma)){_MONTH}", _month),
)
