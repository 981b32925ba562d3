from collections.abc import Iterator

import pytest
from series import Series


@pytest.fixture(scope="session")
def series() -> Iterator[Series]:
    with Series() as running:
        yield running
