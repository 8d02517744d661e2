"""A page may write anything where a number belongs; what is none must not stop a rule."""

from __future__ import annotations

import time

import pytest

from rules.evaluate import evaluate
from rules.model import Outcome
from rules.numbers import whole
from rules.registry import RULES
from tests.rules.pages import page


@pytest.mark.parametrize(
    ("written", "number"),
    [("3", 3), (" -1 ", -1), ("+2", 2), ("", None), (None, None), ("²", None), ("+-5", None), ("1.5", None)],
)
def test_a_whole_number_is_read_as_browsers_take_it(written: str | None, number: int | None) -> None:
    assert whole(written) == number
    assert whole("9" * 5_000) is None


@pytest.mark.parametrize("number", ["²", "+-5", "9" * 5_000])
def test_no_number_stops_a_rule(number: str) -> None:
    html = f"""<h1 aria-level="{number}">Fees</h1><select size="{number}"><option>One</select>
    <a href="/" tabindex="{number}">Home</a><iframe title="Map" tabindex="{number}" srcdoc="Map"></iframe>
    <table><tr><th colspan="{number}">Office<td rowspan="{number}">Salem</table>
    <img src="a.png" alt="Apply now" width="{number}" height="{number}">
    <meta http-equiv="refresh" content="{number}">"""
    untested = [each for each in evaluate(page(html), RULES).assertions if each.outcome is Outcome.UNTESTED]
    assert untested == []


def test_cells_that_span_more_than_a_table_can_hold_take_little_time() -> None:
    cell = '<td colspan="1000" rowspan="1000">1</td>'
    hostile = page(f"<table>{f'<tr>{cell * 20}</tr>' * 60}</table>")
    began = time.process_time()
    evaluate(hostile, RULES)
    assert time.process_time() - began < 6
