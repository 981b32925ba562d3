"""Who is compared: the peers, and this project."""

from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Contestant:
    """A framework, and the names under which its script builds its indexes."""

    name: str
    builds: tuple[str, ...]

    @property
    def script(self) -> Path:
        """What runs it; see `protocol`."""
        return HERE / f"with_{self.name}.py"

    @property
    def requirements(self) -> Path:
        """What its environment holds."""
        return HERE / "requirements" / f"{self.name}.txt"


OURS = Contestant("news_qa", ("search",))
PEERS = (
    Contestant("langchain", ("tutorial",)),
    Contestant("llama_index", ("starter", "fusion")),
    Contestant("haystack", ("tutorial",)),
    Contestant("txtai", ("paragraphs", "hybrid")),
)
