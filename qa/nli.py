"""A cross-encoder for natural language inference: whether a sentence follows from a text, or contradicts it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from index import ModelError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


@dataclass(frozen=True, slots=True)
class Inference:
    """How likely a sentence follows from a text and how likely it contradicts it, each 0 to 1; the rest is neither."""

    entailment: float
    contradiction: float


class InferenceModel:
    """A sentence-transformers CrossEncoder trained for inference, by name or folder. Threads take turns with it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._turn = threading.Lock()

    def infer(self, texts: Sequence[str], sentence: str) -> list[Inference]:
        """Return what follows from each text for the sentence. Raises ModelError when the model cannot be loaded."""
        with self._turn:
            model, (entailment, contradiction) = self._loaded
            pairs = [(text, sentence) for text in texts]
            rows = model.predict(pairs, apply_softmax=True, show_progress_bar=False)
        return [
            Inference(float(row[entailment]), 0.0 if contradiction is None else float(row[contradiction]))
            for row in rows
        ]

    @cached_property
    def _loaded(self) -> tuple[CrossEncoder, tuple[int, int | None]]:
        from sentence_transformers import CrossEncoder

        try:
            model: CrossEncoder = CrossEncoder(self._name, device="cpu")
        except (OSError, ValueError) as error:
            raise ModelError(
                f"nli:{self._name}: cannot be loaded ({str(error).splitlines()[0]}): set QA_JUDGE to nli: and a "
                "CrossEncoder's folder or model name, or unset it."
            ) from error
        return model, self._columns(model)

    def _columns(self, model: CrossEncoder) -> tuple[int, int | None]:
        """Columns of entailment and of contradiction; a model of two labels has "not_entailment" instead of that."""
        named = model.config.id2label if model.config else None
        labels = {int(at): str(label).lower() for at, label in (named or {}).items()}
        entailment = next((at for at, label in labels.items() if label.startswith("entail")), None)
        contradiction = next((at for at, label in labels.items() if label.startswith("contradict")), None)
        if entailment is None or len(labels) < 2:
            raise ModelError(
                f"nli:{self._name}: its labels are {', '.join(labels.values()) or 'none'}, and none is entailment: set "
                "QA_JUDGE to a CrossEncoder trained for natural language inference."
            )
        return entailment, contradiction
