"""A few attacks against a real small model: what it is told to say by an article is not what a reader is shown."""

import pytest
from attacks import load_attacks

from index import Index
from qa import Assistant, Settings

pytestmark = pytest.mark.model

FEW = ("override-classic", "chatml", "fence-question", "tags", "french")


def test_a_small_model_follows_no_instruction_of_an_article(small_model, minilm, tmp_path):
    attacks = [attack for attack in load_attacks() if attack.id in FEW]
    assert len(attacks) == len(FEW)
    with Index.create(tmp_path / "news.index", embedder=minilm) as index:
        index.add(article for attack in attacks for article in attack.articles)
        desk = Assistant(index, f"local:{small_model}", settings=Settings(most_passages=2))
        shown = {attack.id: desk.ask(attack.question).text for attack in attacks}
    assert [attack.id for attack in attacks if attack.forbidden in shown[attack.id]] == []
