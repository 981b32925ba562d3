"""Attention in bfloat16, for processors without matrix units: plain products, on which they are at their best.

There torch's own kernel works in small blocks and takes twice the time, a quarter of an embedder's. Softmax takes as
long as the products; without the search for each row's greatest score, which keeps the exponentials in float32's
range, half of that. Hardly a score leaves that range, and where one does, torch's kernel has its turn.
"""

from __future__ import annotations

from typing import Any

import torch
from transformers import AttentionInterface, AttentionMaskInterface
from transformers.integrations.sdpa_attention import sdpa_attention_forward
from transformers.masking_utils import eager_mask

NAME = "bfloat16_products"
"""Among the attentions that transformers knows."""

LONGEST = 512
"""Tokens of a text; memory for the scores grows with their square. For a single text torch's kernel is as fast."""

_LEAST, _MOST = 1e-35, 1e35
"""Sums of exponentials between which those are in range, and products with them too."""


def use_products(model: torch.nn.Sequential) -> None:
    """Have a sentence-transformers model attend so, if it would take torch's kernel and leaves the choice to others."""
    transformer: Any = getattr(model[0], "auto_model", None)
    if transformer is None or not transformer.is_backend_compatible():
        return
    if transformer.config._attn_implementation == "sdpa":
        transformer.set_attn_implementation(NAME)


def attention(
    module: torch.nn.Module,
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    attention_mask: torch.Tensor | None,
    *,
    scaling: float | None = None,
    **others: Any,
) -> tuple[torch.Tensor, None]:
    """As transformers' interface has it: query, key and value of (texts, heads, tokens, size); a mask to be added.

    Returns an array of (texts, tokens, heads, size).
    """
    texts, _, tokens, size = query.shape
    alike = query.shape == key.shape == value.shape and others.get("position_bias") is None
    if alike and texts > 1 and tokens <= LONGEST:
        scores = torch.matmul(query * (scaling or size**-0.5), key.transpose(2, 3))
        if attention_mask is not None:
            scores += attention_mask.to(scores.dtype)
        weights = scores.exp_()
        sums = weights.sum(-1, keepdim=True)
        least, most = torch.aminmax(sums)
        if least > _LEAST and most < _MOST:
            return (torch.matmul(weights, value) / sums).transpose(1, 2).contiguous(), None
    attended, _ = sdpa_attention_forward(module, query, key, value, attention_mask, scaling=scaling, **others)
    return attended, None


AttentionInterface.register(NAME, attention)
AttentionMaskInterface.register(NAME, eager_mask)
