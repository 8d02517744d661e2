"""The report for the W3C: one test subject for each case that was audited, one assertion for each rule."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from auditor import act
from auditor.cli import Exit
from auditor.targets import BadUse
from rules.evaluate import rules_version
from rules.registry import RULES
from tests.auditor.command import auditor
from tests.hostile.server import page, serve

PATH = "/WAI/content-assets/wcag-act-rules/testcases"
CASES = {f"{PATH}/23a2a8/aaaa.html": '<img src="seal.png">', f"{PATH}/97a4e1/bbbb.html": "<button>Send</button>"}


def listed(folder: Path, extra: tuple[str, ...] = ()) -> Path:
    file = folder / "testcases.json"
    file.write_text(json.dumps({"testcases": [{"url": url} for url in (*CASES, *extra)]}))
    return file


def test_the_cases_are_reported_at_the_addresses_where_they_are_published(tmp_path: Path) -> None:
    output = tmp_path / "earl.json"
    with serve({path: page(body) for path, body in CASES.items()}) as site:
        done = auditor(
            *("act-report", "--cases", listed(tmp_path), "--base-url", site.origin, "--output", output), cwd=tmp_path
        )
    assert done.code == Exit.CLEAR, done.err
    assert "2 test cases of 2 reported." in done.err
    told = json.loads(output.read_text("utf-8"))
    assert told["@context"] == act.CONTEXT
    assertor, *subjects = told["@graph"]
    assert assertor["@type"] == "Assertor"
    assert [subject["source"] for subject in subjects] == [f"https://www.w3.org{path}" for path in CASES]
    said = {a["test"]["title"]: a for a in subjects[0]["assertions"]}
    assert set(said) == {rule.id for rule in RULES}
    assert said["image-name"]["result"]["outcome"] == "earl:failed"
    assert said["image-name"]["test"]["isPartOf"] == ["https://www.w3.org/TR/WCAG22/#non-text-content"]
    assert said["button-name"]["result"]["outcome"] == "earl:inapplicable"


def test_a_case_that_is_not_there_is_left_out_and_told(tmp_path: Path) -> None:
    with serve({path: page(body) for path, body in CASES.items()}) as site:
        file = listed(tmp_path, (f"{PATH}/23a2a8/gone.html",))
        done = auditor("act-report", "--cases", file, "--base-url", site.origin, cwd=tmp_path)
    assert done.code == Exit.INCOMPLETE
    assert "2 test cases of 3 reported." in done.err
    assert len(json.loads(done.out)["@graph"]) == 3


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"testcases": [{"name": "x"}]}', "[1]", "7"])
def test_a_file_without_test_cases_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "cases.json"
    file.write_text(text)
    with pytest.raises(BadUse, match="lists no test cases"):
        act.cases(file, "")


def test_the_worst_of_a_rules_outcomes_is_its_word_for_the_page() -> None:
    def said(outcome: str) -> dict[str, Any]:
        return {"rule": "image-name", "outcome": outcome, "wcag": ["1.1.1"]}

    found = {
        "auditor": {"version": rules_version()},
        "pages": [{"url": "u", "state": "audited", "assertions": [said("passed"), said("failed"), said("cantTell")]}],
    }
    _, subject = act.report(found, [act.Case("p", "u")], "")["@graph"]
    assert [a["result"]["outcome"] for a in subject["assertions"]] == ["earl:failed"]
