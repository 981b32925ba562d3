"""The embedder that an index needs: the one that is given, or loaded by the name in the recipe."""

from __future__ import annotations

import threading
from pathlib import Path

from index.embed import Embedder, load_embedder
from index.errors import IndexMismatch
from index.values import Recipe


class Engine:
    """Embedders by recipe, loaded when first needed; threads may share it.

    `given` is a name or an embedder, then no other will do; None takes whatever the recipe names.
    """

    def __init__(self, given: str | Embedder | None) -> None:
        self._given = given
        self._loading = threading.Lock()
        self._loaded: Embedder | None = None if isinstance(given, str) else given
        self._fits: Recipe | None = None

    def fitting(self, recipe: Recipe, home: Path) -> Embedder:
        """The embedder whose vectors belong with those of a recipe. Raises IndexMismatch when there is none."""
        with self._loading:
            if self._loaded is None or self._fits != recipe:
                self._loaded = self._checked(recipe, home)
                self._fits = recipe
            return self._loaded

    def _checked(self, recipe: Recipe, home: Path) -> Embedder:
        given, wanted = self._given, recipe.embedder
        name = given if isinstance(given, str) else given.name if given else wanted
        if name != wanted:
            raise IndexMismatch(
                f"{home}: made with the embedder {wanted!r}, not {name!r}; unset QA_EMBEDDER and open the index anew "
                f"to use it as it is, or run: qa index --reembed --embedder {name}"
            )
        engine = given if given and not isinstance(given, str) else load_embedder(name)
        if engine.revision != recipe.revision:
            raise IndexMismatch(
                f"{home}: made with revision {recipe.revision} of {name!r}, here is {engine.revision}; install that "
                f"revision, or run: qa index --reembed --embedder {name}"
            )
        return engine
