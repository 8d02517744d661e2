"""Our whole audit against navigation alone and against axe-core, interleaved, on real sites.

    python -m tests.benchmarks.compare [--pages 240] [--batch 20] [--modes navigation ours axe axe-wcag]

Each runs as its own tree of processes with a browser of its own, two tabs, and is idle while the others work; a batch
of pages goes to each in turn. CPU is that of the whole tree (browser, drivers, workers), memory its proportional set
size. Ours is `scrapy crawl site`: fetch, proxy, render, settle, capture, evaluate, store. Start-up is told apart.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from auditor.chromium import find_browser
from tests.benchmarks.processes import Tree
from tests.benchmarks.sites import Gate, sample, serve

MODES = ("navigation", "ours", "axe", "axe-wcag")


class Peer:
    """Navigation, or axe-core, by `peer.py`."""

    def __init__(self, mode: str, browser: str, origin: str) -> None:
        script = Path(__file__).parent / "peer.py"
        process = subprocess.Popen(
            [sys.executable, str(script), mode, browser], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.tree = Tree(process)
        self._origin = origin
        assert process.stdout is not None
        assert process.stdin is not None
        self._out, self._in = process.stdout, process.stdin
        self._out.readline()

    def batch(self, paths: list[str], _end: int) -> None:
        """Shows the pages, two at a time, and waits until they are done."""
        self._in.write(json.dumps([self._origin + path for path in paths]) + "\n")
        self._in.flush()
        if self._out.readline().strip() != "done":
            raise SystemExit("a peer of the benchmark stopped")

    def close(self) -> None:
        self._in.close()
        self.tree.process.wait(30)


class Ours:
    """The product, as Scrapy's own command starts it; its pages are held back by the server."""

    def __init__(self, browser: str, origin: str, gate: Gate, folder: Path) -> None:
        self._gate = gate
        self._database = folder / "audit.db"
        command = [sys.executable, "-m", "scrapy", "crawl", "site", "-a", f"url={origin}/"]
        for setting in (
            f"AUDITOR_DATABASE={self._database}",
            "AUTOTHROTTLE_ENABLED=0",
            "DEPTH_LIMIT=1",
            "CONCURRENT_REQUESTS_PER_DOMAIN=4",
            "DOWNLOAD_TIMEOUT=600",
        ):
            command += ["-s", setting]
        environment = {**os.environ, "AUDITOR_BROWSER": browser}
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, text=True)
        self.tree = Tree(process)
        self._wait_for(1)

    def _done(self) -> int:
        with suppress(sqlite3.Error):
            connection = sqlite3.connect(f"file:{self._database}?mode=ro", uri=True)
            try:
                query = (
                    "SELECT count(*) FROM url WHERE kind = 'page' AND level <= 1 AND state NOT IN ('found', 'admitted')"
                )
                return int(connection.execute(query).fetchone()[0])
            finally:
                connection.close()
        return 0

    def _wait_for(self, count: int) -> None:
        deadline = time.monotonic() + 300
        while self._done() < count:
            if self.tree.process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit("our audit stopped, or stood still")
            time.sleep(0.02)

    def batch(self, _paths: list[str], end: int) -> None:
        """Lets the pages up to `end` through and waits until all are stored."""
        self._gate.open(end)
        self._wait_for(end + 1)

    def close(self) -> None:
        self.tree.process.wait(60)


def compare(pages: int, batch: int, modes: Iterable[str]) -> None:
    *paths, last = sorted(sample(pages + 1))  # ours would end with the last page; one more, held back, keeps it alive
    browser = str(find_browser(None, os.environ))
    gate = Gate([*paths, last])
    with serve(paths) as origin, serve([*paths, last], gate) as gated, tempfile.TemporaryDirectory() as folder:
        runners: dict[str, Peer | Ours] = {}
        for mode in modes:
            started = time.monotonic()
            runners[mode] = Ours(browser, gated, gate, Path(folder)) if mode == "ours" else Peer(mode, browser, origin)
            print(f"start-up of {mode}: {runners[mode].tree.cpu():.2f} CPU s, {time.monotonic() - started:.2f} s")  # noqa: T201
        cpu: dict[str, list[float]] = {mode: [] for mode in runners}
        wall: dict[str, list[float]] = {mode: [] for mode in runners}
        memory: dict[str, list[float]] = {mode: [] for mode in runners}
        for start in range(0, len(paths), batch):
            part = paths[start : start + batch]
            for mode, runner in runners.items():
                time.sleep(0.3)
                used, began = runner.tree.cpu(), time.monotonic()
                runner.batch(part, start + len(part))
                wall[mode].append((time.monotonic() - began) / len(part))
                time.sleep(0.2)
                cpu[mode].append((runner.tree.cpu() - used) / len(part))
                memory[mode].append(runner.tree.memory())
            done = start + len(part)
            print(f"{done} pages: " + ", ".join(f"{mode} {cpu[mode][-1] * 1000:.0f}" for mode in runners), flush=True)  # noqa: T201
        for mode, runner in runners.items():
            parts = [f"{name} {used / len(paths) * 1000:.0f}" for name, (used, _) in runner.tree.by_name().items()]
            print(f"  CPU ms a page in {mode}, start-up included: {', '.join(parts)}")  # noqa: T201
        gate.open(len(paths) + 1)
        for runner in runners.values():
            runner.close()
    print(f"\n{len(paths)} pages, {os.cpu_count()} cores, {browser}")  # noqa: T201
    print(f"{'':12}{'CPU ms/page':>12}{'wall ms/page':>14}{'pages/s':>9}{'memory MB: first, last, most':>32}")  # noqa: T201
    for mode in runners:
        mean_cpu, mean_wall = statistics.fmean(cpu[mode]), statistics.fmean(wall[mode])
        spread = f"{memory[mode][0]:.0f}, {memory[mode][-1]:.0f}, {max(memory[mode]):.0f}"
        print(f"{mode:12}{mean_cpu * 1000:12.0f}{mean_wall * 1000:14.0f}{1 / mean_wall:9.1f}{spread:>32}")  # noqa: T201
    if "ours" in runners:
        for mode in runners:
            if mode != "ours":
                by_cpu = statistics.median(a / b for a, b in zip(cpu["ours"], cpu[mode], strict=True))
                by_wall = statistics.median(a / b for a, b in zip(wall["ours"], wall[mode], strict=True))
                whole = sum(cpu["ours"]) / sum(cpu[mode]), sum(wall["ours"]) / sum(wall[mode])
                print(  # noqa: T201
                    f"ours / {mode}: CPU {whole[0]:.2f} (median of batches {by_cpu:.2f}),"
                    f" wall {whole[1]:.2f} (median {by_wall:.2f})"
                )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=240)
    parser.add_argument("--batch", type=int, default=20)
    parser.add_argument("--modes", nargs="+", choices=MODES, default=MODES)
    options = parser.parse_args()
    compare(options.pages, options.batch, options.modes)


if __name__ == "__main__":
    main()
