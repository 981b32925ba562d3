"""What measures take beyond an answer: the archive, an embedder, a judge, prices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from index import Filter, SettingsError
from qa.evaluation.outcome import Relevant

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from index import Index

_KINDS = ("input", "output")


@dataclass(frozen=True, slots=True)
class Instruments:
    """The archive that is asked, whose embedder compares texts; a LangChain chat model that judges; prices.

    `prices` are for a million tokens, by "input" and "output", in any one currency.
    """

    index: Index | None = None
    judge: BaseChatModel | None = None
    prices: Mapping[str, float] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        """Raise SettingsError for a price of something else, or below nothing."""
        for kind, price in self.prices.items():
            if kind not in _KINDS or price < 0:
                raise SettingsError(f"price {kind}={price:g}: give input=PRICE and output=PRICE, for a million tokens")

    def relevant(self, ids: tuple[str, ...]) -> tuple[Relevant, ...]:
        """What the archive says of these articles, of those that it holds."""
        if self.index is None or not ids:
            return ()
        articles = self.index.articles(Filter(ids=ids))
        return tuple(Relevant(article.id, article.source, article.published) for article in articles)

    def describe(self) -> dict[str, Any]:
        """What of this a score depends on, as JSON holds it."""
        judge = self.judge and (getattr(self.judge, "model_name", None) or type(self.judge).__name__)
        return {"judge": judge, "prices": dict(self.prices)}
