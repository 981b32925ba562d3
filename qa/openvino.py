"""openvino-genai: imported without its telemetry, and the models that it reads."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from filelock import FileLock

from index import ModelError
from qa.gguf import read_header

_MODEL = "openvino_model.xml"


def load_pipeline(path: Path) -> Any:
    """The pipeline of a .gguf file or an OpenVINO folder. Raises ModelError, naming what is wrong with the path."""
    openvino_genai = _ready_for(path)
    try:
        return openvino_genai.LLMPipeline(str(path), "CPU")
    except Exception as error:  # a damaged file raises whatever the C++ standard library threw: IndexError, and others
        raise ModelError(
            f"local:{path}: openvino-genai cannot read this model ({reason(error)}): give another file."
        ) from error


def load_converted(path: Path) -> Any:
    """The pipeline of a .gguf file that never changes, its converted form kept beside it for the next time.

    The conversion takes most of the time of a start, and a third more memory; kept, it takes a little more room than
    the file itself. Where there is none or no right to write, it is not kept. Another version makes its own.
    """
    openvino_genai = _ready_for(path)
    folder = path.with_name(f"{path.name}.openvino-{openvino_genai.get_version()}")
    if folder.is_dir():
        try:
            return openvino_genai.LLMPipeline(str(folder), "CPU")
        except Exception:  # noqa: BLE001 - as in load_pipeline; it is made anew
            shutil.rmtree(folder, ignore_errors=True)
    try:
        with FileLock(path.with_name(f"{path.name}.convert.lock"), timeout=0):
            return _convert(openvino_genai, path, folder)
    except Exception:  # noqa: BLE001 - as in load_pipeline; the file itself is there to be read, or says what is wrong
        return load_pipeline(path)


def _convert(openvino_genai: Any, path: Path, folder: Path) -> Any:
    """Load the file, and leave its converted form in `folder`. Raises OSError where there is no room for it."""
    for former in path.parent.glob(f"{path.name}.openvino-*"):  # another version's, or of a process that was killed
        shutil.rmtree(former)
    if shutil.disk_usage(path.parent).free < 2 * path.stat().st_size:
        raise OSError("no room")
    draft = folder.with_name(f"{folder.name}.draft")
    draft.mkdir()
    try:
        link = draft / path.name  # what is made is put where the file is
        link.hardlink_to(path)
        pipeline = openvino_genai.LLMPipeline(str(link), "CPU", enable_save_ov_model=True)
        link.unlink()
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return pipeline


def _ready_for(path: Path) -> Any:
    """openvino_genai. Raises ModelError where there is no model, or half of one, on which it would crash."""
    is_model = path.suffix.lower() == ".gguf" if path.is_file() else (path / _MODEL).is_file()
    if not is_model:
        what = "it is neither" if path.exists() else "there is no such file or folder"
        raise ModelError(
            f"local:{path}: {what}: give the path of a .gguf file, or of an OpenVINO folder (one that holds {_MODEL})."
        )
    openvino_genai = import_openvino_genai()
    try:
        header = read_header(path) if path.is_file() else None
        is_cut = header is not None and header.last > path.stat().st_size
    except EOFError:
        is_cut = True
    if is_cut:
        raise ModelError(f"local:{path}: the file is cut short: fetch it again.")
    return openvino_genai


def context_of(path: Path) -> int | None:
    """The tokens that the model at `path` reads at most, its reply among them; None where it does not say."""
    if path.is_file():
        header = read_header(path)
        return header.context if header else None
    try:
        said = json.loads((path / "config.json").read_bytes()).get("max_position_embeddings")
    except (OSError, ValueError, AttributeError):
        return None
    return said if isinstance(said, int) else None


def reason(error: Exception) -> str:
    """What is wrong: the last line; OpenVINO's first lines name its own source files."""
    return str(error).strip().rpartition("\n")[2].rstrip(".")


def import_openvino_genai() -> Any:
    """Import openvino_genai without its telemetry.

    On import, openvino reports itself to Google Analytics from a child process and writes ~/intel. It has no setting
    against that but a file in the home folder; where its reporter is not installed it does without, so for the time
    of the import it is not.
    """
    reporter = "openvino_telemetry"
    before = sys.modules.get(reporter)
    sys.modules[reporter] = None  # type: ignore[assignment] # None makes its import fail: the import system's own rule
    try:
        import openvino_genai
    except ImportError as error:
        raise ModelError("local models need openvino-genai: pip install 'news-qa[local]'.") from error
    finally:
        del sys.modules[reporter]
        if before is not None:
            sys.modules[reporter] = before
    return openvino_genai
