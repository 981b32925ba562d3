"""Ragas, the real one, with a chat model that is scripted; skipped where the extra `ragas` is not installed."""

import json
from typing import Any

import numpy as np
import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from outcomes import answer, cited
from passages import hit

pytest.importorskip("ragas", reason="the extra ragas is not installed", exc_type=ImportError)

from qa.evaluation.cases import Case
from qa.evaluation.instruments import Instruments
from qa.evaluation.outcome import Outcome
from qa.evaluation.ragas import ragas_graders

SAID = "Ann Lee mended the bridge."
CASE = Case("1", "Who mended the bridge?", answers=("Ann Lee",), reference="Ann Lee mended it in June.")


class ScriptedJudge(BaseChatModel):
    """Replies to each of Ragas' prompts, told by the fields that it asks for."""

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(self, messages: Any, stop: Any = None, run_manager: Any = None, **more: Any) -> ChatResult:
        text = str(messages[-1].content)
        message = AIMessage(json.dumps(reply(text)), response_metadata={"finish_reason": "stop"})
        return ChatResult(generations=[ChatGeneration(message=message)])


def reply(prompt: str) -> dict[str, Any]:
    if '"noncommittal"' in prompt:
        return {"question": "Who mended the bridge?", "noncommittal": 0}
    if '"classifications"' in prompt:
        told = [("Ann Lee mended it.", 1), ("It was in June.", 0)]
        return {"classifications": [{"statement": one, "reason": "-", "attributed": yes} for one, yes in told]}
    if '"verdict"' in prompt and '"statements"' in prompt:
        told = [(SAID, 1), ("It rained.", 0)]
        return {"statements": [{"statement": one, "reason": "-", "verdict": yes} for one, yes in told]}
    if '"verdict"' in prompt:
        return {"reason": "-", "verdict": int(SAID in prompt)}
    return {"statements": [SAID, "It rained."]}


class Embedder:
    def embed_queries(self, texts):
        return np.array([[1.0, 0.0] if "mended" in text else [0.0, 1.0] for text in texts])


class Archive:
    embedder = Embedder()


@pytest.mark.parametrize(
    ("name", "score"),
    [("faithfulness", 0.5), ("answer_relevance", 1.0), ("context_precision", 0.5), ("context_recall", 0.5)],
)
def test_ragas_judges_with_any_langchain_model(name, score):
    (grade,) = ragas_graders([name], Instruments(Archive(), ScriptedJudge())).values()
    passages = [hit("It rained in Tarn.", "b"), hit(SAID, "a")]
    given = answer(f"{SAID} It rained. [1]", passages, [cited(1, "a", SAID)])
    assert grade(Outcome(CASE, given)) == pytest.approx(score, abs=1e-6)
    assert grade(Outcome(CASE, answer("No.", passages, refused=True))) is None
