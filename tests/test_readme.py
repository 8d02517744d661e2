"""What the README says is true."""

from __future__ import annotations

import json
import re
import shlex
import stat
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
import typer
from sqlite_utils import Database
from typer.main import get_command

from auditor import baseline, contract, progress, settings
from auditor.cli import Exit, app
from auditor.recording import Shelf
from auditor.schema import migrations
from auditor.tab import PHONE, WIDE
from reports import FORMATS
from rules.registry import RULES

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
INDENTED = [line.strip() for line in README.splitlines() if line.startswith("    ")]
INLINE = re.findall(r"`([^`\n]+)`", README)

COMMANDS = sorted(
    {
        re.sub(r"^\./run auditor", "auditor", text)
        for text in [*INDENTED, *INLINE]
        if re.match(r"(auditor|\./run auditor) [a-z]", text)
    }
)


def test_the_commands_of_the_readme_were_found() -> None:
    assert len(COMMANDS) > 10


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_is_one_that_the_program_takes(line: str) -> None:
    name, *arguments = shlex.split(line)[1:]
    command = get_command(app).commands[name]  # type: ignore[attr-defined]
    with suppress(typer.Exit):  # of --help; what the program does not take is another error
        command.make_context(name, arguments)


@pytest.mark.parametrize("option", sorted({text.split()[0] for text in INLINE if text.startswith("--")}))
def test_every_option_is_one_of_the_program(option: str) -> None:
    commands = get_command(app).commands.values()  # type: ignore[attr-defined]
    parameters = [parameter for command in commands for parameter in command.params]
    known = {each for parameter in parameters for each in (*parameter.opts, *parameter.secondary_opts)}
    assert option in known


def test_the_table_of_exit_codes_is_the_program_s() -> None:
    rows = re.findall(r"^\| (\d+) \| ([A-Z]+) \| .+ \|$", README, re.MULTILINE)
    assert [(int(code), name) for code, name in rows] == [(code.value, code.name) for code in Exit]


def test_the_table_of_formats_is_the_program_s() -> None:
    assert set(re.findall(r"^\| `(\w[\w-]*)` \| .+ \| .+ \|$", README, re.MULTILINE)) == {"html", *FORMATS}


def named_paths() -> list[str]:
    linked = re.findall(r"\]\(([^)#]+)\)", README)
    quoted = [text for text in INLINE if re.fullmatch(r"[\w.]+(/[\w.]*)+", text)]
    commanded = re.findall(r"tests/[\w/]+\.py", README)
    made = ("report/", "demo-report/", "audit.recordings/")
    return sorted({path for path in [*linked, *quoted, *commanded] if not path.startswith((*made, "http"))})


@pytest.mark.parametrize("path", named_paths())
def test_every_path_that_is_named_is_there(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("sql", [text for language, text in BLOCKS if language == "sql"])
def test_every_query_runs_on_a_new_database(sql: str) -> None:
    database = Database(memory=True)
    migrations.apply(database)
    assert list(database.query(sql)) == []


@pytest.mark.parametrize("view", ["findings", "fixes", "coverage", "provisions", "people"])
def test_each_public_view_has_a_query(view: str) -> None:
    assert any(f"FROM {view}" in text for language, text in BLOCKS if language == "sql")


def test_the_two_commands_are_there_and_may_be_run() -> None:
    run = ROOT / "run"
    assert run.stat().st_mode & stat.S_IXUSR
    text = run.read_text("utf-8")
    assert re.findall(r"^ +\./run (\w+) ", README, re.MULTILINE)[:2] == ["demo", "test"]
    assert all(f"\n    {name})" in text for name in ("demo", "test", "auditor"))
    done = subprocess.run([run, "help"], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0
    assert "DEMO_REPORT=demo-report/index.html" in text


def test_a_rule_that_is_named_is_a_rule() -> None:
    named = re.findall(r"`auditor rules ([a-z-]+)`", README)
    assert named
    assert set(named) <= {rule.id for rule in RULES}


def test_the_numbers_that_are_named_are_the_program_s() -> None:
    assert f"{WIDE[0]} CSS pixels wide" in README
    assert f"{PHONE[0]} wide" in README
    assert settings.AUTOTHROTTLE_START_DELAY == 0.25, "a quarter of a second"
    assert progress.PLAIN_SECONDS == 5, "every five seconds"


def test_the_files_that_are_named_are_those_that_are_made(tmp_path: Path) -> None:
    shelf = Shelf((tmp_path / "audit.db").with_suffix(".recordings"))
    assert shelf.path("00ff").parents[1].name == "audit.recordings"
    file = tmp_path / "known.json"
    baseline.write_to(file, [("https://staging.example.gov/apply?step=1", "image-name", "1f")])
    assert json.loads(file.read_text())["findings"] == ["/apply?step=1 image-name 1f"]
    assert contract.SCHEMA == ROOT / "auditor" / "check.schema.json"


def test_nothing_is_promised_that_no_audit_can_give() -> None:
    said = README.lower()
    assert not re.search(r"\b(fully|508|wcag)[- ]complian|guarantee|conformant", said)
    assert "no report of this one says that a site conforms" in said
