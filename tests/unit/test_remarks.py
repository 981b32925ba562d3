"""What the assistant says of an answer: the same in English, and in the reader's language so far as it can be."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import get_args

import pytest
from passages import evidence, hit

from index import Coverage
from qa.age import aged
from qa.cite import citations, marked
from qa.plan import plan
from qa.refuse import refuse
from qa.values import Answer, Reason, Sentence, Window
from qa.web.remarks import notes, refusal_text
from qa.web.texts import speaking

HOLDS = Coverage(1200, 4000, datetime(2021, 3, 4, tzinfo=UTC), datetime(2022, 11, 12, tzinfo=UTC))
QUERY = plan("Who is the mayor?", today=date(2026, 7, 23))
VOTES = [
    hit("The council of Vessen voted on the harbour on Monday.", "a", title="Harbour vote", source="Courier"),
    hit("The council of Tarn voted on the harbour on Friday.", "b", title="Harbour plans", published=HOLDS.last),
]


@pytest.mark.parametrize("reason", get_args(Reason))
@pytest.mark.parametrize("holds", [HOLDS, Coverage(1, 1, None, None)])
def test_a_refusal_says_in_english_what_the_assistant_says(reason: Reason, holds: Coverage):
    query = replace(QUERY, window=Window(after=date(2030, 1, 1), before=date(2031, 2, 2)))
    refusal = refuse(reason, query, VOTES if reason != "ambiguous" else [], holds)
    assert refusal_text(refusal, query) == refusal.message


def test_a_refusal_in_another_language_has_all_that_it_is_made_of():
    refusal = replace(refuse("ambiguous", QUERY, VOTES, HOLDS), nearest=tuple(VOTES))
    with speaking("de"):
        assert refusal_text(refusal, QUERY) == (
            "Damit könnte Verschiedenes gemeint sein: „Harbour vote“ (Courier), „Harbour plans“ "
            "(12. November 2022). Sagen Sie, was: mit einem Namen, einem Ort oder einem Datum. "
            "Es enthält 1.200 Artikel, "
            "erschienen vom 4. März 2021 bis zum 12. November 2022."
        )


@pytest.mark.parametrize(("today", "said"), [(date(2024, 1, 1), "über ein Jahr"), (date(2026, 7, 23), "über 3 Jahre")])
def test_how_old_an_answer_is_is_said_in_the_reader_s_language_and_the_rest_in_english(today: date, said: str):
    found = evidence(VOTES[1])
    sentences = (Sentence(VOTES[1].text, (1,), "supported"),)
    query = replace(QUERY, today=today)
    told = (*aged(query, sentences, found), "Something <else>.")
    answer = Answer(
        "?", query, marked(sentences), sentences, citations(sentences, found), None, "quotes", None, notes=told
    )
    with speaking("de"):
        age, other = notes(answer)
    assert age.startswith("Die neueste dieser Quellen ist vom 12. November 2022")
    assert said in age
    assert other == '<span lang="en">Something &lt;else&gt;.</span>'
    assert next(notes(answer)) == told[0]
