"""The page's HTML: whatever comes in, text comes out as text; and what is cited is what is marked."""

from __future__ import annotations

import string
import threading
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page import Reading, check_markup

from index import Coverage, Filter, Hit, ModelError, Span
from qa.values import (
    AlsoIn,
    Answer,
    Citation,
    Done,
    Evidence,
    Query,
    Refusal,
    Retrieved,
    Sentence,
    Token,
    Window,
)
from qa.web import render, sources
from qa.web.conversation import asked, history, with_last
from qa.web.dates import age, coverage_text, span_text
from qa.web.escape import address_of_quote, clean, host
from qa.web.listen import Stop, listen
from qa.web.marks import followed_by_marks, linked
from qa.web.passages import marked
from qa.web.texts import speaking, text
from qa.web_address import web_address

TODAY = date(2022, 7, 23)
NASTY = st.lists(
    st.one_of(
        st.sampled_from(
            ["<script>", "</p>", "<img src=x onerror=alert(1)>", '"', "'", "&", "<", ">", "&lt;", "](javascript:x)"]
        ),
        st.sampled_from(["[1]", "[2]", "[99]", "${x}", "{{x}}", "\u202e", "\u2066", "\u200b", "\ud800", "\x00", "\n"]),
        st.text(max_size=6),
    ),
    max_size=8,
).map("".join)
URLS = st.one_of(
    st.none(),
    NASTY,
    st.sampled_from(
        ["https://example.org/a?b=1&c=\"'", "javascript:alert(1)", "data:text/html,x", "//x.example", "http://"]
    ),
)
DATES = st.one_of(st.none(), st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
VERDICTS = st.sampled_from(["supported", "partial", "unsupported", "uncited"])


@st.composite
def evidence(draw: st.DrawFn, number: int) -> Evidence:
    text, start = draw(NASTY), draw(st.integers(0, 50))
    hit = Hit(
        passage_id=f"p{number}",
        article_id=f"a{number}",
        version="v",
        title=draw(NASTY),
        source=draw(st.none() | NASTY),
        url=draw(URLS),
        published=draw(DATES),
        text=text,
        start=start,
        end=start + len(text),
        score=0.5,
        similarity=0.5,
        ranks={},
    )
    return Evidence(number, hit, (AlsoIn("c", draw(NASTY), draw(NASTY), draw(URLS), draw(DATES)),))


@st.composite
def citations(draw: st.DrawFn, item: Evidence) -> Citation:
    hit = item.hit
    start, end = sorted(draw(st.lists(st.integers(hit.start, hit.end), min_size=2, max_size=2)))
    return Citation(
        number=item.number,
        article_id=hit.article_id,
        version=hit.version,
        title=hit.title,
        source=hit.source,
        url=hit.url,
        published=hit.published,
        quote=hit.text[start - hit.start : end - hit.start],
        start=start,
        end=end,
        spans=(Span(start, end),),
        passage=hit.text,
        passage_start=hit.start,
        also_in=item.also_in,
    )


@st.composite
def sentences_citing(draw: st.DrawFn, numbers: tuple[int, ...]) -> Sentence:
    text = draw(NASTY)
    start, end = sorted(draw(st.integers(0, len(text))) for _ in range(2))
    return Sentence(text, numbers, draw(VERDICTS), (draw(NASTY),), Span(start, end) if start < end else None)


@st.composite
def answers(draw: st.DrawFn) -> tuple[Answer, tuple[Evidence, ...]]:
    found = tuple(draw(evidence(number)) for number in range(1, draw(st.integers(1, 3)) + 1))
    cited = tuple(draw(citations(item)) for item in found[: draw(st.integers(0, len(found)))])
    numbers = tuple(citation.number for citation in cited)
    sentences = tuple(draw(sentences_citing(numbers)) for _ in range(draw(st.integers(1, 3))))
    refusal = Refusal("not covered", draw(NASTY), Coverage(1, 1, None, None), (found[0].hit,))
    answer = Answer(
        question=draw(NASTY),
        query=Query(draw(NASTY), draw(NASTY), "", TODAY, "news", Filter(), Window(before=date(2022, 1, 1))),
        text=draw(NASTY),
        sentences=sentences,
        citations=cited,
        refusal=draw(st.none() | st.just(refusal)),
        model=draw(NASTY),
        prompt=None,
        notes=(draw(NASTY),),
    )
    return answer, found


def test_the_likely_answer_is_strong():
    text = "Smith & Sons paid <£31m> for it."
    marked = followed_by_marks(text, (1,), 1, {1: "CNN"}, Span(text.index("£"), text.index(">")))
    assert "Smith &amp; Sons paid &lt;<strong>£31m</strong>&gt; for it." in marked
    assert "<strong>" not in followed_by_marks(text, (1,), 1, {1: "CNN"})


@given(answers(), NASTY, NASTY)
def test_nothing_from_outside_is_ever_markup(made: tuple[Answer, tuple[Evidence, ...]], draft: str, problem: str):
    answer, found = made
    turns = asked((), answer.question, Filter(as_of=TODAY))
    retrieved = turns[0].after(Retrieved(answer.query, found))
    for turn in (
        retrieved.after(Token(draft)),
        retrieved.failed(problem),
        retrieved.after(Token(draft)).after(Done(answer)),
    ):
        latest = render.conversation((turn.followed_by(problem),), latest=True)
        for html in (latest, sources.panel((turn,)), render.notice(draft)):
            check_markup(html)


@given(answers())
def test_what_is_cited_is_what_is_marked(made: tuple[Answer, tuple[Evidence, ...]]):
    answer, found = made
    if answer.refusal:
        return
    turn = asked((), "?")[0].after(Retrieved(answer.query, found)).after(Done(answer))
    quotes = [clean(citation.quote) for citation in answer.citations if citation.quote]
    assert Reading(sources.panel((turn,))).marked == quotes


def test_touching_and_overlapping_spans_mark_each_character_once():
    html = marked("abcdefgh", (Span(4, 7), Span(1, 3), Span(2, 5)))
    assert html == "a<mark>bc</mark><mark>de</mark><mark>fg</mark>h"


def test_only_known_marks_become_links():
    html = linked("Yes [1], no [2][3] and [1999].", 4, {1: 'BBC "News"', 3: "Reuters"})
    reading = Reading(html)
    assert reading.text == "Yes\u202f[1], no [2][3] and [1999]."
    assert [value for name, value in reading.attributes if name == "href"] == ["#src-4-1", "#src-4-3"]
    assert ("title", 'BBC "News"') in reading.attributes


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://bbc.co.uk/a", True),
        ("HTTP://bbc.co.uk", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        (" https://bbc.co.uk", False),
        ("https://bbc.co.uk/\u202egnp", False),
        ("https://", False),
        ("http://[::1", False),
        ("//bbc.co.uk", False),
        ("https://bbc.co.uk:8443/a?b=c@d", True),
        ("https://[::1]/a", True),
        ("https://bbc.co.uk@evil.example/", False),
        ("https://evil.example\\@bbc.co.uk/", False),
        ("https://bbc.co.uk%2f.evil.example/", False),
        ("https://bbc.co.uk:x/", False),
        ("data:text/html,hi", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url: str | None, kept: bool):
    assert web_address(url) == (url if kept else None)


def test_a_text_fragment_is_whole_words_percent_encoded():
    address = address_of_quote("https://a.example/x", "A well-known word, " + "and more of them " * 9)
    fragment = address.removeprefix("https://a.example/x#:~:text=")
    assert fragment.startswith("A%20well%2Dknown%20word%2C%20and")
    assert set(fragment) <= set(string.ascii_letters + string.digits + "%")
    assert not fragment.endswith("%20")
    assert address_of_quote("https://a.example/x#part", "Yes").endswith("/x#part:~:text=Yes")
    assert address_of_quote("https://a.example/x", "\u200b \n") == "https://a.example/x"
    assert address_of_quote("https://a.example/x#p:~:text=Pay&text=now", "Yes") == "https://a.example/x#p:~:text=Yes"


def test_a_site_s_name_is_shown_in_letters_that_cannot_be_mistaken():
    assert host("https://www.bbc.co.uk/a") == "bbc.co.uk"
    assert host("https://bb\u0441.co.uk/a") == "xn--bb-pmc.co.uk"
    assert host("https://süddeutsche.example/") == "xn--sddeutsche-9db.example"
    assert host("https://a..\u0441.example/").isascii()


def test_joiners_stay_where_scripts_need_them():
    assert clean("می\u200cخواهم pay\u200dpal \u202egnp.exe\u202c a\u00adb") == "می\u200cخواهم paypal gnp.exe ab"


@pytest.mark.parametrize(
    ("published", "asked_for", "expected"),
    [
        ((2022, 7, 22), True, "1 day before the question’s date"),
        ((2022, 7, 23), True, "on the question’s date"),
        ((2022, 7, 25), True, "2 days after the question’s date"),
        ((2022, 7, 23), False, "today"),
        ((2022, 7, 20), False, "3 days ago"),
        ((2022, 6, 1), False, "7 weeks ago"),
        ((2022, 2, 20), True, "5 months before the question’s date"),
        ((2022, 2, 24), True, "4 months before the question’s date"),
        ((2022, 7, 9), True, "2 weeks before the question’s date"),
        ((2019, 11, 12), True, "2 years before the question’s date"),
        ((2020, 7, 24), False, "23 months ago"),
        ((2010, 1, 3), False, "12 years ago"),
        ((2022, 7, 24), False, "in 1 day"),
    ],
)
def test_age(published: tuple[int, int, int], asked_for: bool, expected: str):
    assert age(datetime(*published, 12, tzinfo=UTC), TODAY, asked=asked_for) == expected


def test_coverage_and_windows_are_spelled_as_in_a_newspaper():
    first, last = datetime(2010, 1, 3, tzinfo=UTC), datetime(2022, 11, 20, tzinfo=UTC)
    assert coverage_text(Coverage(3643, 9000, first, last)) == "3,643 articles, 3 Jan 2010 to 20 Nov 2022"
    assert coverage_text(Coverage(1, 2, first, first)) == "1 article, 3 Jan 2010"
    assert coverage_text(Coverage(2, 2, None, None)) == "2 articles, dates unknown"
    assert coverage_text(Coverage(0, 0, None, None)) == "no articles yet"
    assert span_text(date(2022, 7, 1), date(2022, 7, 31)) == "1 to 31 July 2022"
    assert span_text(date(2022, 7, 1), date(2022, 8, 3)) == "1 July to 3 August 2022"
    assert span_text(date(2021, 7, 1), date(2022, 7, 3)) == "1 July 2021 to 3 July 2022"
    assert span_text(date(2022, 7, 1), date(2022, 7, 1)) == "1 July 2022"
    assert span_text(date(2022, 7, 1), None) == "since 1 July 2022"
    assert span_text(None, date(2022, 7, 1)) == "until 1 July 2022"
    assert span_text(None, None) == ""


@pytest.mark.parametrize(
    ("model", "sends_to", "said"),
    [
        ("quotes", None, "Nothing leaves this machine"),
        ("ollama:qwen3", None, "on this machine. Nothing leaves it"),
        ("openai:gpt", "openai's server", "openai:gpt: questions and passages are sent to openai&#x27;s server"),
    ],
)
def test_the_header_says_where_text_goes(model: str, sends_to: str | None, said: str):
    assert said in render.header(Coverage(0, 0, None, None), model, sends_to)


def test_history_holds_answered_turns_only():
    query = Query("First?", "First?", "First?", TODAY, "news", Filter())
    answer = Answer("First?", query, "Yes. [1]", (), (), None, "quotes", None)
    turns = asked((), "First?")
    turns = with_last(turns, turns[0].after(Done(answer)))
    turns = asked(turns, "Second?")
    turns = with_last(turns, turns[1].failed("broken"))
    assert [(message.role, message.content) for message in history(turns)] == [
        ("user", "First?"),
        ("assistant", "Yes. [1]"),
    ]


def test_a_second_draft_replaces_the_first():
    query = Query("?", "?", "?", TODAY, "news", Filter())
    turn = asked((), "?")[0]
    for event in (Retrieved(query, ()), Token("wrong"), Retrieved(query, ()), Token("right")):
        turn = turn.after(event)
    assert turn.draft == "right"


def test_listening_ends_at_once_when_a_silent_model_is_stopped():
    stop, speak, closed = Stop(), threading.Event(), threading.Event()

    def start():
        try:
            yield Token("one")
            speak.wait(30)
            yield Token("two")
            yield Token("three")
        finally:
            closed.set()

    events = listen(start, stop)
    assert next(events) == Token("one")
    stop.ask()
    assert list(events) == []
    assert not closed.is_set()
    speak.set()
    assert closed.wait(30)


def test_what_is_said_meanwhile_is_in_the_listener_s_language():
    def start():
        yield text("ask")

    with speaking("de"):
        assert list(listen(start, Stop())) == ["Fragen"]
    assert list(listen(start, Stop())) == ["Ask"]


def test_what_the_desk_raises_is_raised_to_the_listener():
    def start():
        yield Token("one")
        raise ModelError("it is off: start it")

    events = listen(start, Stop())
    assert next(events) == Token("one")
    with pytest.raises(ModelError, match="start it"):
        next(events)


def test_waiting_for_the_end_of_an_answer_returns_when_it_has_ended():
    stop = Stop()
    threading.Timer(0.01, stop.happened).start()
    stop.ask_and_wait(30)
    assert stop.wanted
