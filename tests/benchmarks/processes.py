"""What a tree of processes uses: the program, its browser, drivers and workers."""

from __future__ import annotations

import subprocess
from contextlib import suppress

import psutil

KINDS = (
    ("--type=renderer", "renderer"),
    ("--type=gpu", "gpu"),
    ("--type=utility", "network"),
    ("multiprocessing", "evaluation"),
    ("scrapy", "crawl"),
    ("node", "playwright"),
    ("chrom", "browser"),
)


class Tree:
    """A process and all its descendants."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._root = psutil.Process(process.pid)
        self._last: dict[int, float] = {}
        self._ended = 0.0

    def _all(self) -> list[psutil.Process]:
        return [self._root, *self._root.children(recursive=True)]

    def cpu(self) -> float:
        """CPU seconds of the tree so far; what ended processes used is kept as last seen."""
        now: dict[int, float] = {}
        for process in self._all():
            with suppress(psutil.Error):
                times = process.cpu_times()
                now[process.pid] = times.user + times.system
        self._ended += sum(used for pid, used in self._last.items() if pid not in now)
        self._last = now
        return sum(now.values()) + self._ended

    def by_name(self) -> dict[str, tuple[float, float]]:
        """CPU seconds so far and proportional set size in MB, by kind of process, those that ended left out."""
        found: dict[str, tuple[float, float]] = {}
        for process in self._all():
            with suppress(psutil.Error, OSError):
                line = " ".join(process.cmdline())
                name = next((name for mark, name in KINDS if mark in line), "other")
                times = process.cpu_times()
                cpu, memory = found.get(name, (0.0, 0.0))
                found[name] = (cpu + times.user + times.system, memory + process.memory_full_info().pss / 1e6)
        return found

    def memory(self) -> float:
        """Proportional set size in MB."""
        total = 0
        for process in self._all():
            with suppress(psutil.Error, OSError):
                total += process.memory_full_info().pss
        return total / 1e6
