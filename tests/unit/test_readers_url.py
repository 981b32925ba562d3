"""Web addresses: a page there is an article, called by its own address and by nobody else's."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loopback import Loopback

from index import Article, Failure, read_articles
from index.readers.fetch import Fetcher
from index.readers.web import read_address

PARAGRAPHS = (
    "The ferry to the northern islands will sail again from Thursday, the harbour office said.",
    "“We have waited all winter for this,” said Ida Moen, who runs the shop on Storholm.",
)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
SITE = Fetcher(
    {"news.example", "www.news.example", "m.news.example", "other.example", "a.blogs.example"},
    lambda host, port: ["127.0.0.1"],
)


def page(head: str = "", body: str = BODY, title: str = "Ferry sails again", lang: str = "en-GB") -> str:
    return f"""<!DOCTYPE html><html lang="{lang}"><head><title>{title}</title>{head}</head>
        <body><nav><a href="/">Home</a></nav><article><h1>{title}</h1>{body}</article>
        <footer>Copyright 2019. All rights reserved.</footer></body></html>"""


def read(*addresses: str) -> list[Article | Failure]:
    return list(read_articles(*addresses, private_hosts=["127.0.0.1"]))


def article(*addresses: str) -> Article:
    (result,) = read(*addresses)
    assert isinstance(result, Article), result
    return result


def failure(address: str) -> Failure:
    (result,) = read(address)
    assert isinstance(result, Failure), result
    assert len(str(result).splitlines()) == 1
    return result


def on(server: Loopback, host: str, path: str, head: str) -> Article:
    """The article on a page with `head` that a host in SITE has at `path`."""
    server.say(path, page(head.replace(".example", f".example:{server.port}")))
    (result,) = read_address(f"http://{host}:{server.port}{path}", SITE)
    assert isinstance(result, Article), result
    return result


def test_a_page_is_the_article_on_it_with_what_it_states(server: Loopback) -> None:
    head = """<meta property="og:site_name" content="Harbour Post"><meta name="author" content="Ann Smith">
        <meta property="article:published_time" content="2024-03-04T09:30:00+02:00">
        <meta property="article:modified_time" content="2024-03-05T07:00:00Z">
        <meta property="article:section" content="Islands">"""
    found = article(server.say("/ferry/?utm_source=mail", page(head)))
    assert found.title == "Ferry sails again"
    assert found.text.split("\n") == list(PARAGRAPHS)
    assert (found.source, found.authors, found.language, found.section) == (
        "Harbour Post",
        ("Ann Smith",),
        "en",
        "Islands",
    )
    assert found.published == datetime(2024, 3, 4, 9, 30, tzinfo=timezone(timedelta(hours=2)))
    assert found.updated == datetime(2024, 3, 5, 7, tzinfo=UTC)
    assert found.id == server.url("/ferry")
    assert found.url == server.url("/ferry/?utm_source=mail")


def test_a_page_that_states_nothing_has_only_its_host_for_an_outlet(server: Loopback) -> None:
    found = article(server.say("/ferry", page(lang="")))
    assert (found.source, found.published, found.updated, found.section) == ("127.0.0.1", None, None, None)
    assert (found.authors, found.language) == ((), None)


@pytest.mark.parametrize(
    "data",
    [
        '{"@type": "NewsArticle", %s}',
        '[{"@type": "WebSite", "dateModified": "2026-01-01"}, {"@type": ["Thing", "NewsArticle"], %s}]',
        '{"@graph": [{"@type": "WebPage"}, {"@type": "NewsArticle", %s}, {"@type": "Article", "articleSection": "B"}]}',
    ],
)
def test_json_ld_gives_times_and_section(server: Loopback, data: str) -> None:
    stated = (
        '"datePublished": "2024-03-04T09:30:00Z", "dateModified": "2024-03-04T11:00:00Z", "articleSection": ["A", "C"]'
    )
    found = article(server.say("/a", page(f'<script type="application/ld+json">{data % stated}</script>')))
    assert found.published == datetime(2024, 3, 4, 9, 30, tzinfo=UTC)
    assert found.updated == datetime(2024, 3, 4, 11, tzinfo=UTC)
    assert found.section == "A"


@pytest.mark.parametrize(
    "data", ["", "{", "null", "3", '{"@type": {}}', '{"@graph": 1}', "[" * 9999, '{"@type":"Article","dateModified":3}']
)
def test_json_ld_of_any_kind_costs_nothing(server: Loopback, data: str) -> None:
    found = article(server.say("/a", page(f'<script type="application/ld+json">{data}</script>')))
    assert (found.updated, found.section) == (None, None)


@pytest.mark.parametrize("modified", ["2024-03-04T09:30:00Z", "2024-03-04", "2023-12-31", ""])
def test_a_change_that_is_not_after_publication_is_none(server: Loopback, modified: str) -> None:
    head = f"""<meta property="article:published_time" content="2024-03-04T09:30:00Z">
        <meta property="article:modified_time" content="{modified}">"""
    assert article(server.say("/a", page(head))).updated is None


def test_a_date_of_change_that_is_none_costs_the_date_alone(server: Loopback) -> None:
    address = server.say("/a", page('<meta property="article:modified_time" content="soon">'))
    found, doubt = read(address)
    assert isinstance(found, Article)
    assert isinstance(doubt, Failure)
    assert "`updated` is not a date" in doubt.problem


# -- what the article is called


@pytest.mark.parametrize("head", ['<link rel="canonical" href="{}">', '<meta property="og:url" content="{}">'])
@pytest.mark.parametrize("host", ["news.example", "www.news.example", "m.news.example"])
def test_a_page_may_name_another_address_of_its_own_site(server: Loopback, head: str, host: str) -> None:
    found = on(server, host, "/a?page=1", head.format("http://www.news.example/ferry/"))
    assert found.id == f"http://www.news.example:{server.port}/ferry"


def test_a_canonical_address_may_be_relative(server: Loopback) -> None:
    found = on(server, "news.example", "/x/a", '<link rel="canonical" href="../ferry">')
    assert found.id == f"http://news.example:{server.port}/ferry"


@pytest.mark.parametrize(
    "claimed",
    [
        "http://other.example/ferry",
        "http://news.example.other.example/ferry",
        "http://news.example@other.example/ferry",
        "http://other.example@news.example/ferry",
        "//other.example/ferry",
        "http://b.news.example/ferry",
        "http://example/ferry",
        "ftp://news.example/ferry",
        "http://news.example/",
        "http://[news.example/ferry",
        "javascript:void(0)",
        "",
    ],
)
def test_no_page_passes_for_one_of_another_site(server: Loopback, claimed: str) -> None:
    found = on(server, "news.example", "/a", f'<link rel="canonical" href="{claimed}">')
    assert found.id == found.url == f"http://news.example:{server.port}/a"


def test_one_of_many_sites_under_a_domain_does_not_pass_for_that_domain(server: Loopback) -> None:
    found = on(server, "a.blogs.example", "/a", '<link rel="canonical" href="http://blogs.example/ferry">')
    assert found.id == f"http://a.blogs.example:{server.port}/a"


def test_a_page_is_called_by_where_the_redirects_lead(server: Loopback) -> None:
    server.say("/new", page())
    assert article(server.redirect("/old", "/new#top")).id == server.url("/new")


# -- encodings and kinds


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-8", "utf-16"])
def test_the_charset_of_the_header_is_used(server: Loopback, encoding: str) -> None:
    text = "Паром на северные острова снова пойдёт в четверг, сообщили в управлении порта сегодня утром."
    address = server.say("/a", page(body=f"<p>{text}</p>").encode(encoding), f"text/html; charset={encoding}")
    assert article(address).text == text


def test_the_header_comes_before_what_the_page_declares(server: Loopback) -> None:
    text = "Паром на северные острова снова пойдёт в четверг, сообщили в управлении порта сегодня утром."
    content = page('<meta charset="koi8-r">', f"<p>{text}</p>").encode("windows-1251")
    assert article(server.say("/a", content, "text/html; charset=windows-1251")).text == text


def test_plain_text_is_an_article_and_its_header_is_text(server: Loopback) -> None:
    found = article(server.say("/a.txt", "Ferry sails\n\nIt sails from Thursday.", "text/plain"))
    assert (found.title, found.text, found.id) == ("Ferry sails", "It sails from Thursday.", server.url("/a.txt"))
    text = "---\nid: https://other.example/a\nurl: https://other.example/a\n---\nIt sails from Thursday."
    assert article(server.say("/b.txt", text, "text/plain")).id == server.url("/b.txt")


@pytest.mark.parametrize("content", ["<html></html>", "<p>", b"\0\1\2" * 100, "<?xml version='1.0'?><urlset/>", "{}"])
def test_a_page_without_an_article_is_a_failure(server: Loopback, content: str | bytes) -> None:
    found = failure(server.say("/a", content))
    assert found.where == server.url("/a")
    assert "no article text" in found.problem or "not readable" in found.problem


def test_a_failing_address_does_not_stop_the_rest(server: Loopback, tmp_path) -> None:
    (tmp_path / "a.txt").write_text("A ferry sails.", encoding="utf-8")
    good = server.say("/a", page())
    results = read(server.url("/gone"), good, "http://localhost/", str(tmp_path / "a.txt"), tmp_path / "b.txt")
    assert [type(result) for result in results] == [Failure, Article, Failure, Article, Failure]


@pytest.mark.parametrize(
    "address", ["HTTP://user:secret@127.0.0.1/a", "https://secret@127.0.0.1/", "http://:secret@127.0.0.1:1?x=a@b"]
)
def test_a_password_in_an_address_is_not_repeated(address: str) -> None:
    found = failure(address)
    assert "secret" not in str(found)
    assert "127.0.0.1" in found.where


@pytest.mark.parametrize("address", ["ftp://127.0.0.1/a", "file:///etc/passwd", "gopher://127.0.0.1/"])
def test_other_schemes_are_refused_in_words(address: str) -> None:
    assert "only http and https are fetched" in failure(address).problem


def test_loopback_is_refused_unless_it_is_named(server: Loopback) -> None:
    (refused,) = read_articles(server.say("/", page()))
    assert "127.0.0.1 is not a public address" in str(refused)
    assert server.asked == []


PIECES = st.sampled_from(
    [b"<p>", b"</p>", b"<html", b">", b"<head>", b'<link rel="canonical" href="', b'"', b"http://", b"&", b"<!--",
     b'<script type="application/ld+json">', b"</script>", b'{"@type":"Article","dateModified":', b"2024-01-01", b"}",
     b"<rss>", b"<item>", b"<title>", b"<meta property='article:modified_time' content='", b"A ferry sails. ", b"\xff"]
)  # fmt: skip


@settings(max_examples=80)
@given(
    content=st.binary() | st.lists(PIECES, max_size=40).map(b"".join),
    kind=st.sampled_from(["text/html", "text/html; charset=shift_jis", "text/plain", "application/rss+xml", None]),
)
def test_whatever_the_page_is_it_gives_articles_and_failures(content: bytes, kind: str | None) -> None:
    with Loopback() as server:
        results = read(server.say("/a", content, kind))
    assert results
    for result in results:
        if isinstance(result, Failure):
            assert result.where.startswith(server.url("/a"))
            assert "; " in result.problem
            assert len(str(result).splitlines()) == 1
        else:
            assert result.id.startswith(server.url())
