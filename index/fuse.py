"""Several rankings into one."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence


def reciprocal_rank_fusion(rankings: Iterable[Sequence[str]], k: float = 10) -> dict[str, float]:
    """Score each id by the sum of 1 / (k + rank) over the rankings that hold it, rank from 1.

    Cormack, Clarke and Büttcher, SIGIR 2009. They took k = 60; a smaller k trusts the first places more, which suits
    news, where one article is often far ahead in one of the rankings.
    """
    shares: defaultdict[str, list[float]] = defaultdict(list)
    for ranking in rankings:
        for rank, id_ in enumerate(ranking, start=1):
            shares[id_].append(1 / (k + rank))
    # fsum: the same total whatever the order of the rankings.
    return {id_: math.fsum(share) for id_, share in shares.items()}
