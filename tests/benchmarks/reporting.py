"""What a report of a large crawl costs: `python -m tests.benchmarks.reporting [--pages 5000] [--findings 200000]`.

The database is made up: pages of a few templates, whose shared components fail on every page and whose content fails
here and there, with snippets as long as real ones. The report is written in a process of its own; told are its time,
its highest memory, how many files it has, and the largest.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from auditor.evaluation import STANDARDS, rules_of, site_rules_of
from auditor.identity import page_id
from auditor.store import Store
from rules.evaluate import rules_version
from rules.locate import fingerprint_of, fix_of
from rules.registry import RULES

START = "2026-01-01T00:00:00Z"
TEMPLATES = 12
CHUNK = 500
"""Pages that are written in one transaction."""


def make(path: Path, pages: int, findings: int) -> None:
    """A database with one audit of so many pages and findings."""
    chance = random.Random(508)  # noqa: S311 - the same database each time
    store = Store(path)
    audit = store.start_audit(
        agency="Large agency",
        seed="https://www.agency.gov/",
        host="www.agency.gov",
        command="crawl",
        standard=STANDARDS[0],
        version="0",
        browser="none",
        settings={},
    )
    store.keep_rules(rules_version(), (*rules_of(STANDARDS[0]), *site_rules_of(STANDARDS[0])))
    evaluation = store.start_evaluation(audit, rules_version())
    each = findings // pages
    urls = [f"https://www.agency.gov/section-{n % 40}/page-{n}/" for n in range(pages)]
    store.add_urls(audit, [(url, "page", 1, "audited", "", "") for url in urls])
    for start in range(0, pages, CHUNK):
        with store.transaction() as db:
            for number in range(start, min(start + CHUNK, pages)):
                key = page_id(audit, urls[number])
                template = number % TEMPLATES
                db.execute(
                    "INSERT INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        key,
                        audit,
                        urls[number],
                        f"Page {number}",
                        f"t{template}",
                        700,
                        str(number),
                        "2026-01-01T00:00:00Z",
                        "en",
                    ),
                )
                db.execute("INSERT INTO look VALUES (?, 1280, 'initial', NULL, '[]')", (key,))
                rows = [_assertion(chance, template, number, place) for place in range(each)]
                db.executemany(
                    f"INSERT INTO assertion VALUES ({', '.join('?' * 26)})",  # noqa: S608 - marks only
                    [(evaluation, key, 1280, "initial", place, *row) for place, row in enumerate(rows)],
                )
                tallies: dict[tuple[str, str, str], int] = {(rule.id, "passed", "Fine."): 3 for rule in RULES}
                for row in rows:
                    tallies[row[0], row[1], row[2]] = tallies.get((row[0], row[1], row[2]), 0) + 1
                db.executemany(
                    "INSERT INTO tally VALUES (?, ?, 1280, 'initial', ?, ?, ?, ?)",
                    [(evaluation, key, *told, count) for told, count in tallies.items()],
                )
    store.finish_audit(audit, "finished")
    store.close()


def _assertion(chance: random.Random, template: int, page: int, place: int) -> tuple[Any, ...]:
    """The columns of an assertion after those that name the look: half shared components, half content."""
    rule = RULES[(template * 7 + place * 3) % len(RULES)].id if place % 2 else RULES[place % len(RULES)].id
    is_shared = place % 2 == 0
    landmark = ("banner", "navigation Main", "contentinfo")[place % 3] if is_shared else "main"
    words = f"Item {place}" if is_shared else f"Item {page} {chance.random():.6f}"
    component = f"div.page > div.block-{place} > a.link" if is_shared else f"main[main] > div.text-{place % 9} > a"
    outcome = "failed" if place % 4 else "cantTell"
    message, cause = f"The thing has a fault of the kind {place % 3}.", f"{landmark.split()[0]}: {component[-24:]}"
    html = f'<a class="link" href="/section/{page}/{place}">{words} {"lorem " * 20}</a>'
    mark = fingerprint_of(component, words if is_shared else f"{words}{page}")
    fix = fix_of(rule, message, cause)
    place_of = (landmark, f"Heading {place}", None, component, mark, cause, fix)
    shown = (f"#main > div:nth-of-type({place}) > a", html, "link", words)
    return (rule, outcome, message, "", "[]", "[]", *shown, *place_of, html, "Add a name.", "link", "link")


def measure(database: Path, output: Path) -> dict[str, Any]:
    """Writes the report in a process of its own; returns seconds, megabytes and what was written."""
    code = (
        "import json, resource, sys, time; from pathlib import Path; from reports import write_report; "
        "start = time.process_time(); write_report(Path(sys.argv[1]), Path(sys.argv[2])); "
        "print(json.dumps([time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))"
    )
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", code, str(database), str(output)], capture_output=True, text=True, check=True
    )
    cpu, memory = json.loads(done.stdout)
    files = [path.stat().st_size for path in output.rglob("*") if path.is_file()]
    pages = [path.stat().st_size for path in output.rglob("*.html")]
    return {
        "seconds": round(time.monotonic() - started, 1),
        "cpu_seconds": round(cpu, 1),
        "memory_mb": round(memory),
        "files": len(files),
        "total_mb": round(sum(files) / 1e6, 1),
        "largest_page_kb": round(max(pages) / 1e3),
    }


def main() -> None:
    """Makes the database, writes the report, and prints what that took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=5000)
    parser.add_argument("--findings", type=int, default=200_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "audit.db"
        make(database, chosen.pages, chosen.findings)
        rows = next(Database(database).query("SELECT count(*) AS n FROM assertion"))["n"]
        sys.stdout.write(
            f"{chosen.pages:,} pages, {rows:,} findings, database of {database.stat().st_size / 1e6:.0f} MB\n"
        )
        sys.stdout.write(json.dumps(measure(database, Path(folder) / "report"), indent=1) + "\n")


if __name__ == "__main__":
    main()
