"""The law of the readers: no input raises, and what comes out is whole."""

import gzip
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Article, format_date, read_articles
from index.readers.folders import SUFFIXES

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
FIELDS = ("id", "url", "title", "source", "published", "updated", "authors", "language", "section", "text", "extra")
RECORDS = st.dictionaries(st.sampled_from(FIELDS), JSON).map(json.dumps)
PIECES = st.sampled_from(
    ["---\n", "# Title\n", "\n\n", "title: x\n", "text", '{"text": "a"}\n', "<p>", "<html>", "</p>", "{", "[", "]", ","]
)
CONTENTS = st.one_of(
    st.binary(),
    st.text(st.characters(exclude_categories=["Cs"])).map(str.encode),
    RECORDS.map(str.encode),
    st.lists(RECORDS | PIECES).map("\n".join).map(str.encode),
    st.lists(PIECES).map("".join).map(lambda text: text.encode("utf-16")),
)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=60, deadline=None)
@given(content=CONTENTS, damage=st.sampled_from([0, 0, 1, 9]))
def test_no_content_raises_and_all_that_comes_out_is_whole(
    suffix: str, packed: bool, content: bytes, damage: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}{'.gz' if packed else ''}"
        whole = gzip.compress(content) if packed else content
        path.write_bytes(whole[: len(whole) - damage])
        results = list(read_articles(path))
    assert results
    for result in results:
        if isinstance(result, Article):
            check_article(result)
        else:
            assert result.where.startswith(str(path))
            assert len(str(result).splitlines()) == 1
            assert "; " in result.problem


def check_article(article: Article) -> None:
    assert article.id
    assert article.text == article.text.strip() != ""
    json.dumps(article.metadata, ensure_ascii=False).encode("utf-8")
    labels = [article.id, article.title, article.source, article.url, *article.authors, article.language]
    for text in filter(None, [*labels, article.section, article.text]):
        assert not any(character < " " and character not in "\n\t" for character in text)
        text.encode("utf-8")
    for moment in filter(None, [article.published, article.updated]):
        assert moment.tzinfo is not None
        format_date(moment)
