"""The assistant over the sample archive: four ways to ask, one answer."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.runnables import RunnableLambda

from index import Filter, ModelError, SettingsError, day_end
from qa import Assistant, Settings, read_cases
from qa.marks import MARKS, mark_numbers
from qa.record import answer_record
from qa.testing import ScriptedChatModel
from qa.values import Answer, Done, Message, Retrieved, Token

CASES = read_cases(Path(__file__).parents[1] / "data/cases.jsonl")
ASKED = "How many people live on Aldersey?"
FUEL = "Why is Straitline running fewer boats to the island?"
OUTSIDE = "Who won the 1998 World Cup?"
DRAFTS = {
    "supported": "The company said that it had a shortage of deck officers. [1]",
    "unsupported": "Penguins on Mars did it. [1]",
    "no marks": "It is because of a shortage of deck officers.",
    "wrong marks": "It is because of a shortage of deck officers. [77]",
    "declines": "NO ANSWER",
}


@pytest.fixture(scope="module")
def desk(sample):
    return Assistant(sample, "quotes", settings=Settings())


def desk_of(sample, *replies, **options):
    return Assistant(sample, ScriptedChatModel(replies=list(replies), **options), settings=Settings())


def timeless(answer: Answer) -> Answer:
    assert list(answer.timings) == ["plan", "search", "write", "check", "total"]
    assert all(taken >= 0 for taken in answer.timings.values())
    assert answer.timings["total"] >= sum(answer.timings.values()) - answer.timings["total"] - 1e-6
    return replace(answer, timings={})


def check_citations(answer, index):
    """Every number shown is a citation, every citation is shown, and each is the article's own text."""
    shown = (
        {number for run in MARKS.findall(answer.text) for number in mark_numbers(run)} if not answer.refusal else set()
    )
    assert shown == {citation.number for citation in answer.citations}
    for citation in answer.citations:
        article = index.article(citation.article_id)
        assert article.version == citation.version
        assert article.text[citation.start : citation.end] == citation.quote
        for span in citation.spans:
            assert citation.start <= span.start < span.end <= citation.end


@pytest.mark.parametrize("asked", [ASKED, FUEL, OUTSIDE, "", "?!", "a" * 5000])
async def test_four_ways_to_ask_give_one_answer(desk, asked):
    answer = timeless(desk.ask(asked))
    *events, done = desk.stream(asked)
    *async_events, async_done = [event async for event in desk.astream(asked)]
    assert timeless(done.answer) == timeless(async_done.answer) == timeless(await desk.aask(asked)) == answer
    assert events == async_events
    check_citations(answer, desk.index)


@pytest.mark.parametrize("draft", DRAFTS.values(), ids=DRAFTS)
async def test_four_ways_to_ask_a_model_give_one_answer(sample, draft):
    desk = desk_of(sample, *[draft] * 4)
    answer = timeless(desk.ask(FUEL))
    *events, done = desk.stream(FUEL)
    *async_events, async_done = [event async for event in desk.astream(FUEL)]
    assert timeless(done.answer) == timeless(async_done.answer) == timeless(await desk.aask(FUEL)) == answer
    assert events == async_events
    check_citations(answer, sample)


def test_the_evidence_comes_first_then_the_draft_then_the_answer(desk):
    first, *tokens, done = desk.stream(FUEL)
    assert isinstance(first, Retrieved)
    assert [item.number for item in first.evidence] == list(range(1, len(first.evidence) + 1))
    assert tokens
    assert all(isinstance(token, Token) for token in tokens)
    assert isinstance(done, Done)
    assert "".join(token.text for token in tokens) == done.answer.text
    cited = {citation.number: citation.article_id for citation in done.answer.citations}
    assert cited.items() <= {item.number: item.hit.article_id for item in first.evidence}.items()


def test_a_refusal_comes_without_a_model_being_called(sample):
    chat = ScriptedChatModel(replies=[])
    (done,) = Assistant(sample, chat, settings=Settings()).stream(OUTSIDE)
    assert done.answer.refusal.reason == "not covered"
    assert done.answer.refusal.holds.articles == 55
    assert len(done.answer.refusal.nearest) == 3
    assert chat.sent == []


def test_a_model_s_draft_is_checked(sample):
    answer = desk_of(sample, DRAFTS["supported"]).ask(FUEL, as_of=date(2024, 4, 20))
    assert [sentence.verdict for sentence in answer.sentences] == ["supported"]
    assert answer.model == "ScriptedChatModel"
    assert answer.prompt.startswith("answer@")
    assert answer.usage["output_tokens"] == len(DRAFTS["supported"].split())


@pytest.mark.parametrize("kind", ["unsupported", "no marks", "wrong marks"])
def test_a_hostile_reply_is_replaced_by_quotations_and_the_answer_says_so(sample, kind):
    chat = ScriptedChatModel(replies=[DRAFTS[kind]])
    events = list(Assistant(sample, chat, settings=Settings()).stream(FUEL))
    answer = events[-1].answer
    assert answer.model == "quotes"
    assert answer.notes == (
        "Nothing that ScriptedChatModel wrote is borne out by what it cites; these are quotations instead.",
    )
    assert [sentence.verdict for sentence in answer.sentences] == ["supported"] * len(answer.sentences)
    assert sum(isinstance(event, Retrieved) for event in events) == 2
    assert "[77]" not in "".join(event.text for event in events if isinstance(event, Token))
    assert len(chat.sent) == 1
    check_citations(answer, sample)


async def test_an_empty_reply_is_an_error_however_it_is_asked(sample):
    desk = desk_of(sample, *[" "] * 4)
    for ask in (desk.ask, lambda asked: list(desk.stream(asked))):
        with pytest.raises(ModelError, match=r"^ScriptedChatModel: the reply was empty"):
            ask(FUEL)
    with pytest.raises(ModelError, match="the reply was empty"):
        await desk.aask(FUEL)
    with pytest.raises(ModelError, match="the reply was empty"):
        [event async for event in desk.astream(FUEL)]


def test_a_model_that_declines_is_a_refusal(sample):
    answer = desk_of(sample, "NO ANSWER").ask(FUEL)
    assert answer.refusal.reason == "detail not covered"
    assert answer.model == "ScriptedChatModel"


# -- conversations and dates


def test_a_follow_up_is_understood_with_the_question_before(desk):
    chat = desk.chat()
    first = chat.ask("What is replacing the Aldersey Star?", as_of=date(2024, 7, 5))
    second = chat.ask("How many cars can she take?", as_of=date(2024, 7, 5))
    assert first.query.text == "What is replacing the Aldersey Star?"
    assert second.query.text == "What is replacing the Aldersey Star? How many cars can she take?"
    assert "38 cars" in second.text
    assert [message.role for message in chat.history] == ["user", "assistant"] * 2
    assert chat.history[1].content == first.text


def test_conversations_are_apart(desk):
    first, second = desk.chat(), desk.chat()
    first.ask(FUEL)
    assert second.ask("And why?").query.text == "And why?"


def test_a_model_sees_no_marks_of_earlier_turns(sample):
    chat = ScriptedChatModel(replies=lambda sent: DRAFTS["supported"])
    history = [Message("user", f"{FUEL} [5]"), Message("assistant", "Fuel. [6][7]")]
    Assistant(sample, chat, settings=Settings()).ask("And what did the company say about officers?", history=history)
    ((_, user),) = chat.sent
    question = user.content[user.content.rindex("Question:") :]
    assert FUEL in question
    assert MARKS.findall(question) == ["[1]"]  # the instruction's example


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_as_of_no_later_article_is_found_or_cited_and_every_citation_holds(desk, case):
    answer = desk.ask(case.question, as_of=case.asked, history=case.history)
    check_citations(answer, desk.index)
    assert bool(answer.refusal) == (not answer.sentences)
    assert all(sentence.verdict == "supported" for sentence in answer.sentences)
    if case.asked:
        end = day_end(case.asked)
        dates = [hit.published for hit in answer.hits]
        dates += [copy.published for citation in answer.citations for copy in citation.also_in]
        assert all(published is None or published <= end for published in dates)
        if answer.refusal and answer.refusal.holds.last:
            assert answer.refusal.holds.last <= end
    json.dumps(answer_record(answer))


def test_the_reader_s_filter_is_kept(desk):
    where = Filter(sources=("Upland Gazette",), after=date(2024, 6, 1), before=date(2024, 12, 31))
    answer = desk.ask("What was found on Scarth Moor?", where=where)
    assert {hit.source for hit in answer.hits} == {"Upland Gazette"}
    assert all(
        datetime(2024, 6, 1, tzinfo=UTC) <= hit.published < datetime(2025, 1, 1, tzinfo=UTC) for hit in answer.hits
    )
    assert answer.citations
    nothing = desk.ask("What was found on Scarth Moor?", where=Filter(sources=("Nobody's Herald",)))
    assert nothing.refusal.reason == "not covered"
    assert nothing.refusal.holds.articles == 0


def test_search_finds_what_ask_finds(desk):
    hits = desk.search(FUEL, as_of=date(2024, 4, 20), limit=5)
    assert hits == list(desk.ask(FUEL, as_of=date(2024, 4, 20)).hits[:5])
    assert desk.plan(FUEL, as_of=date(2024, 4, 20)) == desk.ask(FUEL, as_of=date(2024, 4, 20)).query


# -- sharing, settings, callbacks


def test_threads_share_an_assistant(desk):
    cases = CASES[:10]
    alone = [timeless(desk.ask(case.question, as_of=case.asked, history=case.history)) for case in cases]
    with ThreadPoolExecutor(8) as pool:
        asked = pool.map(lambda case: desk.ask(case.question, as_of=case.asked, history=case.history), cases)
        assert [timeless(answer) for answer in asked] == alone


def test_settings_bound_the_evidence(sample):
    few = Assistant(sample, "quotes", settings=Settings(most_passages=2))
    first, *_ = few.stream(FUEL)
    assert len(first.evidence) == 2
    short = Assistant(sample, "quotes", settings=Settings(most_words=150))
    first, *_ = short.stream(FUEL)
    assert sum(len(item.hit.text.split()) for item in first.evidence[1:]) <= 150


def test_who_writes_is_the_argument_else_the_setting(sample, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert Assistant(sample).model_name == "quotes"
    assert Assistant(sample, "quotes", settings=Settings(model="nobody:x")).model_name == "quotes"
    with pytest.raises(ModelError, match="unknown provider 'nobody'"):
        Assistant(sample, settings=Settings(model="nobody:x"))
    with pytest.raises(ModelError, match="a model is a name or a LangChain chat model"):
        Assistant(sample, object(), settings=Settings())
    (tmp_path / "qa.toml").write_text("colour = 'red'")
    with pytest.raises(SettingsError, match="colour"):
        Assistant(sample)


def test_what_it_takes_to_repeat_an_answer_holds_no_secret(sample):
    desk = Assistant(sample, "quotes", settings=Settings(api_key="k-secret"))
    described = json.dumps(desk.describe())
    assert "k-secret" not in described
    assert json.loads(described)["model"] == "quotes"
    assert json.loads(described)["articles"] == 55


async def test_callbacks_of_a_surrounding_run_see_the_generation(sample):
    class Seen(BaseCallbackHandler):
        def __init__(self):
            self.tokens, self.parents = [], []

        def on_chat_model_start(self, serialized, messages, *, parent_run_id=None, **kwargs):
            self.parents.append(parent_run_id)

        def on_llm_new_token(self, token, **kwargs):
            self.tokens.append(token)

    desk, seen = desk_of(sample, *[DRAFTS["supported"]] * 2), Seen()
    run = RunnableLambda(desk.ask, afunc=desk.aask)
    run.invoke(FUEL, config={"callbacks": [seen]})
    await run.ainvoke(FUEL, config={"callbacks": [seen]})
    assert "".join(seen.tokens) == DRAFTS["supported"] * 2
    assert len(seen.parents) == 2
    assert None not in seen.parents
