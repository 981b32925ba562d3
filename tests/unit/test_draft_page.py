"""The page that checks a draft: its words, its HTML, and what is taken away from it."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page import Reading

from index import Span
from qa.record import checked_record
from qa.values import AlsoIn, CheckedSentence, Citation
from qa.web.drafts import export, render
from qa.web.drafts.progress import MOST_CHARACTERS, Proof, begun
from qa.web.texts import text

NASTY = st.lists(
    st.one_of(
        st.sampled_from(
            ["<script>", "</p>", "<img src=x onerror=alert(1)>", '"', "'", "&", "](javascript:x)", "![a](b)"]
        ),
        st.sampled_from(["\n# ", "\n- ", "1. ", "`", "**", "<!--", "\u202e", "\u200b", "\ud800", "\x00", "\n"]),
        st.text(max_size=6),
    ),
    max_size=6,
).map("".join)
URLS = (
    st.none() | NASTY | st.sampled_from(["https://example.org/a?b=1&c=\"'", "javascript:alert(1)", "data:text/html,x"])
)
VERDICTS = st.sampled_from(["supported", "partial", "unsupported", "uncited"])
DAY = datetime(2024, 3, 8, tzinfo=UTC)


def citation(passage: str, title: str = "", source: str | None = None, url: str | None = None, span=None) -> Citation:
    spans = (Span(10, 10 + len(passage)),) if span is None else (span,)
    return Citation(1, "a", "v", title, source, url, DAY, passage, 10, 10 + len(passage), spans, passage, 10)


@st.composite
def checked(draw: st.DrawFn) -> CheckedSentence:
    passage = draw(NASTY)
    start, end = sorted(draw(st.integers(0, len(passage))) for _ in range(2))
    one = citation(passage, draw(NASTY), draw(st.none() | NASTY), draw(URLS), Span(10 + start, 10 + end))
    copies = (AlsoIn("c", draw(NASTY), draw(NASTY), draw(URLS), None),)
    cited = (Citation(**{name: getattr(one, name) for name in one.__slots__} | {"also_in": copies}),)
    return CheckedSentence(draw(NASTY), draw(VERDICTS), (draw(NASTY),), draw(st.sampled_from([(), cited])))


PROOFS = st.lists(checked(), max_size=3).map(lambda rows: Proof(len(rows), date(2024, 3, 8), tuple(rows), over=True))
WRONG = CheckedSentence(
    "It sank with 75 people.",
    "unsupported",
    ("the article says 25, not 75",),
    (citation("The ferry sank with 25 people.", "Ferry sinks", "BBC News", "https://bbc.example/1"),),
)
RIGHT = CheckedSentence("It sank.", "supported", (), WRONG.citations)
HEADING = CheckedSentence("Ferry", "uncited", ("nothing to check",))
PROOF = Proof(3, None, (WRONG, RIGHT, HEADING), over=True)


@pytest.mark.parametrize(
    ("draft", "said"),
    [("  \n", "Paste a text first"), ("word " * 10_001, "at most 50,000 can be checked")],
)
def test_a_text_that_cannot_be_checked_is_said(draft: str, said: str):
    with pytest.raises(ValueError, match=said):
        begun(draft, None)


def test_as_much_as_the_interface_takes_is_checked():
    assert begun("It sank. " * (MOST_CHARACTERS // 9), None).total == MOST_CHARACTERS // 9


def test_the_summary_counts_in_words():
    assert render.summary(PROOF) == "3 sentences: 1 supported, 1 unsupported, 1 nothing to check"
    assert render.summary(Proof(1, None, (RIGHT,))) == "1 sentence: 1 supported"


def test_a_row_has_its_verdict_in_words_its_problem_in_sight_and_its_evidence_behind():
    html = render.proof(PROOF)
    reading = Reading(html)
    assert reading.text.count("the article says 25, not 75") == 1
    assert reading.text.count("nothing to check") == 1
    assert reading.marked == ["The ferry sank with 25 people."] * 2
    assert "https://bbc.example/1#:~:text=The%20ferry%20sank%20with%2025%20people." in reading.links
    before, _, behind = html.partition('class="behind"')
    assert "25, not 75" in before
    assert "BBC News" in behind


def test_while_it_is_checked_nothing_opens():
    growing = Proof(9, None, (WRONG,))
    assert "details" not in Reading(render.proof(growing)).tags
    assert "1 of 9 sentences" in Reading(render.state(growing)).text


def test_what_was_stopped_says_so():
    assert text("draft.stopped") in Reading(render.state(Proof(9, None, (WRONG,)).ended())).text
    assert text("draft.stopped") not in Reading(render.state(PROOF)).text


@given(PROOFS)
def test_nothing_from_outside_is_ever_markup(proof: Proof):
    for html in (
        render.proof(proof),
        render.state(proof),
        render.notice(proof.sentences[0].text if proof.sentences else ""),
    ):
        reading = Reading(html)
        assert reading.open == []
        assert not {"script", "img", "iframe", "style", "svg", "form"} & set(reading.tags)
        assert not [name for name, _ in reading.attributes if name.startswith("on") or name in {"src", "style"}]
        assert all(re.match("https?://", link) for link in reading.links)
        assert not re.search("[\u202e\u200b\x00\ud800]", html)


def test_the_json_is_what_the_command_prints():
    lines = export.json_lines(PROOF).splitlines()
    assert [json.loads(line) for line in lines] == [checked_record(one) for one in PROOF.sentences]


@given(PROOFS)
def test_the_page_to_take_away_loads_nothing(proof: Proof):
    html = export.html(proof)
    assert not re.search(r"<(script|img|link|iframe|object|embed|video|audio|base|form)\b", html)
    assert not re.search(r"url\(|@import", html)
    assert "default-src 'none'" in html
    html.encode("utf-8")


@given(PROOFS)
def test_nothing_in_the_markdown_is_markup_but_ours(proof: Proof):
    for line in export.markdown(proof).splitlines()[3:]:
        assert re.match(r"\d+\. \*\*[\w ]+\*\* |   - |$", line)
        own = re.sub(r"\]\(<https?://[^>]*>\)", "", line)
        assert not re.search(r"(?<!\\)(?:\\\\)*[<`]", own.replace("**", "", 2))
        assert not re.search(r"(?<!\\)(?:\\\\)*!\[", own)


def test_the_markdown_reads_well():
    assert export.markdown(Proof(1, date(2024, 3, 9), (WRONG,), over=True)) == (
        "# Check a draft\n\n1 sentence: 1 unsupported. As of 9 Mar 2024.\n\n"
        "1. **unsupported** It sank with 75 people.\n"
        "   - the article says 25, not 75\n"
        "   - “The ferry sank with 25 people.” (BBC News, 8 Mar 2024, [Ferry sinks](<https://bbc.example/1>))\n"
    )


def test_a_link_holds_the_whole_file():
    reading = Reading(export.links(PROOF))
    assert len(reading.links) == 3
    assert all(link.startswith("data:") for link in reading.links)
    assert [value for name, value in reading.attributes if name == "download"] == [
        "draft-check.html",
        "draft-check.md",
        "draft-check.jsonl",
    ]
