"""`qa index`, `qa remove`, `qa list`, `qa show`, `qa doctor`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from index import AddReport, Article, Failure, NewsError, format_date
from qa.cli.options import EmbedderOption, IndexOption, JsonOption
from qa.cli.terminal import note, period, say, say_json
from qa.unseen import one_line

if TYPE_CHECKING:
    from index import Index, Progress
    from qa.settings import Settings

Ids = Annotated[list[str], typer.Argument(metavar="ID…", help="Articles' ids, as `qa list` shows them.")]


def index(
    *,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH|URL…",
            help="Files, folders and zips: JSONL, CSV, text, Markdown, HTML, PDF, Word, RSS; addresses of pages and "
            "feeds.",
        ),
    ] = None,
    private_host: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST", help="Fetch from this host of your own network too. May be repeated."),
    ] = None,
    embedder: EmbedderOption = None,
    reembed: Annotated[
        bool, typer.Option("--reembed", help="Embed what is indexed with another --embedder; no PATH then.")
    ] = False,
    index: IndexOption = None,
    json: JsonOption = False,
) -> None:
    """Add articles, or update those that changed. Example: qa index articles.jsonl.gz clippings/ https://example.com/news.rss"""
    from index import Index, read_articles
    from qa.settings import load_settings

    settings = load_settings(index=index, embedder=embedder)
    if reembed:
        _reembed(settings, paths, json=json)
        return
    if not paths:
        raise typer.BadParameter("Missing argument 'PATH|URL…'")
    early, rest = _until_first_article(read_articles(*paths, private_hosts=private_host or ()))
    if isinstance(early[-1], Failure):
        # No article at all: there is nothing to make an index of.
        report = AddReport(failed=tuple(item for item in early if isinstance(item, Failure)))
    else:
        with Index.create(settings.index, embedder=settings.embedder) as archive, _progress() as progress:
            report = archive.add(chain(early, rest), progress)
    _tell(report, json=json)
    read = report.added or report.updated or report.unchanged
    raise typer.Exit(0 if read else 2)


def _reembed(settings: Settings, paths: list[str] | None, *, json: bool) -> None:
    from index import Index

    if paths or not settings.embedder:
        raise typer.BadParameter("--reembed takes an --embedder NAME, and no PATH")
    # Unchecked, as the embedder that made the index may be gone.
    with Index.open(settings.index, check=False) as archive, _progress() as progress:
        report = archive.reembed(settings.embedder, progress)
        _tell(report, json=json)
        if not report.updated:
            note(f"nothing to do: {archive.home} was made with {archive.recipe.embedder}")


def remove(*, ids: Ids, index: IndexOption = None, json: JsonOption = False) -> None:
    """Take articles out for good, with all their versions. Example: qa remove 2a8aee782b"""
    removed = _open(index).remove(ids)
    missing = [id_ for id_ in ids if id_ not in removed]
    if json:
        say_json({"removed": removed, "missing": missing})
    else:
        say(f"removed {len(removed):,}")
    for id_ in missing:
        note(f"{id_}: no such article; `qa list` shows the ids")
    raise typer.Exit(1 if missing else 0)


def list_articles(*, index: IndexOption = None, json: JsonOption = False) -> None:
    """List the articles, newest first. Example: qa list --json"""
    for article in _open(index).articles():
        if json:
            say_json(_article_record(article))
        else:
            facts = (format_date(article.published) or "undated", article.source or "", article.title)
            say(one_line("  ".join(fact for fact in (article.id, *facts) if fact)))


def show(
    *,
    article_id: Annotated[str, typer.Argument(metavar="ID", help="An article's id, as `qa list` shows it.")],
    index: IndexOption = None,
    json: JsonOption = False,
) -> None:
    """Show an article and the versions it has had. Example: qa show 2a8aee782b"""
    archive = _open(index)
    article = archive.article(article_id)
    if article is None:
        note(f"{article_id}: no such article; `qa list` shows the ids")
        raise typer.Exit(1)
    versions = archive.versions(article_id)
    if json:
        former = [
            {"version": one.version, "title": one.title, "ingested": one.ingested.isoformat()} for one in versions
        ]
        say_json({**_article_record(article), "text": article.text, "versions": former})
        return
    facts = (article.source, format_date(article.published), article.url, f"version {article.version}")
    say(one_line(article.title or article.id))
    say(f"{one_line('  '.join(fact for fact in facts if fact))}\n\n{article.text}")
    if len(versions) > 1:
        say(f"\nVersions: {', '.join(f'{one.version} ({one.ingested:%Y-%m-%d})' for one in versions)}")


def doctor(
    *,
    index: IndexOption = None,
    repair: Annotated[
        bool, typer.Option("--repair", help="Make anew what is damaged, and clear leftovers away.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Say what the index holds and whether it is whole. Example: qa doctor --repair"""
    archive = _open(index)
    if repair:
        archive.repair()
    holds, problems = archive.coverage(), archive.problems()
    facts: dict[str, Any] = {
        "index": str(archive.home),
        "holds": f"{period(holds)}; passages: {holds.passages:,}",
        "outlets": archive.sources(),
        "embedder": f"{archive.recipe.embedder} ({archive.recipe.revision}), recipe {archive.recipe.fingerprint}",
        "backend": _backend(archive),
        "local": _local_model(),
        "disk_mb": round(sum(file.stat().st_size for file in archive.home.rglob("*") if file.is_file()) / 1e6, 1),
        "problems": problems,
    }
    if json:
        say_json(facts)
    else:
        outlets = ", ".join(f"{name} {count:,}" for name, count in list(archive.sources().items())[:10])
        say(
            "\n".join(
                f"{name:<10}{value}"
                for name, value in {**facts, "outlets": outlets or "none named"}.items()
                if name != "problems"
            )
        )
        say(f"{'state':<10}{'; '.join(problems) or 'whole'}")
    raise typer.Exit(2 if problems else 0)


def _backend(archive: Index) -> str:
    """What computes the embeddings here, or why nothing does."""
    try:
        return archive.embedder.backend
    except NewsError as error:
        return str(error)


def _local_model() -> str:
    """Whether the recommended model is there, whole."""
    from qa.fetching.obtain import cache_folder, state
    from qa.settings import load_settings

    return state(cache_folder(load_settings().cache))


def _open(index: Path | None) -> Index:
    from index import Index
    from qa.settings import load_settings

    settings = load_settings(index=index)
    # Unchecked, as these verbs need no embedder unless embeddings are lost.
    return Index.open(settings.index, embedder=settings.embedder, check=False)


def _until_first_article(
    items: Iterable[Article | Failure],
) -> tuple[list[Article | Failure], Iterator[Article | Failure]]:
    """Split off what comes up to and with the first article."""
    rest = iter(items)
    early: list[Article | Failure] = []
    for item in rest:
        early.append(item)
        if isinstance(item, Article):
            break
    return early, rest


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A progress bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading")

        def update(report: AddReport) -> None:
            read = len(report.added) + len(report.updated) + len(report.unchanged)
            bar.update(
                task, description=f"{read:,} articles, {report.passages:,} passages, {len(report.failed)} failed"
            )

        yield update


def _tell(report: AddReport, *, json: bool) -> None:
    if json:
        say_json(
            {
                "added": len(report.added),
                "updated": len(report.updated),
                "unchanged": len(report.unchanged),
                "failed": [{"where": failure.where, "problem": failure.problem} for failure in report.failed],
                "passages": report.passages,
                "embedded": report.embedded,
            }
        )
    else:
        counts = ("added", "updated", "unchanged", "failed")
        say(", ".join(f"{name} {len(getattr(report, name)):,}" for name in counts))
    for failure in report.failed:
        note(f"failed: {failure}")


def _article_record(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "published": format_date(article.published),
        "updated": format_date(article.updated),
        "authors": list(article.authors),
        "language": article.language,
        "section": article.section,
        "version": article.version,
    }
