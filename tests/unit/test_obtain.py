"""Where the model is kept, and what is said of it."""

from pathlib import Path

from carriers import DATA, TINY

from qa.fetching.obtain import announcement, cache_folder, state, tenths
from qa.recommended import RECOMMENDED


def test_the_setting_goes_before_the_platform_s_place(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder(None).name == "news-qa"
    assert cache_folder(Path("~/models")) == Path.home() / "models"
    assert cache_folder(tmp_path / "here") == tmp_path / "here"


def test_the_size_is_said(tmp_path):
    assert announcement(tmp_path) == f"The model Qwen2.5-Coder-1.5B-Instruct is 1.1 GB, and is kept in {tmp_path}."


def test_its_parts_make_up_the_model():
    count, rest = divmod(RECOMMENDED.size, RECOMMENDED.parts.part_size)
    assert (count, rest) == (21, 16_315_968)


def test_its_state_is_said_with_every_byte_read(tmp_path):
    file = tmp_path / "tiny.gguf"
    assert state(tmp_path, TINY) == f"Tiny, 0.0 GB, not fetched; the first --model local fetches it to {tmp_path}"
    file.write_bytes(DATA)
    assert state(tmp_path, TINY) == f"Tiny, 0.0 GB, fetched, in {tmp_path}"
    file.write_bytes(DATA[:-1] + b"?")
    assert state(tmp_path, TINY) == f"damaged: remove {file}, and the next --model local fetches it anew"


def test_each_tenth_is_said_once():
    said = []
    progress = tenths(said.append)
    for done in range(0, 2_000_000_001, 50_000_000):
        progress(done, 2_000_000_000)
    assert len(said) == 10
    assert (said[0], said[-1]) == ("fetched 0.2 GB of 2.0 GB", "fetched 2.0 GB of 2.0 GB")
    resumed = tenths(said.append)
    resumed(1_900_000_000, 2_000_000_000)
    assert said[-1] == "fetched 1.9 GB of 2.0 GB"
