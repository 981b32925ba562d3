"""What holds of any sentence copied from its passage, and of any that was changed."""

import re
import unicodedata

from held_against import PUBLISHED, verdict
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from passages import evidence, hit

from qa.check import check
from qa.values import Sentence

SENTENCES = (
    "The ferry Lady Ysolde carried 1,240 passengers to Aldersey on Tuesday.",
    "José Núñez, the harbour master, said that 38 boats were lost in the storm.",
    "Halden Paper bought Corvane Mills for £240m in April 2021.",
    "“The sea will take this wall within 15 years,” said Nora Stope, the mayor.",
    "About 62% of voters in Calder backed the levy, which will raise $4.5 million.",
    "The court in Vessen has jailed Ansel Brock for 11 years.",
    "Norvik Timber was fined €850,000 after 29 workers were hurt at its mill.",
    "The bridge is 312 metres long and was opened on 9 May 1958.",
    "Aldersey beat Scarth 3-1, and Tom Dorrick scored in the 88th minute.",
    "Twenty-six schools in Tarn are closed because of the snow.",
)
FOUND = [hit(text, f"a{at}", published=PUBLISHED) for at, text in enumerate(SENTENCES)]
_NUMBER = re.compile(r"(?<![\w-])\d[\d,]*(?:\.\d+)?")
_HELPS = re.compile(r"\b(?:is|was|were|are|has|will)\b")
sentences = st.sampled_from(SENTENCES)
few = settings(max_examples=40)


@few
@given(st.permutations(range(len(SENTENCES))), st.integers(1, 4), sentences)
def test_a_copied_sentence_is_supported_whatever_stands_around_it(order, size, text):
    around = [SENTENCES[at] for at in order[:size] if SENTENCES[at] != text]
    assert verdict(text, " ".join([*around, text])) == "supported"
    assert verdict(f"{text[:-1]}, it is said.", " ".join([text, *around])) != "unsupported"


@few
@given(sentences, st.data())
def test_a_copied_sentence_with_another_number_is_never_supported(text, data):
    numbers = list(_NUMBER.finditer(text))
    assume(numbers)
    number = data.draw(st.sampled_from(numbers))
    other = data.draw(st.integers(2, 9999).map(lambda value: f"{value:,}" if "," in number[0] else str(value)))
    assume(other != number[0])
    assert verdict(text[: number.start()] + other + text[number.end() :], " ".join(SENTENCES)) != "supported"


@few
@given(sentences, st.data())
def test_a_copied_sentence_that_is_denied_is_never_supported(text, data):
    verb = data.draw(st.sampled_from(list(_HELPS.finditer(text)) or [None]))
    assume(verb)
    word = data.draw(st.sampled_from(["not", "never"]))
    assert verdict(f"{text[: verb.end()]} {word}{text[verb.end() :]}", " ".join(SENTENCES)) != "supported"


@few
@given(sentences, st.permutations(range(len(SENTENCES))), st.sampled_from([None, ("38", "83"), ("beat", "lost to")]))
def test_the_order_of_what_is_cited_makes_no_difference(text, order, change):
    text = f"Again, {text.replace(*change) if change else text}"
    cited = Sentence(text, tuple(range(1, len(order) + 1)))
    (straight,) = check([cited], evidence(*FOUND))
    (shuffled,) = check([cited], evidence(*(FOUND[at] for at in order)))
    assert straight.verdict == shuffled.verdict
    assert set(straight.problems) == set(shuffled.problems)


@few
@given(sentences, st.sampled_from(["NFC", "NFD"]), st.sampled_from(["NFC", "NFD"]), st.booleans(), st.booleans())
def test_the_way_of_writing_makes_no_difference(text, one, other, plain, spaced):
    passage = unicodedata.normalize(one, " ".join(SENTENCES))
    written = unicodedata.normalize(other, text)
    if plain:
        written = written.replace("“", '"').replace("”", '"').replace("’", "'")
    if spaced:
        written = "  ".join(written.split(" ")) + "\n"
    assert verdict(written, passage) == "supported"
    wrong = written.replace("38", "39").replace("1,240", "1,250").replace("Ansel", "Orla").replace("Halden", "Tarn")
    right = text.replace("38", "39").replace("1,240", "1,250").replace("Ansel", "Orla").replace("Halden", "Tarn")
    assert verdict(wrong, passage) == verdict(right, " ".join(SENTENCES))


@few
@given(st.text(max_size=60), st.lists(st.text(max_size=60), min_size=1, max_size=3))
def test_any_text_can_be_held_against_any_passages(text, passages):
    assert verdict(text, *passages) in {"supported", "partial", "unsupported"}
