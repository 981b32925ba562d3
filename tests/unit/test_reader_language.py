"""Which language a reader gets, by address, choice and browser; and that what Gradio serves says so."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from qa.web.reader_language import COOKIE, ReaderLanguage, preferred
from qa.web.spoken import SpokenPage
from qa.web.texts import spoken


def answer(_: Request) -> Response:
    return Response(spoken(), media_type="text/plain")


@pytest.fixture
def client() -> TestClient:
    app = Starlette(
        routes=[Route("/{path:path}", answer, methods=["GET", "POST"])], middleware=[Middleware(ReaderLanguage)]
    )
    return TestClient(app, follow_redirects=False)


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("de-DE,de;q=0.9,en;q=0.5", "de"),
        ("en-GB,de;q=0.9", "en"),
        ("de;q=0.3, en;q=0.8", "en"),
        ("fr,de;q=0.2", "de"),
        ("de;q=0", "en"),
        ("de;q=much, fr", "en"),
        ("DE-at", "de"),
        ("*", "en"),
        (";;,", "en"),
        ("", "en"),
    ],
)
def test_the_browser_s_first_language_that_there_is(asked: str, language: str):
    assert preferred({"accept-language": asked}, {}) == language


def test_what_a_reader_chose_counts_more_than_their_browser():
    assert preferred({"accept-language": "de"}, {COOKIE: "en"}) == "en"
    assert preferred({"accept-language": "de"}, {COOKIE: "xx"}) == "de"


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/", "de/"),
        ("/?conversation=a%26b", "de/?conversation=a%26b"),
        ("/archive/?article=x%20y", "../de/archive/?article=x+y"),
        ("/conversations/", "../de/conversations/"),
    ],
)
def test_a_reader_is_sent_to_their_language(client: TestClient, address: str, target: str):
    sent = client.get(address, headers={"Accept-Language": "de"})
    # "./" first, where there is no way up
    assert (sent.status_code, sent.headers["location"].removeprefix("./")) == (307, target)
    assert "Accept-Language" in sent.headers["vary"]
    assert COOKIE not in sent.cookies


def test_the_language_in_an_address_is_spoken_whatever_the_browser_asks_for(client: TestClient):
    assert client.get("/de/archive/", headers={"Accept-Language": "en"}).text == "de"
    assert client.get("/archive/").text == "en"
    assert client.post("/de/conversations/1/rename").text == "de"
    assert client.get("/de").headers["location"].removeprefix("./") == "de/"


@pytest.mark.parametrize("address", ["/answers/key", "/api/health", "/assets/index.js", "/archive/config"])
def test_what_is_no_page_stays_where_it_is(client: TestClient, address: str):
    assert client.get(address, headers={"Accept-Language": "de"}).text == "de"


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/?language=de", "de/"),
        ("/de/?language=en", "../"),
        ("/de/archive/?article=5&language=en", "../../archive/?article=5"),
        ("/conversations/1?language=de", "../de/conversations/1"),
        ("/de/?language=de&conversation=1", "../de/?conversation=1"),
    ],
)
def test_a_chosen_language_is_gone_to_and_remembered(client: TestClient, address: str, target: str):
    sent = client.get(address)
    assert sent.headers["location"].removeprefix("./") == target
    assert sent.cookies[COOKIE] in address
    assert "httponly" in sent.headers["set-cookie"].lower()


def test_a_language_that_there_is_not_is_not_chosen(client: TestClient):
    sent = client.get("/?language=//evil.example")
    assert (sent.status_code, sent.text) == (200, "en")
    assert COOKIE not in sent.cookies


def test_no_address_leads_away(client: TestClient):
    for address in ("//evil.example/?language=de", "/de//evil.example/?language=en", "/\\evil.example/?language=de"):
        location = client.get(f"http://testserver{address}").headers["location"]
        assert location.startswith(("./", "../", "de/"))


def test_a_page_of_gradio_s_says_its_language_and_has_gradio_speak_it():
    page = '<!doctype html>\n<html\n\tlang="en"\n\tstyle="margin: 0">\n<head><title>x</title></head><p lang="fr">é</p>'
    app = Starlette(
        routes=[
            Route("/", lambda _: HTMLResponse(page)),
            Route("/config", lambda _: Response('<html lang="en">', media_type="application/json")),
        ],
        middleware=[Middleware(SpokenPage, "de")],
    )
    served = TestClient(app).get("/")
    assert '<html\n\tlang="de"' in served.text
    assert '<head><script>Object.defineProperty(navigator, "language", { value: "de" });</script><title>' in served.text
    assert '<p lang="fr">é</p>' in served.text
    assert int(served.headers["content-length"]) == len(served.content)
    assert TestClient(app).get("/config").text == '<html lang="en">'
