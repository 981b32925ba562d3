"""Verbatim sentences as an answer: which, how many, in what form."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from passages import DAY, PUBLISHED, evidence, hit

from index.testing import StemEmbedder
from qa.cite import cite
from qa.plan import plan
from qa.turn import Write
from qa.writers.choice import MOST
from qa.writers.quotes import AT_A_TIME, QuotesWriter

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


def test_a_second_witness_goes_before_another_sentence_of_the_same_article():
    one = hit("Merrow found the silver coins on the moor. Merrow found silver coins under a wall of the moor.", "one")
    other = hit("A postman found the silver coins on Scarth Moor.", "other")
    answer = said("Who found the silver coins on the moor?", one, other)
    assert {numbers for _, numbers in answer[:2]} == {(1,), (2,)}


def test_a_sentence_that_leans_on_the_one_before_it_is_quoted_with_it():
    text = "The Stalwart left Kirk Haven at dawn. She towed the burning ferry for two hours to Vessen. Nobody spoke."
    (first, *rest) = said("How long did the tug Stalwart tow the burning ferry to Vessen?", hit(text))
    assert first[0] == text.removesuffix(" Nobody spoke.")
    assert len(rest) < MOST - 1


def test_a_sentence_that_names_what_is_asked_about_stands_alone():
    text = "The tug left Kirk Haven at dawn. It was the Stalwart that towed the burning ferry for two hours to Vessen."
    (first, *_) = said("How long did the tug Stalwart tow the burning ferry to Vessen?", hit(text))
    assert first[0] == "It was the Stalwart that towed the burning ferry for two hours to Vessen."


def test_of_two_reports_that_fit_alike_the_one_from_the_time_asked_about_comes_first():
    old, new = datetime(2016, 7, 20, tzinfo=UTC), datetime(2022, 7, 20, tzinfo=UTC)
    quakes = (hit("A quake shook the coast.", "a", published=old), hit("A quake shook the coast.", "b", published=new))
    assert said("What did the quake shake this week?", *quakes) == [("A quake shook the coast.", (2,))]


def test_what_is_quoted_with_a_sentence_is_not_quoted_again():
    text = "The Stalwart left Kirk Haven at dawn. She towed the burning ferry for two hours to Vessen."
    texts = [one for one, _ in said("How long did the tug Stalwart tow the burning ferry to Vessen?", hit(text))]
    assert texts == [text]


def test_when_it_was_is_answered_by_what_came_to_pass_and_not_by_forecasts():
    early = datetime(2022, 3, 1, tzinfo=UTC)
    plan_ = hit("Millgate Bridge will reopen on 12 December, the council said.", "plan", published=early, score=1.0)
    put_back = hit("The reopening of Millgate Bridge was put back to 22 March.", "late", published=early, score=0.9)
    done = hit("Millgate Bridge reopened on Friday 4 July with a brass band.", "done", published=PUBLISHED, score=0.8)
    hits = (plan_, put_back, done)
    assert said("When did Millgate Bridge reopen?", *hits) == [(done.text, (3,))]
    assert len(said("When was Millgate Bridge to reopen?", *hits)) == len(hits)


def test_what_was_put_right_comes_before_what_was_wrong():
    wrong = hit("The repair of the pier cost £4m, said the harbour master.", "wrong", score=1.0)
    right = hit("Correction: we said that the repair of the pier cost £4m. It cost £5m.", "right", score=0.8)
    elsewhere = hit("Correction: we said that the pier is in Vessen. It is in Tarn.", "elsewhere", score=0.8)
    asked = "How much did the repair of the pier cost?"
    assert said(asked, wrong, right)[0] == (right.text, (2,))
    assert said(asked, wrong, elsewhere)[0] == (wrong.text, (1,))


@pytest.mark.parametrize(("published", "first"), [(PUBLISHED, 0), (None, 2000)])
def test_news_tells_first_what_counts_most_and_other_texts_need_not(published, first):
    late = hit("A quake shook the coast at dawn.", "a", 2000, published=published, score=1.0)
    lead = hit("A quake shook the coast at noon.", "b", 0, published=published, score=0.97)
    asked = write("What shook the coast?", late, lead)
    (number,) = cite(*asked)[0].citations
    assert asked[1][number - 1].hit.start == first


def test_why_is_answered_by_a_sentence_that_gives_a_reason():
    shut = hit("The school in Vessen was shut on Monday at ten. The school in Vessen was shut because a boiler burst.")
    assert said("Why was the school in Vessen shut?", shut)[0][0].endswith("because a boiler burst.")


def test_the_first_of_its_kind_is_answered_by_what_was_done_for_the_first_time():
    later = hit("Ada Byron met the mayor of Aldby in the first three weeks.", "later")
    first = hit("For the first time Joan Pascoe met the mayor of Aldby, on a quay in the rain.", "first")
    assert said("Who was the first to meet the mayor of Aldby?", later, first)[0] == (first.text, (2,))


def test_only_the_sentences_that_could_be_quoted_are_embedded():
    embedded = []

    def embed(texts):
        embedded.extend(texts)
        return EMBEDDER.embed_passages(texts)

    dull = [hit(" ".join(f"Gulls ate loaf {at}{n}." for n in range(10)), f"dull{at}", score=0.1) for at in range(5)]
    writer = QuotesWriter(EMBEDDER.embed_queries, embed)
    request = Write(plan("Who dug up the silver coins?", today=DAY), evidence(HOARD, *dull))
    assert next(writer.stream(request)).text == "Alun Merrow dug up the silver coins in September. [1]"
    assert len(embedded) == len(set(embedded)) <= AT_A_TIME


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
@example("", ["A A. ", "A A. "])
@example("", ["A [A]. ", "A (A). "])
def test_whatever_is_asked_of_whatever_passages_it_is_verbatim_and_short(question, texts):
    text, items = write(question, *(hit(text, f"a{at}") for at, text in enumerate(texts)))
    sentences = cite(text, items)
    assert len(sentences) <= MOST
    for sentence in sentences:
        (number,) = sentence.citations
        assert sentence.problems == ()
        passage = items[number - 1].hit.text.translate(str.maketrans("[]", "()"))
        assert sentence.text.translate(str.maketrans("[]", "()")) in passage
