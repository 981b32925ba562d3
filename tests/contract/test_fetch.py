"""A model is fetched once: continued, verified, named last; and what is said when it cannot be."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from carriers import ADDRESS, DATA, FILE, HEAD, TINY, ranges_asked, serve_hub

from index import ModelError
from qa.fetching.carrier import CarrierError
from qa.fetching.fetch import fetch, is_kept, is_whole
from qa.fetching.hub import Hub

ROOT = Path(__file__).parents[2]
WRONG = b"\0" + DATA[1:]


class Given:
    """A carrier that has `data`, and stops at `stops`; it remembers where it was asked to begin."""

    def __init__(self, name, data=DATA, stops=None):
        self.name, self.data, self.stops, self.asked = name, data, stops, []

    def pieces(self, model, start):
        self.asked.append(start)
        yield from (self.data[at : min(at + 100_000, self.stops or len(self.data))] for at in self.begins(start))
        if self.stops:
            raise CarrierError("it stopped")

    def begins(self, start):
        return range(start, self.stops or len(self.data), 100_000)


def quiet(done, total):
    pass


@pytest.fixture
def hub(server):
    return Hub(serve_hub(server), tries=2, pause=0.01, silent=20)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "cache"


def files(folder):
    return sorted(file.name for file in folder.iterdir() if not file.name.endswith(".lock"))


def test_it_is_fetched_once_with_its_progress(server, hub, folder):
    seen = []
    path = fetch(TINY, folder, [hub], lambda done, total: seen.append((done, total)))
    assert path == folder / "tiny.gguf"
    assert path.read_bytes() == DATA
    assert files(folder) == ["tiny.gguf"]
    assert [total for _, total in seen] == [len(DATA)] * len(seen)
    assert [done for done, _ in seen] == sorted({done for done, _ in seen})
    assert seen[-1][0] == len(DATA)
    server.asked.clear()
    assert fetch(TINY, folder, [hub], quiet) == path
    assert server.asked == []


def test_the_next_carrier_goes_on_where_the_first_one_stopped(folder):
    first, second = Given("first", stops=1_234_567), Given("second")
    assert fetch(TINY, folder, [first, second], quiet).read_bytes() == DATA
    assert (first.asked, second.asked) == ([0], [1_234_567])


def test_what_came_is_kept_for_the_next_time(folder):
    with pytest.raises(ModelError, match=r"first: it stopped"):
        fetch(TINY, folder, [Given("first", stops=700_001)], quiet)
    assert files(folder) == ["tiny.gguf.partial"]
    again = Given("again")
    assert fetch(TINY, folder, [again], quiet).read_bytes() == DATA
    assert again.asked == [700_001]


def test_wrong_bytes_never_get_the_name(folder):
    liar = Given("liar", WRONG)
    with pytest.raises(ModelError, match=r"^local: Tiny [^\n]*liar: wrong checksum, the file was removed[^\n]*$"):
        fetch(TINY, folder, [liar], quiet)
    assert liar.asked == [0]
    assert files(folder) == []


def test_after_wrong_bytes_the_next_carrier_begins_anew(folder):
    second = Given("second")
    assert fetch(TINY, folder, [Given("liar", WRONG), second], quiet).read_bytes() == DATA
    assert second.asked == [0]


def test_a_wrong_beginning_is_not_held_against_who_went_on_from_it(folder, caplog):
    honest = Given("honest")
    assert fetch(TINY, folder, [Given("liar", WRONG, stops=500_000), honest], quiet).read_bytes() == DATA
    assert honest.asked == [500_000, 0]
    assert "was not its beginning" in caplog.text


@pytest.mark.parametrize("length", [len(DATA), len(DATA) + 5])
def test_a_partial_file_that_has_it_all_is_verified_before_anything_is_asked(folder, length):
    folder.mkdir()
    (folder / "tiny.gguf.partial").write_bytes((DATA + b"extra")[:length])
    carrier = Given("carrier")
    assert fetch(TINY, folder, [carrier], quiet).read_bytes() == DATA
    assert carrier.asked == ([] if length == len(DATA) else [0])


def test_a_carrier_that_brings_too_much_is_cut_off(folder):
    assert fetch(TINY, folder, [Given("generous", DATA + bytes(1_000_000))], quiet).read_bytes() == DATA


def test_every_reason_is_named_in_one_line(folder):
    with pytest.raises(ModelError) as caught:
        fetch(TINY, folder, [Given("first", stops=100), Given("second", stops=200)], quiet)
    assert str(caught.value) == (
        "local: Tiny (0.0 GB) cannot be fetched (first: it stopped; second: it stopped): go online and try again, or "
        "give a model that is here, local:PATH."
    )


def test_a_file_of_another_length_is_fetched_anew(folder):
    folder.mkdir()
    (folder / "tiny.gguf").write_bytes(DATA[:-1])
    assert not is_kept(TINY, folder)
    assert fetch(TINY, folder, [Given("carrier")], quiet).read_bytes() == DATA


def test_whole_means_every_byte(folder):
    folder.mkdir()
    (folder / "tiny.gguf").write_bytes(WRONG)
    assert is_kept(TINY, folder)
    assert not is_whole(TINY, folder)
    (folder / "tiny.gguf").write_bytes(DATA)
    assert is_whole(TINY, folder)


def test_no_room_is_said_before_anything_is_fetched(folder):
    carrier = Given("carrier")
    with pytest.raises(ModelError, match=r"^local: Tiny needs \d+\.\d GB more in \S+, which has [^\n]*QA_CACHE\.$"):
        fetch(replace(TINY, size=1 << 60), folder, [carrier], quiet)
    assert carrier.asked == []


def test_a_cache_that_cannot_be_written_to(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ModelError, match=r"^local: Tiny cannot be kept in \S+/file/cache \([^\n]+QA_CACHE\.$"):
        fetch(TINY, tmp_path / "file/cache", [Given("carrier")], quiet)


# -- processes

FETCHING = """if True:
    import sys
    from pathlib import Path
    from carriers import TINY
    from qa.fetching.fetch import fetch
    from qa.fetching.hub import Hub
    print(fetch(TINY, Path(sys.argv[2]), [Hub(sys.argv[1], silent=60)], lambda done, total: None))
"""


def process(url, folder):
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests"), os.environ.get("PYTHONPATH", "")])
    return subprocess.Popen(
        [sys.executable, "-c", FETCHING, url, str(folder)],
        env=os.environ | {"PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for(condition):
    until = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < until, "it does not happen"
        time.sleep(0.01)


def test_killed_in_the_middle_it_goes_on_from_there(server, hub, folder):
    def hangs():
        yield HEAD.format(200, len(DATA), "").encode()
        yield DATA[:2_500_000]
        server.stop.wait()

    server.reply(FILE, hangs)
    partial = folder / "tiny.gguf.partial"
    with process(server.url(""), folder) as killed:
        wait_for(lambda: partial.exists() and partial.stat().st_size >= 2_000_000)
        killed.send_signal(signal.SIGKILL)
    length = partial.stat().st_size
    assert partial.read_bytes() == DATA[:length]
    serve_hub(server)
    assert fetch(TINY, folder, [hub], quiet).read_bytes() == DATA
    assert ranges_asked(server) == [0, length]


def test_of_two_processes_one_fetches_and_both_have_it(server, folder):
    serve_hub(server)
    both = [process(server.url(""), folder) for _ in range(2)]
    for one in both:
        out, error = one.communicate(timeout=120)
        assert out.strip() == str(folder / "tiny.gguf"), error
    assert (folder / "tiny.gguf").read_bytes() == DATA
    assert len(ranges_asked(server)) == 1


def test_who_waits_says_so(server, folder):
    started = []

    def slow():
        started.append(True)
        yield HEAD.format(200, len(DATA), "").encode()
        wait_for(lambda: len(started) > 1)
        yield DATA

    server.reply(FILE, slow)
    server.redirect(ADDRESS, server.url(FILE))
    first = process(server.url(""), folder)
    wait_for(lambda: started)
    second = process(server.url(""), folder)
    said = second.stderr.readline()
    started.append(True)
    assert said == "Another process is fetching Tiny; waiting for it.\n"
    for one in (first, second):
        assert one.communicate(timeout=120)[0].strip() == str(folder / "tiny.gguf")
