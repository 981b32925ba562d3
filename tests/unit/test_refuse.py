"""When there is no answer, and what is said instead."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from passages import DAY, PUBLISHED, evidence, hit

from index import Coverage
from qa.plan import plan
from qa.refuse import refuse, shortfall

HOLDS = Coverage(1200, 4000, datetime(2010, 1, 3, tzinfo=UTC), datetime(2022, 7, 22, tzinfo=UTC))
ASKED = "Who brokered the grain deal between Ukraine and Russia?"
GRAIN = "Turkey and the United Nations brokered the grain deal between Ukraine and Russia on Friday."


def found(similarity, text=GRAIN, **facts):
    return evidence(hit(text, similarity=similarity, **facts))


def reason(question, items, holds=HOLDS, today=DAY):
    return shortfall(plan(question, today=today), items, holds, [item.hit for item in items])


def test_evidence_that_is_near_suffices():
    assert reason(ASKED, found(0.8)) is None


def test_no_evidence_does_not():
    assert reason(ASKED, ()) == "not covered"


def test_evidence_that_is_far_does_not():
    assert reason(ASKED, found(0.1, "Penguins have hatched two eggs.")) == "not covered"


def test_on_the_subject_but_without_the_answer():
    assert reason("Who won the Eurovision contest in Turin?", found(0.55, "A singer fell ill.")) == "detail not covered"


@pytest.mark.parametrize(
    ("question", "outside"),
    [
        ("Who resigned in 2005?", True),
        ("Who resigned before 2010?", True),
        ("Who resigned on 2022-07-23?", True),
        ("Who resigned in August 2023?", True),
        ("Who resigned since March 2024?", True),
        ("Who resigned in January 2010?", False),
        ("Who resigned on 2022-07-22?", False),
        ("Who resigned in July 2022?", False),
        ("Who resigned by 2030?", False),
        ("Who resigned before 2030?", False),
        ("Who resigned?", False),
    ],
)
def test_a_time_wholly_outside_the_archive(question, outside):
    said = reason(question, found(0.9, "The minister resigned."), today=date(2026, 1, 1))
    assert (said == "outside the dates") == outside


def test_what_is_to_come_may_have_been_reported_before():
    items = found(0.9, "Repairs of the bridge will cost £4m in 2030.")
    assert reason("What will repairs of the bridge cost in 2030?", items) is None
    assert reason("What did repairs of the bridge cost in 2030?", items) == "outside the dates"


def test_what_was_recent_when_the_archive_ended_is_answered():
    items = found(0.9, "The minister resigned.")
    assert reason("Which minister recently resigned?", items, today=date(2026, 3, 1)) is None


@pytest.mark.parametrize(
    ("question", "outside"),
    [
        ("Who won the 2026 World Cup?", True),
        ("What was the score of the 2026 World Cup final?", True),
        ("Which country was chosen to hold the 2026 World Cup?", False),
        ("Who will win the 2026 World Cup?", False),
        ("Who won the 2022 World Cup?", False),
    ],
)
def test_how_something_ended_that_came_after_the_archive(question, outside):
    items = found(0.9, "Canada, Mexico and the United States were chosen in 2018 to hold the 2026 and 2022 World Cup.")
    assert (reason(question, items, today=date(2027, 1, 1)) == "outside the dates") == outside


@pytest.mark.parametrize(
    ("question", "text", "outside"),
    [
        ("Who was mayor in 1996?", "Ada Byron was mayor in 1996.", False),
        ("Who was mayor in 1996?", "Ada Byron was mayor in 1997.", True),
        ("Who was mayor in the 1990s?", "Ada Byron was mayor until 1997.", False),
        ("Who was mayor in the 1990s?", "Ada Byron was mayor for most of the 1990s.", False),
        ("Who was mayor in May 2009?", "Ada Byron was mayor in 2009.", True),
        ("Who was mayor in May 2009?", "Ada Byron became mayor on 9 May, 2009.", False),
        ("Who was mayor before 2001?", "Ada Byron was mayor before 2001.", True),
    ],
)
def test_of_a_time_before_the_archive_later_articles_may_tell(question, text, outside):
    assert (reason(question, found(0.95, text)) == "outside the dates") == outside


def test_an_archive_without_dates_has_no_outside():
    assert reason("Who resigned in 1999?", found(0.9, "The minister resigned."), Coverage(2, 9, None, None)) is None


def test_a_refusal_says_why_what_the_archive_holds_and_what_is_nearest():
    hits = [hit("b", "x", 0), hit("a", "y", 0), hit("c", "x", 5), hit("d", "z"), hit("e", "w")]
    refusal = refuse("not covered", plan(ASKED, today=DAY), hits, HOLDS)
    assert refusal.message == (
        "The archive does not cover this. It holds 1,200 articles, published from 3 January 2010 to 22 July 2022."
    )
    assert [near.text for near in refusal.nearest] == ["b", "a", "d"]
    assert (refusal.reason, refusal.holds) == ("not covered", HOLDS)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Who resigned on 3 May 2031?", "time asked about (3 May 2031)."),
        ("Who resigned in May 2031?", "time asked about (1 May 2031 to 31 May 2031)."),
        ("Who resigned since 2031?", "time asked about (since 1 January 2031)."),
        ("Who resigned before 2001?", "time asked about."),
    ],
)
def test_a_refusal_for_its_time_names_the_time(question, says):
    assert says in refuse("outside the dates", plan(question, today=DAY), [], HOLDS).message


ELECTIONS = [
    hit("Ada Byron won the election in Harwick.", "harwick", title="Harwick votes", source="Post", published=PUBLISHED),
    hit("The election on Sark was won by Tom Pell, who won it narrowly.", "sark", title="Island poll"),
    hit("Nobody won the election in Corrow.", "corrow", title="Deadlock"),
]


def test_a_question_that_may_be_about_several_things_is_refused_with_what_they_are():
    query = plan("Who won the election?", today=DAY)
    assert shortfall(query, evidence(*ELECTIONS), HOLDS, ELECTIONS) == "ambiguous"
    refusal = refuse("ambiguous", query, [hit("The election.", "other"), *ELECTIONS], HOLDS)
    assert "“Harwick votes” (Post, 22 July 2022), “Island poll”, “Deadlock”" in refusal.message
    assert [near.article_id for near in refusal.nearest] == ["harwick", "sark", "corrow"]


@pytest.mark.parametrize(
    ("holds", "says"),
    [
        (Coverage(0, 0, None, None), "It holds 0 articles."),
        (Coverage(2, 5, None, None), "It holds 2 articles."),
        (replace(HOLDS, articles=1), "It holds 1 article, published"),
    ],
)
def test_what_it_holds(holds, says):
    assert says in refuse("detail not covered", plan(ASKED, today=DAY), [], holds).message


def test_news_told_over_a_year_behind_the_archive_is_not_what_it_holds():
    items = found(0.9, "The minister approved a new ferry on Friday.")
    asked = "The minister has approved a new ferry: when?"
    assert reason(asked, items, today=date(2026, 1, 1)) == "outside the dates"
    assert reason(asked, items) is None
    assert reason("When did the minister approve a new ferry?", items, today=date(2026, 1, 1)) is None
