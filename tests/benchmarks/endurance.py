"""A whole site, crawled to its end, with memory told on the way.

    python -m tests.benchmarks.endurance [FOLDER] [--pages N] [--sample N]

FOLDER holds a site as files; by default the Python documentation of Debian's package python3.11-doc. `--sample` takes
that many pages of all sites instead. Prints the proportional set size of the process tree at every
fiftieth page, and at the end every URL by state and reason.
"""

from __future__ import annotations

import argparse
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import AbstractContextManager, closing, suppress
from pathlib import Path

from tests.benchmarks.processes import Tree
from tests.benchmarks.sites import MORE_SITES, ROOT, sample, serve, serve_folder


def pages_done(database: Path) -> int:
    """How many pages the database holds so far."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return int(connection.execute("SELECT count(*) FROM page").fetchone()[0])
    return 0


def endure(site: AbstractContextManager[str], limits: list[str]) -> None:
    """Crawls the site and prints what it took."""
    with site as origin, tempfile.TemporaryDirectory() as temporary:
        database = Path(temporary) / "audit.db"
        command = [sys.executable, "-m", "scrapy", "crawl", "site", "-a", f"url={origin}/"]
        command += ["-s", "AUTOTHROTTLE_ENABLED=0"]
        command += ["-s", f"AUDITOR_DATABASE={database}", *limits]
        started = time.monotonic()
        tree = Tree(subprocess.Popen(command, text=True))
        told, samples, cpu = 0, [], 0.0
        while tree.process.poll() is None:
            time.sleep(0.2)
            done = pages_done(database)
            if done >= told + 50:
                told = done - done % 50
                cpu = tree.cpu()
                samples.append(tree.memory())
                parts = ", ".join(f"{name} {memory:.0f}" for name, (_, memory) in tree.by_name().items() if memory)
                spent = cpu / done * 1000
                print(f"{done} pages, {samples[-1]:.0f} MB ({parts}), {spent:.0f} CPU ms a page", flush=True)  # noqa: T201
        seconds = time.monotonic() - started
        with closing(sqlite3.connect(database)) as connection:
            rows = connection.execute("SELECT kind, state, reason, urls FROM coverage ORDER BY 1, 2, 3").fetchall()
            known = connection.execute("SELECT count(*) FROM url").fetchone()[0]
            unended = connection.execute("SELECT count(*) FROM url WHERE state IN ('found', 'admitted')").fetchone()[0]
            looks = connection.execute("SELECT width, count(*) FROM look GROUP BY 1").fetchall()
        size = sum(file.stat().st_size for file in Path(temporary).rglob("*") if file.is_file())
    for kind, state, reason, urls in rows:
        print(f"  {urls:6} {kind} {state} {reason}")  # noqa: T201
    print(f"{known} addresses, {sum(row[3] for row in rows)} in the states above, {unended} without an end")  # noqa: T201
    print(f"looks by width: {looks}; {size / 1e6:.1f} MB kept; {seconds:.0f} s")  # noqa: T201
    later = samples[2:]
    if later:
        print(f"memory after the first hundred pages: {min(later):.0f} to {max(later):.0f} MB")  # noqa: T201


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "python3.11/html")
    parser.add_argument("--pages", type=int, default=0, help="at the most; 0: all")
    parser.add_argument("--sample", type=int, default=0, help="pages of all sites, instead of FOLDER")
    options = parser.parse_args()
    if options.sample:
        endure(serve(sample(options.sample, MORE_SITES)), ["-s", "DEPTH_LIMIT=1"])
    else:
        endure(serve_folder(options.folder), ["-s", f"AUDITOR_MAX_PAGES={options.pages}"])


if __name__ == "__main__":
    main()
