"""The options that several commands have, and the words that they take."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from auditor.evaluation import STANDARDS
from auditor.progress import Style


class FailOn(StrEnum):
    """Which outcomes make the exit code 1."""

    FAILED = "failed"
    CANT_TELL = "cantTell"
    NEVER = "never"


class Format(StrEnum):
    """How `check` prints."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"
    EARL = "earl"


class Render(StrEnum):
    """Which pages are shown in a browser."""

    ALWAYS = "always"
    AUTO = "auto"
    NEVER = "never"


FAILING = {FailOn.FAILED: ("failed",), FailOn.CANT_TELL: ("failed", "cantTell"), FailOn.NEVER: ()}
"""The outcomes that count, by `--fail-on`."""

DatabaseOption = Annotated[Path, typer.Option(help="Where audits are kept; made when it does not exist.")]
BrowserOption = Annotated[str | None, typer.Option(help="A Chromium to use instead of the first that is found.")]
NoSandboxOption = Annotated[
    bool, typer.Option("--allow-no-sandbox", help="As root: start the browser without its sandbox.")
]
NetOption = Annotated[
    list[str] | None, typer.Option(metavar="CIDR", help="A private network that may be reached. Repeatable.")
]
ProgressOption = Annotated[
    Style, typer.Option(help="auto, rich, plain (never redraws: for screen readers and logs) or none.")
]
PicturesOption = Annotated[
    bool,
    typer.Option(help="Visit some pages once more, for pictures of what is to be fixed."),
]
StandardOption = Annotated[str, typer.Option(help=f"One of {', '.join(STANDARDS)}.")]
RenderOption = Annotated[Render, typer.Option(help="Which pages are shown in a browser.")]
FailOnOption = Annotated[FailOn, typer.Option(help="Which findings make the exit code 1.")]
ContactOption = Annotated[str, typer.Option(help="Where a site's owner learns who crawls; part of the User-Agent.")]
