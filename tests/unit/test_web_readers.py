"""A browser is known by a cookie that it gets with its first page."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from qa.web.readers import COOKIE, RememberReaders, new_reader, reader_of


async def page(request: Request) -> HTMLResponse:
    return HTMLResponse(reader_of(request.cookies) or "nobody")


async def data(_: Request) -> JSONResponse:
    return JSONResponse({})


@pytest.fixture
def browser() -> Iterator[TestClient]:
    app = Starlette(routes=[Route("/", page), Route("/data", data)])
    app.add_middleware(RememberReaders)
    with TestClient(app) as client:
        yield client


def test_the_first_page_brings_a_cookie_that_stays(browser: TestClient) -> None:
    first = browser.get("/")
    assert first.text == "nobody"
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(first.headers["set-cookie"].split("; "))
    second = browser.get("/")
    assert second.text == browser.cookies[COOKIE]
    assert "set-cookie" not in second.headers


def test_a_cookie_that_is_not_ours_is_replaced(browser: TestClient) -> None:
    browser.cookies.set(COOKIE, "../../etc")
    answer = browser.get("/")
    assert answer.text == "nobody"
    assert "set-cookie" in answer.headers


def test_a_program_that_asks_for_data_is_nobody(browser: TestClient) -> None:
    assert "set-cookie" not in browser.get("/data").headers


def test_over_https_it_never_goes_in_the_clear() -> None:
    app = Starlette(routes=[Route("/", page)])
    app.add_middleware(RememberReaders)
    with TestClient(app, base_url="https://news.example") as client:
        assert "; Secure" in client.get("/").headers["set-cookie"]


def test_no_two_readers_are_alike() -> None:
    assert len({new_reader() for _ in range(1000)}) == 1000
