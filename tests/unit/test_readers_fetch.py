"""Fetching: what is private stays closed whatever leads there, and no answer is too large, too slow or too strange."""

import gzip
import ssl
from collections.abc import Callable
from ipaddress import IPv4Address, IPv4Network, IPv6Address
from pathlib import Path

import pytest
import trustme
from hypothesis import given, settings
from hypothesis import strategies as st
from loopback import Loopback

from index import Failure, ReadError
from index.readers.addresses import is_public
from index.readers.fetch import Fetcher, FetchLimits
from index.readers.web import read_address

PRIVATE = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:c0a8:101::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "",
    "localhost",
    "2130706433",
]
PUBLIC = ["8.8.8.8", "93.184.216.34", "172.32.0.1", "2606:4700::1111", "2a00:1450::8a", "64:ff9b::808:808"]
HEADS = [
    b"HTTP/1.1 200 OK\r\n",
    b"HTTP/1.1 100 Continue\r\n\r\n",
    b"HTTP/1.0 ",
    b"Content-Type: text/html\r\n",
    b"Content-Type: ;\r\n",
    b"Content-Length: 5\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"Content-Encoding: gzip\r\n",
    b"Location: /\r\n",
    b"\r\n",
    b"5\r\nhello\r\n",
    b"0\r\n\r\n",
    b"\x1f\x8b",
    b": ",
    b"\xff",
]
LIMITS = FetchLimits(size=100_000, seconds=5.0, silent=2.0)
LOCAL = Fetcher(private_hosts={"127.0.0.1"}, limits=LIMITS)
NOBODY = Fetcher(limits=LIMITS)


def resolving(**hosts: list[str]) -> Callable[[str, int], list[str]]:
    """A resolver of names under .example alone, as a DNS server would be."""

    def resolve(host: str, port: int) -> list[str]:
        return hosts[host.removesuffix(".example")]

    return resolve


def refusal(url: str, fetcher: Fetcher = LOCAL) -> str:
    with pytest.raises(ReadError) as caught:
        fetcher.get(url)
    message = str(caught.value)
    assert len(message.splitlines()) == 1
    assert "; " in message
    return message


# -- which addresses are public


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_as_public_within_ipv6(address: IPv4Address) -> None:
    for prefix in ("::ffff:0:0", "64:ff9b::"):
        assert is_public(str(IPv6Address(int(IPv6Address(prefix)) | int(address)))) == is_public(str(address))


@given(st.sampled_from(["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "224.0.0.0/3"]), st.integers(0))
def test_nothing_in_a_private_network_is_public(network: str, number: int) -> None:
    inside = IPv4Network(network)
    assert not is_public(str(inside[number % inside.num_addresses]))


@given(st.ip_addresses(v=6))
def test_ipv6_beyond_the_global_networks_is_not_public(address: IPv6Address) -> None:
    if address.packed[0] >> 5 != 1 and not address.ipv4_mapped and address.packed[:2] != b"\0\x64":
        assert not is_public(str(address))


# -- what is refused


@pytest.mark.parametrize(
    "host",
    """127.0.0.1 localhost 2130706433 0x7f000001 0x7f.1 0177.0.0.1 127.1 0 localhost. [::1] [::ffff:127.0.0.1]
    [::ffff:7f00:1] [::] [64:ff9b::7f00:1]""".split(),
)
def test_no_spelling_of_loopback_is_fetched(server: Loopback, host: str) -> None:
    message = refusal(f"http://{host}:{server.port}/", NOBODY)
    assert "is not a public address" in message or "not a web address" in message or "no such host" in message
    assert server.asked == []


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["2606:4700::1111", "fd00::1"]])
def test_a_host_with_one_private_address_is_not_fetched(server: Loopback, addresses: list[str]) -> None:
    message = refusal(f"http://news.example:{server.port}/", Fetcher(resolve=resolving(news=addresses)))
    assert f"news.example leads to {addresses[-1]}, which is not a public address" in message
    assert "--private-host" in message
    assert server.asked == []


def test_a_name_is_looked_up_once_so_that_it_cannot_change_in_between(server: Loopback) -> None:
    server.say("/", "<p>Hello")
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    fetcher = Fetcher({"news.example"}, lambda host, port: next(answers))
    assert fetcher.get(f"http://news.example:{server.port}/").data == b"<p>Hello"
    assert list(answers) == [["10.0.0.1"]]
    assert f"Host: news.example:{server.port}" in server.asked[0]


def test_on_a_redirect_a_name_is_checked_anew(server: Loopback) -> None:
    server.redirect("/", f"http://other.example:{server.port}/")
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    message = refusal(
        f"http://news.example:{server.port}/", Fetcher({"news.example"}, lambda host, port: next(answers))
    )
    assert "other.example leads to 10.0.0.1, which is not a public address" in message


def test_a_further_address_is_tried_when_the_first_does_not_answer(server: Loopback) -> None:
    server.say("/", "<p>Hello")
    fetcher = Fetcher({"news.example"}, resolving(news=["::1", "127.0.0.1"]))
    assert fetcher.get(f"http://news.example:{server.port}/").data == b"<p>Hello"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("host", ["localhost", "127.0.0.2", "0x7f.1", "[::1]", "169.254.169.254", "inner.example"])
def test_a_redirect_to_a_private_address_is_not_followed(host: str, status: int, server: Loopback) -> None:
    fetcher = Fetcher({"127.0.0.1"}, lambda name, port: ["10.0.0.1"] if name == "inner.example" else real(name, port))
    server.redirect("/", f"http://{host}:{server.port}/secret", status)
    message = refusal(server.url(), fetcher)
    assert "is not a public address" in message or "no such host" in message
    assert len(server.asked) == 1


def real(host: str, port: int) -> list[str]:
    return Fetcher().resolve(host, port)


@pytest.mark.parametrize(
    ("location", "problem"),
    [
        ("file:///etc/passwd", "only http and https are fetched, not file"),
        ("ftp://127.0.0.1/a", "only http and https are fetched, not ftp"),
        ("gopher://127.0.0.1:70/x", "only http and https are fetched, not gopher"),
        ("javascript:alert(1)", "only http and https"),
        ("http://user:secret@127.0.0.1/", "never sent"),
        ("http://[", "names no host"),
        ("http://a:b/", "redirects to what is no address"),
    ],
)
def test_a_redirect_elsewhere_than_the_web_is_not_followed(server: Loopback, location: str, problem: str) -> None:
    message = refusal(server.redirect("/", location))
    assert problem in message
    assert "it redirects" in message
    assert "secret" not in message


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("ftp://127.0.0.1/a", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("http://good.example@127.0.0.1/", "never sent"),
        ("http://user:secret@127.0.0.1/", "never sent"),
        ("http:///a", "names no host"),
        ("http://[::1", "not a web address"),
        ("http://a:b/", "not a web address"),
        ("http://a b/", "names no host"),
        ("http://127.0.0.1:99999/", "no connection"),
        ("http://127.0.0.1:0/", "no connection"),
        (f"http://{'a' * 70}.example/", "no"),
        ("http://exa\x00mple/", "not a web address"),
    ],
)
def test_an_address_that_cannot_be_fetched_is_refused(url: str, problem: str) -> None:
    message = refusal(url)
    assert problem in message
    assert "secret" not in message


def test_an_unknown_host_is_named() -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise OSError

    assert "no such host (news.example); check the address" in refusal("http://news.example/", Fetcher(resolve=resolve))


def test_a_port_where_nobody_listens_is_no_connection() -> None:
    with Loopback() as gone:
        url = gone.url()
    assert "no connection to 127.0.0.1 (Connection refused)" in refusal(url)


def test_proxies_of_the_environment_are_not_used(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    with Loopback() as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url())
        assert LOCAL.get(server.say("/", "<p>Hello")).data == b"<p>Hello"
        assert proxy.asked == []


# -- redirects that are followed


def test_a_relative_redirect_is_followed_and_the_last_address_kept(server: Loopback) -> None:
    server.redirect("/a/old", "../b/new?x=1#part")
    server.say("/b/new?x=1", "<p>Hello", Set_Cookie="a=b")
    fetched = LOCAL.get(server.url("/a/old"))
    assert fetched.url == server.url("/b/new?x=1")
    assert fetched.data == b"<p>Hello"


def test_a_redirect_may_hold_letters_beyond_ascii(server: Loopback) -> None:
    server.reply("/", lambda: ["HTTP/1.1 302 X\r\nLocation: /ø\r\nContent-Length: 0\r\n\r\n".encode()])
    server.say("/%C3%B8", "<p>Hello")
    assert LOCAL.get(server.url()).url == server.url("/%C3%B8")


def test_redirects_end(server: Loopback) -> None:
    server.redirect("/a", "/b")
    server.redirect("/b", "/a")
    assert "redirects more than 5 times" in refusal(server.url("/a"))
    assert len(server.asked) == 6


def test_cookies_are_neither_kept_nor_sent(server: Loopback) -> None:
    server.say("/", "moved", status=302, Location="/page", Set_Cookie="id=1")
    server.say("/page", "<p>Hello", Set_Cookie="id=2; Max-Age=banana")
    LOCAL.get(server.url())
    assert not any("cookie:" in head.lower() for head in server.asked)
    assert all("User-Agent: news-qa\r\n" in head for head in server.asked)


# -- sizes and times


def test_a_page_over_the_limit_is_refused(server: Loopback) -> None:
    assert "more than 0.1 MB" in refusal(server.say("/", b"x" * 100_001))
    assert len(LOCAL.get(server.say("/", b"x" * 100_000)).data) == 100_000


def test_an_endless_page_is_refused(server: Loopback) -> None:
    def endless():
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
        while not server.stop.is_set():
            yield b"x" * 1000

    assert "more than 0.1 MB" in refusal(server.reply("/", endless))


def test_a_gzip_bomb_is_refused(server: Loopback) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < LIMITS.size
    assert "more than 0.1 MB" in refusal(server.say("/", bomb, Content_Encoding="gzip"))


def test_gzip_is_unpacked(server: Loopback) -> None:
    packed = gzip.compress(b"<p>Hel") + gzip.compress(b"lo")
    assert LOCAL.get(server.say("/", packed, Content_Encoding="gzip")).data == b"<p>Hello"


@pytest.mark.parametrize("encoding", ["gzip", "GZIP", "x-gzip"])
@pytest.mark.parametrize("damage", [gzip.compress(b"<p>Hello")[:-1], b"no gzip", b""])
def test_damaged_gzip_is_said(server: Loopback, encoding: str, damage: bytes) -> None:
    message = refusal(server.say("/", damage, Content_Encoding=encoding))
    assert "gzip data are damaged" in message or "empty" in message


@pytest.mark.parametrize("encoding", ["br", "deflate", "gzip, gzip", "zstd"])
def test_other_encodings_are_refused(server: Loopback, encoding: str) -> None:
    assert "not asked for" in refusal(server.say("/", b"x", Content_Encoding=encoding))


@pytest.mark.parametrize(
    "first",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nX-Slow: ",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n",
    ],
)
def test_an_answer_that_drips_is_given_up(server: Loopback, first: bytes) -> None:
    fetcher = Fetcher({"127.0.0.1"}, limits=FetchLimits(seconds=0.3))
    message = refusal(server.reply("/", lambda: server.drip(first)), fetcher)
    assert "no answer in time" in message or "does not answer as HTTP" in message


def test_an_answer_that_never_comes_is_given_up(server: Loopback) -> None:
    def silence():
        server.stop.wait()
        yield b""

    fetcher = Fetcher({"127.0.0.1"}, limits=FetchLimits(silent=0.2))
    assert "no answer in time" in refusal(server.reply("/", silence), fetcher)


def test_redirects_share_one_time(server: Loopback) -> None:
    def slowly_to_itself():
        server.stop.wait(0.2)
        yield b"HTTP/1.1 302 X\r\nLocation: /\r\n\r\n"

    fetcher = Fetcher({"127.0.0.1"}, limits=FetchLimits(seconds=0.7))
    assert "no answer in time" in refusal(server.reply("/", slowly_to_itself), fetcher)


# -- strange answers


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (b"SSH-2.0-OpenSSH_9.6\r\n", "does not answer as HTTP"),
        (b"", "does not answer as HTTP"),
        (b"\x00\xff" * 100, "does not answer as HTTP"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000 + b"\r\n\r\n", "does not answer as HTTP"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 100_000, "does not answer as HTTP"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<p>Half", "does not answer as HTTP"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n<p>", "does not answer as HTTP"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "does not answer as HTTP"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "empty"),
        (b"HTTP/1.1 204 No Content\r\n\r\n", "empty"),
        (b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", "HTTP 302"),
        (b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n", "HTTP"),
    ],
)
def test_an_answer_that_is_no_page_is_a_problem_in_words(server: Loopback, answer: bytes, problem: str) -> None:
    assert problem in refusal(server.reply("/", lambda: [answer]))


@pytest.mark.parametrize(
    ("status", "problem"),
    [
        (404, "check the address"),
        (410, "check the address"),
        (401, "save the page and index the file"),
        (402, "save the page and index the file"),
        (403, "save the page and index the file"),
        (451, "save the page and index the file"),
        (418, "check the address"),
        (429, "try again later"),
        (500, "try again later"),
        (503, "try again later"),
    ],
)
def test_each_refusal_of_a_site_has_its_remedy(server: Loopback, status: int, problem: str) -> None:
    message = refusal(server.say("/", "<p>no", status=status))
    assert problem in message
    assert f"HTTP {status}" in message


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/json", "video/mp4"])
def test_what_is_no_page_is_not_read(server: Loopback, kind: str) -> None:
    assert f"{kind} is not a page" in refusal(server.say("/", "data", kind))


@pytest.mark.parametrize(
    ("header", "kind", "charset"),
    [
        ("text/html; charset=Windows-1251", "text/html", "windows-1251"),
        ('TEXT/HTML;charset="utf-8"', "text/html", "utf-8"),
        ("application/rss+xml", "application/rss+xml", None),
        (None, "text/html", None),
    ],
)
def test_type_and_charset_come_from_the_header(
    server: Loopback, header: str | None, kind: str, charset: str | None
) -> None:
    fetched = LOCAL.get(server.say("/", "<p>Hello", header))
    assert (fetched.content_type, fetched.charset) == (kind, charset)


# -- certificates


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secure(authority: trustme.CA):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(context)
    with Loopback(tls=context) as running:
        running.say("/", "<p>Hello")
        yield running


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))


def fetcher_of(host: str) -> Fetcher:
    return Fetcher({host}, lambda host, port: ["127.0.0.1"])


def test_the_certificate_is_checked_against_the_name_not_the_address(secure: Loopback, trusted: None) -> None:
    assert fetcher_of("news.example").get(f"https://news.example:{secure.port}/").data == b"<p>Hello"


def test_a_certificate_of_another_name_is_refused(secure: Loopback, trusted: None) -> None:
    message = refusal(f"https://other.example:{secure.port}/", fetcher_of("other.example"))
    assert "the certificate of other.example is not trusted (Hostname mismatch" in message


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: Loopback) -> None:
    message = refusal(f"https://news.example:{secure.port}/", fetcher_of("news.example"))
    assert "the certificate of news.example is not trusted" in message
    assert "SSL_CERT_FILE" in message


def test_certificates_that_cannot_be_read_are_said(secure: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/authority.pem")
    assert "SSL_CERT_FILE" in refusal(f"https://news.example:{secure.port}/", fetcher_of("news.example"))


def test_a_server_that_does_not_speak_https_is_no_connection() -> None:
    with Loopback(first=b"220 mail.example ESMTP\r\n") as server:
        assert "no connection to 127.0.0.1" in refusal(server.url().replace("http:", "https:"))


# -- the laws


@settings(max_examples=200)
@given(
    st.text(st.characters(exclude_categories=["Cs"]))
    | st.text("[]:/@%.#?\\0127fx ", max_size=20)
    | st.from_regex(r"[0-9a-fx.:%\[\]]{1,20}(:[0-9]{1,6})?", fullmatch=True)
)
def test_whatever_the_address_is_it_is_refused_in_words(rest: str) -> None:
    def resolve(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    assert refusal(f"http://{rest}", Fetcher(resolve=resolve))


@settings(max_examples=100)
@given(
    st.binary(max_size=60)
    | st.lists(st.sampled_from([b"//", b"http:", b"[", b"@", b"%", b"\xff", b"127.0.0.2"])).map(b"".join)
)
def test_whatever_a_redirect_says_it_ends_in_words(location: bytes) -> None:
    head = b"HTTP/1.1 302 X\r\nContent-Length: 0\r\nLocation: " + location + b"\r\n\r\n"
    with Loopback() as server:
        fetcher = Fetcher({"127.0.0.1"}, lambda host, port: [host])
        assert refusal(server.reply("/", lambda: [head]), fetcher)
        assert len(server.asked) <= 6


@settings(max_examples=100)
@given(st.binary() | st.lists(st.sampled_from(HEADS)).map(b"".join))
def test_whatever_a_server_sends_it_is_an_article_or_a_problem_in_words(answer: bytes) -> None:
    with Loopback() as server:
        (result,) = read_address(server.reply("/", lambda: [answer]), Fetcher({"127.0.0.1"}))
    assert len(f"{result.where}{result.problem}".splitlines()) == 1 if isinstance(result, Failure) else result.text
