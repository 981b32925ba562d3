"""Evaluation: a test set asked of the assistant, figures with their intervals, runs compared."""

from qa.evaluation.cases import Case
from qa.evaluation.compare import Comparison, compare
from qa.evaluation.formats import read_articles_of, read_cases
from qa.evaluation.instruments import Instruments
from qa.evaluation.run import Run, evaluate
from qa.evaluation.stored import is_run, read_run

__all__ = [
    "Case",
    "Comparison",
    "Instruments",
    "Run",
    "compare",
    "evaluate",
    "is_run",
    "read_articles_of",
    "read_cases",
    "read_run",
]
