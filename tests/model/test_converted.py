"""What is kept of loading a GGUF file, so that the next start is a fast one."""

import os
import shutil

import pytest
from filelock import FileLock
from langchain_core.messages import HumanMessage

from index import ModelError

pytestmark = pytest.mark.model
ASKED = [HumanMessage("What is the capital of France?")]
MADE = {f"openvino_{what}.{kind}" for what in ("model", "tokenizer", "detokenizer") for kind in ("xml", "bin")}


@pytest.fixture
def path(small_model, tmp_path):
    return shutil.copy(small_model, tmp_path / "small.gguf")


def load(path, **options):
    from qa.local import LocalChatModel

    return LocalChatModel(path=path, max_new_tokens=20, **options)


def kept(path):
    return [folder for folder in path.parent.glob("small.gguf.openvino-*") if folder.is_dir()]


def reply(chat):
    return chat.invoke(ASKED).text


def test_the_converted_form_is_kept_read_and_made_anew(path):
    first = reply(load(path))
    assert kept(path) == []  # what is not ours is left as it is
    (path.parent / "small.gguf.openvino-2024.1").mkdir()  # of another version
    (path.parent / "small.gguf.openvino-2026.draft").mkdir()  # of a process that was killed
    assert reply(load(path, keep_converted=True)) == first
    (folder,) = kept(path)
    assert {file.name for file in folder.iterdir()} == MADE

    original = path.read_bytes()
    path.write_bytes(b"not read again")
    assert reply(load(path, keep_converted=True)) == first

    path.write_bytes(original)
    weights = folder / "openvino_model.bin"
    length = weights.stat().st_size
    os.truncate(weights, length // 2)
    assert reply(load(path, keep_converted=True)) == first
    assert kept(path) == [folder]
    assert weights.stat().st_size == length


def test_where_it_cannot_be_kept_the_file_is_read(path):
    with FileLock(path.with_name("small.gguf.convert.lock")):  # another process is at it
        assert "Paris" in reply(load(path, keep_converted=True))
    (path.with_name("small.gguf.convert.lock")).unlink(missing_ok=True)
    (path.with_name("small.gguf.convert.lock")).mkdir()  # nothing can be written there
    assert "Paris" in reply(load(path, keep_converted=True))
    assert kept(path) == []


@pytest.mark.parametrize("length", [10, 200_000, 50_000_000])
def test_a_file_that_is_cut_short_leaves_nothing_behind(path, length):
    """openvino-genai would crash on it, and the process with it."""
    path.write_bytes(path.read_bytes()[:length])
    for keep in (True, False):
        with pytest.raises(ModelError, match=r"^local:\S+/small\.gguf: the file is cut short: fetch it again\.$"):
            load(path, keep_converted=keep)
    assert kept(path) == []
