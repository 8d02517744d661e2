"""Finds the browser that looks at pages: one that was named, else Playwright's own, else one that the machine has.

Nothing here starts a browser, save to ask for its version; and that question tells whether it can start at all: a
Chromium whose system libraries are missing cannot answer it. `auditor/doctor.py` proves that it also renders.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

import orjson

ON_PATH = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

MAC_APPS = (
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
)

WINDOWS_APPS = (
    "Chromium/Application/chrome.exe",
    "Google/Chrome/Application/chrome.exe",
)

# In order of preference: the headless shell costs half the processor time of the full browser.
PLAYWRIGHT_EXECUTABLES = (
    "chromium_headless_shell-*/*/chrome-headless-shell",
    "chromium_headless_shell-*/*/headless_shell",
    "chromium_headless_shell-*/*/chrome-headless-shell.exe",
    "chromium-*/*/chrome",
    "chromium-*/*/*.app/Contents/MacOS/*",
    "chromium-*/*/chrome.exe",
)

VERSION = re.compile(r"\b\d+(\.\d+){3}\b")
"""Every Chromium, by whatever name, has a version of four numbers."""

HOW_TO_GET_ONE = (
    "Get one with `python -m playwright install --only-shell chromium`, or on Debian with "
    "`sudo apt-get install chromium-headless-shell`; in a checkout `./run setup` does either. "
    "Or name one with --browser or AUDITOR_BROWSER."
)

HOW_TO_COMPLETE_ONE = (
    "If it lacks system libraries, `sudo python -m playwright install-deps chromium-headless-shell` installs them."
)


class BrowserNotFound(Exception):  # noqa: N818 - what happened, in words; it is shown to people as it is
    """No browser that starts; the message says what to do."""


class SandboxRefused(Exception):  # noqa: N818 - the same
    """The browser would have to run without its sandbox, and nobody allowed that; the message says what to do."""


def is_root() -> bool:
    """Whether this process may do anything, which is when Chromium refuses to start inside its sandbox."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def wants_sandbox(allowed_without: bool, environment: Mapping[str, str], root: bool) -> bool:
    """Whether the browser runs inside its sandbox: always, save as root, and there only where somebody allowed it.

    Pages under audit are strangers' programs; without the sandbox a fault in the browser gives them this account.
    """
    if not root:
        return True
    if allowed_without or environment.get("AUDITOR_ALLOW_NO_SANDBOX") == "1":
        return False
    raise SandboxRefused(
        "As root, Chromium runs only without its sandbox. Use another account, or, for pages that you trust, "
        "say --allow-no-sandbox (or AUDITOR_ALLOW_NO_SANDBOX=1); the audit then says so."
    )


def find_browser(explicit: str | None, environment: Mapping[str, str]) -> Path:
    """The browser that was named by `--browser` or `AUDITOR_BROWSER`, else the first on this machine that starts.

    A browser that was named is never replaced by another: an audit says which browser it used, and so does its user.
    """
    named = explicit or environment.get("AUDITOR_BROWSER")
    if named:
        return _named(named, environment)
    broken = []
    for candidate in candidates(environment):
        if version_of(candidate):
            return candidate
        broken.append(str(candidate))
    if broken:
        raise BrowserNotFound(
            f"Found {', '.join(broken)}, but it does not start. {HOW_TO_COMPLETE_ONE} {HOW_TO_GET_ONE}"
        )
    raise BrowserNotFound(f"No Chromium was found on this machine. {HOW_TO_GET_ONE}")


def _named(name: str, environment: Mapping[str, str]) -> Path:
    found: str | None = shutil.which(Path(name).expanduser(), path=environment.get("PATH", ""))
    if found is None:
        raise BrowserNotFound(f"The browser that was named, {name}, is not there or is not a program. {HOW_TO_GET_ONE}")
    path = _unwrapped(Path(found))
    if not version_of(path):
        raise BrowserNotFound(
            f"The browser that was named, {path}, is no Chromium that starts: it cannot tell its version."
        )
    return path


def candidates(environment: Mapping[str, str]) -> Iterator[Path]:
    """The browsers on this machine, the best first, whether they start or not."""
    yield from _of_playwright(environment)
    for name in ON_PATH:
        found: str | None = shutil.which(name, path=environment.get("PATH", ""))
        if found:
            yield _unwrapped(Path(found))
    yield from (path for path in _applications(environment) if path.is_file())


def version_of(browser: Path) -> str | None:
    """What the browser says its version is, as in "156.0.8078.79"; nothing if it does not start."""
    if sys.platform == "win32":  # there the program opens a window instead of answering; its folder tells
        versions = sorted(entry.name for entry in browser.parent.iterdir() if VERSION.fullmatch(entry.name))
        return versions[-1] if versions else ("unknown" if browser.is_file() else None)
    try:
        answer = subprocess.run(  # noqa: S603 - the program that the user named or that the machine has
            [browser, "--version"], capture_output=True, text=True, errors="replace", timeout=20, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    version = VERSION.search(answer.stdout)
    return version.group() if version else None


def _of_playwright(environment: Mapping[str, str]) -> Iterator[Path]:
    folder = _playwright_folder(environment)
    if folder is None:
        return
    expected = _expected_revision()
    for pattern in PLAYWRIGHT_EXECUTABLES:
        found = [path for path in folder.glob(pattern) if path.is_file() and os.access(path, os.X_OK)]
        yield from sorted(found, key=lambda path: _preference(path.relative_to(folder).parts[0], expected))


def _preference(folder: str, expected: int | None) -> tuple[bool, int]:
    """First the revision that the installed Playwright was made with, then the newest."""
    digits = folder.rpartition("-")[2]
    revision = int(digits) if digits.isdigit() else 0
    return revision != expected, -revision


def _playwright_folder(environment: Mapping[str, str]) -> Path | None:
    """Where Playwright keeps its browsers (see "Managing browser binaries" in its documentation)."""
    configured = environment.get("PLAYWRIGHT_BROWSERS_PATH")
    if configured == "0":
        package = _playwright_package()
        return package / ".local-browsers" if package else None
    if configured:
        return Path(configured)
    cache = _cache_folder(environment)
    return cache / "ms-playwright" if cache else None


def _cache_folder(environment: Mapping[str, str]) -> Path | None:
    home = environment.get("HOME")
    if sys.platform == "win32":
        local = environment.get("LOCALAPPDATA")
        return Path(local) if local else None
    if sys.platform == "darwin":
        return Path(home, "Library", "Caches") if home else None
    if cache := environment.get("XDG_CACHE_HOME"):
        return Path(cache)
    return Path(home, ".cache") if home else None


def _playwright_package() -> Path | None:
    spec = find_spec("playwright")
    return Path(spec.origin).parent / "driver" / "package" if spec and spec.origin else None


def _expected_revision() -> int | None:
    package = _playwright_package()
    if package is None or not (listing := package / "browsers.json").is_file():
        return None
    browsers = orjson.loads(listing.read_bytes())["browsers"]
    return next((int(each["revision"]) for each in browsers if each["name"] == "chromium-headless-shell"), None)


def _applications(environment: Mapping[str, str]) -> Iterator[Path]:
    """The usual places on systems that keep programs off the PATH."""
    roots: list[Path] = []
    programs: tuple[str, ...] = ()
    if sys.platform == "darwin":
        roots, programs = [Path("/Applications"), Path(environment.get("HOME", "/"), "Applications")], MAC_APPS
    elif sys.platform == "win32":
        names = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
        roots, programs = [Path(environment[name]) for name in names if name in environment], WINDOWS_APPS
    yield from (root / program for root in roots for program in programs)


def _unwrapped(path: Path) -> Path:
    """The program itself, where Debian puts a shell script in front of it.

    Its script for the headless shell stays between us and the browser, so that a signal meant for the browser would
    end the script alone; and its script for the full browser adds flags that the administrator of the machine chose.
    """
    program = path.resolve().parent.parent / "lib" / "chromium" / path.name
    return program if program.is_file() and os.access(program, os.X_OK) else path
