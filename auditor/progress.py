"""How far an audit is, told to whoever waits: redrawn on a terminal, in plain lines elsewhere."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Sequence
from enum import StrEnum
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from auditor.evaluation import Judged
from auditor.session import Session

PLAIN_SECONDS = 5.0


class Style(StrEnum):
    """How progress is shown. `plain` never redraws, spins or draws boxes: for screen readers and logs."""

    AUTO = "auto"
    RICH = "rich"
    PLAIN = "plain"
    NONE = "none"


class Watch:
    """Follows a session and tells pages done, found and failing, and the time left, on standard error."""

    def __init__(self, style: Style, stream: TextIO = sys.stderr) -> None:
        self._stream = stream
        if style is Style.AUTO:
            style = Style.RICH if stream.isatty() and os.environ.get("TERM") != "dumb" else Style.PLAIN
        self._style = style
        self._session: Session | None = None
        self._started = time.monotonic()
        self._told = self._started
        self.failing = 0
        self.done = 0
        self._progress: Progress | None = None
        self._ticker: asyncio.Task[None] | None = None

    def start(self, session: Session) -> None:
        """Begins to follow."""
        self._session = session
        self._started = self._told = time.monotonic()
        session.on_page = self._page
        if self._style is Style.RICH:
            console = Console(file=self._stream, no_color="NO_COLOR" in os.environ)
            self._progress = Progress(
                TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=console, transient=True
            )
            self._progress.add_task(self._line(), total=None)
            self._progress.start()
        if self._style is not Style.NONE:
            self._ticker = asyncio.ensure_future(self._tick())

    def stop(self) -> None:
        """Ends the display."""
        if self._ticker is not None:
            self._ticker.cancel()
        if self._progress is not None:
            self._progress.stop()

    def _page(self, url: str, looks: Sequence[Judged]) -> None:
        del url
        self.done += 1
        self.failing += any(row[1] == "failed" for look in looks for row in look.assertions)

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(0.5)
            if self._progress is not None:
                left = self._session.frontier.left if self._session else 0
                task = self._progress.task_ids[0]
                self._progress.update(task, description=self._line(), completed=self.done, total=self.done + left)
            elif time.monotonic() - self._told >= PLAIN_SECONDS:
                self._told = time.monotonic()
                print(self._line(), file=self._stream, flush=True)

    def _line(self) -> str:
        frontier = self._session.frontier if self._session else None
        known, left = (frontier.known, frontier.left) if frontier else (0, 0)
        seconds = time.monotonic() - self._started
        line = f"Pages done: {self.done}. With findings: {self.failing}. To do: {left}. Addresses found: {known}."
        if self.done >= 10 and left:
            line += f" Time left: about {_duration(seconds / self.done * left)}."
        again = self._session.visited_again if self._session else 0
        if again:
            line += f" Visiting {again} of them once more, for pictures."
        return line


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(seconds, 2):.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 5400 else f"{seconds / 3600:.1f} hours"
