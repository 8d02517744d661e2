"""Our own report, read by those it speaks of: our rules and axe-core find nothing, and the keyboard and a phone do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from auditor.chromium import find_browser, is_root, wants_sandbox
from auditor.cli import Exit
from auditor.demo.server import serve
from reports.paging import PAGE_BYTES

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text("utf-8")

KINDS = (
    "overview",
    "index",
    "fixes",
    "questions",
    "requirements",
    "coverage",
    "method",
    "urls-skipped",
    "fix",
    "question",
    "places",
)
"""Each kind of page of a report."""

LOOKS = {
    "light": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 320, "height": 640}, "color_scheme": "light"},
    "forced": {"viewport": {"width": 1280, "height": 800}, "forced_colors": "active"},
}


def auditor(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "auditor.cli", *map(str, arguments)],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a report on the demonstration site."""
    folder = tmp_path_factory.mktemp("report")
    with serve() as origin:
        crawled = auditor("crawl", f"{origin}/", "--agency", "Harbor Authority", "--progress", "none", cwd=folder)
    assert crawled.returncode == Exit.CLEAR, crawled.stderr
    written = auditor("report", "--output", "out", cwd=folder)
    assert written.returncode == Exit.CLEAR, written.stderr
    return folder / "out"


@pytest.fixture(scope="module")
def pages(report: Path) -> dict[str, Path]:
    """One page of each kind."""
    (site,) = (path for path in report.iterdir() if path.is_dir())
    (places, *_) = site.glob("*-places.html")
    (question, *_) = site.glob("link-purpose-*[!s].html")
    names = ("index", "fixes", "questions", "requirements", "coverage", "method", "urls-skipped")
    return {
        "overview": report / "index.html",
        **{name: site / f"{name}.html" for name in names},
        "fix": places.with_name(places.name.replace("-places", "")),
        "question": question,
        "places": places,
    }


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=find_browser(None, os.environ),
            chromium_sandbox=wants_sandbox(False, os.environ, is_root()),
        )
        yield launched
        launched.close()


def opened(browser: Browser, path: Path, look: dict[str, Any]) -> Page:
    page = browser.new_page(**look)
    page.goto(path.as_uri())
    return page


def test_our_own_rules_find_nothing_in_our_report(report: Path) -> None:
    written = sorted(report.rglob("*.html"))
    (report.parent / "pages.txt").write_text("\n".join(map(str, written)))
    done = auditor(
        *("check", "--targets", "pages.txt", "--format", "json", "--fail-on", "cantTell", "--progress", "none"),
        cwd=report.parent,
    )
    found = json.loads(done.stdout)
    assert {page["state"] for page in found["pages"]} == {"audited"}
    assert len(found["pages"]) == len(written)
    findings = [
        (Path(page["url"]).name, each["rule"], each["outcome"], each["target"], each["message"])
        for page in found["pages"]
        for each in page["assertions"]
        if each["outcome"] in ("failed", "cantTell", "untested")
    ]
    assert findings == []
    assert done.returncode == Exit.CLEAR


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_in_our_report(browser: Browser, pages: dict[str, Path], kind: str, look: str) -> None:
    page = opened(browser, pages[kind], LOOKS[look])
    page.evaluate(AXE)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    page.close()
    told = [
        (each["id"], node["html"], node["failureSummary"]) for each in found["violations"] for node in each["nodes"]
    ]
    assert told == []
    assert len(found["passes"]) > 10, "axe-core looked at the page"


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_scrolls_sideways_at_320_pixels(browser: Browser, pages: dict[str, Path], kind: str) -> None:
    page = opened(browser, pages[kind], LOOKS["phone"])
    width = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert width <= 320


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_tab_leads_past_the_banner(browser: Browser, pages: dict[str, Path], kind: str) -> None:
    page = opened(browser, pages[kind], LOOKS["light"])
    page.keyboard.press("Tab")
    link = page.evaluate_handle("document.activeElement").as_element()
    assert link is not None
    assert link.inner_text().startswith("Skip to ")
    box = link.bounding_box()
    assert box is not None
    assert box["y"] >= 0, "the link is seen while it has the focus"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.localName") == "main"
    page.close()


def test_coverage_is_said_before_anything_else(browser: Browser, pages: dict[str, Path]) -> None:
    page = opened(browser, pages["index"], LOOKS["light"])
    said = page.locator("main").inner_text()
    headline = page.locator("main .headline").first
    box = headline.bounding_box()
    page.close()
    assert said.index("known pages audited") < said.index("Do these first")
    assert box is not None
    assert box["y"] + box["height"] < 800, "it is on the first screen"


def test_a_page_of_the_report_loads_nothing(browser: Browser, pages: dict[str, Path]) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    for path in pages.values():
        page = browser.new_page()
        page.on("request", note)
        page.goto(path.as_uri())
        page.close()
    assert asked == [path.as_uri() for path in pages.values()]


def test_every_page_of_the_report_is_small(report: Path) -> None:
    sizes = {path.name: path.stat().st_size for path in report.rglob("*.html")}
    assert {name: size for name, size in sizes.items() if size >= PAGE_BYTES} == {}
