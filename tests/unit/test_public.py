"""The public names: sorted, importable, and no others."""

import subprocess
import sys

import pytest

import index
import qa

INDEX = """STOP_WORDS AddReport Article CaseError Coverage Embedder EmbedderError Failure Filter Hit Index IndexDamaged
    IndexLocked IndexMismatch IndexMissing ModelError NewsError Passage Progress PromptError ReadError Recency Recipe
    Reranker RerankerError
    SettingsError Span Version content_words day_end day_start format_date read_articles sentences words""".split()
QA = """Answer Assistant Case CheckedSentence Citation Conversation Done Evidence Message Query Refusal Retrieved Run
    Sentence Settings Token evaluate load_settings read_cases""".split()


@pytest.mark.parametrize(("package", "names"), [(index, INDEX), (qa, QA)])
def test_the_public_names_are_these(package, names):
    assert package.__all__ == names
    for name in names:
        assert getattr(package, name).__doc__ or name in {"STOP_WORDS", "Progress"}


@pytest.mark.parametrize("names", [INDEX, QA])
def test_they_are_sorted_constants_first_then_classes_then_functions(names):
    assert names == sorted(names, key=lambda name: (not name.isupper(), name[0].islower(), name))


@pytest.mark.parametrize("package", [index, qa])
def test_no_other_name(package):
    with pytest.raises(AttributeError, match="has no attribute 'Nothing'"):
        package.Nothing  # noqa: B018 - asking for it is the test


def test_every_error_is_a_news_error():
    for name in INDEX:
        if name.endswith("Error") or (name.startswith("Index") and name != "Index"):
            assert issubclass(getattr(index, name), index.NewsError)


def test_a_star_import_gives_them_all():
    code = "from index import *; from qa import *; print(all(n in globals() for n in sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; {code}", *INDEX, *QA], capture_output=True, text=True, check=True
    )
    assert done.stdout == "True\n"
