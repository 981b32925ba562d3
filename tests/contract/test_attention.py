"""The attention of our own, beside torch's, in models of several designs with random weights."""

from typing import Any

import pytest
import torch
from transformers import (
    BertConfig,
    BertModel,
    DistilBertConfig,
    DistilBertModel,
    ModernBertConfig,
    ModernBertModel,
    MPNetConfig,
    MPNetModel,
    PreTrainedModel,
    Qwen3Config,
    Qwen3Model,
    XLMRobertaConfig,
    XLMRobertaModel,
)

from index import attention
from index.attention import NAME, use_products

SIZES: dict[str, Any] = {
    "vocab_size": 100,
    "hidden_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 96,
    "pad_token_id": 0,
}
MODELS: dict[str, tuple[type[PreTrainedModel], Any]] = {
    "bert": (BertModel, BertConfig(**SIZES)),
    "xlm-roberta": (XLMRobertaModel, XLMRobertaConfig(**SIZES)),
    "mpnet": (MPNetModel, MPNetConfig(**SIZES)),
    "distilbert": (DistilBertModel, DistilBertConfig(vocab_size=100, dim=64, n_layers=2, n_heads=4, hidden_dim=96)),
    "modernbert": (ModernBertModel, ModernBertConfig(**SIZES, local_attention=8)),
    "qwen3, causal, shared keys": (Qwen3Model, Qwen3Config(**SIZES, num_key_value_heads=2, head_dim=16)),
    "qwen3, causal": (Qwen3Model, Qwen3Config(**SIZES, num_key_value_heads=4, head_dim=16)),
}
LENGTHS = (40, 37, 5, 1)


@pytest.fixture(params=MODELS)
def model(request: pytest.FixtureRequest) -> PreTrainedModel:
    torch.manual_seed(7)
    kind, config = MODELS[request.param]
    return kind(config).to(torch.bfloat16).eval()


def test_a_model_attends_as_with_torchs_kernel(model: PreTrainedModel) -> None:
    for lengths in (LENGTHS, (40, 40), (9,)):
        expected = states(model, lengths)
        use_products(torch.nn.Sequential(Holder(model)))
        assert states(model, lengths) == pytest.approx(expected, abs=0.06)


def test_it_is_used_where_a_model_leaves_the_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    torch.manual_seed(7)
    bert = BertModel(MODELS["bert"][1]).to(torch.bfloat16).eval()
    use_products(torch.nn.Sequential(Holder(bert)))
    assert bert.config._attn_implementation == NAME
    monkeypatch.setattr(attention, "sdpa_attention_forward", None)
    assert states(bert, LENGTHS).isfinite().all()


def test_a_model_that_attends_otherwise_keeps_its_way() -> None:
    eager = BertModel._from_config(MODELS["bert"][1], attn_implementation="eager")
    use_products(torch.nn.Sequential(Holder(eager)))
    assert eager.config._attn_implementation == "eager"


def test_a_model_without_attention_is_left_alone() -> None:
    use_products(torch.nn.Sequential(torch.nn.Embedding(3, 4)))


@pytest.mark.parametrize("scale", [1e2, -1e2, 1e4, -1e4])
def test_scores_beyond_the_range_of_exponentials_are_weighed_like_others(scale: float) -> None:
    torch.manual_seed(7)
    query, key, value = (torch.rand(2, 4, 12, 16).to(torch.bfloat16) for _ in range(3))
    expected = torch.nn.functional.scaled_dot_product_attention(query * scale, key, value).transpose(1, 2)
    attended, _ = attention.attention(torch.nn.Module(), query * scale, key, value, None, is_causal=False)
    assert attended.float() == pytest.approx(expected.float(), abs=0.02)


class Holder(torch.nn.Module):
    """As sentence-transformers holds a model."""

    def __init__(self, model: PreTrainedModel) -> None:
        super().__init__()
        self.auto_model = model


def states(model: PreTrainedModel, lengths: tuple[int, ...]) -> torch.Tensor:
    """Of the tokens of texts of these lengths, padded to the longest, an array of (tokens, size)."""
    generator = torch.Generator().manual_seed(3)
    ids = torch.randint(5, 100, (len(lengths), max(lengths)), generator=generator)
    mask = torch.arange(max(lengths)) < torch.tensor(lengths)[:, None]
    with torch.inference_mode():
        output = model(input_ids=ids.where(mask, 0), attention_mask=mask.long()).last_hidden_state
    return output[mask].float()
