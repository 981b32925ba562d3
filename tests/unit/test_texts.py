"""The words of the interface: every one that the page asks for is there, and none is there for nothing."""

import re
from pathlib import Path
from string import Formatter
from typing import get_args

import qa.web
from qa.values import Reason, Verdict
from qa.web.texts import ENGLISH, counted, listed, text

SOURCE = "".join(
    file.read_text("utf-8") for file in Path(qa.web.__file__).parent.glob("*.py") if file.name != "texts.py"
)
ASKED = set(re.findall(r"""\b(?:text|said)\(\s*["']([a-z][\w.]*)["']""", SOURCE))
COUNTED = set(re.findall(r"""\bcounted\(\s*["']([\w.]+)["']""", SOURCE))
BY_KIND = {
    *(
        f"{kind}.{verdict}"
        for kind in ("verdict", "problem")
        for verdict in get_args(Verdict)
        if verdict != "supported"
    ),
    *(f"refusal.{reason}" for reason in get_args(Reason)),
}


def test_every_text_that_is_asked_for_is_there():
    assert ASKED
    assert set(ENGLISH) >= ASKED
    assert set(ENGLISH) >= BY_KIND
    assert {f"{key}.other" for key in COUNTED} <= set(ENGLISH)


def test_no_text_is_there_for_nothing():
    used = set(re.findall(r"""["']([a-z][\w. ]*)["']""", SOURCE)) | BY_KIND | {"and"}
    stems = {key: re.sub(r"\.(?:one|other|remove)$", "", key) for key in ENGLISH}
    assert [key for key, stem in stems.items() if used.isdisjoint((key, stem, stem.partition(".")[2]))] == []


def test_a_text_s_values_are_put_in_as_they_are():
    assert text("retry") == "Ask again"
    assert text("chip.searched", text="{n} [1] %s") == "Searched as: {n} [1] %s"
    assert counted("articles", 1) == "1 article"
    assert counted("articles", 3643) == "3,643 articles"
    assert counted("doubts", 1, all="3") == "1 of 3 sentences is not fully borne out"
    assert listed(["BBC"]) == "BBC"
    assert listed(["BBC", "CNN", "Reuters"]) == "BBC, CNN and Reuters"


def test_every_text_is_one_that_can_be_filled_in():
    for template in ENGLISH.values():
        assert all(name is None or name.isidentifier() for _, name, _, _ in Formatter().parse(template))
