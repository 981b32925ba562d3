"""A whole draft: what is searched for, and what counts for a sentence that leans on others."""

from passages import hit

from qa.fact_check import fact_check

ARCHIVE = [
    hit("Alun Merrow, a postman, found 418 coins on Scarth Moor. He is 52.", "hoard"),
    hit("Tom Dorrick manages the Mariners. He is 47.", "dorrick"),
    hit("The ferry to Aldersey sails six times a day.", "ferry"),
]


class Archive:
    """Finds the passages that share most words with the text, and remembers what it was asked."""

    def __init__(self, *found):
        self.found = found or ARCHIVE
        self.asked = []

    def __call__(self, text, articles=()):
        self.asked.append((text, tuple(articles)))
        words = set(text.lower().split())
        allowed = [one for one in self.found if not articles or one.article_id in articles]
        return sorted(allowed, key=lambda one: -len(words & set(one.text.lower().split())))


def verdicts(draft, find=None):
    return [sentence.verdict for sentence in fact_check(draft, find or Archive())]


def test_each_sentence_has_its_verdict_in_order():
    draft = (
        "The ferry to Aldersey sails six times a day.\n\nDoes it pay?\n\nThe ferry to Aldersey sails nine times a day."
    )
    assert verdicts(draft) == ["supported", "uncited", "unsupported"]


def test_what_is_true_of_somebody_else_is_not_borne_out():
    assert verdicts("Alun Merrow, a postman, found 418 coins on Scarth Moor. He is 52.") == ["supported", "supported"]
    assert verdicts("Alun Merrow, a postman, found 418 coins on Scarth Moor. He is 47.")[1] != "supported"


def test_a_sentence_that_leans_is_looked_up_with_its_context_and_in_the_article_at_hand():
    find = Archive()
    list(fact_check("Alun Merrow, a postman, found 418 coins on Scarth Moor. He is 52.", find))
    first = "Alun Merrow, a postman, found 418 coins on Scarth Moor."
    assert find.asked[0] == (first, ())
    assert set(find.asked[1:]) == {("He is 52.", ("hoard",)), ("He is 52.", ()), (f"{first} He is 52.", ())}


def test_nothing_is_looked_up_for_what_claims_nothing():
    find = Archive()
    assert verdicts("Why?\n\nBackground", find) == ["uncited", "uncited"]
    assert find.asked == []


def test_an_empty_archive_has_nothing_on_anything():
    assert verdicts("The ferry to Aldersey sails six times a day.", lambda text, articles=(): []) == ["unsupported"]
