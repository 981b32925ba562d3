"""The verbs of `qa`, from the modules that hold them."""

import typer

from qa.cli import archive, asking, checking, evaluation_verbs, serving

app = typer.Typer(
    help="Ask an archive of news articles: short answers, every sentence cited and checked.",
    epilog="Begin with: qa index articles.jsonl, then: qa ask 'Who brokered the grain deal?'",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("index")(archive.index)
app.command("remove")(archive.remove)
app.command("list")(archive.list_articles)
app.command("show")(archive.show)
app.command("search")(asking.search)
app.command("ask")(asking.ask)
app.command("chat")(asking.chat)
app.command("check")(checking.check)
app.add_typer(evaluation_verbs.app, name="eval")
app.command("serve")(serving.serve)
app.command("doctor")(archive.doctor)
