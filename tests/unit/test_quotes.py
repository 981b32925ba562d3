"""Verbatim sentences as an answer: which, how many, in what form."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import DAY, evidence, hit

from index.testing import StemEmbedder
from qa.cite import cite
from qa.plan import plan
from qa.turn import Write
from qa.writers.quotes import MOST, QuotesWriter

EMBEDDER = StemEmbedder()
WRITER = QuotesWriter(EMBEDDER.embed_queries, EMBEDDER.embed_passages)
HOARD = hit(
    "A postman found silver coins under the wall of a sheepfold. Alun Merrow dug up the silver coins in September. "
    "The coins will be shown in Aldersley Town Hall. Was it treasure?",
    "hoard",
)
FERRY = hit(
    "The ferry to Aldersey sails four times a day. Fuel costs more. Karin Vaughton said so.", "ferry", 50, score=0.9
)


def write(question, *hits):
    items = evidence(*hits)
    return "".join(piece.text for piece in WRITER.stream(Write(plan(question, today=DAY), items))), items


def said(question, *hits):
    text, items = write(question, *hits)
    return [(sentence.text, sentence.citations) for sentence in cite(text, items)]


def test_the_sentence_that_answers_comes_first_with_its_mark():
    first, *_ = said("Who dug up the silver coins?", HOARD, FERRY)
    assert first == ("Alun Merrow dug up the silver coins in September.", (1,))
    first, *_ = said("How often does the ferry to Aldersey sail a day?", HOARD, FERRY)
    assert first == ("The ferry to Aldersey sails four times a day.", (2,))


def test_each_part_of_a_question_has_its_sentence():
    answer = said("Who dug up the silver coins and where will the coins be shown?", HOARD)
    assert {text for text, _ in answer[:2]} == {
        "Alun Merrow dug up the silver coins in September.",
        "The coins will be shown in Aldersley Town Hall.",
    }


def test_no_question_is_quoted():
    assert all(not text.endswith("?") for text, _ in said("Was it treasure?", HOARD, FERRY))


def test_the_same_sentence_in_two_articles_is_said_once():
    copy = replace(HOARD, article_id="copy", passage_id="copy#0")
    texts = [text for text, _ in said("Who dug up the silver coins?", HOARD, copy)]
    assert len(set(texts)) == len(texts)


def test_an_article_s_own_bracketed_numbers_do_not_read_as_marks():
    (first, *_) = said(
        "When did the bridge open?", hit("The bridge opened in 1990.[2] It shut in 2024 [3, 4] for repairs.")
    )
    assert first in {
        ("The bridge opened in 1990.(2)", (1,)),
        ("It shut in 2024 (3, 4) for repairs.", (1,)),
        ("The bridge opened in 1990.(2) It shut in 2024 (3, 4) for repairs.", (1,)),
    }


@pytest.mark.parametrize("text", ["12 34", "* * *", "—"])
def test_of_what_cannot_be_read_nothing_is_written(text):
    assert write("Who dug up the silver coins?", hit(text))[0] == ""


async def test_async_gives_the_same():
    request = Write(plan("Who dug up the silver coins?", today=DAY), evidence(HOARD, FERRY))
    assert [piece async for piece in WRITER.astream(request)] == list(WRITER.stream(request))


SENTENCES = st.builds(
    str.__add__, st.text("Abc “”1[]", min_size=1, max_size=20), st.sampled_from([". ", "! ", "? ", "\n"])
)


@given(
    st.text(max_size=40),
    st.lists(st.lists(SENTENCES, min_size=1, max_size=4).map("".join), min_size=1, max_size=4),
)
def test_whatever_is_asked_of_whatever_passages_it_is_verbatim_and_short(question, texts):
    text, items = write(question, *(hit(text, f"a{at}") for at, text in enumerate(texts)))
    sentences = cite(text, items)
    assert len(sentences) <= MOST
    for sentence in sentences:
        (number,) = sentence.citations
        assert sentence.problems == ()
        passage = items[number - 1].hit.text.translate(str.maketrans("[]", "()"))
        assert sentence.text.translate(str.maketrans("[]", "()")) in passage
