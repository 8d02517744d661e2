"""Judging an audit again by today's rules, from its recordings: no browser, no network."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from auditor.comparison import compare
from auditor.evaluation import Judged, judge, rules_of, site_rules_of
from auditor.recording import Shelf
from auditor.store import Store
from rules.evaluate import rules_version


@dataclass(frozen=True, slots=True)
class Changes:
    """What judging again changed, and what could not be judged again."""

    looks: int
    missing: int
    """Looks whose recording was pruned or is damaged: not comparable."""
    outcomes: dict[tuple[str, str], tuple[int, int]]
    """Targets by rule and outcome, before and after, where the two differ. Only looks that were judged again count.

    What pages are compared for counts only if all looks were judged again.
    """


def evaluate_again(store: Store, audit: str | None, standard: str) -> Changes:
    """Judges all looks of an audit (None: the newest) and stores the outcomes as a new evaluation.

    Raises `LookupError` when there is no such audit, and when none of its recordings is left.
    """
    assert store.path is not None
    audit = audit or store.latest_audit()
    db = store.database
    if audit is None or not list(db.query("SELECT 1 FROM audit WHERE id = ?", [audit])):
        raise LookupError("There is no such audit in the database. `auditor report` lists them.")
    before_row = list(db.query("SELECT evaluation_id FROM latest_evaluation WHERE audit_id = ?", [audit]))
    looks = list(
        db.query(
            "SELECT look.* FROM look JOIN page ON page.id = look.page_id WHERE page.audit_id = ?"
            " ORDER BY page.url, look.width DESC",
            [audit],
        )
    )
    shelf = Shelf(store.path.with_suffix(".recordings"))
    before: Counter[tuple[str, str]] = Counter()
    after: Counter[tuple[str, str]] = Counter()
    again: list[tuple[str, Judged]] = []
    for look in looks:
        try:
            judged = judge(shelf.get(look["recording_hash"] or "-"), standard, None)
        except (OSError, ValueError):
            continue
        again.append((look["page_id"], judged))
        if before_row:
            before.update(_tallies(db, before_row[0]["evaluation_id"], look))
        for rule, outcome, _, count in judged.tallies:
            after[rule, outcome] += count
    if not again:
        raise LookupError("None of the audit's recordings is left: it can't be judged again. Crawl the site anew.")
    missing = len(looks) - len(again)
    widest: dict[str, int] = {}
    for look in looks:
        widest.setdefault(look["page_id"], look["width"])
    with store.transaction():  # short: a crawl may be writing to the same database
        store.keep_rules(rules_version(), (*rules_of(standard), *site_rules_of(standard)))
        evaluation = store.start_evaluation(audit, rules_version())
        for page, judged in again:
            store.keep_judgement(evaluation, page, judged)
            if judged.width == widest[page]:
                store.keep_whole(evaluation, page, judged)
        compare(store, audit, evaluation, standard)
    if not missing and before_row:  # else other pages were compared than before
        before.update(_site_tallies(db, before_row[0]["evaluation_id"]))
        after.update(_site_tallies(db, evaluation))
    changed = {key: (before[key], after[key]) for key in before | after if before[key] != after[key]}
    return Changes(len(looks) - missing, missing, changed)


def _tallies(db: Any, evaluation: str, look: dict[str, Any]) -> Counter[tuple[str, str]]:
    rows = db.query(
        "SELECT rule_id, outcome, sum(targets) AS n FROM tally"
        " WHERE evaluation_id = ? AND page_id = ? AND width = ? AND state = ? GROUP BY rule_id, outcome",
        [evaluation, look["page_id"], look["width"], look["state"]],
    )
    return Counter({(row["rule_id"], row["outcome"]): row["n"] for row in rows})


def _site_tallies(db: Any, evaluation: str) -> Counter[tuple[str, str]]:
    query = "SELECT rule_id, outcome, sum(targets) AS n FROM site_tally WHERE evaluation_id = ? GROUP BY 1, 2"
    return Counter({(row["rule_id"], row["outcome"]): row["n"] for row in db.query(query, [evaluation])})
