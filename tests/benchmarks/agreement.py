"""Where our rules and axe-core disagree on real pages, element by element.

    python -m tests.benchmarks.agreement [--pages 120] [--folder FOLDER] [--output disagreements.json]

Both look at the same pages in the same browser. Compared is what axe-core calls a violation of WCAG 2.0 A or AA and
what we call failed, by success criterion and element: two findings agree when they share a criterion and one's element
is, or holds, the other's. What only one says is told in groups. Each group must be explained by an entry of
`agreement.toml` beside this file, once it has been looked into; the exit code is 1 while one is not.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from auditor.chromium import find_browser
from tests.benchmarks import kits
from tests.benchmarks.sites import ROOT, sample, serve_folder

FAILED = ("failed", 1280)
_OWN_VALUES = re.compile(r'(\s(?:id|href|src|for|value|title|content|data-[\w-]+|style|aria-\w+)=)"[^"]*"')
EXPLANATIONS = Path(__file__).with_name("agreement.toml")

# Elements are told by their place among all elements of the page, through shadow roots and frames of the same origin.
_PLACES = """
() => {
  const places = globalThis.__places = new Map();
  const walk = (root) => { for (const e of root.querySelectorAll('*')) {
    places.set(e, places.size);
    if (e.shadowRoot) walk(e.shadowRoot);
    if (e.tagName === 'IFRAME') { try { walk(e.contentDocument); } catch { /* of another origin */ } }
  } };
  walk(document);
}
"""
_FIND = """
(path) => {
  let root = document, found = null;
  for (const step of path) {
    try { found = root.querySelector(step); } catch { return null; }
    if (!found) return null;
    root = found.shadowRoot || found.contentDocument || found;
  }
  const around = [];
  for (let e = found; e; e = e.parentElement || e.getRootNode().host || e.ownerDocument.defaultView?.frameElement) {
    around.push(globalThis.__places.get(e));
  }
  return around;
}
"""


@dataclass(frozen=True)
class Finding:
    """What one engine says: `around` holds the places of its element and of all that it stands in, innermost first."""

    rule: str
    criteria: frozenset[str]
    html: str
    message: str
    around: tuple[int, ...]

    def agrees(self, other: Finding) -> bool:
        if not self.criteria & other.criteria:
            return False
        if not self.around or not other.around:
            return True  # one of them is about the whole page
        return self.around[0] in other.around or other.around[0] in self.around


@dataclass(frozen=True)
class Group:
    """Findings of one rule on elements that look alike, which one engine has and the other has not."""

    only: str
    rule: str
    element: str
    message: str

    def told(self) -> dict[str, str]:
        return {"only": self.only, "rule": self.rule, "element": self.element, "message": self.message}


def likeness(html: str) -> str:
    """The start tag without what differs from page to page."""
    tag = re.match(r"<[^>]*>?", html)
    return re.sub(r"\d+", "#", _OWN_VALUES.sub(r"\1…", tag[0] if tag else html))[:160]


def ours(urls: Sequence[str], folder: Path) -> Mapping[str, list[dict[str, Any]]]:
    """What `auditor check` fails, by URL."""
    targets, output = folder / "targets.txt", folder / "found.json"
    targets.write_text("\n".join(urls), "utf-8")
    command = [sys.executable, "-m", "auditor.cli", "check", "--targets", str(targets), "--format", "json"]
    subprocess.run(
        [*command, "--output", str(output), "--fail-on", "never", "--progress", "none"],
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    pages = json.loads(output.read_text("utf-8"))["pages"]
    return {page["url"]: [a for a in page["assertions"] if (a["outcome"], a["width"]) == FAILED] for page in pages}


def _placed(page: Page, path: Sequence[str]) -> tuple[int, ...]:
    return tuple(page.evaluate(_FIND, list(path)) or ()) if path else ()


def _criteria(tags: Sequence[str]) -> frozenset[str]:
    return frozenset(".".join(tag[4:]) for tag in tags if re.fullmatch(r"wcag\d{3,4}", tag))


def theirs(page: Page) -> Iterator[Finding]:
    """axe-core's violations of WCAG 2.0 A and AA on the page that is shown."""
    found = page.evaluate("() => axe.run({runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa']}})")
    for violation in found["violations"]:
        for node in violation["nodes"]:
            path = [step for part in node["target"] for step in (part if isinstance(part, list) else [part])]
            criteria = _criteria(violation["tags"])
            yield Finding(violation["id"], criteria, node["html"], node["failureSummary"], _placed(page, path))


def compared(origin: str, paths: Sequence[str], folder: Path) -> tuple[dict[Group, list[str]], dict[str, int]]:
    """What only one of the two says, by group with the pages; and how many findings each has, and how many agree."""
    script = (resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
    groups: dict[Group, list[str]] = defaultdict(list)
    counts = dict.fromkeys(("axe", "axe agreed", "ours", "ours agreed"), 0)
    said = ours([origin + path for path in paths], folder)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(None, os.environ), chromium_sandbox=False)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        for path in paths:
            page.goto(origin + path, wait_until="load")
            page.wait_for_timeout(150)
            page.evaluate(script)
            page.evaluate(_PLACES)
            axe = list(theirs(page))
            mine = [
                Finding(a["rule"], frozenset(a["wcag"]), a["html"], a["message"], _placed(page, _steps(a["target"])))
                for a in said[origin + path]
            ]
            for only, findings, others in (("axe", axe, mine), ("ours", mine, axe)):
                for finding in findings:
                    agreed = any(finding.agrees(other) for other in others)
                    counts[only] += 1
                    counts[f"{only} agreed"] += agreed
                    if not agreed:
                        groups[Group(only, finding.rule, likeness(finding.html), finding.message)].append(path)
        browser.close()
    return groups, counts


def _steps(selector: str) -> list[str]:
    return [step for step in selector.split(" >>> ") if step]


def explanation(group: Group, path: str, entries: Sequence[Mapping[str, str]]) -> str:
    """Why the two differ, as it is written down; empty where it is not."""
    for entry in entries:
        if entry["only"] != group.only or entry["rule"] != group.rule:
            continue
        if all(re.search(entry.get(key, ""), text) for key, text in (("element", group.element), ("page", path))):
            return entry["why"]
    return ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=120, help="of Debian's documentation packages")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "auditor-kits")
    parser.add_argument("--output", type=Path)
    arguments = parser.parse_args()
    arguments.folder.mkdir(exist_ok=True)
    entries = tomllib.loads(EXPLANATIONS.read_text("utf-8"))["difference"] if EXPLANATIONS.is_file() else []
    sites = [(arguments.folder, kits.pages(arguments.folder)), (ROOT, sample(arguments.pages))]
    unexplained: dict[Group, list[str]] = defaultdict(list)
    totals = dict.fromkeys(("axe", "axe agreed", "ours", "ours agreed"), 0)
    pages = 0
    for folder, paths in sites:
        with serve_folder(folder) as origin, tempfile.TemporaryDirectory() as temporary:
            groups, counts = compared(origin, paths, Path(temporary))
        pages += len(paths)
        for key, count in counts.items():
            totals[key] += count
        for group, where in groups.items():
            left = [path for path in where if not explanation(group, path, entries)]
            if left:
                unexplained[group] += left
    say = sys.stdout.write
    say(f"{pages} pages. axe-core: {totals['axe']} violations, {totals['axe agreed']} of which we fail too.\n")
    say(f"Ours: {totals['ours']} failed, {totals['ours agreed']} of which axe-core has too.\n")
    for group, where in sorted(unexplained.items(), key=lambda item: (item[0].only, item[0].rule, -len(item[1]))):
        told = " ".join(group.message.split())[:200]
        say(f"only {group.only}: {group.rule} x{len(where)} {group.element}\n    {where[0]}\n    {told}\n")
    say(f"{len(unexplained)} groups unexplained.\n")
    if arguments.output:
        groups_told = [{**group.told(), "pages": where} for group, where in unexplained.items()]
        arguments.output.write_text(json.dumps(groups_told, indent=1), "utf-8")
    return 1 if unexplained else 0


if __name__ == "__main__":
    raise SystemExit(main())
