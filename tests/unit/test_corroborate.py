"""One sentence and the passages found for it: which are cited, and what is said where none bears it out."""

from datetime import UTC, datetime

import pytest
from passages import evidence, hit

from qa.corroborate import ABOUT_NOBODY, NOTHING, NOTHING_IN_NAMED, NOTHING_TO_CHECK, corroborate
from qa.drafts import claims

FIRE = (
    "Seven people were injured when fire broke out aboard the Aldersey Star on Monday. "
    "There were 93 passengers on board. The lifeboat was launched at once."
)
CAPTAIN = "Nora Quill, the master of the Aldersey Star, has been at sea for 31 years. She was born in Kirk Haven."
LAUNCH = "The Lady Ysolde will carry {} passengers."
PROFIT = "Halden Paper made a profit of £2.1m last year."


def day(number, month=10):
    return datetime(2024, month, number, tzinfo=UTC)


def check(text, *found, named=False):
    *_, claim = claims(text)
    return corroborate(claim, evidence(*found), named=named)


def cited(sentence):
    return [citation.article_id for citation in sentence.citations]


def test_one_passage_that_bears_it_out_is_cited_alone():
    checked = check(
        "There were 93 passengers on board.", hit(CAPTAIN, "captain"), hit(FIRE, "fire"), hit(PROFIT, "profit")
    )
    assert checked.verdict == "supported"
    assert checked.problems == ()
    assert cited(checked) == ["fire"]
    assert checked.citations[0].number == 1
    assert checked.citations[0].quote == "There were 93 passengers on board."


def test_two_passages_are_cited_where_it_takes_two():
    text = "Nora Quill is the master of the Aldersey Star, aboard which fire broke out on Monday."
    checked = check(text, hit(FIRE, "fire"), hit(CAPTAIN, "captain"), hit(PROFIT, "profit"))
    assert checked.verdict == "supported", checked.problems
    assert sorted(cited(checked)) == ["captain", "fire"]
    assert [citation.number for citation in checked.citations] == [1, 2]


def test_where_nothing_bears_it_out_the_closest_passage_says_what_is_the_case():
    checked = check("There were 25 passengers on board.", hit(CAPTAIN, "captain"), hit(FIRE, "fire"))
    assert checked.verdict == "unsupported"
    assert cited(checked) == ["fire"]
    assert any("93" in problem and "not 25" in problem for problem in checked.problems)


def test_a_further_passage_does_not_make_up_for_a_wrong_figure():
    other = hit("The harbour has room for 25 boats. The Aldersey Star lies there.", "harbour")
    checked = check("There were 25 passengers on board the Aldersey Star on Monday.", hit(FIRE, "fire"), other)
    assert checked.verdict == "unsupported"
    assert cited(checked) == ["fire"]


@pytest.mark.parametrize(("named", "problem"), [(False, NOTHING), (True, NOTHING_IN_NAMED)])
def test_an_archive_with_nothing_on_it_says_so(named, problem):
    checked = check("Whales sing in the Arctic at night.", hit(PROFIT, "profit", similarity=0.1), named=named)
    assert (checked.verdict, checked.problems, checked.citations) == ("unsupported", (problem,), ())
    assert check("Whales sing in the Arctic.", named=named).problems == (problem,)


def test_what_claims_nothing_is_uncited():
    checked = check("Who sang?", hit(FIRE, "fire"))
    assert (checked.verdict, checked.problems, checked.citations) == ("uncited", (NOTHING_TO_CHECK,), ())


def test_words_and_speaker_are_not_put_together_from_two_articles():
    quoted = "“The sea was kind to all of us,” said Iona Spurrell of the lifeboat."
    other = "Nora Quill said the lifeboat was late, and the sea was not kind to all."
    checked = check("“The sea was kind to all of us,” said Nora Quill.", hit(quoted, "sea"), hit(other, "late"))
    assert checked.verdict != "supported"


def test_what_says_otherwise_is_more_to_the_point_than_what_says_less():
    found = hit("The Lady Ysolde will carry passengers to Aldersey.", "less"), hit(LAUNCH.format(240), "otherwise")
    checked = check("The Lady Ysolde will carry 260 passengers.", *found)
    assert checked.verdict == "unsupported"
    assert cited(checked) == ["otherwise"]


def test_a_sentence_about_nobody_is_not_looked_for_in_a_whole_archive():
    assert check("He is 52.", hit("Alun Merrow is 52.", "hoard")).problems == (ABOUT_NOBODY,)
    assert check("He is 52.", hit("Alun Merrow is 52.", "hoard"), named=True).verdict == "supported"


def test_a_quoted_headline_is_found():
    found = hit(PROFIT, "profit", title="Mill makes money at last")
    checked = check("“Mill makes money at last” was the headline when Halden Paper made a profit.", found)
    assert not any("words" in problem for problem in checked.problems)


def test_an_older_article_that_says_otherwise_is_named():
    older, newer = (hit(LAUNCH.format(seats), f"a{seats}", published=day(at)) for seats, at in ((240, 3), (260, 9)))
    checked = check("The Lady Ysolde will carry 260 passengers.", older, newer)
    assert checked.verdict == "supported"
    assert cited(checked) == ["a260"]
    assert checked.problems == ("an older article, of 3 October 2024, says 240",)


def test_what_a_newer_article_has_overtaken_is_only_partly_borne_out():
    older, newer = (hit(LAUNCH.format(seats), f"a{seats}", published=day(at)) for seats, at in ((240, 3), (260, 9)))
    checked = check("The Lady Ysolde will carry 240 passengers.", older, newer)
    assert checked.verdict == "partial"
    assert cited(checked) == ["a240"]
    assert checked.problems == ("a newer article, of 9 October 2024, says 260",)


def test_where_articles_disagree_the_newest_that_bears_it_out_is_cited():
    found = [
        hit(LAUNCH.format(seats), name, published=day(at), source=source)
        for seats, name, at, source in ((260, "old", 3, None), (240, "other", 9, "Post"), (260, "new", 9, "Courier"))
    ]
    checked = check("The Lady Ysolde will carry 260 passengers.", *found)
    assert cited(checked) == ["new"]
    assert checked.verdict == "supported"
    assert checked.problems == ("another article of that day, in Post, says 240",)


def test_a_correction_takes_back_what_it_corrects():
    wrong = hit("The repair cost £8.1m, the agency said.", "wrong", published=day(1))
    correction = hit(
        "Traders are glad.\n\nCorrection: Our report of 1 October said that the repair cost £8.1m. It cost £8.7m.",
        "right",
        published=day(9),
    )
    checked = check("The repair cost £8.1m.", wrong, correction)
    assert checked.verdict == "unsupported"
    assert cited(checked) == ["right"]
    assert checked.problems == ("a correction, of 9 October 2024, takes this back: It cost £8.7m.",)
    assert check("The repair cost £8.7m.", wrong, correction).verdict == "supported"


def test_what_was_said_before_the_time_it_is_dated_to_was_a_forecast():
    text = "Millgate Bridge reopened in March 2025."
    forecast = hit("Millgate Bridge will not reopen before March, Corvane Roads said.", "forecast", published=day(7))
    crossed = hit(
        "Millgate Bridge reopened on Saturday after 13 months, once a crowd had walked across it behind a silver band.",
        "crossed",
        published=datetime(2025, 3, 23, tzinfo=UTC),
    )
    checked = check(text, forecast, crossed)
    assert (checked.verdict, cited(checked)) == ("supported", ["crossed"])
    assert check(text, forecast).verdict != "supported"
