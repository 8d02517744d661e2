"""Which browser is found, on machines that are made of a folder and an environment."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from auditor.chromium import (
    BrowserNotFound,
    SandboxRefused,
    candidates,
    find_browser,
    version_of,
    wants_sandbox,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the folders and programs made here are those of Linux")

STARTS = '#!/bin/sh\necho "Chromium 156.0.8078.79 built on Debian"\n'
LACKS_LIBRARIES = '#!/bin/sh\necho "error while loading shared libraries: libnss3.so" >&2\nexit 127\n'
IS_NO_BROWSER = '#!/bin/sh\necho "true (GNU coreutils) 9.1"\n'


def program(path: Path, script: str = STARTS) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(script)
    path.chmod(0o755)
    return path


def machine(root: Path, **more: str) -> dict[str, str]:
    """The environment of an account whose home and only folder of programs are under `root`."""
    return {"HOME": str(root / "home"), "PATH": str(root / "bin"), **more}


def shell_of_playwright(folder: Path, revision: int, script: str = STARTS) -> Path:
    name = "chrome-headless-shell"
    return program(folder / f"chromium_headless_shell-{revision}" / f"{name}-linux64" / name, script)


def test_a_browser_on_the_path_is_found(tmp_path: Path) -> None:
    chromium = program(tmp_path / "bin" / "chromium")
    assert find_browser(None, machine(tmp_path)) == chromium


def test_the_headless_shell_is_preferred_to_the_full_browser(tmp_path: Path) -> None:
    program(tmp_path / "bin" / "chromium")
    shell = program(tmp_path / "bin" / "chromium-headless-shell")
    assert find_browser(None, machine(tmp_path)) == shell


def test_the_browser_of_playwright_is_preferred_to_those_on_the_path(tmp_path: Path) -> None:
    program(tmp_path / "bin" / "chromium-headless-shell")
    own = shell_of_playwright(tmp_path / "home" / ".cache" / "ms-playwright", 1255)
    assert find_browser(None, machine(tmp_path)) == own


def test_the_browser_of_playwright_is_found_where_its_user_moved_it(tmp_path: Path) -> None:
    shell_of_playwright(tmp_path / "home" / ".cache" / "ms-playwright", 1255)
    moved = shell_of_playwright(tmp_path / "elsewhere", 1255)
    assert find_browser(None, machine(tmp_path, PLAYWRIGHT_BROWSERS_PATH=str(tmp_path / "elsewhere"))) == moved


def test_of_other_revisions_of_playwright_the_newest_comes_first(tmp_path: Path) -> None:
    folder = tmp_path / "home" / ".cache" / "ms-playwright"
    older, newer = (shell_of_playwright(folder, revision) for revision in (99, 100))
    assert list(candidates(machine(tmp_path))) == [newer, older]


def test_a_browser_that_does_not_start_is_passed_over(tmp_path: Path) -> None:
    shell_of_playwright(tmp_path / "home" / ".cache" / "ms-playwright", 1255, LACKS_LIBRARIES)
    chromium = program(tmp_path / "bin" / "chromium")
    assert find_browser(None, machine(tmp_path)) == chromium


def test_a_browser_that_was_named_is_taken_before_all_others(tmp_path: Path) -> None:
    program(tmp_path / "bin" / "chromium")
    mine = program(tmp_path / "mine")
    assert find_browser(str(mine), machine(tmp_path)) == mine


def test_the_argument_outranks_the_environment(tmp_path: Path) -> None:
    argument, variable = program(tmp_path / "argument"), program(tmp_path / "variable")
    environment = machine(tmp_path, AUDITOR_BROWSER=str(variable))
    assert find_browser(None, environment) == variable
    assert find_browser(str(argument), environment) == argument


def test_a_browser_can_be_named_as_on_the_command_line(tmp_path: Path) -> None:
    beta = program(tmp_path / "bin" / "google-chrome-beta")
    assert find_browser("google-chrome-beta", machine(tmp_path)) == beta


@pytest.mark.parametrize("script", [LACKS_LIBRARIES, IS_NO_BROWSER], ids=["lacks libraries", "is no browser"])
def test_a_named_browser_that_does_not_start_is_not_replaced_by_another(tmp_path: Path, script: str) -> None:
    program(tmp_path / "bin" / "chromium")
    mine = program(tmp_path / "mine", script)
    with pytest.raises(BrowserNotFound, match=str(mine)):
        find_browser(str(mine), machine(tmp_path))


def test_a_named_browser_that_is_not_there_is_not_replaced_by_another(tmp_path: Path) -> None:
    program(tmp_path / "bin" / "chromium")
    with pytest.raises(BrowserNotFound, match="is not there"):
        find_browser(str(tmp_path / "missing"), machine(tmp_path))


def test_a_machine_without_a_browser_is_told_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(BrowserNotFound, match="python -m playwright install --only-shell chromium"):
        find_browser(None, machine(tmp_path))


def test_a_machine_whose_only_browser_does_not_start_is_told_which_one(tmp_path: Path) -> None:
    broken = program(tmp_path / "bin" / "chromium", LACKS_LIBRARIES)
    with pytest.raises(BrowserNotFound, match=str(broken)):
        find_browser(None, machine(tmp_path))


def test_a_file_that_may_not_be_run_is_no_browser(tmp_path: Path) -> None:
    shell_of_playwright(tmp_path / "home" / ".cache" / "ms-playwright", 1255).chmod(0o644)
    assert list(candidates(machine(tmp_path))) == []


def test_the_program_behind_the_script_of_debian_is_used(tmp_path: Path) -> None:
    program(tmp_path / "usr" / "bin" / "chromium-headless-shell")
    behind = program(tmp_path / "usr" / "lib" / "chromium" / "chromium-headless-shell")
    assert find_browser(None, machine(tmp_path, PATH=str(tmp_path / "usr" / "bin"))) == behind


def test_an_empty_environment_has_no_browser() -> None:
    assert list(candidates({})) == []


def test_the_version_is_the_four_numbers_the_browser_says(tmp_path: Path) -> None:
    assert version_of(program(tmp_path / "chromium")) == "156.0.8078.79"


def test_the_browser_of_this_machine_tells_its_version() -> None:
    version = version_of(find_browser(None, os.environ))
    assert version is not None
    assert int(version.partition(".")[0]) >= 100


def test_an_ordinary_account_always_gets_the_sandbox() -> None:
    assert wants_sandbox(allowed_without=True, environment={}, root=False)


def test_root_is_refused_without_an_explicit_word() -> None:
    with pytest.raises(SandboxRefused, match="--allow-no-sandbox"):
        wants_sandbox(allowed_without=False, environment={}, root=True)


def test_root_may_go_without_the_sandbox_by_argument_or_environment() -> None:
    assert not wants_sandbox(allowed_without=True, environment={}, root=True)
    assert not wants_sandbox(allowed_without=False, environment={"AUDITOR_ALLOW_NO_SANDBOX": "1"}, root=True)
