"""Cases written down as JSON Lines, as `read_cases` reads them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from qa.evaluation.cases import Case


def case_lines(cases: Iterable[Case]) -> str:
    """A line for each case, with the fields that it has."""
    return "".join(f"{json.dumps(_record(case), ensure_ascii=False)}\n" for case in cases)


def _record(case: Case) -> dict[str, Any]:
    record = {**asdict(case), "asked": case.asked.isoformat() if case.asked else None}
    return {key: value for key, value in record.items() if value or key == "answers"}
