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

    def _all(self) -> list[psutil.Process]:
        return [self._root, *self._root.children(recursive=True)]

    def cpu(self) -> float:
        """CPU seconds of the tree so far, with those of processes that ended: who waited for them has them."""
        total = 0.0
        for process in self._all():
            with suppress(psutil.Error):
                times = process.cpu_times()
                total += times.user + times.system + times.children_user + times.children_system
        return total

    def by_name(self) -> dict[str, tuple[float, float]]:
        """CPU seconds so far and proportional set size in MB, by kind of process; `ended` are most of all renderers."""
        found: dict[str, tuple[float, float]] = {}
        for process in self._all():
            with suppress(psutil.Error, OSError):
                line = " ".join(process.cmdline())
                name = next((name for mark, name in KINDS if mark in line), "other")
                times = process.cpu_times()
                cpu, memory = found.get(name, (0.0, 0.0))
                found[name] = (cpu + times.user + times.system, memory + process.memory_full_info().pss / 1e6)
                ended, _ = found.get("ended", (0.0, 0.0))
                found["ended"] = (ended + times.children_user + times.children_system, 0.0)
        return found

    def memory(self) -> float:
        """Proportional set size in MB."""
        total = 0
        for process in self._all():
            with suppress(psutil.Error, OSError):
                total += process.memory_full_info().pss
        return total / 1e6
