"""What holds of every document of one file, and what each of them says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from xlsxwriter import Workbook

from reports import FORMATS, write_document
from reports.json import SCHEMA
from reports.queries import opened
from reports.xlsx import Sheet, _Style
from tests.reports.documents import assertions, document, loaded, run, suites, workbook
from tests.reports.records import Records

SITE = "https://www.example.gov"
QUESTION = "Does the name say what the image says?"


def audited(records: Records, pages: int = 3) -> list[str]:
    """Pages that one rule has judged."""
    records.rules()
    found = [records.page(f"{SITE}/{number}") for number in range(pages)]
    for page_id in found:
        records.tally(page_id)
    return found


def text(records: Records, format: str) -> str:
    """All that a document says, in one piece."""
    path = document(records, format)
    if format != "xlsx":
        return path.read_text(encoding="utf-8")
    return "\n".join(str(cell) for sheet in workbook(path).sheets.values() for row in sheet for cell in row)


DRAFTS = frozenset(("openacr", "wcag-em", "assessment"))
"""Forms that people complete; each has tests of its own."""

OF_FINDINGS = sorted(FORMATS.keys() - DRAFTS)
SUMMING_UP = sorted(FORMATS.keys() - DRAFTS - {"csv"})
"""The formats that tell of the audit; the table of findings has their rows and nothing else."""


@pytest.mark.parametrize("format", SUMMING_UP)
def test_an_incomplete_audit_says_so(records: Records, format: str) -> None:
    audited(records)
    assert "not reached." not in text(records, format)
    records.url(f"{SITE}/later", "admitted")
    assert "1 known page was not reached." in text(records, format)


@pytest.mark.parametrize("format", SUMMING_UP)
def test_a_stopped_audit_says_why(records: Records, format: str) -> None:
    audited(records)
    records.db.table("audit").update("audit-1", {"state": "stopped", "reason": "interrupted"})
    assert "This audit was stopped before it was done: The audit was interrupted." in text(records, format)


@pytest.mark.parametrize("format", SUMMING_UP)
def test_the_number_of_judged_pages_is_what_others_are_out_of(records: Records, format: str) -> None:
    for page_id in audited(records):
        records.finding(page_id)
    records.page(f"{SITE}/unjudged")
    said = text(records, format)
    if format == "json":
        (audit,) = json.loads(said)["audits"]
        assert (audit["coverage"]["judged"], audit["fixes"][0]["pages"], audit["fixes"][0]["judged_pages"]) == (3, 3, 3)
    else:
        assert "Rules have judged 3 pages; every number of pages is out of these." in said
    assert "1 page was looked at and not yet judged." in said


@pytest.mark.parametrize("format", OF_FINDINGS)
def test_nothing_is_said_to_meet_the_standards(records: Records, format: str) -> None:
    audited(records)
    said = text(records, format)
    assert not re.search("conform|compliant|accessible site", said.lower())
    assert format == "csv" or "Automated results are not Section 508 compliance results" in said


@pytest.mark.parametrize("format", OF_FINDINGS)
def test_the_same_database_gives_the_same_bytes(records: Records, format: str) -> None:
    for page_id in audited(records):
        records.finding(page_id)
    assert document(records, format).read_bytes() == document(records, format).read_bytes()


@pytest.mark.parametrize("format", OF_FINDINGS)
def test_no_document_is_made_of_no_audit(records: Records, format: str) -> None:
    records.db.execute("DELETE FROM audit")
    with pytest.raises(LookupError, match="holds no audit"):
        document(records, format)


@pytest.mark.parametrize("format", OF_FINDINGS)
def test_the_newest_audit_of_each_site_is_told_or_the_one_that_is_named(records: Records, format: str) -> None:
    records.finding(audited(records)[0])
    records.audit("audit-2", started_at="2025-03-05T00:00:00+00:00")
    records.evaluation("audit-2", "evaluation-2")
    newest = text(records, format)
    write_document(records.path, format, Path(records.path.parent / "named"), "audit-1")
    assert newest.count("img:nth-of-type(1)") == 0
    if format != "xlsx":
        assert "img:nth-of-type(1)" in (records.path.parent / "named").read_text(encoding="utf-8")


@pytest.mark.parametrize("format", OF_FINDINGS)
def test_an_audit_that_nothing_has_judged_is_told_all_the_same(records: Records, format: str) -> None:
    records.page(f"{SITE}/")
    said = text(records, format)
    assert format in ("csv", "json") or "No rule has judged any page" in said


def test_json_holds_to_its_contract_and_leaves_nothing_out(records: Records) -> None:
    pages = audited(records)
    records.finding(pages[0])
    records.finding(pages[1], "cantTell", QUESTION)
    records.url(f"{SITE}/private", "skipped")
    told = loaded(records, "json")
    jsonschema.validate(told, json.loads(SCHEMA.read_text(encoding="utf-8")))
    (audit,) = told["audits"]
    (fix,), (question,) = audit["fixes"], audit["questions"]
    assert fix["title"] == "Say what the image says in `alt`"
    assert fix["history"]["first_seen"].startswith("2025-03-04")
    assert (question["title"], question["asks"], question["history"]) == (QUESTION, ["7.B"], None)
    assert [each["fix"] for each in audit["findings"]] == [fix["id"], question["id"]]
    assert {each["url"]: each["state"] for each in audit["urls"]}[f"{SITE}/private"] == "skipped"
    for name, schema in json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"].items():
        assert "properties" not in schema or schema["required"] == list(schema["properties"]), name


def test_earl_says_one_thing_of_a_rule_and_a_page_that_has_no_finding(records: Records) -> None:
    """What was untested anywhere on the page is never told as passed."""
    _, failed, untested, nothing = audited(records, 4)
    records.finding(failed)
    records.tally(untested, "untested", message="The style sheets did not load.")
    records.db.execute("DELETE FROM tally WHERE page_id = ?", [nothing])
    records.tally(nothing, "inapplicable", targets=0)
    said = {each["subject"]: (each["result"]["outcome"], each["test"]) for each in assertions(records)}
    assert len(assertions(records)) == 4
    assert said == {
        f"{SITE}/0": ("earl:passed", "_:a1-image-name"),
        f"{SITE}/1": ("earl:failed", "_:a1-image-name"),
        f"{SITE}/2": ("earl:untested", "_:a1-image-name"),
        f"{SITE}/3": ("earl:inapplicable", "_:a1-image-name"),
    }


def test_earl_has_selector_mode_and_the_requirements_of_the_test(records: Records) -> None:
    records.finding(audited(records)[0])
    (failed,) = (each for each in assertions(records) if each["result"]["outcome"] == "earl:failed")
    assert failed["mode"] == "earl:automatic"
    assert failed["result"]["pointer"] == {
        "@type": "ptr:CSSSelectorPointer",
        "expression": "main > img:nth-of-type(1)",
    }
    nodes = {node.get("@id"): node for node in loaded(records, "earl")["@graph"]}
    test = nodes[failed["test"]]
    assert (test["@type"], test["identifier"]) == ("TestCase", "image-name")
    assert test["references"] == ["1.1.1", "E205.4", "7.A", "7.B"]
    assert nodes[failed["assertedBy"]]["@type"] == ["Assertor", "Software"]
    assert nodes[failed["subject"]]["@type"] == "TestSubject"


def test_earl_leaves_a_page_that_was_not_looked_at_untested(records: Records) -> None:
    audited(records, 1)
    records.page(f"{SITE}/unjudged")
    records.url(f"{SITE}/slow", "failed", reason="timeout")
    records.url(f"{SITE}/later", "admitted")
    untested = [each for each in assertions(records) if each["result"]["outcome"] == "earl:untested"]
    assert {each["subject"] for each in untested} == {f"{SITE}/{name}" for name in ("unjudged", "slow", "later")}
    assert {each["test"] for each in untested} == {"_:a1-standard"}


def test_rules_that_compare_pages_are_untested_where_nothing_was_compared(records: Records) -> None:
    audited(records, 1)
    records.rule("titles-tell-apart", scope="site")
    subjects = {each["subject"]: each["result"]["outcome"] for each in assertions(records)}
    assert subjects["_:a1-site"] == "earl:untested"
    records.site_tally()
    subjects = {each["subject"]: each["result"]["outcome"] for each in assertions(records)}
    assert subjects["_:a1-site"] == "earl:passed"


def test_sarif_has_what_the_standard_and_github_require(records: Records) -> None:
    """A location and a fingerprint for each result, a short and a full description and help for each rule."""
    pages = audited(records)
    records.finding(pages[0])
    records.finding(pages[0], "cantTell", QUESTION)
    log = loaded(records, "sarif")
    assert (log["version"], log["$schema"]) == ("2.1.0", "https://json.schemastore.org/sarif-2.1.0.json")
    found = run(records)
    (rule,) = found["tool"]["driver"]["rules"]
    assert rule["helpUri"] == "https://www.w3.org/WAI/standards-guidelines/act/rules/23a2a8/"
    assert all(rule[name]["text"] for name in ("shortDescription", "fullDescription", "help"))
    failed, asked = found["results"]
    assert (failed["kind"], failed["level"]) == ("fail", "error")
    assert (asked["kind"], asked["level"]) == ("review", "none"), "only what fails has another level"
    assert asked["message"]["text"] == f"A person must decide: {QUESTION}"
    for result in (failed, asked):
        assert found["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        (place,) = result["locations"]
        assert place["physicalLocation"]["artifactLocation"]["uri"] == "www.example.gov/0", "GitHub takes no scheme"
        assert place["physicalLocation"]["region"]["startLine"] == 1
        assert result["webRequest"]["target"] == f"{SITE}/0"
        assert all(isinstance(value, str) and value for value in result["partialFingerprints"].values())
    (invocation,) = found["invocations"]
    assert invocation["executionSuccessful"] is True
    assert (invocation["startTimeUtc"], invocation["endTimeUtc"]) == ("2025-03-04T14:05:00Z", "2025-03-04T15:05:00Z")


@pytest.mark.parametrize(
    ("state", "reason", "command", "whole"),
    [
        ("failed", "timeout", "crawl", False),
        ("failed", "missing", "crawl", True),
        ("failed", "missing", "check", False),
        ("partial", "gaps", "crawl", True),
        ("partial", "gaps", "check", False),
        ("skipped", "robots", "crawl", True),
        ("admitted", "", "crawl", False),
    ],
)
def test_sarif_tells_what_was_not_looked_at(
    records: Records, state: str, reason: str, command: str, whole: bool
) -> None:
    audited(records, 1)
    records.db.table("audit").update("audit-1", {"command": command})
    if state == "partial":
        records.tally(records.page(f"{SITE}/odd", state, reason=reason), "untested", message="A frame is missing.")
    else:
        records.url(f"{SITE}/odd", state, reason=reason)
    (invocation,) = run(records)["invocations"]
    assert invocation["executionSuccessful"] is whole
    placed = [each for each in invocation["toolExecutionNotifications"] if "locations" in each]
    assert [each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in placed] == [
        "www.example.gov/odd"
    ]


def test_sarif_tells_which_rule_could_not_judge_how_many_pages(records: Records) -> None:
    records.tally(audited(records)[0], "untested", message="The style sheets did not load.")
    (invocation,) = run(records)["invocations"]
    (told,) = invocation["toolExecutionNotifications"]
    assert told["message"]["text"] == "image-name could not test 1 page of 3 judged. The style sheets did not load."
    assert told["associatedRule"] == {"id": "image-name", "index": 0}


def test_junit_has_a_case_for_each_page_and_rule_that_failed(records: Records) -> None:
    pages = audited(records)
    for _ in range(2):
        records.finding(pages[0])
    records.finding(pages[0], "cantTell", QUESTION)
    records.tally(pages[1], "untested", message="The style sheets did not load.")
    records.url(f"{SITE}/slow", "failed", reason="timeout")
    (suite,) = suites(records)
    cases = {(each.get("classname"), each.get("name")): each for each in suite.iter("testcase")}
    failed = cases[f"{SITE}/0", "image-name"].find("failure")
    assert failed.get("message") == "The image has no accessible name. (2 times)"
    assert "img:nth-of-type(1)" in failed.text
    assert "img:nth-of-type(2)" in failed.text
    asked = cases[f"{SITE}/0", "image-name (question)"].find("skipped")
    assert asked.get("message") == f"A person must decide: {QUESTION}"
    untested = cases[f"{SITE}/1", "image-name (untested)"].find("skipped")
    assert untested.get("message") == "Not tested: The style sheets did not load."
    assert cases[f"{SITE}/slow", "was looked at"].find("error").get("message").startswith("Could not be looked at")
    assert len(cases[f"{SITE}/2", "was looked at"]) == 0
    for name, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        assert int(suite.get(name)) == len(list(suite.iter(tag)))


def test_a_workbook_has_a_sheet_for_each_kind_of_row_with_typed_cells(records: Records) -> None:
    pages = audited(records)
    records.finding(pages[0])
    records.finding(pages[1], "cantTell", QUESTION)
    book = workbook(document(records, "xlsx"))
    assert list(book.sheets) == ["Audits", "Fixes", "Questions", "Requirements", "Coverage", "Findings"]
    (fix,), (question,) = book.rows("Fixes"), book.rows("Questions")
    assert (fix["Pages"], fix["Judged pages"], fix["Title"]) == (1.0, 3.0, "Say what the image says in `alt`")
    assert question["Message"] == QUESTION
    (audit,) = book.rows("Audits")
    assert audit["Started"] == pytest.approx(45720 + 845 / 1440), "days since 1900, as Excel counts them"
    assert audit["Complete"] == "yes"
    flashes = next(row for row in book.rows("Requirements") if row["Id"] == "2.3.1")
    assert flashes["Rules"] == 0.0
    assert [row["URL"] for row in book.rows("Coverage")] == [f"{SITE}/{number}" for number in range(3)]
    for tree in [book.xml[name] for name in book.xml if name.startswith("xl/worksheets/sheet")]:
        assert tree.find(".//{*}pane").get("state") == "frozen"
        assert tree.find(".//{*}autoFilter") is not None


def test_a_sheet_that_is_full_goes_on_in_another(tmp_path: Path) -> None:
    with Workbook(str(tmp_path / "full.xlsx"), {"constant_memory": True}) as book:
        sheet = Sheet(book, _Style(book), "Findings", ("number",), most_rows=3)
        sheet.add((number,) for number in range(5))
        sheet.close()
    assert workbook(tmp_path / "full.xlsx").sheets == {
        "Findings": [["Number"], [0.0], [1.0]],
        "Findings 2": [["Number"], [2.0], [3.0]],
        "Findings 3": [["Number"], [4.0]],
    }


def test_markdown_has_ten_fixes_and_counts_the_others(records: Records) -> None:
    pages = audited(records)
    for number in range(12):
        records.finding(pages[0], cause=f"card {number}", message=f"Fault {number}.")
    said = text(records, "markdown")
    assert len(re.findall("^### ", said, re.MULTILINE)) == 10
    assert "2 more fixes are in the full report." in said
    assert "On 1 page of 3 judged" in said
    assert said.index("known pages audited") < said.index("## Do these first") < said.index("## A person must decide")


def test_addresses_are_told_as_whoever_asks_wants_them(records: Records) -> None:
    """`auditor check` serves files under a host of its own, and tells them by their paths."""
    page_id = audited(records, 1)[0]
    records.finding(page_id, detail=f"See {SITE}/0.")
    records.url(f"{SITE}/slow", "failed", reason="timeout", detail=f"{SITE}/slow took long.", leads_to=f"{SITE}/9")
    records.tally(page_id, "untested", message=f"{SITE}/a.css did not load.")
    for format in OF_FINDINGS:
        path = write_document(
            records.path, format, records.path.parent / format, told=lambda text: text.replace(SITE, "build")
        )
        if format != "xlsx":
            said = path.read_text(encoding="utf-8")
            assert "build/0" in said, format
            assert SITE not in said.replace(f"Title of {SITE}", ""), format


def test_urls_are_read_all_or_by_state(records: Records) -> None:
    audited(records, 2)
    records.url(f"{SITE}/private", "skipped")
    records.url(f"{SITE}/slow", "failed")
    with opened(records.path) as reader:
        (audit,) = reader.audits(reader.sites()[0])
        assert len(list(reader.urls(audit))) == 4
        assert [url.url for url in reader.urls(audit, "skipped")] == [f"{SITE}/private"]
        assert [url.is_judged for url in reader.urls(audit, "audited")] == [True, True]


def test_reading_four_times_the_addresses_takes_four_times_the_steps(records: Records) -> None:
    """Whether an address is judged is looked up, not searched for among all tallies."""
    records.rules()
    taken: list[int] = []

    def steps(first: int, last: int) -> int:
        with records.db.atomic():
            for number in range(first, last):
                page_id = records.page(f"{SITE}/{number}")
                for rule in range(10):
                    records.tally(page_id, rule_id=f"rule-{rule}")
        taken.clear()
        records.db.conn.set_progress_handler(lambda: taken.append(1), 100)
        with opened(records.db) as reader:
            (audit,) = reader.audits(reader.sites()[0])
            assert len(list(reader.urls(audit))) == last
        records.db.conn.set_progress_handler(None, 0)
        return len(taken)

    few, many = steps(0, 100), steps(100, 400)
    assert many < 8 * few
