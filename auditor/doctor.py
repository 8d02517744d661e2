"""Whether this machine can audit: Python, libraries, database, disk, and a browser that starts and renders.

`auditor doctor` shows it; `python -m auditor.doctor` does the same without the rest of the program, for `./run`.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

from auditor.chromium import BrowserNotFound, SandboxRefused, find_browser, is_root, version_of, wants_sandbox

DISTRIBUTION = "section508-auditor"
OLDEST_PYTHON = (3, 11)
OLDEST_SQLITE = (3, 37, 0)  # the first with STRICT tables
LEAST_FREE_BYTES = 2**30

INSTALL = "Run `./run setup` in the checkout, or `pipx install section508-auditor`."
SANDBOX = (
    "If the kernel keeps user namespaces from ordinary accounts, allow them "
    "(`sysctl kernel.unprivileged_userns_clone=1`, on Ubuntu `kernel.apparmor_restrict_unprivileged_userns=0`), "
    "or on Debian install `chromium-sandbox`."
)

# Uses what a recording is made of: computed style, layout, text with a width.
PAGE = "<!doctype html><html lang=en><title>Doctor</title><p><span style='color: rgb(1, 2, 3)'>Section 508</span>"
LOOK = "() => { const e = document.querySelector('span'); return [getComputedStyle(e).color, e.offsetWidth] }"


@dataclass(frozen=True)
class Row:
    """One thing that was looked at: whether it is as it must be, what it says, and what to do if it is not."""

    name: str
    ok: bool
    says: str
    todo: str = ""


def examine(browser: str | None, sandbox: bool) -> list[Row]:
    """All that an audit needs of this machine. `browser` as for `--browser`; `sandbox` as the audit would have it."""
    return [*examine_software(), *examine_browser(browser, sandbox)]


def examine_software() -> Iterator[Row]:
    """Python, each library that the package asks for, SQLite and the disk."""
    yield _python()
    yield from _libraries()
    yield _sqlite()
    yield _disk(Path.cwd())


def _python() -> Row:
    wanted = ".".join(map(str, OLDEST_PYTHON))
    return Row("Python", sys.version_info >= OLDEST_PYTHON, sys.version.split()[0], f"Use Python {wanted} or newer.")


def _libraries() -> Iterator[Row]:
    try:
        requirements = [Requirement(each) for each in metadata.requires(DISTRIBUTION) or ()]
    except metadata.PackageNotFoundError:
        yield Row(DISTRIBUTION, False, "not installed, so the libraries it needs are not known", INSTALL)
        return
    for requirement in requirements:
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            version = metadata.version(requirement.name)
        except metadata.PackageNotFoundError:
            yield Row(requirement.name, False, "not installed", INSTALL)
            continue
        fits = requirement.specifier.contains(version, prereleases=True)
        yield Row(requirement.name, fits, version if fits else f"{version}, not {requirement.specifier}", INSTALL)


def _sqlite() -> Row:
    """Readers and the one writer work side by side only in write-ahead mode, which some network drives refuse."""
    with tempfile.TemporaryDirectory(dir=Path.cwd() if os.access(".", os.W_OK) else None) as folder:
        database = sqlite3.connect(Path(folder, "doctor.db"))
        mode: str = database.execute("PRAGMA journal_mode = wal").fetchone()[0]
        database.close()
    new_enough = sqlite3.sqlite_version_info >= OLDEST_SQLITE
    wanted = ".".join(map(str, OLDEST_SQLITE))
    return Row(
        "SQLite",
        new_enough and mode == "wal",
        f"{sqlite3.sqlite_version}, journal mode {mode}",
        f"Use a Python built with SQLite {wanted} or newer, and keep audit.db on a local disk.",
    )


def _disk(folder: Path) -> Row:
    free = shutil.disk_usage(folder).free
    says = f"{free / 2**30:.1f} GiB free in {folder}"
    return Row("disk", free >= LEAST_FREE_BYTES, says, "Free at least 1 GiB, or work in another folder.")


def examine_browser(browser: str | None, sandbox: bool) -> Iterator[Row]:
    """Whether a browser is found, starts as the audit would start it, computes style and lays out text."""
    try:
        path = find_browser(browser, os.environ)
    except BrowserNotFound as missing:
        yield Row("browser", False, "none", str(missing))
        return
    yield Row("browser", True, f"{path}, version {version_of(path)}")
    try:
        color, width = _render(path, sandbox)
    except PlaywrightError as error:
        yield Row("sandbox", False, "not known: the browser did not start", SANDBOX if sandbox else "")
        yield Row("rendering", False, _cause(error), "See the row above.")
        return
    yield Row("sandbox", True, "on" if sandbox else "off; every audit that is made so says it")
    yield Row("rendering", color == "rgb(1, 2, 3)", f"the computed color of a text is {color}", "Use another browser.")
    yield Row(
        "fonts",
        width > 0,
        f"a text is {width} pixels wide",
        "Install a font, on Debian `sudo apt-get install fonts-dejavu-core`.",
    )


def _render(path: Path, sandbox: bool) -> tuple[str, int]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, chromium_sandbox=sandbox, timeout=30_000)
        page = chromium.new_page()
        page.set_content(PAGE)
        color, width = page.evaluate(LOOK)
        chromium.close()
    return str(color), int(width)


def _cause(error: PlaywrightError) -> str:
    """What the browser itself complained of first, else what Playwright says."""
    complaint = re.search(r"\[err\] (.+)", error.message)
    return complaint.group(1) if complaint else error.message.strip().partition("\n")[0]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the rows, or with `--quiet` only those that are not well; 0 if all are well, else 1."""
    parser = argparse.ArgumentParser(prog="python -m auditor.doctor", description="Can this machine audit?")
    parser.add_argument("--browser", help="the browser to try (default: AUDITOR_BROWSER, else what is found)")
    parser.add_argument(
        "--allow-no-sandbox", action="store_true", help="as root, start the browser without its sandbox"
    )
    parser.add_argument("--browser-only", action="store_true", help="look at the browser alone")
    parser.add_argument("--quiet", action="store_true", help="say only what is not well")
    options = parser.parse_args(arguments)
    try:
        sandbox = wants_sandbox(options.allow_no_sandbox, os.environ, is_root())
    except SandboxRefused as refused:
        rows = [Row("sandbox", False, "cannot be had as root", str(refused))]
        if not options.browser_only:
            rows = [*examine_software(), *rows]
    else:
        look = examine_browser if options.browser_only else examine
        rows = list(look(options.browser, sandbox))
    print_rows([row for row in rows if not (options.quiet and row.ok)])
    return 0 if all(row.ok for row in rows) else 1


def print_rows(rows: Sequence[Row]) -> None:
    """One line for each thing, and one more where something is to be done."""
    width = max((len(row.name) for row in rows), default=0)
    for row in rows:
        print(f"{'ok   ' if row.ok else 'WRONG'}  {row.name:{width}}  {row.says}")  # noqa: T201 - this is the program's output
        if not row.ok and row.todo:
            print(f"{'':{width + 9}}{row.todo}")  # noqa: T201 - the same


if __name__ == "__main__":
    sys.exit(main())
