"""The words that the auditor writes into the database are all known to the reports."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import auditor
from auditor.schema import FIRST
from reports import wording

# Every word that `auditor/` gives as the reason of a URL's state or of an audit's end.
REASONS = """
absent blocked blocked-requests browser cap crash database depth dns document duplicate empty error excluded gaps
interrupted left login malformed network nodes offsite redirect refused robots scheme size status timeout tls type
""".split()

MAKERS = frozenset(("LookFailed", "NotAudited", "Refused", "end", "ended_elsewhere", "stop", "set_states"))
"""What a reason is given to, as an argument that is written out."""


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_has_plain_words(reason: str) -> None:
    assert wording.word(wording.REASONS, reason) != reason


def test_no_reason_is_given_that_is_not_listed_here() -> None:
    given: set[str] = set()
    for path in Path(auditor.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in MAKERS:
                    given |= {a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    words = {word for word in given if re.fullmatch(r"[a-z]+(-[a-z]+)*", word)}
    assert words - set(wording.URL_STATES) - set(wording.AUDIT_STATES) <= set(REASONS)
    assert {"timeout", "crash", "status", "robots", "redirect"} & words, "the words were found"


@pytest.mark.parametrize(("column", "words"), [("outcome", wording.OUTCOMES), ("kind", wording.REQUIREMENT_KINDS)])
def test_every_value_that_the_database_allows_has_plain_words(column: str, words: dict[str, str]) -> None:
    allowed = [set(re.findall(r"'([\w-]+)'", found)) for found in re.findall(rf"{column} IN \(([^)]*)\)", FIRST)]
    assert any(values <= set(words) for values in allowed)


def test_every_state_of_a_url_has_plain_words() -> None:
    (states,) = (found for found in re.findall(r"state IN \(([^)]*)\)", FIRST) if "audited" in found)
    assert set(re.findall(r"'(\w+)'", states)) <= set(wording.URL_STATES)
