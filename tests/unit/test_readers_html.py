"""Saved pages: the article, what the page says about it, and nothing guessed."""

import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index import Article, Failure, read_articles
from index.readers.limits import PAGE_ELEMENTS

PARAGRAPHS = (
    "The first ship carrying grain left the port of Odesa on Monday, officials said.",
    "“It is a relief,” said the minister, adding that the deal was brokered in July.",
)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
HEAD = """
<title>Grain ships leave Odesa | The Daily Example</title>
<meta property="og:title" content="Grain ships leave Odesa">
<meta property="og:site_name" content="The Daily Example">
<meta name="author" content="Ann Smith">
<link rel="canonical" href="https://Example.com/world/grain/">
<meta property="article:published_time" content="2022-08-01T09:30:00Z">
"""


def page(*, head: str = HEAD, body: str = BODY, language: str = "en-GB") -> str:
    return f"""<!DOCTYPE html><html lang="{language}"><head>{head}</head><body>
        <nav><a href="/">Home</a><a href="/sport">Sport</a></nav>
        <article><h1>Grain ships leave Odesa</h1>{body}</article>
        <footer>Copyright 2019 The Daily Example. All rights reserved.</footer></body></html>"""


def read(path: Path, content: str | bytes) -> Article | Failure:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (result,) = read_articles(path)
    return result


def read_article(path: Path, content: str | bytes) -> Article:
    result = read(path, content)
    assert isinstance(result, Article), result
    return result


def test_a_page_gives_its_article_and_what_it_says_about_it(tmp_path: Path) -> None:
    article = read_article(tmp_path / "a.html", page())
    assert article.title == "Grain ships leave Odesa"
    assert article.text.split("\n") == list(PARAGRAPHS)
    assert article.source == "The Daily Example"
    assert article.authors == ("Ann Smith",)
    assert article.language == "en"
    assert article.published == datetime(2022, 8, 1, 9, 30, tzinfo=UTC)
    assert article.id == "https://example.com/world/grain"


def test_a_page_without_metadata_guesses_nothing(tmp_path: Path) -> None:
    article = read_article(tmp_path / "bare.htm", page(head="", language=""))
    assert (article.source, article.url, article.published, article.language) == (None, None, None, None)
    assert article.authors == ()
    assert article.id == (tmp_path / "bare.htm").as_posix()


def test_the_host_stands_for_a_missing_outlet(tmp_path: Path) -> None:
    head = '<title>Grain</title><link rel="canonical" href="https://example.com/grain">'
    article = read_article(tmp_path / "a.html", page(head=head))
    assert article.source == "example.com"


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-8", "utf-16"])
def test_a_page_is_read_in_the_encoding_it_declares(tmp_path: Path, encoding: str) -> None:
    text = "Первое судно с зерном вышло из порта Одессы в понедельник, сообщили официальные лица."
    html = page(head=f'<meta charset="{encoding}"><title>Зерно</title>', body=f"<p>{text}</p>", language="ru")
    assert text in read_article(tmp_path / "a.html", html.encode(encoding)).text


@pytest.mark.parametrize("declared", ["iso-8859-1", "unheard-of", "punycode"])
def test_western_pages_are_read_whatever_they_declare(tmp_path: Path, declared: str) -> None:
    text = "The café’s owner said “no” to the ministry on Monday, and again on Tuesday evening."
    html = page(head=f'<meta charset="{declared}">', body=f"<p>{text}</p>")
    assert text in read_article(tmp_path / "a.html", html.encode("cp1252")).text


@pytest.mark.parametrize(
    "content", ["<html></html>", "<html><body></body></html>", "no tags", "<p>", "<!--", "<div>" * 5000, "<?xml?>"]
)
def test_a_page_without_an_article_is_a_failure(tmp_path: Path, content: str) -> None:
    result = read(tmp_path / "a.html", content)
    assert isinstance(result, Failure)
    assert "no article text found" in result.problem
    assert ".txt" in result.problem


def test_a_page_of_too_many_elements_is_a_failure(tmp_path: Path) -> None:
    result = read(tmp_path / "a.html", page(body="<h2>x</h2>" * PAGE_ELEMENTS))
    assert isinstance(result, Failure)
    assert "more than 50,000 elements" in result.problem


def test_a_saved_page_states_its_section_and_change(tmp_path: Path) -> None:
    head = """<meta property="article:section" content="World"><script type="application/ld+json">
        {"@type": "NewsArticle", "datePublished": "2022-08-01T09:30:00Z", "dateModified": "2022-08-02T10:00:00Z"}
        </script>"""
    article = read_article(tmp_path / "a.html", page(head=head))
    assert article.section == "World"
    assert article.published == datetime(2022, 8, 1, 9, 30, tzinfo=UTC)
    assert article.updated == datetime(2022, 8, 2, 10, tzinfo=UTC)


def test_a_failing_page_logs_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert isinstance(read(tmp_path / "a.html", "<html></html>"), Failure)
    assert capfd.readouterr().err == ""
    assert any(isinstance(handler, logging.NullHandler) for handler in logging.getLogger("trafilatura").handlers)


def test_wrongly_decoded_pages_are_set_right(tmp_path: Path) -> None:
    text = "The mayor said: “We don’t know.” Nobody in Tarn Ferry does, and the inquiry goes on until the autumn. "
    page = f"<html><head><title>Inquiry</title></head><body><article><p>{text * 5}</p></article></body></html>"
    file = tmp_path / "page.html"
    file.write_bytes(page.encode().decode("latin-1").encode())
    (article,) = read_articles(file)
    assert isinstance(article, Article)
    assert "“We don’t know.”" in article.text
