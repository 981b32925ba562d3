"""Questions to begin with: drawn from the newest articles, and answered."""

from index import Article, Index
from index.testing import StemEmbedder
from qa import Assistant
from qa.opening import opening_questions


def test_what_is_offered_is_answered_and_no_two_are_alike(sample: Index):
    questions = list(opening_questions(sample))
    assert len(set(questions)) == len(questions) == 3
    assert all(question.endswith("?") for question in questions)
    desk = Assistant(sample, model="quotes")
    assert [desk.ask(question).refusal for question in questions] == [None] * 3


def test_an_archive_that_gives_none_offers_none(tmp_path):
    with Index.create(tmp_path / "news.index", embedder=StemEmbedder()) as index:
        assert list(opening_questions(index)) == []
        index.add([Article("a", "Nothing of note took place.", "")])
        assert list(opening_questions(index)) == []
