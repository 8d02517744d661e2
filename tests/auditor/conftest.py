from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.auditor.command import FINE, served


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with served() as origin:
        yield origin


@pytest.fixture
def fine(tmp_path: Path) -> Path:
    (tmp_path / "fine.html").write_text(FINE)
    return tmp_path
