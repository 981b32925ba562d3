"""What the chat page says, in English, by key: every word of the interface that a reader sees or hears."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        # Masthead and empty page
        "writer.quotes": "Answers are verbatim quotations. Nothing leaves this machine.",
        "writer.here": "Answers written by {model} on this machine. Nothing leaves it.",
        "writer.away": "Answers written by {model}: questions and passages are sent to {where}.",
        "welcome": "Ask about anything in these articles. Each sentence of an answer cites the passage it rests on, "
        "and where the archive does not hold the answer, it says so.",
        "welcome.empty": "There is nothing to ask yet: add articles with {command}.",
        # Holdings and dates
        "holdings.none": "no articles yet",
        "holdings.undated": "{articles}, dates unknown",
        "holdings.day": "{articles}, {first}",
        "holdings.span": "{articles}, {first} to {last}",
        "articles.one": "1 article",
        "articles.other": "{n} articles",
        "days.one": "1 day",
        "days.other": "{n} days",
        "weeks.other": "{n} weeks",
        "months.other": "{n} months",
        "years.other": "{n} years",
        "age.today": "today",
        "age.ago": "{length} ago",
        "age.ahead": "in {length}",
        "age.asked": "on the question’s date",
        "age.before": "{length} before the question’s date",
        "age.after": "{length} after the question’s date",
        "age.unknown": "date unknown",
        "span.both": "{after} to {before}",
        "span.since": "since {after}",
        "span.until": "until {before}",
        # The composer
        "question": "Your question",
        "ask": "Ask",
        "stop": "Stop",
        "new": "New conversation",
        "question.empty": "Write a question first.",
        "question.long": "That question has {n} characters; at most {most} can be asked.",
        "question.busy": "An answer is being written. Wait for it, or stop it.",
        "broke.off": "Something went wrong on the server, whose log says what. Ask again.",
        "editing": "Editing question {number}. The conversation goes on from there.",
        "editing.cancel": "Keep it as it was",
        # How a question was read
        "chips": "How the question was read",
        "chip.as.of": "As of {day}",
        "chip.searched": "Searched as: {text}",
        "chip.searched.remove": "Search for the words as written",
        "chip.written": "As written, not as a follow-up",
        "chip.written.remove": "Read it as a follow-up again",
        "chip.window": "Time asked about: {span}",
        "chip.window.remove": "Ask of any time",
        "chip.any.time": "Of any time",
        "chip.any.time.remove": "Ask of the time that the question names again",
        # An answer
        "verdict.partial": "partly borne out",
        "verdict.unsupported": "not borne out",
        "verdict.uncited": "no source",
        "problem.partial": "Only partly supported by what it cites",
        "problem.unsupported": "Not supported by what it cites",
        "problem.uncited": "No source is cited",
        "problem.for": "{verdict}: why",
        "quoted.lead": "In the articles' words:",
        "refusal.not covered": "Not covered in this archive",
        "refusal.outside the dates": "Outside the archive’s dates",
        "refusal.detail not covered": "Covered, but not this detail",
        "refusal.ambiguous": "More than one thing could be meant",
        "searching": "Searching the archive…",
        "looking": "Looking for what comes nearest…",
        "writing.one": "Writing from 1 passage…",
        "writing.other": "Writing from {n} passages…",
        "stopped": "Stopped. What was written so far has not been checked.",
        "checked.one": "Checked: the sentence is borne out by its source.",
        "checked.other": "Checked: all {n} sentences are borne out by their sources.",
        "doubts.all": "The sentence is not fully borne out",
        "doubts.one": "1 of {all} sentences is not fully borne out",
        "doubts.other": "{n} of {all} sentences are not fully borne out",
        "retry": "Ask again",
        "share": "Share",
        "share.number": "Share the answer to question {number}",
        "shared": "Whoever has this address can read the answer with its evidence, also after the archive has changed:",
        "kept.not": "The conversation is not kept: {problem}",
        "opinion": "Was this right?",
        "opinion.answer": "The answer",
        "opinion.yes": "Right",
        "opinion.no": "Wrong",
        "opinion.right": "What would be right?",
        "opinion.absent": "The archive does not hold the answer",
        "opinion.send": "Send",
        "opinion.thanks": "Kept. Thank you.",
        # Who writes
        "model": "Answers by",
        "model.free": "free",
        "model.here": "stays on this machine",
        "model.away": "sent to {where}",
        "edit": "Edit",
        "edit.number": "Edit question {number}",
        "suggestions": "Ask next",
        # Sources
        "sources": "Sources",
        "sources.none.yet": "The passages that an answer rests on will stand here.",
        "sources.none": "No sources.",
        "sources.searching": "Searching…",
        "sources.reading": "Found, being read",
        "sources.cited": "Cited",
        "sources.nearest": "The nearest articles, which do not answer it",
        "sources.spare": "Also found, not cited ({n})",
        "source": "Source {number}: {label}",
        "source.back": "Show where the answer cites it",
        "source.back.number": "Source {number}: show where the answer cites it",
        "outlet.unknown": "Outlet unknown",
        "title.unknown": "Untitled",
        "also.in": "Also in {names}",
        "also.in.unnamed": "another article",
        "publisher": "Read at {site}",
        "read": "Read the article",
        "read.of": "Read the article: {title}",
        # The article, opened
        "article.close": "Close",
        "article.gone": "This article is no longer in the archive. This is the passage that was cited.",
        "article.older": "This is the article as it was cited. It has changed since.",
        # Filters
        "filters": "Time and outlets",
        "filter.as.of": "As of",
        "filter.as.of.help": "What “today” means. Later articles stay out.",
        "filter.after": "From",
        "filter.before": "To",
        "filter.months": "Articles by month",
        "filter.month": "{month}: {articles}",
        "filter.months.none": "No dated articles.",
        "filter.outlets": "Outlets",
        "filter.outlets.search": "Find an outlet",
        "filter.outlets.more": "{n} more: find them by name",
        "filter.outlets.none": "No outlet of that name.",
        "filter.languages": "Languages",
        "filter.set": "What is set",
        "filter.remove": "Remove: {what}",
        "filter.clear": "Clear all",
        "filter.wrong.date": "“{text}” is no date. Write it as YYYY-MM-DD, such as 2022-07-23.",
        "filter.nothing": "No article is within these limits: remove one of them.",
        "set.only": "Only {names}",
        "set.many": "{n} outlets",
        "set.language": "in {names}",
        "and": "{most} and {last}",
    }
)


def text(key: str, /, **values: object) -> str:
    """The words for `key`, with `values` put in as they are: what is not the page's own is escaped by who calls."""
    return ENGLISH[key].format_map(values)


def counted(key: str, n: int, /, **values: object) -> str:
    """The words for a number of things, "1 article" or "3,643 articles"."""
    return text(f"{key}.{'one' if n == 1 else 'other'}", n=f"{n:,}", **values)


def listed(names: list[str]) -> str:
    """Such as "BBC, CNN and Reuters"."""
    *most, last = names
    return text("and", most=", ".join(most), last=last) if most else last
