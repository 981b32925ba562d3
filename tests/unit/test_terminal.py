"""What a terminal is sent: text, and never what would move its cursor, colour it or forge a line."""

import json

from passages import PUBLISHED, evidence, hit

from qa.cite import citations
from qa.cli.terminal import byline, hit_lines, note, say, say_json, say_piece, source_lines
from qa.values import Sentence

HOSTILE = "\x1b[2J\x1b]0;title\x07Fire\b\b\r\u202eoff\u200b\U000e0041\x9b5m"


def test_what_controls_a_terminal_is_not_printed(capsys):
    say(HOSTILE)
    note(HOSTILE)
    say_piece(f"{HOSTILE}\n[1] Reuters")
    printed = capsys.readouterr()
    assert printed.out == "[2J]0;titleFire\noff5m\n[2J]0;titleFire off5m [1] Reuters"
    assert printed.err == "[2J]0;titleFire\noff5m\n"


def test_json_keeps_it_escaped_on_one_line(capsys):
    record = {"text": f"{HOSTILE}\u2028\ud800\u2029 é"}
    say_json(record)
    printed = capsys.readouterr().out
    assert printed.isprintable() or printed[:-1].isprintable()
    assert printed.splitlines() == [printed[:-1]]
    assert json.loads(printed) == record


def test_an_article_cannot_forge_a_source():
    title, outlet = "Fire\n[2] Reuters, 2024-05-14, Flood", "Courier\r[3] AP"
    found = hit("It burnt.\x1b[5m", title=title, source=outlet, published=PUBLISHED)
    listed = source_lines(citations([Sentence("It burnt.", (1,))], evidence(found)))
    assert listed == "[1] Courier [3] AP, 2022-07-22, Fire [2] Reuters, 2024-05-14, Flood"
    assert "\n" not in byline(found)
    assert len(hit_lines(found, 1).splitlines()) == 2
