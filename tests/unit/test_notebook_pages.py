"""The pages of kept conversations over HTTP: for their reader alone, safe to look at, and complete to take away."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from index import Article, Index
from qa import Assistant
from qa.web.conversation import Turns, asked, with_last
from qa.web.notebook.notebook import Notebook
from qa.web.notebook.routes import notebook_routes
from qa.web.notebook.shared import SharedAnswers
from qa.web.readers import COOKIE, new_reader

ADA, GRACE = new_reader(), new_reader()
STORY = "Ada Quill opened the museum in Marrow on Friday. <script>alert(1)</script> ![x](http://evil.example/x.png)"


@pytest.fixture(scope="module")
def turns(tmp_path_factory: pytest.TempPathFactory) -> Turns:
    with Index.create(tmp_path_factory.mktemp("pages") / "news.index") as index:
        index.add(
            [
                Article(
                    id="museum", text=STORY, title="<b>Museum</b>", url="https://post.example/m", source="Marrow Post"
                )
            ]
        )
        desk = Assistant(index, model="quotes")
        turns = asked((), "Who opened the museum in Marrow?", None)
        for event in desk.stream(turns[-1].question):
            turns = with_last(turns, turns[-1].after(event))
    return turns


@pytest.fixture
def notebook(tmp_path: Path) -> Notebook:
    return Notebook(tmp_path)


@pytest.fixture
def browse(tmp_path: Path) -> Iterator[Callable[[str], TestClient]]:
    app = FastAPI()
    app.include_router(notebook_routes(tmp_path, lambda: "<nav>pages</nav>"))
    with TestClient(app) as client:

        def as_reader(reader: str) -> TestClient:
            client.cookies.clear()
            client.cookies.set(COOKIE, reader)
            return client

        yield as_reader


def test_a_reader_finds_reads_renames_and_deletes(
    browse: Callable[[str], TestClient], notebook: Notebook, turns: Turns
) -> None:
    id_ = notebook.begin(ADA, turns).id
    ada = browse(ADA)
    assert f'href="{id_}"' in ada.get("/conversations/").text
    assert f'href="{id_}"' in ada.get("/conversations/?words=QUILL").text
    assert "No conversation mentions" in ada.get("/conversations/?words=zebra").text
    assert "<mark>Ada Quill opened the museum" in ada.get(f"/conversations/{id_}").text
    renamed = ada.post(f"/conversations/{id_}/rename", data={"name": "Museums"})
    assert renamed.url.path == f"/conversations/{id_}"
    assert "<h1>Museums</h1>" in renamed.text
    deleted = ada.post(f"/conversations/{id_}/delete")
    assert deleted.url.path == "/conversations/"
    assert "Nothing is kept yet" in deleted.text


def test_another_reader_sees_and_changes_nothing(
    browse: Callable[[str], TestClient], notebook: Notebook, turns: Turns
) -> None:
    id_ = notebook.begin(ADA, turns).id
    for reader in (GRACE, "", "x"):
        client = browse(reader)
        assert id_ not in client.get("/conversations/").text
        for answer in (
            client.get(f"/conversations/{id_}"),
            client.get(f"/conversations/{id_}.json"),
            client.post(f"/conversations/{id_}/rename", data={"name": "Mine"}),
        ):
            assert answer.status_code == 404
        client.post(f"/conversations/{id_}/delete")
    assert notebook.conversation(ADA, id_).title == turns[0].question


@pytest.mark.parametrize("ending", ["html", "md", "json"])
def test_taken_away_it_has_its_citations(
    browse: Callable[[str], TestClient], notebook: Notebook, turns: Turns, ending: str
) -> None:
    answer = browse(ADA).get(f"/conversations/{notebook.begin(ADA, turns).id}.{ending}")
    assert answer.headers["content-disposition"].endswith(f'.{ending}"')
    for part in ("Marrow Post", "https://post.example/m", "Ada Quill opened the museum"):
        assert part in answer.text


def test_an_article_is_text_on_every_page(
    browse: Callable[[str], TestClient], notebook: Notebook, turns: Turns, tmp_path: Path
) -> None:
    id_ = notebook.begin(ADA, turns).id
    ada = browse(ADA)
    key = SharedAnswers(tmp_path).share(turns[0])
    for path in (f"/conversations/{id_}", f"/conversations/{id_}.html", f"/answers/{key}"):
        text = ada.get(path).text
        assert "&lt;script&gt;" in text
        assert not re.search(r"<(?:script|img|b>Museum)", text)


def test_a_shared_answer_is_there_for_whoever_has_its_address(
    browse: Callable[[str], TestClient], turns: Turns, tmp_path: Path
) -> None:
    key = SharedAnswers(tmp_path).share(turns[0])
    page = browse(GRACE).get(f"/answers/{key}")
    assert "Who opened the museum in Marrow?" in page.text
    assert "Ada Quill opened the museum" in page.text
    assert browse(GRACE).get(f"/answers/{key}.json").json()["citations"][0]["article_id"] == "museum"
    assert browse(GRACE).get("/answers/nothing").status_code == 404
