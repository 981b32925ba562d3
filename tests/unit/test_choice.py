"""Which sentences are chosen, though not all have been weighed."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from passages import evidence, hit

from qa.writers.candidates import candidates
from qa.writers.choice import Choice

ITEMS = evidence(
    hit("Gulls ate bread. Gulls ate the bread. Terns fled north. Owls hunt.", "one"),
    hit("Bread was eaten. Gulls ate bread. Terns came back. Rain fell. Nobody saw the owls.", "other"),
)
FOUND = candidates(ITEMS)
SCORES = st.lists(st.floats(-6, 6), min_size=len(FOUND), max_size=len(FOUND))


@given(st.lists(SCORES, min_size=1, max_size=3), SCORES, st.integers(1, 4))
def test_what_is_left_out_below_the_least_would_not_have_been_chosen(parts, further, at_a_time):
    scores = np.array(parts)
    whole = Choice(FOUND, ITEMS)
    whole.add(range(len(FOUND)), scores)
    at_most = scores.max(axis=0) + np.abs(further)
    order = [int(at) for at in np.argsort(-at_most, kind="stable")]
    known, choice = np.full(scores.shape, -np.inf), Choice(FOUND, ITEMS)
    while order and at_most[order[0]] >= choice.least:
        now, order = order[:at_a_time], order[at_a_time:]
        known[:, now] = scores[:, now]
        choice.add(now, known)
    assert choice.places == whole.places
