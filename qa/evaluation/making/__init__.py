"""Making a test set: cases drafted from an archive, for a person to accept, edit or drop."""

from qa.evaluation.making.lines import case_lines
from qa.evaluation.making.make import DRAFT, make_cases

__all__ = ["DRAFT", "case_lines", "make_cases"]
