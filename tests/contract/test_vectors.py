"""A folder of vectors, settled, stays as it is when it is read."""

from pathlib import Path

import numpy as np
import pytest

from index.embed import Vectors
from index.vectors import VectorFolder

MATRIX: Vectors = np.random.default_rng(11).normal(size=(1500, 8)).astype(np.float32)


def put(vectors: VectorFolder, first: int, end: int) -> None:
    vectors.upsert([str(number) for number in range(first, end)], MATRIX[first:end])


def graph(folder: Path) -> dict[str, bytes]:
    files = {str(file.relative_to(folder)): file.read_bytes() for file in folder.glob("*/*") if file.is_file()}
    assert any(name.endswith("data_level0.bin") for name in files)
    return files


def check_stays(folder: Path, count: int) -> None:
    before = graph(folder)
    with VectorFolder(folder, "f") as vectors:
        assert len(vectors) == count
        assert vectors.nearest(MATRIX[count - 1], 1) == [str(count - 1)]
    assert graph(folder) == before


@pytest.mark.parametrize("count", [1, 2, 99, 150, 999, 1000, 1001, 1500])
def test_new_vectors_are_settled(tmp_path: Path, count: int) -> None:
    with VectorFolder(tmp_path, "f", create=True) as vectors:
        put(vectors, 0, count)
        vectors.settle("0", MATRIX[0])
    check_stays(tmp_path, count)


@pytest.mark.parametrize("more", [1, 2, 30, 1200])
def test_vectors_added_to_others_are_settled(tmp_path: Path, more: int) -> None:
    with VectorFolder(tmp_path, "f", create=True) as vectors:
        put(vectors, 0, 200)
        vectors.settle("0", MATRIX[0])
    with VectorFolder(tmp_path, "f") as vectors:
        vectors.fill()
        put(vectors, 200, 200 + more)
        vectors.settle("0", MATRIX[0])
    check_stays(tmp_path, 200 + more)
