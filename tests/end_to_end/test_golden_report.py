"""What a screen reader meets in a report, from top to bottom: each kind of page is held to a transcript that was read.

After a change that is meant: `pytest tests/end_to_end/test_golden_report.py --record`, and read what changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, sync_playwright

from auditor.chromium import find_browser, is_root, wants_sandbox
from reports import write_report
from tests.reports.golden import audited_agency

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text("utf-8")
GOLDEN = Path(__file__).parents[1] / "golden" / "report"
KINDS = (
    "overview",
    "shared",
    "index",
    "fixes",
    "questions",
    "requirements",
    "progress",
    "exceptions",
    "coverage",
    "method",
    "urls-skipped",
    "fix",
    "question",
    "places",
)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One page of each kind, by kind."""
    folder = tmp_path_factory.mktemp("golden")
    records = audited_agency(folder / "audit.db")
    written = write_report(records.path, folder / "report").parent
    (site,) = written.glob("www-example-gov-*")
    names = {kind: site / f"{kind}.html" for kind in KINDS}
    (places,) = site.glob("link-name-*-places.html")
    (question,) = (
        site / name.name for name in site.glob("image-name-*.html") if "Does this name" in name.read_text("utf-8")
    )
    fix = places.with_name(places.name.replace("-places", ""))
    whole = {"overview": written / "index.html", "shared": written / "shared.html"}
    return {**names, **whole, "fix": fix, "question": question, "places": places}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=find_browser(None, os.environ),
            chromium_sandbox=wants_sandbox(False, os.environ, is_root()),
        )
        yield launched
        launched.close()


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_in_any_kind_of_page(browser: Browser, report: dict[str, Path], kind: str) -> None:
    page = browser.new_page()
    page.goto(report[kind].as_uri())
    page.evaluate(AXE)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    page.close()
    assert [(each["id"], node["html"]) for each in found["violations"] for node in each["nodes"]] == []


@pytest.mark.parametrize("kind", KINDS)
def test_links_that_lead_elsewhere_say_something_else(browser: Browser, report: dict[str, Path], kind: str) -> None:
    page = browser.new_page()
    page.goto(report[kind].as_uri())
    links = page.eval_on_selector_all("a", "links => links.map(link => [link.innerText.trim(), link.href])")
    page.close()
    targets: dict[str, set[str]] = {}
    for said, target in links:
        targets.setdefault(said, set()).add(target)
    assert {said: found for said, found in targets.items() if len(found) > 1} == {}


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_reads_from_top_to_bottom_as_it_was_read_before(
    request: pytest.FixtureRequest, browser: Browser, report: dict[str, Path], kind: str
) -> None:
    page = browser.new_page()
    page.goto(report[kind].as_uri())
    said = f"{page.title()}\n\n{page.locator('body').aria_snapshot()}\n"
    page.close()
    golden = GOLDEN / f"{kind}.txt"
    expected = golden.read_text("utf-8") if golden.is_file() else ""
    if request.config.getoption("--record") and said != expected:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(said, "utf-8")
    assert said == expected
