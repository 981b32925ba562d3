"""The form in which a reader judges an answer, and what becomes of what they send."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Article, Index, ReadError
from qa import Assistant
from qa.choices import ModelChoice
from qa.web import models
from qa.web.conversation import Turns, asked, with_last
from qa.web.desks import Desks
from qa.web.keeping import Keeping
from qa.web.notebook.feedback import Feedback
from qa.web.notebook.shared import SharedAnswers
from qa.web.opinions import Given, form, given
from qa.web.readers import COOKIE, new_reader

STORY = "Ada Quill opened the <b>harbour</b> museum in Marrow on Friday. The museum in Marrow cost nine million euros."


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Index.create(tmp_path_factory.mktemp("opinions") / "news.index") as index:
        index.add([Article(id="museum", text=STORY, title="Museum")])
        yield Assistant(index, model="quotes")


@pytest.fixture(scope="module")
def turns(desk: Assistant) -> Turns:
    turns = asked((), "What do we know of the harbour museum in Marrow?")
    for event in desk.stream(turns[-1].question):
        turns = with_last(turns, turns[-1].after(event))
    return turns


def test_the_form_asks_about_the_answer_and_each_of_its_sentences(turns: Turns) -> None:
    html = form(turns[0])
    assert turns[0].answer
    assert html.count("<fieldset") == 1 + len(turns[0].answer.sentences) == 3
    assert "&lt;b&gt;harbour" in html


@pytest.mark.parametrize(
    ("turn", "said", "meant"),
    [
        ("1", '{"whole": "yes"}', Given(1, True, {})),
        ("2", '{"whole": "no", "1": "yes", "0": "no"}', Given(2, False, {1: True, 0: False})),
        ("1", '{"right": " The mayor "}', Given(1, False, {}, "The mayor")),
        ("1", '{"absent": "on"}', Given(1, False, {}, "", True)),
        ("1", '{"0": "perhaps", "x": "yes"}', Given(1, None, {})),
        ("-1", '{"whole": "yes"}', None),
        ("1", "", None),
        ("1", "[1]", None),
        ("1", "[" * 100_000, None),
    ],
)
def test_what_a_form_says(turn: str, said: str, meant: Given | None) -> None:
    assert given(turn, said) == meant


def test_an_opinion_of_an_answer_and_of_a_sentence_are_kept_apart(tmp_path: Path, turns: Turns) -> None:
    Keeping(tmp_path).opine("0123456789abcdef", turns, Given(1, False, {1: True, 99: True}, right="Nine million"))
    assert [(one.of, one.sentence, one.good, one.right) for one in Feedback(tmp_path).opinions()] == [
        ("0123456789abcdef-1", None, False, "Nine million"),
        ("0123456789abcdef-1", 1, True, ""),
    ]
    with pytest.raises(ReadError, match="no answer to judge"):
        Keeping(tmp_path).opine("", turns, Given(2, True, {}))


def test_an_answer_is_shared_as_it_was(tmp_path: Path, turns: Turns) -> None:
    place, _, key = Keeping(tmp_path).share(turns, 1).partition("/")
    assert place == "answers"
    assert SharedAnswers(tmp_path).read(key).turn == turns[0]
    with pytest.raises(ReadError, match="no answer to share"):
        Keeping(tmp_path).share(turns, 2)


def test_a_conversation_is_kept_under_one_id_and_anew_once_it_was_deleted(tmp_path: Path, turns: Turns) -> None:
    keeping, cookies = Keeping(tmp_path), {COOKIE: new_reader()}
    id_ = keeping.keep(cookies, "", turns)
    assert keeping.keep(cookies, id_, turns) == id_
    assert keeping.reopened(cookies, id_).turns == turns
    (file,) = tmp_path.rglob("*.jsonl")
    file.unlink()
    assert keeping.keep(cookies, id_, turns) not in {"", id_}


def test_a_browser_without_a_cookie_has_nothing_kept(tmp_path: Path, turns: Turns) -> None:
    assert Keeping(tmp_path).keep({}, "", turns) == ""
    assert list(tmp_path.iterdir()) == []


def test_a_model_is_opened_once_and_only_if_it_is_offered(desk: Assistant) -> None:
    opened: list[str] = []

    def open_desk(name: str) -> Assistant:
        opened.append(name)
        return Assistant(desk.index, model="quotes")

    desks = Desks(desk, [ModelChoice("ollama:qwen3", "qwen3, by Ollama", sends_to="http://10.0.0.5:11434")], open_desk)
    assert [choice.name for choice in desks.choices] == ["quotes", "ollama:qwen3"]
    assert desks.desk("quotes") is desk
    assert desks.desk("ollama:qwen3") is desks.desk("ollama:qwen3")
    assert opened == ["ollama:qwen3"]
    assert desks.writer("ollama:qwen3") == ("ollama:qwen3", "http://10.0.0.5:11434")
    with pytest.raises(Exception, match="not offered here"):
        desks.desk("openai:gpt-4.1")


def test_the_menu_says_what_a_model_costs_and_where_the_text_goes() -> None:
    offered = [
        ModelChoice("quotes", "Quotations"),
        ModelChoice("openai:m", "m, by OpenAI", "billed by OpenAI", "OpenAI"),
    ]
    html = models.menu(offered, "openai:m")
    assert '<option value="quotes">Quotations, no model: free, stays on this machine</option>' in html
    assert (
        '<option value="openai:m" selected>m, by OpenAI: billed by OpenAI, by the token, sent to OpenAI</option>'
        in html
    )
    assert models.menu(offered[:1], "quotes") == ""
