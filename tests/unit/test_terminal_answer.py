"""An answer on a terminal, and where there is none."""

import io
import sys
from dataclasses import replace

from passages import DAY

from index import Filter, Span
from qa.cli.asking import _finish, _show
from qa.cli.terminal import say_answer
from qa.plan import plan
from qa.values import Answer, Done, Retrieved, Sentence, Token

TEXT = "The ship cost \x1b[31m£31m in [all]."
SENTENCES = (Sentence(TEXT, (1,), "supported", (), Span(TEXT.index("£"), TEXT.index(" in"))), Sentence("It is green."))
ANSWER = Answer("?", plan("?", today=DAY), f"{TEXT} [1] It is green.", SENTENCES, (), None, "quotes", None)


class Terminal(io.StringIO):
    def isatty(self):
        return True


def shown(monkeypatch, stdout, answer=ANSWER):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stdout", stdout)
    say_answer(answer)
    return stdout.getvalue()


def test_on_a_terminal_the_likely_answer_is_bold_and_nothing_of_the_article_is_a_command(monkeypatch):
    assert shown(monkeypatch, Terminal()) == "The ship cost [31m\x1b[1m£31m\x1b[0m in [all]. [1] It is green.\n"


def test_elsewhere_it_is_plain(monkeypatch):
    assert shown(monkeypatch, io.StringIO()) == "The ship cost [31m£31m in [all]. [1] It is green.\n"


# -- what follows a draft that was shown as it came


NOTE = "Source [1] holds text that reads like instructions to a machine; it was left aside."


def finished(capsys, draft, **changes):
    _finish(replace(ANSWER, **changes), draft)
    return capsys.readouterr().out.split("\n")


def test_a_draft_that_stands_is_not_printed_again_and_notes_follow_it(capsys):
    draft = "The ship cost [31m£31m in [all]. [1]"
    assert finished(capsys, draft, notes=(NOTE,))[:2] == [" It is green.", NOTE]


def test_of_a_draft_that_does_not_stand_the_answer_follows_the_note(capsys):
    lines = finished(capsys, "It sank. [1]", notes=(NOTE,))
    assert lines[:4] == ["", NOTE, "", "The ship cost [31m£31m in [all]. [1] It is green."]


def test_where_nothing_was_shown_all_is_printed_once(capsys):
    assert finished(capsys, "", notes=(NOTE,))[:2] == [NOTE, "The ship cost [31m£31m in [all]. [1] It is green."]


class Desk:
    """Whose draft is replaced by quotations."""

    model_name = "small"

    def stream(self, question, **_):
        yield Retrieved(ANSWER.query, ())
        yield from map(Token, ("It ", "sank."))
        yield Retrieved(ANSWER.query, ())
        yield Token(ANSWER.text)
        yield Done(replace(ANSWER, notes=(NOTE,)))


def test_quotations_in_place_of_a_draft_are_printed_once_behind_the_note(monkeypatch):
    stdout = Terminal()
    monkeypatch.setattr(sys, "stdout", stdout)
    _show(Desk(), "?", Filter())
    assert stdout.getvalue().split("\n")[:3] == ["It sank.", NOTE, ""]
    assert stdout.getvalue().count("The ship cost") == 1
