"""The assistant over the sample archive: four ways to ask, one answer."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import islice
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
FUEL = "Why was Straitline running fewer boats to the island?"
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
    desk = desk_of(sample, *[draft] * 8)  # a reply that fails is asked for again, once
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


def test_a_model_s_draft_is_checked_and_quotations_stand_behind_it(sample):
    beside = "Straitline Ferries is to cut its sailings from six a day to four. [1]"
    answer = desk_of(sample, beside).ask(FUEL, as_of=date(2024, 4, 20))
    own, *quotations = answer.sentences
    assert f"{own.text} [1]" == beside
    assert (own.verdict, own.quoted) == ("supported", False)
    assert quotations
    assert all((sentence.verdict, sentence.quoted) == ("supported", True) for sentence in quotations)
    check_citations(answer, sample)
    assert answer.model == "ScriptedChatModel"
    assert answer.prompt.startswith("answer@")
    assert answer.usage["output_tokens"] == len(beside.split())


def test_a_draft_that_agrees_with_the_best_quotation_stands_alone(sample):
    answer = desk_of(sample, DRAFTS["supported"]).ask(FUEL, as_of=date(2024, 4, 20))
    assert answer.text == DRAFTS["supported"]


@pytest.mark.parametrize("kind", ["unsupported", "no marks", "wrong marks"])
def test_a_hostile_reply_is_replaced_by_quotations_and_the_answer_says_so(sample, kind):
    chat = ScriptedChatModel(replies=[DRAFTS[kind], DRAFTS[kind]])
    events = list(Assistant(sample, chat, settings=Settings()).stream(FUEL))
    answer = events[-1].answer
    assert answer.model == "quotes"
    assert answer.notes == (
        "Nothing that ScriptedChatModel wrote is borne out by what it cites. "
        "These are quotations from the archive instead.",
    )
    assert [sentence.verdict for sentence in answer.sentences] == ["supported"] * len(answer.sentences)
    assert sum(isinstance(event, Retrieved) for event in events) == 2
    assert "[77]" not in "".join(event.text for event in events if isinstance(event, Token))
    assert len(chat.sent) == 2
    check_citations(answer, sample)


class BreaksOff(ScriptedChatModel):
    """Gives half a sentence, then the connection breaks."""

    def _stream(self, *args, **kwargs):
        yield from islice(super()._stream(*args, **kwargs), 3)
        raise ConnectionError("gone")


EMPTY = ScriptedChatModel(replies=lambda _: " ")
USED_UP = ScriptedChatModel(replies=[])
BREAKS_OFF = BreaksOff(replies=lambda _: DRAFTS["supported"])


@pytest.mark.parametrize(
    ("chat", "says", "shown"),
    [
        (EMPTY, "ScriptedChatModel: the reply was empty", ""),
        (USED_UP, "the script holds 0 replies", ""),
        (BREAKS_OFF, "BreaksOff: no connection to its server", "The company"),
    ],
)
async def test_a_model_that_fails_ends_in_quotations_and_a_note_however_it_is_asked(sample, desk, chat, says, shown):
    failing = Assistant(sample, chat, settings=Settings())
    answer = timeless(failing.ask(FUEL))
    *events, done = failing.stream(FUEL)
    *async_events, async_done = [event async for event in failing.astream(FUEL)]
    assert timeless(done.answer) == timeless(async_done.answer) == timeless(await failing.aask(FUEL)) == answer
    assert events == async_events
    assert answer.failure.startswith(says)
    assert answer.notes == (f"{answer.failure} These are quotations from the archive instead.",)
    assert (answer.text, answer.sentences, answer.model) == (desk.ask(FUEL).text, desk.ask(FUEL).sentences, "quotes")
    first, second = (at for at, event in enumerate(events) if isinstance(event, Retrieved))
    assert "".join(event.text for event in events[first + 1 : second]).startswith(shown)
    assert "".join(event.text for event in events[second + 1 :]) == answer.text
    check_citations(answer, sample)


def test_a_model_that_declines_is_followed_by_quotations(sample, desk):
    answer = desk_of(sample, "NO ANSWER").ask(FUEL)
    assert answer.text == desk.ask(FUEL).text
    assert answer.notes == ("ScriptedChatModel found no answer. These are quotations from the archive instead.",)


# -- conversations and dates


def test_a_follow_up_is_understood_with_the_question_before(desk):
    chat = desk.chat()
    first = chat.ask("What is replacing the Aldersey Star?", as_of=date(2024, 7, 5))
    second = chat.ask("How many cars can she take?", as_of=date(2024, 7, 5))
    assert first.query.text == "What is replacing the Aldersey Star?"
    assert second.query.text == "replacing the Aldersey Star: how many cars can she take?"
    assert "38 cars" in second.text
    assert [message.role for message in chat.history] == ["user", "assistant"] * 2
    assert chat.history[1].content == first.text


SHIP = (Message("user", "What is replacing the Aldersey Star?"), Message("assistant", "The Lady Ysolde."))
BY_MODEL, BY_RULES = (
    "How many cars can the Lady Ysolde take?",
    "replacing the Aldersey Star: how many cars can she take?",
)


def replies(rewrite):
    """A script: that for a question to be rewritten, else an answer."""

    def reply(sent):
        if len(sent) > 1:
            return "She will carry 240 passengers and 38 cars. [1]"
        if rewrite is None:
            raise ModelError("the server is gone: start it")
        return rewrite

    return reply


@pytest.mark.parametrize(
    ("rewrite", "text"), [(BY_MODEL, BY_MODEL), ("38 cars.", BY_RULES), (" ", BY_RULES), (None, BY_RULES)]
)
async def test_a_model_rewrites_a_follow_up_however_it_is_asked_else_the_rules_do(sample, rewrite, text):
    desk = Assistant(sample, ScriptedChatModel(replies=replies(rewrite)), settings=Settings())
    asked = {"question": "How many cars can she take?", "as_of": date(2024, 7, 5), "history": SHIP}
    answer = timeless(desk.ask(**asked))
    assert answer.query.text == text
    assert answer.question == asked["question"]
    assert timeless(await desk.aask(**asked)) == answer
    assert desk.plan(**asked) == answer.query
    assert desk.search(**asked, limit=5) == list(answer.hits[:5])


def test_a_first_question_is_put_to_no_model_before_the_evidence_is_there(sample):
    chat = ScriptedChatModel(replies=replies(BY_MODEL))
    Assistant(sample, chat, settings=Settings()).ask("How many cars can she take?", as_of=date(2024, 7, 5))
    assert [sent for sent in chat.sent if len(sent) == 1] == []


def test_conversations_are_apart(desk):
    first, second = desk.chat(), desk.chat()
    first.ask(FUEL)
    assert second.ask("And why?").query.text == "And why?"


def test_a_model_sees_no_marks_of_earlier_turns(sample):
    chat = ScriptedChatModel(replies=lambda sent: DRAFTS["supported"])
    history = [Message("user", f"{FUEL} [5]"), Message("assistant", "Fuel. [6][7]")]
    Assistant(sample, chat, settings=Settings()).ask("And what did the company say about officers?", history=history)
    (rewrite,), (_, user) = chat.sent
    assert MARKS.findall(rewrite.content) == []
    question = user.content[user.content.rindex("Question:") :]
    assert "Straitline: what did the company say about officers?" in question
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
    assert 1 <= len(first.evidence) <= 2  # passages that adjoin are one
    first, *_ = Assistant(sample, "quotes", settings=Settings()).stream(FUEL)
    assert len(first.evidence) > 2
    chat = ScriptedChatModel(replies=lambda sent: DRAFTS["supported"])
    first, *_ = Assistant(sample, chat, settings=Settings(most_tokens=300)).stream(FUEL)
    assert 0 < sum(len(item.hit.text) for item in first.evidence) <= 4 * 300


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
