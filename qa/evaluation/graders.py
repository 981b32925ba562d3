"""Graders: what works out the scores that take more than the outcome, once, while a case is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from index import Hit, SettingsError
from qa.check import check
from qa.evaluation.instruments import Instruments
from qa.evaluation.measures.judged import JUDGED
from qa.evaluation.outcome import Outcome
from qa.values import Answer, Citation, Evidence, Sentence

Grader = Callable[[Outcome], float | None]


def graders(names: Sequence[str], instruments: Instruments) -> dict[str, Grader]:
    """Return the graders of those of the measures that need one.

    Raises SettingsError, saying what to give, where one needs an instrument that is not there.
    """
    judged = [measure.name for measure in JUDGED if measure.name in names]
    found = {name: make(instruments) for name, make in _MAKERS.items() if name in names}
    if judged:
        from qa.evaluation.ragas import ragas_graders

        found.update(ragas_graders(judged, instruments))
    return found


def _similarity(instruments: Instruments) -> Grader:
    if instruments.index is None:
        raise SettingsError("answer_similarity needs an index for its embedder; give Instruments(index=…)")
    embed = instruments.index.embedder.embed_passages

    def grade(outcome: Outcome) -> float | None:
        case = outcome.case
        wanted = (case.reference,) if case.reference else case.answers
        if not wanted or not outcome.said:
            return 0.0 if wanted else None
        said, *others = embed([outcome.said, *wanted])
        return max(float(said @ other) for other in others)

    return grade


def _cost(instruments: Instruments) -> Grader:
    if set(instruments.prices) != {"input", "output"}:
        raise SettingsError("cost needs both prices for a million tokens; give --price input=… --price output=…")

    def grade(outcome: Outcome) -> float | None:
        usage = outcome.answer.usage if outcome.answer else None
        if not usage:
            return None
        return sum(usage.get(f"{kind}_tokens", 0) * price for kind, price in instruments.prices.items()) / 1_000_000

    return grade


def _alce_precision(_instruments: Instruments) -> Grader:
    def grade(outcome: Outcome) -> float | None:
        cited = {one.number: _evidence(one) for one in outcome.answer.citations} if outcome.answer else {}
        needed = [
            sentence.verdict == "supported" and _needed(sentence, number, cited)
            for sentence in _sentences(outcome)
            for number in sentence.citations
        ]
        return sum(needed) / len(needed) if needed else None

    return grade


def _sentences(outcome: Outcome) -> tuple[Sentence, ...]:
    answer: Answer | None = outcome.answer
    return answer.sentences if answer and not outcome.refused else ()


def _needed(sentence: Sentence, number: int, cited: Mapping[int, Evidence]) -> bool:
    """Whether a supported sentence rests on this citation: alone it bears it out, or the others do not."""
    others = tuple(other for other in sentence.citations if other != number)
    return not others or _supports(sentence, (number,), cited) or not _supports(sentence, others, cited)


def _supports(sentence: Sentence, numbers: tuple[int, ...], cited: Mapping[int, Evidence]) -> bool:
    (checked,) = check([Sentence(sentence.text, numbers)], [cited[number] for number in numbers])
    return checked.verdict == "supported"


def _evidence(citation: Citation) -> Evidence:
    hit = Hit(
        passage_id="",
        article_id=citation.article_id,
        version=citation.version,
        title=citation.title,
        source=citation.source,
        url=citation.url,
        published=citation.published,
        text=citation.passage,
        start=citation.passage_start,
        end=citation.passage_start + len(citation.passage),
        score=0.0,
        similarity=0.0,
        ranks={},
    )
    return Evidence(citation.number, hit, citation.also_in)


_MAKERS: Mapping[str, Callable[[Instruments], Grader]] = {
    "answer_similarity": _similarity,
    "alce_precision": _alce_precision,
    "cost": _cost,
}
