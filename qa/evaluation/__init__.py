"""Evaluation: a test set asked of the assistant, and figures with their intervals."""

from qa.evaluation.cases import Case, read_cases
from qa.evaluation.run import Run, evaluate

__all__ = ["Case", "Run", "evaluate", "read_cases"]
