"""The number format in which the processor runs an embedding model fastest, and models run in it."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

CLEARLY = 1.3
"""Times as fast that bfloat16 must be, so that noise does not decide: where it is faster at all, it is by twice."""

STEP = 8
"""Tokens to whose multiples texts are padded in bfloat16."""

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


def multiply_in_bfloat16(model: SentenceTransformer) -> None:
    """Have a model of float32 multiply in bfloat16, and do no more than that in it.

    What is added up from layer to layer stays in float32: in bfloat16, one or two of a question's ten nearest passages
    in a hundred would be others.
    """
    import torch

    for module in model.modules():
        if isinstance(module, torch.nn.Linear):
            module.to(torch.bfloat16)
    _pad_in_steps(model)
    if not has_matrix_units():
        from index.attention import use_products

        use_products(model)


def in_precision() -> AbstractContextManager[object]:
    """While it is entered, this thread runs models as `multiply_in_bfloat16` has made them, where they are made so."""
    import torch

    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=computes_in_bfloat16())


def _pad_in_steps(model: SentenceTransformer) -> None:
    """Have a model see texts of few lengths.

    oneDNN compiles the products of bfloat16 for each length anew and keeps them: 100 MB for all lengths that occur.
    """
    settings = getattr(model[0], "processing_kwargs", None)
    if settings is not None:
        settings["text"] = {**settings.get("text", {}), "pad_to_multiple_of": STEP}


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
