"""Links between the pages."""

from urllib.parse import urljoin

import pytest
from page import Reading

from qa.web.pages import pages
from qa.web.texts import speaking

PLACES = {
    "ask": "",
    "archive": "archive/",
    "draft": "draft/",
    "conversations": "conversations/",
    "evaluate": "evaluate/",
}


@pytest.mark.parametrize("root", ["http://127.0.0.1:7860/", "https://desk.example/tools/news/"])
@pytest.mark.parametrize("here", PLACES)
def test_each_page_leads_to_each_other_wherever_the_application_stands(root: str, here):
    links = Reading(pages(here, PLACES)).links
    assert {urljoin(root + PLACES[here], link) for link in links} == {
        *(root + place for page, place in PLACES.items() if page != here),
        f"{root}{PLACES[here]}?language=de",
    }


def test_a_page_that_is_not_there_is_not_named():
    assert "Evaluate" not in pages("ask", {"ask", "draft"})


def test_where_one_is_is_said_and_leads_nowhere():
    reading = Reading(pages("draft", PLACES))
    assert ("aria-current", "page") in reading.attributes
    assert len(reading.links) == 5


def test_another_language_is_called_what_its_readers_call_it():
    assert '<a class="language" href="?language=de" lang="de" hreflang="de">Deutsch</a>' in pages("ask", PLACES)
    with speaking("de"):
        assert 'lang="en" hreflang="en">English</a>' in pages("ask", PLACES)
        assert "Deutsch" not in pages("ask", PLACES)
