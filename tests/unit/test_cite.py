"""Marks to the sentences before them, and citations to exact spans of their articles."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import DAY, evidence, hit

from index import Filter, Span
from qa.cite import QUOTED, citations, cite, in_order, marked, supporting_spans
from qa.values import Answer, Query, Sentence

FERRY = 'The ferry sailed at noon on Monday. It carried 160 people. "Take away the boat," she said. "Take it all."'
BRIDGE = "Millgate Bridge will reopen in March. The council said so.\n\nNobody was hurt."
FOUND = evidence(FERRY, BRIDGE)
ARTICLES = {item.hit.article_id: "·" * item.hit.start + item.hit.text + "·" * 50 for item in FOUND}


def cited(draft):
    return [(sentence.text, sentence.citations) for sentence in cite(draft, FOUND)]


@pytest.mark.parametrize(
    ("draft", "sentences"),
    [
        ("The ferry sailed. [1]", [("The ferry sailed.", (1,))]),
        ("The ferry sailed [1].", [("The ferry sailed.", (1,))]),
        ("The ferry sailed. [1].", [("The ferry sailed.", (1,))]),
        ("Did it sail [1]?", [("Did it sail?", (1,))]),
        ('She said "no." [1].', [('She said "no."', (1,))]),
        ("It sailed. [1] It opened. [2]", [("It sailed.", (1,)), ("It opened.", (2,))]),
        ("It sailed. It opened. [2]", [("It sailed.", (2,)), ("It opened.", (2,))]),
        ("It sailed. [1] It sank. It opened. [2]", [("It sailed.", (1,)), ("It sank.", ()), ("It opened.", (2,))]),
        ("It sailed. It opened.\n[1]\n[2]", [("It sailed.", (1, 2)), ("It opened.", (1, 2))]),
        ("It sailed. [1] It opened.", [("It sailed.", (1,)), ("It opened.", ())]),
        ("Both happened. [1][2]", [("Both happened.", (1, 2))]),
        ("Both happened. [1, 2]", [("Both happened.", (1, 2))]),
        ("Both happened. [1-2]", [("Both happened.", (1, 2))]),
        ("Both happened 【2】, 【1】.", [("Both happened.", (2, 1))]),
        ("Both happened [1]. [2]", [("Both happened.", (1, 2))]),
        ("It sailed [1] . It opened [2] .", [("It sailed.", (1,)), ("It opened.", (2,))]),
        ("It sailed. [1] … and it sank. [2]", [("It sailed.", (1,)), ("… and it sank.", (2,))]),
        ("It cost [1] .5 of it. [2]", [("It cost", (1,)), (".5 of it.", (2,))]),
        ("It sailed in [2022]. [1]", [("It sailed in [2022].", (1,))]),
        ("[1] It sailed.", [("It sailed.", (1,))]),
        ("[1] It sailed. It sank.", [("It sailed.", (1,)), ("It sank.", (1,))]),
        ("[1] It sailed. [2] It opened.", [("It sailed.", (1,)), ("It opened.", (2,))]),
        ("[1] It sailed. [1]", [("It sailed.", (1,))]),
        ("[2] It sailed. [1]", [("It sailed.", (2, 1))]),
        ("It sailed (1). It opened (2).", [("It sailed.", (1,)), ("It opened.", (2,))]),
        ("It sailed. (Source: passage 1)", [("It sailed.", (1,))]),
        ("It sailed.\nSource: 1", [("It sailed.", (1,))]),
        ("According to passage 1, it sailed.", [("It sailed.", (1,))]),
        ("According to passage [1], it sailed.", [("It sailed.", (1,))]),
        ("It opened. [2] Passage 1 says that it sailed.", [("It opened.", (2,)), ("It sailed.", (1,))]),
        ("It sailed. [1] It sailed. [2]", [("It sailed.", (1, 2))]),
        ("[1]", []),
        ("", []),
        (" \n ", []),
    ],
)
def test_a_mark_belongs_to_the_sentence_before_it(draft, sentences):
    assert cited(draft) == sentences


@pytest.mark.parametrize("quotation", [FERRY, FERRY[36:], '"Take away the boat," she said. "Take it all."'])
def test_what_is_verbatim_in_the_cited_passage_stays_one_sentence(quotation):
    assert cited(f"{quotation} [1]") == [(quotation, (1,))]
    assert len(cited(f"{quotation} [2]")) > 1


def test_quotation_marks_and_white_space_do_not_make_it_less_verbatim():
    assert cited("Millgate Bridge will reopen in March. The council said so. Nobody was hurt. [2]") == [
        ("Millgate Bridge will reopen in March. The council said so. Nobody was hurt.", (2,))
    ]
    assert len(cited("“Take away the boat,” she said. “Take it all.” [1]")) == 1


def test_a_number_without_a_passage_becomes_a_problem_and_is_not_cited():
    (sentence,) = cite("It sailed. [1][7]", FOUND)
    assert sentence.citations == (1,)
    assert sentence.problems == ("it cites [7], and there is no such passage",)
    (sentence,) = cite("It sailed [0].", FOUND)
    assert sentence.citations == ()
    assert sentence.problems == ("it cites [0], and there is no such passage",)
    (sentence,) = cite("It sailed [1]. [8]", FOUND)
    assert sentence == Sentence("It sailed.", (1,), problems=("it cites [8], and there is no such passage",))


def test_marked_puts_the_marks_behind_their_sentences():
    sentences = (Sentence("It sailed.", (1,)), Sentence("Nobody came."), Sentence("It opened.", (2, 1)))
    assert marked(sentences) == "It sailed. [1] Nobody came. It opened. [2][1]"
    assert [(one.text, one.citations) for one in cite(marked(sentences), FOUND)] == [
        (one.text, one.citations) for one in sentences
    ]


def test_a_citation_is_the_exact_place_in_the_article():
    (citation,) = citations(cite("It carried 160 people. [1]", FOUND), FOUND)
    assert citation.quote == "It carried 160 people."
    assert ARTICLES["a1"][citation.start : citation.end] == citation.quote
    assert citation.spans == (Span(citation.start, citation.end),)
    assert (citation.passage, citation.passage_start) == (FERRY, 100)


def test_two_parts_of_a_passage_are_two_spans_of_one_citation():
    (citation,) = citations(cite("The ferry sailed at noon on Monday. [1] Take it all. [1]", FOUND), FOUND)
    assert [ARTICLES["a1"][span.start : span.end] for span in citation.spans] == [
        "The ferry sailed at noon on Monday.",
        "Take it all.",
    ]
    assert citation.quote == FERRY.removesuffix('"')


def test_a_paraphrase_cites_the_sentences_that_are_like_it():
    (citation,) = citations(cite("On Monday at noon a ferry did sail. [1]", FOUND), FOUND)
    assert citation.quote == "The ferry sailed at noon on Monday."


def test_what_has_nothing_in_common_with_its_passage_cites_the_whole_of_it():
    assert supporting_spans("Xylophones.", FOUND[0]) == [Span(100, 100 + len(FERRY))]


def test_what_is_cited_comes_in_the_order_of_first_citing_and_nothing_else_does():
    made = citations(cite("It opened. [2] It sailed. [1] It shut. [2]", FOUND), FOUND)
    assert [citation.number for citation in made] == [2, 1]
    assert citations(cite("Nobody came.", FOUND), FOUND) == ()


def test_an_article_s_own_bracketed_numbers_are_cited_with_their_place():
    (item,) = evidence("It opened in 1990.[3] Nobody came.")
    (citation,) = citations(cite("It opened in 1990.(3) [1]", [item]), [item])
    assert citation.quote == "It opened in 1990.[3]"


PIECES = ["The ferry sailed at noon on Monday.", "It carried 160 people.", "“Take it all,” he said", "No!", "Ltd. 3.5"]
MARKS = ["[1]", "[2]", "[1][2]", "[1, 9]", "【2】", "[7]", ""]


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(MARKS)), max_size=5), st.sampled_from(["", " "]))
def test_no_word_is_lost_and_every_span_is_exact(parts, space):
    draft = " ".join(f"{text}{space}{mark}" for text, mark in parts)
    sentences = cite(draft, FOUND)
    said = {"".join(sentence.text.split()) for sentence in sentences}
    left = "".join("".join(f"{text}{'|' * bool(mark)}" for text, mark in parts).split())
    for text in sorted(said, key=len, reverse=True):  # what is said twice is a sentence once
        assert text in left
        left = left.replace(text, "")
    assert set(left) <= {"|"}
    assert all(sentence.text.strip() == sentence.text != "" for sentence in sentences)
    assert all(number in {1, 2} for sentence in sentences for number in sentence.citations)
    made = citations(sentences, FOUND)
    assert {citation.number for citation in made} == {n for sentence in sentences for n in sentence.citations}
    for citation in made:
        article = ARTICLES[citation.article_id]
        assert article[citation.start : citation.end] == citation.quote
        assert citation.start == citation.spans[0].start
        assert citation.end == max(span.end for span in citation.spans)
        assert all(100 <= span.start < span.end <= 100 + len(citation.passage) for span in citation.spans)
        for sentence in sentences:
            if citation.number in sentence.citations and sentence.text in citation.passage:
                assert sentence.text in citation.quote


def test_passages_of_one_article_are_cited_apart():
    two = evidence(hit("It sailed on Monday.", "a", 0), hit("It sank on Tuesday.", "a", 300))
    made = citations(cite("It sailed on Monday. [1] It sank on Tuesday. [2]", two), two)
    assert [(citation.number, citation.start) for citation in made] == [(1, 0), (2, 300)]


def shown(*sentences: Sentence, found=FOUND) -> Answer:
    query = Query("?", "?", "?", DAY, "news", Filter())
    return Answer(
        "?", query, marked(sentences), sentences, citations(sentences, found), None, "model", "answer", hits=()
    )


def test_marks_are_numbered_as_a_reader_comes_to_them_and_stay_with_what_they_cite():
    three = evidence("It sailed.", "It sank.", "It rose.")
    before = shown(
        Sentence("It rose.", (3, 2), quoted=True),
        Sentence("It sank.", (2,)),
        Sentence("It sailed.", (1, 2)),
        found=three,
    )
    after = in_order(replace(before, notes=("Source [3] is old; [9] is none.",)))
    assert after.notes == ("Source [3] is old; [9] is none.",)
    assert in_order(replace(before, notes=("Sources [2], [1] are.",))).notes == ("Sources [1], [2] are.",)
    assert after.text == f"It sank. [1] It sailed. [2][1]\n\n{QUOTED} It rose. [3][1]"
    assert [one.number for one in after.citations] == [1, 2, 3]
    old, new = ({one.number: one.passage for one in answer.citations} for answer in (before, after))
    for sentence, renumbered in zip(before.sentences, after.sentences, strict=True):
        assert [new[n] for n in renumbered.citations] == [old[n] for n in sentence.citations]
    assert in_order(after) == after


def test_what_is_no_text_of_sentences_keeps_its_words():
    refused = replace(shown(), text="The archive does not cover [1990].")
    assert in_order(refused) == refused
