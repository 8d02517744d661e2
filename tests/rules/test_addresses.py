"""Pages write anything where a URL belongs; no rule stumbles over it."""

from __future__ import annotations

import pytest

from rules.evaluate import evaluate
from rules.model import Outcome
from rules.registry import RULES
from tests.rules.pages import page

NO_URL = ("http://[", "http://[::1", "https://a:b:c/", "//[x", "data:", "\\\\", "%zz", "javascript:void 0")


@pytest.mark.parametrize("address", NO_URL)
def test_an_address_that_is_none_stops_no_rule(address: str) -> None:
    html = (
        f'<a href="{address}">More</a><a href="{address}x">More</a><img src="{address}" alt="a.png">'
        f'<iframe src="{address}"></iframe><object data="{address}"></object><video src="{address}"></video>'
    )
    found = evaluate(page(html), RULES)
    assert not [a for a in found.assertions if a.outcome is Outcome.UNTESTED]
