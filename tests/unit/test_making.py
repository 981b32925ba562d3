"""Test sets drafted from an archive: the rules' questions, what they leave alone, and what makes a set."""

from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random

import pytest

from index import Article, Filter, Hit
from qa import read_cases
from qa.evaluation.making import case_lines, make_cases
from qa.evaluation.making.absent import changed
from qa.evaluation.making.draft import Draft
from qa.evaluation.making.rules import drafts
from qa.evaluation.making.written import accepted, by_model
from qa.models import load_model
from qa.names import Names
from qa.standing_alone import points_outside, stands_alone, without_weekdays
from qa.subjects import with_shorter
from qa.testing import ScriptedChatModel
from qa.verbs import BASE


def asked(sentence: str, behind: str = "") -> list[tuple[str, str]]:
    text = f"{sentence} {behind}"
    return [(draft.question, draft.answers[0]) for draft in drafts(text, Names([text]), [sentence])]


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        (
            "At least 21 people were killed in a fire at the Corvane Mill in Vessen, officials said.",
            "How many people were killed in a fire at the Corvane Mill in Vessen?",
            "21",
        ),
        (
            "Germany expelled 45 diplomats from Vessen and Tarn after a poisoning.",
            "How many diplomats did Germany expel from Vessen and Tarn after a poisoning?",
            "45",
        ),
        (
            "Corvane Roads paid $3.5 million for Millgate Bridge and Sallow Weir.",
            "How much did Corvane Roads pay for Millgate Bridge and Sallow Weir?",
            "$3.5 million",
        ),
        (
            "Millgate Bridge was closed to lorries from Tarn Ferry on March 3, 1998.",
            "When was Millgate Bridge closed to lorries from Tarn Ferry?",
            "March 3, 1998",
        ),
        (
            "Corvane Roads bought Millgate Bridge from Vessen Council in 1987.",
            "When did Corvane Roads buy Millgate Bridge from Vessen Council?",
            "1987",
        ),
        (
            "Germany joined France and Spain in a boycott of Ruritania’s grain exports.",
            "Which country joined France and Spain in a boycott of Ruritania’s grain exports?",
            "Germany",
        ),
        (
            "The Vessen Supreme Court rejected an appeal by Corvane Roads against the Tarn Ferry toll.",
            "Which court rejected an appeal by Corvane Roads against the Tarn Ferry toll?",
            "Vessen Supreme Court",
        ),
        (
            "Reporters spoke to Helen Dorrick, the director of Corvane Roads Vessen, in the morning.",
            "Who is the director of Corvane Roads Vessen?",
            "Helen Dorrick",
        ),
    ],
)
def test_a_statement_becomes_the_question_that_it_answers(sentence: str, question: str, answer: str):
    assert (question, answer) in asked(sentence, "It was said in Ruritania.")


def test_somebody_who_speaks_elsewhere_is_asked_for_with_who():
    sentence = "Helen Dorrick won the Tarn Prize for the repair of Millgate Bridge."
    behind = "“I am glad,” Dorrick said."
    assert ("Who won the Tarn Prize for the repair of Millgate Bridge?", "Helen Dorrick") in asked(sentence, behind)
    assert asked(sentence) == []  # nothing says that it is a person, and no town


def test_who_said_what_and_the_name_without_its_title():
    sentence = (
        "“The people of Vessen will not pay another toll to Corvane Roads this century,” said Mayor Prakash Velloor."
    )
    (draft,) = drafts(sentence, Names([sentence]), [sentence])
    assert draft.kind == "quotation"
    assert draft.answers == ("Mayor Prakash Velloor", "Prakash Velloor")
    assert draft.question.startswith("Who said: “The people of Vessen")


@pytest.mark.parametrize("title", ["Vessen Assemblyman", "Principal", "Manager", "Tarn Councilwoman"])
def test_an_office_before_a_name_may_be_left_out_of_the_answer(title: str):
    assert with_shorter(f"{title} Prakash Velloor") == (f"{title} Prakash Velloor", "Prakash Velloor")


@pytest.mark.parametrize(
    "sentence",
    [
        "He bought Millgate Bridge from Vessen Council for Corvane Roads in 1987.",  # who?
        "The company bought Millgate Bridge from Vessen Council for repairs in 1987.",  # which company?
        "Corvane Roads bought Millgate Bridge from Vessen Council last month for repairs.",  # which month?
        "Customers spent 20 seconds more on the bridge in 1987.",  # no name
        "Helen Dorrick is a lawyer at Corvane Roads in Vessen and Tarn.",  # one of many
        "Corvane Roads sold 12 boats and bought Millgate Bridge from Vessen Council.",  # "did … bought"
        "Corvane Roads bought Millgate Bridge in 1987 and Sallow Weir in 1991.",  # two dates
        "At least 12 people died in Vessen after heavy storms.",  # in which storms?
        "Four other people died in Vessen as Corvane Roads closed Millgate Bridge.",  # besides whom?
        "Seven people are still missing in Vessen and in the hills of Tarn.",  # since when?
        "Helen Dorrick said that 140 couples of Vessen will marry at City Hall.",  # whose?
        "Helen Dorrick won the Tarn Prize for Bridge of the Year.",  # of which year?
        "Germany is the fourth buyer of Corvane grain, behind France, Spain, and Ruritania.",  # behind those two only?
        "Corvane Roads closed Millgate Bridge to lorries after the flood in Tarn on March 3.",  # the flood's day
        "Germany joined France and Spain in a boycott of Ruritania in recent days.",  # in which?
        "Corvane Roads sold a boat, matching the record of Tarn Ferry set by Vessen in 1978.",  # the record's year
        "“It was a good day for us all, and we were lucky that nothing went wrong,” said Helen Dorrick.",  # what was?
    ],
)
def test_what_cannot_be_understood_alone_is_left_alone(sentence: str):
    assert asked(sentence, "“Yes,” Dorrick said.") == []


def test_a_day_without_its_year_is_not_asked_for_where_another_year_is_spoken_of():
    sentence = "Millgate Bridge was closed to lorries from Tarn Ferry on March 3."
    (draft,) = drafts(sentence, Names([sentence]), [sentence])
    assert draft.answers == ("March 3",)
    text = f"It was built in 1911. {sentence}"
    assert list(drafts(text, Names([text]), [sentence])) == []


def test_a_name_that_is_short_or_a_place_or_begins_the_sentence_is_not_asked_for_or_with():
    assert asked("The U.S. joined France and Spain in a boycott of Ruritania’s grain exports.") == []
    assert asked("Owner Millgate Square won the Tarn Prize for the bridge.", "Square said so.") == []
    sentence = "Dorrick bought Millgate Bridge from Vessen Council in 1987."
    for before in ("Once", "Some"):
        behind = f"{before} Dorrick papers are lost. “Yes,” Helen Dorrick said."
        assert asked(sentence, behind)[0][0] == "When did Helen Dorrick buy Millgate Bridge from Vessen Council?"


def test_a_question_never_holds_its_answer():
    assert asked("Tarn Bank bought shares of Tarn Bank Vessen from Corvane Roads in 1987.") == [
        ("When did Tarn Bank buy shares of Tarn Bank Vessen from Corvane Roads?", "1987")
    ]


def test_pointing_words_and_relative_times():
    assert points_outside("Who won the Tarn Prize last week?")
    assert points_outside("Who told the agency about Millgate Bridge?") is False or points_outside("the agency said")
    assert not points_outside("Who leads the US Senate?")
    assert not stands_alone("Too short.")
    assert without_weekdays("Vessen Council met on Monday morning in Tarn.") == "Vessen Council met in Tarn."


def test_verbs_are_given_in_their_base_form():
    assert {past: BASE[past] for past in ("bought", "denied", "banned", "raised", "won", "hosted")} == {
        "bought": "buy",
        "denied": "deny",
        "banned": "ban",
        "raised": "raise",
        "won": "win",
        "hosted": "host",
    }


class Shelf:
    """An archive of a few articles, in which a search finds whatever shares a word with the question."""

    def __init__(self, articles: list[Article]) -> None:
        self._articles = articles

    def articles(self, where: Filter | None = None) -> Iterator[Article]:
        return iter(self._articles)

    def search(self, text: str, *, limit: int = 10, where: Filter | None = None) -> list[Hit]:
        words = set(text.split())
        found = [article for article in self._articles if words & set(article.text.split())]
        return [
            Hit(
                f"{one.id}#0",
                one.id,
                "v1",
                "",
                one.source,
                None,
                one.published,
                one.text,
                0,
                len(one.text),
                0.1,
                0.1,
                {},
            )
            for one in found[:limit]
        ]


def archive(count: int = 24) -> Shelf:
    made = []
    for number in range(count):
        bridge = f"{chr(65 + number)}orsay Bridge"
        text = (
            f"Corvane Roads bought {bridge} from Vessen Council for repairs in {1950 + number}. "
            f"At least {30 + number} people were injured at the opening of {bridge} in Tarn Ferry in 2010. "
            f"Germany donated {bridge} to Ruritania and its people in Tarn Ferry."
        )
        day = datetime(2018 + number % 4, 3, 1 + number, tzinfo=UTC)
        made.append(Article(f"a{number}", text, "Bridge", "Courier" if number % 2 else "Echo", None, day))
    return Shelf(made)


def test_a_set_is_the_same_for_the_same_seed_and_another_for_another():
    first, again, other = (make_cases(archive(), 10, seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_a_set_is_answerable_from_the_article_it_names():
    shelf = archive()
    texts = {article.id: article.text for article in shelf.articles()}
    cases = make_cases(shelf, 10)
    answerable = [case for case in cases if case.answers]
    assert len(answerable) == 8
    for case in answerable:
        assert case.answers[0] in texts[case.relevant[0]]
        assert case.reference in texts[case.relevant[0]]
        assert case.asked
        assert case.tags[-1] == "draft"
    assert len({case.relevant[0] for case in answerable}) == 8
    assert len({case.asked.year for case in answerable}) == 4
    assert len({case.tags[0] for case in answerable}) > 1


def test_a_set_has_questions_that_no_article_answers():
    cases = make_cases(archive(), 10)
    absent = [case for case in cases if not case.answers]
    assert absent
    for case in absent:
        assert case.tags == ("absent", "draft")
        assert case.relevant == ()


def test_cases_are_written_as_they_are_read(tmp_path):
    cases = make_cases(archive(), 10)
    file = tmp_path / "set.jsonl"
    file.write_text(case_lines(cases), encoding="utf-8")
    assert read_cases(file) == cases


def test_an_archive_without_dates_or_facts_makes_nothing():
    assert make_cases(Shelf([Article("a", "Corvane Roads bought Orsay Bridge from Vessen in 1987.")]), 5) == []
    assert make_cases(Shelf([]), 5) == []


PASSAGE = "Corvane Roads bought Millgate Bridge in 1987. The price was £4.2m, said Helen Dorrick."


@pytest.mark.parametrize(
    ("reply", "answers"),
    [
        ("Question: When did Corvane Roads buy Millgate Bridge in Vessen?\nAnswer: 1987", ("1987",)),
        ("Question: When did Corvane Roads buy Millgate Bridge in Vessen?\nAnswer: 1988", None),  # not in the passage
        ("Question: When did they buy Millgate Bridge in Vessen from Tarn?\nAnswer: 1987", None),  # they?
        ("Question: Was it in 1987 that Corvane Roads bought Millgate Bridge?\nAnswer: 1987", None),  # told
        ("Question: Which year does the article name for Millgate Bridge and Vessen?\nAnswer: 1987", None),
        ("Sure! Here is a question about Millgate Bridge.", None),
    ],
)
def test_a_models_draft_is_taken_only_if_it_holds(reply: str, answers: tuple[str, ...] | None):
    draft = accepted(reply, PASSAGE)
    assert (draft.answers if draft else None) == answers


def test_a_model_sees_the_article_fenced_and_its_drafts_make_the_set():
    chat = ScriptedChatModel(
        replies=lambda messages: "Question: When did Corvane Roads buy Aorsay Bridge from Vessen?\nAnswer: 1950"
    )
    cases = make_cases(archive(1), 1, drafter=by_model(load_model(chat)))
    assert [(case.question, case.answers) for case in cases] == [
        ("When did Corvane Roads buy Aorsay Bridge from Vessen?", ("1950",))
    ]
    assert "Corvane Roads bought Aorsay Bridge" in chat.sent[0][0].content


def test_a_year_is_changed_but_not_at_the_end_of_a_span_of_years():
    assert "1987" not in (with_another_year("How many boats did Corvane Roads sell in 1987?") or "1987")
    assert with_another_year("How many boats did Corvane Roads sell in 1987 for use in 1988?") is None
    for span in ("between 1936 and 1945", "from 1936 to 1945", "since 1936", "in 1936-1945"):
        assert with_another_year(f"How many boats did Corvane Roads sell {span}?") is None


def with_another_year(question: str) -> str | None:
    draft = Draft("number", question, ("12",), "")
    return changed(draft, "", others=[], archive=Shelf([]), where=Filter(), random=Random(1))


def test_a_day_without_its_year_that_is_still_to_come_is_of_another_year():
    text = "Millgate Bridge was closed to lorries from Tarn Ferry on March 3."
    for month, drafted in ((2, 0), (3, 1)):
        article = Article("a", text, published=datetime(2019, month, 20, tzinfo=UTC))
        assert len(make_cases(Shelf([article]), 1)) == drafted
