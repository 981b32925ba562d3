"""A turn, stepped by hand: what it asks for, and what it makes of what it is given."""

from datetime import UTC, datetime

import pytest
from passages import DAY, PUBLISHED, hit

from index import Coverage, Filter
from qa.turn import Draft, Found, Search, Write, turn
from qa.values import Message, Window

ASKED = "Who brokered the grain deal between Ukraine and Russia?"
GRAIN = "Turkey and the United Nations brokered the grain deal between Ukraine and Russia. It was signed on Friday."
WHEAT = "The price of wheat fell by 5 per cent after the grain deal between Ukraine and Russia."
HOLDS = Coverage(3, 40, datetime(2022, 1, 1, tzinfo=UTC), PUBLISHED)
HITS = (
    hit(GRAIN, "grain", 10, similarity=0.8, published=PUBLISHED, source="CNN"),
    hit(WHEAT, "wheat", similarity=0.7),
    hit("Penguins have hatched two eggs at the zoo.", "zoo", similarity=0.1),
)
FOUND = Found(HITS, HOLDS)


def draft(text, model="small", prompt="answer@1"):
    return Draft(text, model, prompt, {"total_tokens": 9})


def written(question=ASKED, history=(), **options):
    """A turn at its first draft."""
    steps = turn(question, history, today=DAY, **options)
    search = next(steps)
    assert isinstance(search, Search)
    return steps, steps.send(FOUND)


def end(steps, response):
    with pytest.raises(StopIteration) as stop:
        steps.send(response)
    return stop.value.value


def test_search_then_write_then_the_answer():
    steps = turn(ASKED, today=DAY)
    search = next(steps)
    assert isinstance(search, Search)
    assert search.query.text == ASKED
    request = steps.send(FOUND)
    assert isinstance(request, Write)
    assert not request.verbatim
    assert request.query == search.query
    assert [(item.number, item.hit.article_id) for item in request.evidence] == [(1, "grain"), (2, "wheat"), (3, "zoo")]
    answer = end(
        steps, draft("Turkey and the United Nations brokered the grain deal [1]. Wheat fell by 5 per cent. [2]")
    )
    assert answer.text == "Turkey and the United Nations brokered the grain deal. [1] Wheat fell by 5 per cent. [2]"
    assert [sentence.verdict for sentence in answer.sentences] == ["supported", "supported"]
    assert [citation.article_id for citation in answer.citations] == ["grain", "wheat"]
    assert (answer.question, answer.query, answer.hits) == (ASKED, request.query, HITS)
    assert (answer.model, answer.prompt, answer.usage) == ("small", "answer@1", {"total_tokens": 9})
    assert (answer.refusal, answer.notes) == (None, ())


def test_the_budget_of_evidence_is_kept():
    assert len(written(most=1)[1].evidence) == 1
    assert len(written(words=20)[1].evidence) < 3


def test_the_reader_s_filter_reaches_the_search():
    where = Filter(sources=("CNN",), as_of=DAY)
    query = next(turn("Who resigned yesterday?", where=where)).query
    assert query.where == where
    assert query.window == Window(PUBLISHED.date(), PUBLISHED.date())


@pytest.mark.parametrize(
    ("question", "found", "reason"),
    [
        (ASKED, Found((), Coverage(0, 0, None, None)), "not covered"),
        ("Who won the 1998 World Cup?", FOUND, "not covered"),
        ("Who brokered the grain deal in 2030?", FOUND, "outside the dates"),
    ],
)
def test_a_refusal_comes_before_anything_is_written(question, found, reason):
    steps = turn(question, today=DAY)
    next(steps)
    hits = tuple(hit for hit in found.hits if hit.article_id == "zoo") if reason == "not covered" else found.hits
    answer = end(steps, Found(hits, found.holds))
    assert answer.refusal.reason == reason
    assert answer.text == answer.refusal.message
    assert (answer.sentences, answer.citations, answer.model, answer.prompt) == ((), (), "none", None)
    assert answer.hits == hits


@pytest.mark.parametrize(
    "text",
    ["NO ANSWER", "NO ANSWER.", " no answer\n", "**NO ANSWER**", '"No answer."', "NO ANSWER. [1]", "NO ANSWER: sorry"],
)
def test_a_writer_that_declines_is_a_refusal(text):
    steps, _ = written()
    answer = end(steps, draft(text))
    assert answer.refusal.reason == "detail not covered"
    assert (answer.sentences, answer.citations) == ((), ())
    assert (answer.model, answer.prompt, answer.usage) == ("small", "answer@1", {"total_tokens": 9})


def test_a_sentence_that_begins_so_is_no_refusal():
    steps, _ = written()
    answer = end(steps, draft("No answer on the price of wheat came from Russia. [2]"))
    assert answer.refusal is None


@pytest.mark.parametrize(
    "text",
    [
        "Penguins did it. [1]",
        "Turkey and the United Nations brokered the grain deal.",
        "Turkey and the United Nations brokered the grain deal. [7]",
        "[1]",
        "",
        "Turkey brokered 900 deals. [1] Nobody knows.",
    ],
)
def test_a_draft_without_a_supported_sentence_is_replaced_by_quotations_with_a_note(text):
    steps, first = written()
    request = steps.send(draft(text))
    assert isinstance(request, Write)
    assert request.verbatim
    assert request.evidence == first.evidence
    answer = end(steps, Draft("It was signed on Friday. [1]", "quotes"))
    assert answer.text == "It was signed on Friday. [1]"
    assert (answer.model, answer.prompt, answer.usage) == ("quotes", None, {"total_tokens": 9})
    assert answer.notes == ("Nothing that small wrote is borne out by what it cites; these are quotations instead.",)
    assert [sentence.verdict for sentence in answer.sentences] == ["supported"]


def test_one_sentence_that_is_borne_out_keeps_the_draft_and_the_other_is_shown_as_what_it_is():
    steps, _ = written()
    answer = end(steps, draft("Turkey brokered the grain deal. [1] Portugal paid 5 million for it. [1]"))
    assert [sentence.verdict for sentence in answer.sentences] == ["supported", "unsupported"]
    assert "Portugal" in answer.text
    assert answer.notes == ()


def test_where_nothing_can_be_quoted_either_it_is_a_refusal():
    steps, _ = written()
    steps.send(draft("Nonsense."))
    answer = end(steps, Draft("", "quotes"))
    assert answer.refusal.reason == "detail not covered"
    assert answer.text


def test_a_mark_that_points_at_nothing_is_not_shown_and_is_reported():
    steps, _ = written()
    answer = end(steps, draft("Turkey brokered the grain deal. [1][9]"))
    assert answer.text == "Turkey brokered the grain deal. [1]"
    assert answer.sentences[0].verdict == "partial"
    assert "[9]" in answer.sentences[0].problems[0]


def test_marks_of_an_earlier_turn_mean_nothing_in_this_one():
    history = (Message("user", "Who won the cup?"), Message("assistant", "The Mariners won. [3][4]"))
    steps, request = written(history=history)
    assert "[3]" not in request.query.text
    answer = end(steps, draft("Turkey brokered the grain deal. [1][4]"))
    assert [citation.number for citation in answer.citations] == [1]
    assert answer.sentences[0].problems == ("it cites [4], and there is no such passage",)


def test_the_same_steps_give_the_same_answer():
    answers = [end(written()[0], draft("Turkey brokered the grain deal. [1]")) for _ in range(2)]
    assert answers[0] == answers[1]
