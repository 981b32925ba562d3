"""What belongs to a news page and not to its story."""

import pytest
from passages import evidence, hit

from qa.writers.candidates import candidates
from qa.writers.furniture import is_furniture


@pytest.mark.parametrize(
    "line",
    [
        "READ MORE: Ferry sails again.",
        "► More:Ferry sails again after fire.",
        "Read more.",
        "Watch: The ferry comes home!",
        "Editor's note: This page is of Monday.",
        "Contributing: Jago Wren and the Corvane Wire.",
        "Last updated: 3 May 2024, 5 p.m.",
        "Published at 11:45 a.m. on Sunday.",
        "By Jago Wren and Ada Pell.",
        "Sign up here for our free letter.",
        "You can subscribe to the Post’s morning newsletter.",
        "Follow her on Twitter @jagowren.",
        "Reach Jago Wren at wren@post.example.",
        "Jago Wren contributed to this report.",
        "This story has been updated with what the council said.",
        "Jago Wren/Getty Images The ferry burns off Aldersey.",
        "The ferry burns off Aldersey. (Photo by Jago Wren)",
        "The ferry burns off Aldersey on Monday (Image credit: Jago Wren).",
        "The ferry in 1990. Hide Caption 4 of 9 Photos: The life of a ferry The ferry in 1991.",
        "© Vessen Post 2024.",
    ],
)
def test_what_belongs_to_the_page(line):
    assert is_furniture(line)


@pytest.mark.parametrize(
    "sentence",
    [
        "By Monday the ferry was back.",
        "By Friday, Harwick and Corrow had signed.",
        "More than 40 people watched.",
        "Read more than once, the letter makes no sense.",
        "“Get us out of here,” he said.",
        "“Follow the money,” she told the inquiry.",
        "Getty Images sued the maker of the program on Monday.",
        "The AP called the race at midnight.",
        "Reuters reported on Monday that the ferry had sunk.",
        "Subscribers will pay £3 more for the app.",
        "The photo by the door shows the ferry.",
        "The paper published 40 letters on Monday.",
        "Correction: This story has been updated to correct the number of passengers, which was 160.",
        "She posted the picture on Instagram.",
    ],
)
def test_what_belongs_to_the_story(sentence):
    assert not is_furniture(sentence)


def test_of_a_gallery_no_caption_is_quoted():
    gallery = (
        "The ferry is built in 1988. Hide Caption 3 of 9 Photos: A life at sea The ferry leaves on her first trip."
    )
    items = evidence(hit(f"{gallery}\nThe ferry sank on Monday."), hit(gallery, "b"))
    assert [one.text for one in candidates(items)] == ["The ferry sank on Monday."]


def test_it_is_not_quoted_where_a_passage_has_nothing_else():
    assert candidates(evidence(hit("Sign up here for our newsletter.\n\nBy Jago Wren"))) == []
