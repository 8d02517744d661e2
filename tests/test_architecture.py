"""Who may import whom, how large a file may be, and what things are called: the design, held by machine."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

import auditor
import reports
import rules
from rules.registry import ALL_RULES

ROOT = Path(__file__).resolve().parents[1]
OURS = ("auditor", "reports", "rules")
SOURCES = sorted(path.relative_to(ROOT) for package in OURS for path in (ROOT / package).rglob("*.py"))

PURE_DATA_LIBRARIES = frozenset(("py3langid",))
"""Libraries beyond the standard one that rules may use: small ones that hold facts and do nothing else.

py3langid is a table of what letters each language has; it reads its own file once, and the same text always gets the
same answer.
"""
NOT_PURE = frozenset(
    "asyncio http logging os random secrets socket sqlite3 subprocess tempfile threading time urllib".split()
)
"""What a rule never needs: it has no clock, no network, no process and no log."""
PURE_PARTS = frozenset(("urllib.parse",))
"""Modules of those that only compute."""

REPORT_LIBRARIES = frozenset(("jinja2", "markupsafe", "sqlite_utils", "xlsxwriter"))

LONGEST = 400
LONGER = {
    "auditor/capture.py": "one answer of the browser, read column by column",
    "auditor/schema.py": "migrations are added and never taken back",
    "reports/model.py": "one class for each thing that a report holds, all of them frozen data",
    "rules/page.py": "one class for each thing that a browser knows, all of them frozen data",
}
"""Files with more lines, and why."""

VAGUE = frozenset("util utils helper helpers common base manager managers misc".split())


def imported(path: Path) -> Iterator[str]:
    """The names of the modules that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            assert node.module
            yield node.module


def packages_imported(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in imported(path) if name not in PURE_PARTS}


def sources_of(package: str) -> list[Path]:
    return [path for path in SOURCES if path.parts[0] == package]


def test_rules_import_the_standard_library_and_themselves_alone() -> None:
    allowed = sys.stdlib_module_names - NOT_PURE | PURE_DATA_LIBRARIES | {"rules"}
    assert {str(path): found for path in sources_of("rules") if (found := packages_imported(path) - allowed)} == {}


def test_reports_know_the_database_and_nothing_else_of_ours() -> None:
    allowed = sys.stdlib_module_names | REPORT_LIBRARIES | {"reports"}
    assert {str(path): found for path in sources_of("reports") if (found := packages_imported(path) - allowed)} == {}


def test_only_the_command_line_knows_the_reports() -> None:
    command = Path("auditor/cli")
    knowing = {path for path in sources_of("auditor") if "reports" in packages_imported(path)}
    assert knowing
    assert all(path.is_relative_to(command) for path in knowing), knowing


def test_nothing_knows_the_command_line() -> None:
    outside = [path for path in SOURCES if not path.is_relative_to("auditor/cli")]
    assert [path for path in outside if any(name.startswith("auditor.cli") for name in imported(path))] == []


def test_only_the_store_writes_the_database() -> None:
    writing = ("INSERT ", "UPDATE ", "DELETE FROM ")
    texts = {str(path): (ROOT / path).read_text("utf-8") for path in SOURCES}
    found = {path for path, text in texts.items() if any(f'"{word}' in text for word in writing)}
    assert found == {
        "auditor/store.py",
        "auditor/schema.py",
        "auditor/decisions.py",
    }  # by its transactions


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_a_file_is_short_or_has_a_reason(path: Path) -> None:
    lines = len((ROOT / path).read_text("utf-8").splitlines())
    assert lines <= LONGEST or str(path) in LONGER, f"{path} has {lines} lines: make two of it"


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [path for path in SOURCES if VAGUE & {part.removesuffix(".py") for part in path.parts}] == []


def test_a_rule_is_a_file_with_its_id_as_name_in_a_chapter() -> None:
    for rule in ALL_RULES:
        module = rule.applicability.__module__
        assert module.rpartition(".")[2] == rule.id.replace("-", "_")
        assert module.count(".") == 2, f"{module} lies in no chapter"


def test_every_rule_file_is_in_the_registry() -> None:
    modules = {rule.applicability.__module__ for rule in ALL_RULES}
    listed = {Path(*module.split(".")).with_suffix(".py") for module in modules}
    files = {path for path in sources_of("rules") if len(path.parts) == 3 and path.name != "__init__.py"}
    assert files == listed


def test_every_file_of_a_package_is_in_the_repository() -> None:
    """The wheel holds what git has of the packages; a file that `.gitignore` hides would be missing from it."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *OURS],  # noqa: S607 - git is on the PATH
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a checkout of git")
    known = set(listed.stdout.splitlines())
    caches = ("*__pycache__*", "*.pyc")
    present = {
        str(path.relative_to(ROOT))
        for package in OURS
        for path in (ROOT / package).rglob("*")
        if path.is_file() and not any(fnmatch(str(path), cache) for cache in caches)
    }
    assert present - known == set()


@pytest.mark.parametrize(
    ("package", "file"),
    [
        (auditor, "check.schema.json"),
        (auditor, "settle.js"),
        (auditor, "lone.js"),
        (auditor, "media.js"),
        (auditor, "probes/keyboard.js"),
        (auditor, "pictures.js"),
        (auditor, "demo/faults.toml"),
        (auditor, "demo/site/index.html"),
        (reports, "report.schema.json"),
        (reports, "data/openacr.toml"),
        (reports, "html/report.css"),
        (reports, "html/templates/site.html"),
        (rules, "data/language_subtags.txt"),
    ],
)
def test_data_that_is_read_at_run_time_lies_inside_its_package(package: object, file: str) -> None:
    (folder,) = package.__path__  # type: ignore[attr-defined]
    assert (Path(folder) / file).is_file()
