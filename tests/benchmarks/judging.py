"""What judging costs: all rules over recordings of real pages, and over one page that grows.

    python -m tests.benchmarks.judging [--pages 60] [--worst 12]

CPU milliseconds of `evaluate` alone, on pages made new from their recordings each time, the middle of three runs. The
page that grows is a real one, its body's content put in again and again; a rule that is worse than linear shows there.
"""

from __future__ import annotations

import argparse
import copy
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson

from auditor.recording import Shelf
from rules.evaluate import evaluate
from rules.model import Rule
from rules.page import ELEMENT, Page
from rules.registry import RULES
from tests.benchmarks.sites import sample, serve

Recording = dict[str, Any]


def recordings(count: int) -> list[Recording]:
    """Recordings of so many real pages, made by a crawl."""
    paths = sample(count)
    with serve(paths) as origin, tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "audit.db"
        command = [sys.executable, "-m", "auditor.cli", "crawl", f"{origin}/", "--max-depth", "1", "--progress", "none"]
        subprocess.run(
            [*command, "--database", str(database)],
            check=True,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        )
        folder_of = database.with_suffix(".recordings")
        shelf = Shelf(folder_of)
        names = [path.name.partition(".")[0] for path in folder_of.rglob("*") if path.is_file()]
        return [orjson.loads(shelf.get(name)) for name in names]


def cost(recording: Recording, rules: Sequence[Rule[Any]]) -> float:
    """CPU milliseconds that the rules take."""
    took = []
    for _ in range(3):
        page = Page(recording)
        gc.collect()
        gc.disable()
        started = time.process_time()
        evaluate(page, rules)
        took.append((time.process_time() - started) * 1000)
        gc.enable()
    return statistics.median(took)


def size(recording: Recording) -> int:
    return len(recording["nodes"]["kind"])


def grown(recording: Recording, nodes: int) -> Recording:
    """The page with all that is below its `body` in it again and again, each copy below the one before."""
    big = copy.deepcopy(recording)
    columns: dict[str, list[Any]] = big["nodes"]
    body = next(n for n, kind in enumerate(columns["kind"]) if kind == ELEMENT and columns["name"][n] == "body")
    last = size(recording)
    top = columns["box"][body]
    height = top[3] if top else 1000.0
    while len(columns["kind"]) < nodes:
        start = len(columns["kind"])
        shift = start - (body + 1)
        for column in ("kind", "name", "style", "value"):
            columns[column] += columns[column][body + 1 : last]
        columns["parent"] += [p if p == body else p + shift for p in columns["parent"][body + 1 : last]]
        down = height * (shift // (last - body - 1))
        columns["box"] += [box and [box[0], box[1] + down, box[2], box[3]] for box in columns["box"][body + 1 : last]]
        columns["paint"] += [p if p < 0 else p + shift for p in columns["paint"][body + 1 : last]]
        big["accessible"] += [[row[0] + shift, *row[1:]] for row in recording["accessible"] if row[0] > body]
        big["clickable"] += [n + shift for n in recording["clickable"] if n > body]
    return big


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--worst", type=int, default=12)
    arguments = parser.parse_args()
    say = sys.stdout.write
    found = sorted(recordings(arguments.pages), key=size)
    evaluate(Page(found[0]), RULES)  # loads what rules load once
    costs = [cost(recording, RULES) for recording in found]
    per_node = [took / size(recording) for took, recording in zip(costs, found, strict=True)]
    middle = statistics.median(map(size, found))
    say(f"{len(found)} pages, {len(RULES)} rules, median page {middle:.0f} nodes: {statistics.median(costs):.1f} ms; ")
    say(f"at 700 nodes {statistics.median(per_node) * 700:.1f} ms (median of ms per node)\n")
    page = min((r for r in found if len(r["documents"]) == 1), key=lambda recording: abs(size(recording) - 700))
    sizes = (2_500, 5_000, 10_000, 20_000)
    pages = [grown(page, nodes) for nodes in sizes]
    for nodes, big in zip(sizes, pages, strict=True):
        say(f"grown to {nodes:,} nodes: {cost(big, RULES):.0f} ms\n")
    growth = sorted(((cost(pages[-1], [rule]), cost(pages[1], [rule]), rule.id) for rule in RULES), reverse=True)
    say("rule: ms at 20,000 nodes, and how many times that of 5,000 (4 is linear), what rules share included\n")
    for most, least, name in growth[: arguments.worst]:
        say(f"  {name:32} {most:8.1f} {most / max(least, 0.01):6.1f}\n")


if __name__ == "__main__":
    main()
