"""What a pipeline is given and gives back, as JSON Lines; the standard library is all that it needs.

A script is run as `python with_NAME.py BUILD ARTICLES QUESTIONS`, in a folder of its own, which is thrown away: two
files of JSON Lines, an object each with `id`, `title`, `text`, `source` and `published` (ISO date), or `id`, `question`
and `asked` (ISO date). A line is printed for each pipeline, and another where its framework documents a filter for
articles up to that day: `{"build", "pipeline", "as_of", "chunks", "index_seconds", "index_cpu_seconds", "memory_mb",
"answers": [{"id", "ms", "passages": [{"article", "text"}]}]}`, passages best first. The clocks start when the model is
in memory; `memory_mb` is the peak of the process so far.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

DEPTH = 40
"""Passages asked of every pipeline: as many as our assistant reads, and enough for ten distinct articles."""


@dataclass(frozen=True)
class Article:
    """`day` is the day of publication as YYYYMMDD, which every framework can compare; 0, before all, where unknown."""

    id: str
    title: str
    text: str
    source: str
    day: int

    @property
    def page(self) -> str:
        """Headline and text, as a loader of web pages would give them."""
        return f"{self.title}\n\n{self.text}" if self.title else self.text


@dataclass(frozen=True)
class Passage:
    """A passage found, and the id of its article."""

    article: str
    text: str


Search = Callable[[str, int | None], list[Passage]]
"""From a question, and the last day that counts (YYYYMMDD; None: all), to DEPTH passages, best first."""


@dataclass(frozen=True)
class Pipeline:
    """A pipeline whose index is ready. `filters` says whether its framework documents a filter for the day."""

    name: str
    chunks: int
    search: Search
    filters: bool = True


class Build(Protocol):
    """Loads its model when it is made."""

    def pipelines(self, articles: list[Article]) -> Iterator[Pipeline]:
        """Index the articles and yield a pipeline; then add to the same index what the next one needs."""


@dataclass(frozen=True)
class _Clocks:
    """Seconds on the wall, and of this process's threads, which other work on the machine hardly moves."""

    wall: float
    cpu: float

    @classmethod
    def now(cls) -> "_Clocks":
        return cls(time.perf_counter(), time.process_time())

    def __add__(self, other: "_Clocks") -> "_Clocks":
        return _Clocks(self.wall + other.wall, self.cpu + other.cpu)

    def __sub__(self, other: "_Clocks") -> "_Clocks":
        return _Clocks(self.wall - other.wall, self.cpu - other.cpu)


def main(builds: Mapping[str, Callable[[], Build]]) -> None:
    """Run the build that the command line names, and print what its pipelines found."""
    name, articles, questions = sys.argv[1:]
    asked = [(line["id"], line["question"], day(line.get("asked"))) for line in _lines(questions)]
    pipelines = builds[name]().pipelines([_article(line) for line in _lines(articles)])
    spent = _Clocks(0.0, 0.0)
    began = _Clocks.now()
    for pipeline in pipelines:
        spent += _Clocks.now() - began
        pipeline.search(asked[0][1], None)  # the first search of a process warms up
        for as_of in (False, True) if pipeline.filters else (False,):
            answers = [_answer(pipeline, id_, question, until if as_of else None) for id_, question, until in asked]
            found = {"build": name, "pipeline": pipeline.name, "as_of": as_of, "chunks": pipeline.chunks}
            cost = {"index_seconds": spent.wall, "index_cpu_seconds": spent.cpu, "memory_mb": peak_memory()}
            print(json.dumps({**found, **cost, "answers": answers}), flush=True)
        began = _Clocks.now()


def peak_memory() -> float:
    """Megabytes that this process has had in memory at most."""
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def day(date: str | None) -> int:
    """An ISO date, or date and time, as YYYYMMDD; 0 for none."""
    return int(date[:10].replace("-", "")) if date else 0


def _answer(pipeline: Pipeline, id_: str, question: str, until: int | None) -> dict[str, Any]:
    began = time.perf_counter()
    passages = pipeline.search(question, until or None)
    taken = (time.perf_counter() - began) * 1000
    return {"id": id_, "ms": taken, "passages": [asdict(passage) for passage in passages]}


def _article(line: Mapping[str, Any]) -> Article:
    title, source = line.get("title") or "", line.get("source") or ""
    return Article(line["id"], title, line["text"], source, day(line.get("published")))


def _lines(file: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(file).read_text(encoding="utf-8").splitlines() if line.strip()]
