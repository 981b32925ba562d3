"""An index of three articles."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from three_articles import GRAIN, RATES, UNDATED

from index import Index
from index.testing import StemEmbedder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "news.index"


@pytest.fixture
def news(home: Path) -> Iterator[Index]:
    """An index of three articles."""
    with Index.create(home, embedder=StemEmbedder(), passage_tokens=40) as index:
        index.add([GRAIN, RATES, UNDATED])
        yield index
