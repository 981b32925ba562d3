import random
from datetime import UTC, date, datetime

import ir_measures
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outcomes import answer, cited, ranked, score

from index import Span
from qa.evaluation import Case, Instruments
from qa.evaluation.figure import figure
from qa.evaluation.graders import graders
from qa.evaluation.measures import GRADED, MEASURES, STANDARD, find_measure
from qa.evaluation.measures.squad import best, exact_match, normalised, token_f1
from qa.evaluation.outcome import Outcome, Relevant
from qa.values import Message, Sentence

CASE = Case("1", "Who mended the bridge?", answers=("Ann Lee", "Lee"))
UNANSWERABLE = Case("2", "Who sank it?")
UNKNOWN = Case("3", "Who?", relevant=("a",), answers_known=False)


# Retrieval, against ir-measures

THEIRS = {
    "recall": "Success",
    "mrr": "RR",
    "set_recall": "R",
    "precision": "P",
    "ndcg": "nDCG",
    "map": "AP",
}


def test_retrieval_measures_equal_those_of_ir_measures_on_a_thousand_random_runs():
    dice = random.Random(7)
    articles = [f"a{number}" for number in range(30)]
    for _ in range(1_000):
        k = dice.choice([1, 3, 5, 10, 20])
        outcomes, qrels, run = [], [], []
        for name in map(str, range(dice.randint(1, 3))):
            relevant = dice.sample(articles, dice.randint(1, 6))
            ranking = dice.sample(articles, dice.randint(0, 25))
            passages = [article for article in ranking for _ in range(dice.randint(1, 2))]
            outcomes.append(Outcome(Case(name, "?", relevant=tuple(relevant)), answer(hits=ranked(*passages))))
            qrels += [ir_measures.Qrel(name, article, 1) for article in relevant]
            run += [ir_measures.ScoredDoc(name, article, -float(rank)) for rank, article in enumerate(ranking)]
        wanted = {ours: ir_measures.parse_measure(f"{theirs}@{k}") for ours, theirs in THEIRS.items()}
        theirs = ir_measures.calc_aggregate(wanted.values(), qrels, run)
        for ours, measure in wanted.items():
            value = sum(find_measure(f"{ours}@{k}").score(outcome) for outcome in outcomes) / len(outcomes)
            assert value == pytest.approx(theirs[measure], abs=1e-12), f"{ours}@{k}"


def test_set_recall_asks_for_all_the_articles_and_recall_for_any():
    case = Case("1", "?", relevant=("x", "y"))
    found = answer(hits=ranked("x", "a"))
    assert (score("recall@2", case, found), score("set_recall@2", case, found)) == (1.0, 0.5)
    assert score("ndcg@10", case, None) == 0.0
    assert score("map@10", Case("1", "?"), found) is None


# Answers, as SQuAD's script scores them


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("The  Cat,", "cat"),
        ("An apple a day", "apple day"),
        ("Theatre", "theatre"),
        ("U.S.-led", "usled"),
        ("the the", ""),
        ("A.B. & Co", "ab co"),
        ("the-cat", "thecat"),
        ("“a”", "“ ”"),
    ],
)
def test_normalising_as_squad_does(text, normal):
    assert normalised(text) == normal


@pytest.mark.parametrize(
    ("said", "answers", "exact", "f1"),
    [
        ("The Tarn Bridge", ["Tarn Bridge!"], 1.0, 1.0),
        ("Tarn Bridge in June", ["Tarn Bridge"], 0.0, 2 / 3),
        ("on 3 June", ["3 June", "June"], 0.0, 0.8),
        ("bridge bridge", ["bridge"], 0.0, 2 / 3),
        ("mill", ["bridge"], 0.0, 0.0),
        ("", [], 1.0, 1.0),
        ("bridge", [], 0.0, 0.0),
        ("the", [], 1.0, 1.0),
        ("", ["bridge"], 0.0, 0.0),
        ("the", ["a"], 1.0, 1.0),
        ("bridge", ["the", "bridge"], 1.0, 1.0),
    ],
)
def test_exact_match_and_f1_as_squad_scores_them(said, answers, exact, f1):
    assert best(exact_match, said, answers) == exact
    assert best(token_f1, said, answers) == pytest.approx(f1)


@given(st.text("ab the,.", max_size=20), st.text("ab the,.", max_size=20))
def test_f1_is_symmetric_and_one_where_the_match_is_exact(a, b):
    assert token_f1(a, b) == token_f1(b, a)
    assert 0 <= token_f1(a, b) <= 1
    if exact_match(a, b):
        assert token_f1(a, b) == 1


# The script's definition once more, word by word and without a regular expression.

PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
TEXTS = st.lists(
    st.sampled_from(["the", "The", "a", "AN", "cat", "cats", "U.S.", "it's", "—", "“a”", "3.5", "the.", "a_b", "é", ""])
    | st.text(max_size=3),
    max_size=5,
).map(" ".join)


def squad_words(text: str) -> list[str]:
    """Words lower-cased and stripped of ASCII punctuation; an article bounded by what is no word character is none."""
    kept = [character for character in text.lower() if character not in PUNCTUATION]
    pieces, run = [], ""
    for character in [*kept, " "]:
        if character.isalnum():  # no underscore: it is punctuation
            run += character
        else:
            pieces += [" " if run in {"a", "an", "the"} else run, character]
            run = ""
    return "".join(pieces).split()


def squad_f1(said: str, answer: str) -> float:
    """Harmonic mean of the shares of each side's words that the other has; agreement where either has none."""
    there, wanted = squad_words(said), squad_words(answer)
    if not there or not wanted:
        return float(there == wanted)
    left = list(wanted)
    same = sum(1 for word in there if word in left and not left.remove(word))
    if not same:
        return 0.0
    precision, recall = same / len(there), same / len(wanted)
    return 2 * precision * recall / (precision + recall)


@settings(max_examples=500)
@given(TEXTS, st.lists(TEXTS, max_size=3))
def test_exact_match_and_f1_equal_the_definition_of_squads_script(said, answers):
    wanted = [answer for answer in answers if squad_words(answer)] or [""]
    assert best(exact_match, said, answers) == max(squad_words(said) == squad_words(one) for one in wanted)
    assert best(token_f1, said, answers) == pytest.approx(max(squad_f1(said, one) for one in wanted))


def test_the_part_marked_as_the_answer_is_what_is_matched():
    sentence = Sentence("It was mended by Ann Lee on Friday.", (1,), "supported", answer=Span(17, 24))
    marked = answer("It was mended by Ann Lee on Friday. [1]", sentences=[Sentence("Yes."), sentence])
    assert score("exact_match", CASE, marked) == 1.0
    whole = answer("Ann Lee mended it. [1]")
    assert (score("exact_match", CASE, whole), score("token_f1", CASE, whole)) == (0.0, pytest.approx(2 / 3))


def test_a_refusal_is_the_right_answer_to_what_has_none():
    refusal = answer("The archive holds nothing of it.", refused=True)
    assert [score(name, UNANSWERABLE, refusal) for name in ("exact_match", "token_f1")] == [1.0, 1.0]
    assert [score(name, CASE, refusal) for name in ("exact_match", "token_f1")] == [0.0, 0.0]
    assert [score(name, UNANSWERABLE, answer("Ann Lee.")) for name in ("exact_match", "token_f1")] == [0.0, 0.0]


def test_where_nobody_wrote_down_the_answers_only_what_was_found_and_cited_counts():
    given = answer("Ann Lee. [1]", ranked("a"), [cited(1, "a")])
    for name in ("answer_recall", "exact_match", "token_f1", "rouge_l", "answer_in_context@600"):
        assert score(name, UNKNOWN, given) is None, name
    assert [score(name, UNKNOWN, given) for name in ("recall@1", "citation_hit")] == [1.0, 1.0]
    assert figure(find_measure("refusal_recall"), [Outcome(UNKNOWN, given)]).n == 0


def test_all_parts_of_an_answer_must_be_there():
    case = Case("1", "When, and where?", answers=("3 June", "June 3"), also=(("Tarn",),))
    assert score("answer_recall", case, answer("On June 3 in Tarn.")) == 1.0
    assert score("answer_recall", case, answer("On June 3.")) == 0.0


def test_rouge_l_is_of_the_longest_common_subsequence():
    case = Case("1", "?", answers=("x",), reference="police killed the gunman")
    # Lin, 2004: three of four words in order, both ways.
    assert score("rouge_l", case, answer("Police kill the gunman. [1]")) == pytest.approx(0.75)
    assert score("rouge_l", Case("1", "?", answers=("Київ", "Львів")), answer("Львів")) == 1.0
    assert score("rouge_l", case, answer("No.", refused=True)) == 0.0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Voters chose Idaho.", 1.0),
        ("It was in New York, not in Idaho.", 0.0),
        ("York is where.", 0.0),
        ("Nobody knows.", 0.0),
    ],
)
def test_the_choice_is_the_one_named_first_and_most(text, expected):
    case = Case("1", "Where?", answers=("Idaho",), choices=("Texas", "New York", "Idaho"))
    assert score("choice_accuracy", case, answer(text)) == expected
    assert score("choice_accuracy", case, answer(text, refused=True)) == 0.0
    assert score("choice_accuracy", CASE, answer(text)) is None


def test_follow_ups_alone_count_for_follow_up_recall():
    follow_up = Case("1", "And then?", answers=("Lee",), history=(Message("user", "Who?"),))
    assert score("follow_up_recall", follow_up, answer("Lee.")) == 1.0
    assert score("follow_up_recall", CASE, answer("Lee.")) is None


# Citations

PASSAGES = ("Ann Lee mended the bridge in 2021.", "The bridge cost 3 million pounds.", "It rained in Tarn.")


def graded(name, *sentences):
    given = answer("…", citations=[cited(n, f"a{n}", text) for n, text in enumerate(PASSAGES, 1)], sentences=sentences)
    return graders([name], Instruments())[name](Outcome(CASE, given))


def test_a_citation_that_adds_nothing_is_not_precise():
    alone = Sentence("Ann Lee mended the bridge in 2021.", (1,), "supported")
    padded = Sentence("Ann Lee mended the bridge in 2021.", (1, 3), "supported")
    assert graded("alce_precision", alone) == 1.0
    assert graded("alce_precision", padded) == 0.5
    assert graded("alce_precision", alone, padded) == pytest.approx(2 / 3)


def test_the_citations_of_a_sentence_that_is_not_supported_are_not_precise():
    assert graded("alce_precision", Sentence("Ann Lee mended it in 1999.", (1,), "unsupported")) == 0.0
    assert graded("alce_precision", Sentence("Well.")) is None


def test_supported_sentences_are_the_share_that_the_checker_bears_out():
    sentences = [Sentence("A.", (1,), "supported"), Sentence("B.", (), "uncited")]
    assert score("supported_sentences", CASE, answer("A. B.", sentences=sentences)) == 0.5
    assert score("supported_sentences", CASE, answer("No.", refused=True)) is None


# Confidence


def confident(*pairs):
    outcomes = [Outcome(CASE if good else UNANSWERABLE, answer("x", confidence=sure)) for good, sure in pairs]
    return figure(find_measure("confidence_auroc"), outcomes)


def test_auroc_is_the_share_of_pairs_in_the_right_order():
    assert confident((True, 0.9), (True, 0.4), (False, 0.5), (False, 0.1)).value == 0.75
    assert confident((True, 0.5), (False, 0.5)).value == 0.5
    assert confident((True, 1.0), (False, 0.0)).value == 1.0
    assert confident((False, 1.0), (False, 0.0)).value is None
    assert confident((True, 1.0)).value is None


@given(st.lists(st.tuples(st.booleans(), st.sampled_from([0.0, 0.25, 0.5, 1.0])), min_size=2, max_size=20))
def test_auroc_counts_pairs(pairs):
    good = [sure for answerable, sure in pairs if answerable]
    bad = [sure for answerable, sure in pairs if not answerable]
    found = confident(*pairs)
    if not good or not bad:
        assert found.value is None
        return
    wins = sum((a > b) + (a == b) / 2 for a in good for b in bad)
    assert found.value == pytest.approx(wins / (len(good) * len(bad)))
    assert 0 <= found.low <= found.high <= 1


# Time


def at(day: int) -> datetime:
    return datetime(2024, 3, day, 15, tzinfo=UTC)


def test_citations_from_after_the_day_of_the_question_are_counted():
    case = Case("1", "?", date(2024, 3, 8), ("x",))
    citations = [cited(1, "a", published=at(8)), cited(2, "b", published=at(9)), cited(3, "c")]
    assert score("future_citations", case, answer("x", citations=citations)) == 1.0
    assert score("future_citations", CASE, answer("x", citations=citations)) is None


def test_freshness_is_lost_by_citing_older_than_the_newest_relevant_article_of_the_day():
    case = Case("1", "?", date(2024, 3, 8), ("x",), ("a", "b", "c"))
    held = (Relevant("a", None, at(2)), Relevant("b", None, at(7)), Relevant("c", None, at(20)))
    old, new = (
        answer("x", citations=[cited(1, "a", published=at(2))]),
        answer("x", citations=[cited(1, "b", published=at(7))]),
    )
    assert score("freshness_error", case, old, relevant=held) == 5.0
    assert score("freshness_error", case, new, relevant=held) == 0.0
    assert score("freshness_error", case, new) is None


# Cost


def test_cost_is_of_the_tokens_at_the_prices_given():
    used = answer("x", usage={"input_tokens": 2_000, "output_tokens": 500})
    (grade,) = graders(["cost"], Instruments(prices={"input": 0.5, "output": 2.0})).values()
    assert grade(Outcome(CASE, used)) == pytest.approx(0.002)
    assert grade(Outcome(CASE, answer("x"))) is None
    assert (score("input_tokens", CASE, used), score("output_tokens", CASE, used)) == (2_000.0, 500.0)


# Names


def test_every_name_that_is_listed_is_a_measure_of_that_name():
    names = [name.replace("@K", "@7") for name in MEASURES]
    assert [find_measure(name).name for name in names] == names
    assert set(GRADED) < set(MEASURES)
    assert {name.partition("@")[0] for name in STANDARD} <= {name.partition("@")[0] for name in MEASURES}


def test_definitions_of_all_are_one_line():
    for name in MEASURES:
        definition = find_measure(name.replace("@K", "@10")).definition
        assert definition
        assert "\n" not in definition
