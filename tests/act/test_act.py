"""The rules against the W3C's test cases for ACT rules, where they stand beside the checkout.

The numbers are a floor, to be raised when a rule gets better: they are of no use as an aim.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.act.measure import measure

CASES = Path(__file__).parents[3] / "shared" / "act"

FOUND = 47
"""How many of the failed cases of the Section 508 subset a rule that implements their ACT rule finds, at least."""

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the W3C's test cases are not beside this checkout")


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("act")
    results, summary = folder / "results.json", folder / "summary.json"
    measure(CASES, results)
    command = [sys.executable, str(CASES / "score.py"), str(results), str(CASES / "cases-dev.json")]
    done = subprocess.run(
        [*command, "--subset", "508", "--json", str(summary)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    sys.stdout.write(done.stdout)
    subset: dict[str, Any] = json.loads(summary.read_text("utf-8"))["subsets"]["508"]
    return subset


def test_every_case_is_audited(scored: dict[str, Any]) -> None:
    assert scored["errors"] == 0


def test_no_case_that_is_right_fails(scored: dict[str, Any]) -> None:
    assert scored["strict"]["FP"] == 0


def test_cases_that_were_found_to_fail_are_found_again(scored: dict[str, Any]) -> None:
    assert scored["strict"]["TP"] >= FOUND
