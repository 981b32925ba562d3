"""In which number format the processor runs an embedding model fastest."""

from __future__ import annotations

import time
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

CLEARLY = 1.3
"""Times as fast that bfloat16 must be, so that noise does not decide: where it is faster at all, it is by twice."""

_TEXTS, _INPUTS, _OUTPUTS = 1024, 384, 1536
"""Sizes of the product that is timed: of a small sentence transformer, one batch."""


def has_matrix_units() -> bool:
    """Whether the processor multiplies matrices of bfloat16 in units of their own (AMX)."""
    import torch

    return bool(torch.cpu.get_capabilities().get("amx_bf16"))


@cache
def computes_in_bfloat16() -> bool:
    """Whether bfloat16 is the faster one here, at equal results: with matrix units for it (AMX) always.

    Processors that have only AVX-512's instructions for it differ: some run them at twice the speed of float32, some
    at two thirds of it. So there a product of each is timed, for a tenth of a second.
    """
    import torch

    if has_matrix_units() or not torch.cpu.get_capabilities().get("avx512_bf16"):
        return has_matrix_units()
    with torch.inference_mode():
        return _fastest(torch.float32) > CLEARLY * _fastest(torch.bfloat16)


def _fastest(dtype: torch.dtype) -> float:
    """Seconds that a product takes when nothing disturbs it."""
    import torch

    texts, weights = torch.ones(_TEXTS, _INPUTS, dtype=dtype), torch.ones(_OUTPUTS, _INPUTS, dtype=dtype)
    torch.nn.functional.linear(texts, weights)  # the first one is slower
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        torch.nn.functional.linear(texts, weights)
        taken.append(time.perf_counter() - began)
    return min(taken)
