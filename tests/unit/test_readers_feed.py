"""Feeds: each entry an article or a failure, from its full text or from its page, and nothing read that it names."""

import gzip
import tempfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loopback import Loopback

from index import Article, Failure, read_articles
from index.readers.fetch import Fetcher
from index.readers.limits import FEED_ENTRIES, FEED_PAGES
from index.readers.markup import markup_text, plain_language
from index.readers.web import read_address

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour Post</title><link>http://post.example/</link><language>en-gb</language>{}</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="no">
<title type="html">Havne&lt;b&gt;posten&lt;/b&gt;</title>
<link href="http://post.example/"/>{}</feed>"""
FULL = "<content:encoded><![CDATA[<p>The ferry <b>sails</b> again.</p><p>From Thursday.</p>]]></content:encoded>"
TEXT = "The ferry sails again.\nFrom Thursday."
PAGE = """<html><head><title>{0}</title></head><body><article><h1>{0}</h1>
<p>The ferry to the northern islands will sail again from Thursday, the harbour office said.</p></article></body>"""


def item(inside: str) -> str:
    return f"<item>{inside}</item>"


def saved(folder: Path, feed: str | bytes, name: str = "feed.rss") -> list[Article | Failure]:
    path = folder / name
    path.write_bytes(feed.encode() if isinstance(feed, str) else feed)
    return list(read_articles(path))


def only(results: list[Article | Failure]) -> Article:
    (result,) = results
    assert isinstance(result, Article), result
    return result


def problem(results: list[Article | Failure]) -> str:
    (result,) = results
    assert isinstance(result, Failure), result
    assert len(str(result).splitlines()) == 1
    assert "; " in result.problem
    return result.problem


def fetched(server: Loopback, feed: str | bytes, path: str = "/feed", kind: str = "application/rss+xml"):
    return list(read_articles(server.say(path, feed, kind), private_hosts=["127.0.0.1"]))


# -- feeds in files


def test_an_entry_of_rss_is_an_article(tmp_path: Path) -> None:
    entry = f"""<title>AT&amp;amp;T &lt;i&gt;buys&lt;/i&gt; ferry</title><link>http://post.example/ferry?utm_source=rss</link>
        <guid isPermaLink="false">17</guid><pubDate>Mon, 04 Mar 2024 09:30:00 +0200</pubDate>
        <dc:creator>Ann Smith</dc:creator><description>Short.</description>{FULL}"""
    article = only(saved(tmp_path, RSS.format(item(entry))))
    assert article.title == "AT&T buys ferry"
    assert article.text == TEXT
    assert (article.source, article.authors, article.language) == ("Harbour Post", ("Ann Smith",), "en")
    assert article.published == datetime(2024, 3, 4, 9, 30, tzinfo=timezone(timedelta(hours=2)))
    assert article.updated is None
    assert article.id == "http://post.example/ferry"


def test_an_entry_of_atom_is_an_article(tmp_path: Path) -> None:
    entry = """<entry xml:lang="de-CH"><title>A &lt; B</title><id>tag:post.example,2024:1</id>
        <link rel="enclosure" href="http://post.example/a.mp3"/><link href="http://post.example/ferry"/>
        <published>2024-03-04T09:30:00Z</published><updated>2024-03-05T07:00:00Z</updated>
        <author><name>Ann Smith</name></author><author><name>Ola Dahl</name></author><summary>Short.</summary>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The ferry <b>sails</b> again.</p>
        <p>From Thursday.</p></div></content></entry>"""
    article = only(saved(tmp_path, ATOM.format(entry), "feed.atom"))
    assert (article.title, article.text, article.source) == ("A < B", TEXT, "Havneposten")
    assert (article.authors, article.language) == (("Ann Smith", "Ola Dahl"), "de")
    assert article.published == datetime(2024, 3, 4, 9, 30, tzinfo=UTC)
    assert article.updated == datetime(2024, 3, 5, 7, tzinfo=UTC)
    assert article.id == "http://post.example/ferry"


def test_rss_1_0_is_read_and_its_date_is_of_publication(tmp_path: Path) -> None:
    feed = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbour Post</title></channel>
        <item><title>Ferry</title><link>http://post.example/a</link><description>It sails.</description>
        <dc:date>2024-03-04T09:30:00Z</dc:date></item></rdf:RDF>"""
    article = only(saved(tmp_path, feed, "feed.xml"))
    assert (article.published, article.updated) == (datetime(2024, 3, 4, 9, 30, tzinfo=UTC), None)


def test_an_atom_entry_with_a_date_of_change_alone_is_of_unknown_publication(tmp_path: Path) -> None:
    entry = "<entry><id>a</id><updated>2024-03-05T07:00:00Z</updated><summary>It sails.</summary></entry>"
    article = only(saved(tmp_path, ATOM.format(entry), "feed.atom"))
    assert (article.published, article.updated) == (None, datetime(2024, 3, 5, 7, tzinfo=UTC))


def test_the_summary_stands_for_a_missing_text_in_a_file(tmp_path: Path) -> None:
    entry = (
        "<title>Ferry</title><link>http://127.0.0.1:1/a</link><description>It &lt;b&gt;sails&lt;/b&gt;.</description>"
    )
    assert only(saved(tmp_path, RSS.format(item(entry)))).text == "It sails."


def test_the_outlet_is_the_source_that_an_entry_names(tmp_path: Path) -> None:
    entry = f'<source url="http://other.example/feed">Other Post</source>{FULL}'
    assert only(saved(tmp_path, RSS.format(item(entry)))).source == "Other Post"


def test_what_is_wrong_with_an_entry_is_said_and_the_rest_is_read(tmp_path: Path) -> None:
    entries = ["<title>No text</title>", f"<title>Good</title><pubDate>yesterday</pubDate>{FULL}", "", FULL]
    first, second, doubt, third, fourth = saved(tmp_path, RSS.format("".join(map(item, entries))))
    assert "entry 1: it brings no text" in str(first)
    assert isinstance(second, Article)
    assert second.published is None
    assert "entry 2: `published` is not a date" in str(doubt)
    assert "entry 3" in str(third)
    assert isinstance(fourth, Article)


def test_an_entry_that_comes_twice_is_kept_once_and_the_first(tmp_path: Path) -> None:
    entries = [
        "<guid>http://post.example/a</guid><description>New.</description>",
        "<link>http://post.example/a#x</link><description>Old.</description>",
        '<guid isPermaLink="false">7</guid><description>New too.</description>',
        '<guid isPermaLink="false">7</guid><description>Old too.</description>',
    ]
    results = saved(tmp_path, RSS.format("".join(map(item, entries))))
    assert [result.text for result in results if isinstance(result, Article)] == ["New.", "New too."]
    assert sum("repeats an earlier entry" in str(result) for result in results) == 2


def test_a_guid_that_is_no_address_names_an_article_within_its_feed(tmp_path: Path) -> None:
    entry = item(f'<guid isPermaLink="false">7</guid>{FULL}')
    one = only(saved(tmp_path, RSS.format(entry), "monday.xml"))
    again = only(saved(tmp_path, RSS.format(entry), "tuesday.xml"))
    other = only(saved(tmp_path, RSS.format(entry).replace("post.example", "other.example"), "other.xml"))
    assert one.id == again.id == "http://post.example#7"
    assert other.id == "http://other.example#7"


@pytest.mark.parametrize("name", ["feed.rss", "feed.atom", "feed.xml", "FEED.XML", "feed.rss.gz"])
def test_every_name_of_a_feed_is_read(tmp_path: Path, name: str) -> None:
    data = RSS.format(item(FULL)).encode()
    assert only(saved(tmp_path, gzip.compress(data) if name.endswith(".gz") else data, name)).text == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251", "koi8-r"])
def test_a_feed_is_read_in_the_encoding_it_declares(tmp_path: Path, encoding: str) -> None:
    feed = RSS.replace("UTF-8", encoding).format(item("<description>Паром снова пойдёт в четверг.</description>"))
    assert only(saved(tmp_path, feed.encode(encoding))).text == "Паром снова пойдёт в четверг."


def test_a_feed_that_is_not_well_formed_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    feed = RSS.format(item("<title>A & B <</title><description>It sails &nbsp; again.</description>")).removesuffix(
        "</channel></rss>"
    )
    assert only(saved(tmp_path, feed)).text == "It sails again."


@pytest.mark.parametrize(
    "content",
    [
        "<html><body><rss/></body></html>",
        "<urlset/>",
        "rss",
        "{}",
        "\0\1",
        "<",
        "<rss",
        "<!-- <rss> -->",
        "&lt;rss&gt;",
    ],
)
def test_what_is_no_feed_is_said(tmp_path: Path, content: str) -> None:
    assert "neither RSS nor Atom" in problem(saved(tmp_path, content, "sitemap.xml"))


@pytest.mark.parametrize("content", ["<rss/>", RSS.format(""), ATOM.format(""), "<rss>", "<rdf:RDF xmlns:rdf='x'/>"])
def test_a_feed_without_entries_is_said(tmp_path: Path, content: str) -> None:
    assert "the feed has no entries" in problem(saved(tmp_path, content))


# -- what a feed may not do


@pytest.mark.parametrize("before", ["", "<!-- <a -->"])
def test_entities_do_not_grow(tmp_path: Path, before: str) -> None:
    declared = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    bomb = f'<?xml version="1.0"?>{before}<!DOCTYPE rss [<!ENTITY a "haha">{declared}]>'
    feed = bomb + RSS.partition("?>")[2].format(item("<title>&m;</title><description>It sails. &m;</description>"))
    article = only(saved(tmp_path, feed))
    assert len(article.text) + len(article.title) < 1000


@pytest.mark.parametrize("before", ["", "<!-- <a -->"])
def test_entities_and_doctypes_open_nothing(tmp_path: Path, server: Loopback, before: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("PASSWORD", encoding="utf-8")
    server.say("/", "PASSWORD")
    for target in (secret.as_uri(), server.url("/")):
        feed = f"""<?xml version="1.0"?>{before}<!DOCTYPE rss SYSTEM "{target}" [<!ENTITY x SYSTEM "{target}">
            <!ENTITY % y SYSTEM "{target}"> %y;]>""" + RSS.partition("?>")[2]
        article = only(
            saved(tmp_path, feed.format(item("<title>a &x;</title><description>It sails. &x;</description>")))
        )
        assert "PASSWORD" not in f"{article}"
    assert server.asked == []


def test_content_that_is_a_path_or_an_address_is_not_opened(tmp_path: Path, server: Loopback) -> None:
    (tmp_path / "real.rss").write_text(RSS.format(item(FULL)), encoding="utf-8")
    for content in (str(tmp_path / "real.rss"), server.say("/feed", RSS.format(item(FULL)))):
        assert "neither RSS nor Atom" in problem(saved(tmp_path, content, "a.rss"))
    assert server.asked == []


def test_a_saved_feed_fetches_nothing(tmp_path: Path, server: Loopback) -> None:
    link = server.say("/a", PAGE.format("Ferry"))
    entry = f'<title>Ferry</title><link>{link}</link><description>It sails.<img src="{link}"></description>'
    feed = RSS.format(item(entry.replace("<img", "&lt;img")))
    path = tmp_path / "feed.rss"
    path.write_text(feed, encoding="utf-8")
    assert [type(result) for result in read_articles(path, private_hosts=["127.0.0.1"])] == [Article]
    assert server.asked == []


# -- feeds from the web


@pytest.mark.parametrize("kind", ["application/rss+xml", "text/xml", "text/html", "text/plain"])
def test_an_address_that_turns_out_a_feed_is_read_as_one(server: Loopback, kind: str) -> None:
    article = only(fetched(server, RSS.format(item(f"<link>/ferry</link>{FULL}")), kind=kind))
    assert article.text == TEXT
    assert article.id == server.url("/ferry")
    assert len(server.asked) == 1


def test_an_entry_without_its_text_is_read_from_its_page(server: Loopback) -> None:
    server.say("/news/ferry", PAGE.format("Ferry sails again"))
    entry = """<title>Ferry</title><link>ferry</link><description>Short.</description><dc:creator>Ann Smith</dc:creator>
        <pubDate>Mon, 04 Mar 2024 09:30:00 GMT</pubDate>"""
    article = only(fetched(server, RSS.format(item(entry)), "/news/feed"))
    assert article.title == "Ferry sails again"
    assert article.text.startswith("The ferry to the northern islands")
    assert article.id == article.url == server.url("/news/ferry")
    assert article.authors == ("Ann Smith",)
    assert article.published == datetime(2024, 3, 4, 9, 30, tzinfo=UTC)


def test_a_content_that_is_only_a_picture_is_no_text(server: Loopback) -> None:
    server.say("/ferry", PAGE.format("Ferry sails again"))
    content = '<content:encoded><![CDATA[<img src="/a.png">]]></content:encoded><description>Short.</description>'
    article = only(fetched(server, RSS.format(item(f"<link>/ferry</link>{content}"))))
    assert article.text.startswith("The ferry to the northern islands")


def test_what_a_feed_says_of_another_site_is_read_from_there(server: Loopback) -> None:
    page = server.say("/ferry", PAGE.format("Ferry sails again")).replace("127.0.0.1", "other.example")
    feed = server.say("/feed", RSS.format(item(f"<link>{page}</link>{FULL.replace('sails', 'sinks')}")), "text/xml")
    fetcher = Fetcher({"127.0.0.1", "other.example"}, lambda host, port: ["127.0.0.1"])
    article = only(list(read_address(feed, fetcher)))
    assert article.id == page
    assert "sinks" not in article.text


def test_a_guid_passes_for_no_other_article(server: Loopback) -> None:
    entry = f'<guid isPermaLink="false">http://other.example/ferry</guid>{FULL}'
    assert only(fetched(server, RSS.format(item(entry)))).id == server.url("/feed") + "#http://other.example/ferry"


def test_an_entry_that_cannot_be_fetched_does_not_stop_the_rest(server: Loopback) -> None:
    server.say("/good", PAGE.format("Ferry"))
    server.say("/another", RSS.format(item(FULL)), "text/xml")
    links = ["/gone", "http://169.254.169.254/latest/meta-data", "/good", "http://localhost/", "file:///etc/passwd"]
    entries = [f"<link>{link}</link><description>Short.</description>" for link in [*links, "/another"]]
    results = fetched(server, RSS.format("".join(map(item, entries))))
    assert [type(result) for result in results] == [Failure, Failure, Article, Failure, Article, Failure]
    assert f"entry 1: {server.url('/gone')}: there is no such page" in str(results[0])
    assert "169.254.169.254 is not a public address" in str(results[1])
    assert "is not a public address" in str(results[3])
    assert isinstance(results[4], Article)
    assert (results[4].url, results[4].text) == (None, "Short.")
    assert "links to another feed" in str(results[5])


def test_a_feed_has_no_more_pages_fetched_than_the_limit(server: Loopback) -> None:
    entries = [item(f"<link>/{number}</link>") for number in range(FEED_PAGES + 3)]
    *results, last = fetched(server, RSS.format("".join(entries) + item(f"<link>/full</link>{FULL}")))
    assert len(server.asked) == 1 + FEED_PAGES
    assert isinstance(results[-1], Article)
    assert "entries left out: 3" in str(last)


def test_a_feed_is_read_up_to_the_limit_of_entries(tmp_path: Path) -> None:
    entries = (item(f"<description>Number {number}.</description>") for number in range(FEED_ENTRIES + 2))
    *results, last = saved(tmp_path, RSS.format("".join(entries)))
    assert len(results) == FEED_ENTRIES
    assert "entries left out: 2" in str(last)


# -- markup


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>two<br>three</p>", "One\ntwo\nthree"),
        ("a <b>b</b>c", "a bc"),
        ("one\n  two", "one two"),
        ("<ul><li>a<li>b</ul>c", "a\nb\nc"),
        ("a<script>x</script><style>y</style><!-- z -->b", "ab"),
        ("1 < 2 & 3 &gt; 2", "1 < 2 & 3 > 2"),
        ("<?xml version='1.0' encoding='utf-16'?>é", "é"),
        ("&#1;a&#0;b", "ab"),
        ("", ""),
        ("<!-- -->", ""),
        ("</div>a</div>b", "ab"),
        ("<html><head><title>t</title></head><body><p>a</body></html>", "a"),
    ],
)
def test_markup_becomes_lines_of_text(markup: str, text: str) -> None:
    assert markup_text(markup).replace("\ufffd", "") == text


@given(st.text())
def test_any_markup_gives_text(markup: str) -> None:
    assert markup_text(markup) == markup_text(markup).strip()


@pytest.mark.parametrize(
    ("tag", "language"),
    [("en-GB", "en"), ("NO", "no"), (" fr_CA ", "fr"), ("x", None), ("english", None), (None, None)],
)
def test_languages_are_named_without_region(tag: str | None, language: str | None) -> None:
    assert plain_language(tag) == language


# -- the law


PIECES = st.sampled_from(
    """<rss version="2.0">|<feed xmlns="http://www.w3.org/2005/Atom">|<channel>|<item>|</item>|<entry>|</entry>|<title>
    |</title>|<link>|</link>|<link href="http://a.example/"/>|<guid>|</guid>|<pubDate>|</pubDate>|2024-01-01|<author>
    |<description>|</description>|<content type="html">|<content type="image/png">|</content>|<![CDATA[|]]>|<!--|-->|&
    |&amp;|<source>|</source>|<div>|<p>A ferry sails.</p>|http://127.0.0.1:1/a|<!DOCTYPE rss [<!ENTITY a "b">]>|&a;
    |<name>|xml:base="http://["|<summary>|</summary>|<dc:date>|<a""".replace("\n", "").split("|")
)
FEEDS = st.lists(PIECES, max_size=30).map("".join)


@settings(max_examples=200)
@given(content=st.binary() | FEEDS.map(str.encode) | FEEDS.map(lambda feed: f"<rss><item>{feed}".encode()))
def test_whatever_a_feed_is_it_gives_articles_and_failures(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        results = saved(Path(folder), content)
    assert results
    for result in results:
        if isinstance(result, Failure):
            assert "; " in result.problem
            assert len(str(result).splitlines()) == 1
        else:
            assert result.text


@settings(max_examples=50)
@given(content=FEEDS.map(lambda feed: f"<rss><item>{feed}"))
def test_whatever_a_feed_from_the_web_is_it_gives_articles_and_failures(content: str) -> None:
    fetcher = Fetcher({"127.0.0.1"}, lambda host, port: ["127.0.0.1"] if host == "127.0.0.1" else [])
    with Loopback() as server:
        results = list(read_address(server.say("/feed", content, "text/xml"), fetcher))
    assert results
    for result in results:
        where = result.id if isinstance(result, Article) else result.where
        assert where.startswith(("http://127.0.0.1", server.url())) or len(where) == 16
