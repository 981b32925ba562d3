"""Whether an index is whole: every file read, its vectors tried out in another process, nothing mended."""

from __future__ import annotations

from contextlib import closing

from index.catalogue import Catalogue
from index.embeddings import EmbeddingStore
from index.errors import IndexDamaged, VectorsDamaged
from index.generations import Generations
from index.probe import probe
from index.values import Filter

SAMPLE = 64
"""Passages whose vectors are looked for."""

REPAIR = "run: qa doctor --repair"


def problems(catalogue: Catalogue, generations: Generations) -> list[str]:
    """What is not whole, in words; empty when all is well."""
    if fault := catalogue.fault():
        return [fault]
    with catalogue.reading():
        found = (embeddings_fault(catalogue), _lost(catalogue), _vectors_fault(catalogue, generations))
        return [problem for problem in found if problem]


def embeddings_fault(catalogue: Catalogue) -> str | None:
    """What is wrong with the file of embeddings, None if nothing or if there is none."""
    if not catalogue.embeddings.is_file():
        return None
    try:
        with closing(EmbeddingStore(catalogue.embeddings)) as embeddings:
            embeddings.hashes()
            return embeddings.fault()
    except IndexDamaged as error:
        return str(error)


def _lost(catalogue: Catalogue) -> str | None:
    wanted = {hash_ for _, hash_ in catalogue.hashes(Filter())}
    try:
        with closing(EmbeddingStore(catalogue.embeddings)) as embeddings:
            lost = len(wanted - embeddings.hashes())
    except IndexDamaged:
        if catalogue.embeddings.is_file():
            return None  # said already
        lost = len(wanted)
    return f"{catalogue.embeddings.parent}: the embeddings of {lost} passages are lost; {REPAIR}" if lost else None


def _vectors_fault(catalogue: Catalogue, generations: Generations) -> str | None:
    if not catalogue.generation:
        return None
    fingerprint = catalogue.recipe.fingerprint
    try:
        folder = generations.existing(catalogue.generation, fingerprint, deep=True)
    except VectorsDamaged as error:
        return str(error)
    sample = catalogue.sample(SAMPLE)
    try:
        with closing(EmbeddingStore(catalogue.embeddings)) as embeddings:
            kept = embeddings.get(list(sample.values()))
    except IndexDamaged:
        kept = {}
    vectors = {id_: kept[hash_] for id_, hash_ in sample.items() if hash_ in kept}
    fault = probe(folder, fingerprint, catalogue.coverage(Filter()).passages, vectors)
    return f"{folder}: the vectors are damaged: {fault}; {REPAIR}" if fault else None
