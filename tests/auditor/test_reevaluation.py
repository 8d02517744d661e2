"""An audit is judged again from its recordings, and what can't be judged again is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.comparison import compare
from auditor.evaluation import judge, rules_of
from auditor.recording import Shelf, encode
from auditor.reevaluation import evaluate_again
from auditor.store import Store
from auditor.unrendered import recording_of_served
from rules.evaluate import rules_version

GOOD = b"<!doctype html><html lang=en><title>T</title><body><p>x</p></body></html>"
BAD = GOOD.replace(b" lang=en", b"")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An audit of two pages, one without a language."""
    store = Store(tmp_path / "audit.db")
    store.keep_rules(rules_version(), rules_of("section508"))
    audit = store.start_audit(
        agency="A", seed="https://x.gov/", host="x.gov", command="crawl", standard="section508", version="0",
        browser="none", settings={},
    )  # fmt: skip
    evaluation = store.start_evaluation(audit, rules_version())
    for name, html in (("good", GOOD), ("bad", BAD)):
        url = f"https://x.gov/{name}"
        data = encode(recording_of_served(url, html, "utf-8", {}, scripted=False))
        store.add_urls(audit, [(url, "page", 0, "found", "", None)])
        store.keep_page(
            audit, evaluation, url, state="audited", reason="", detail="", http_status=200, content_type="text/html",
            leads_to=None, content_hash=name, template="t",
            looks=[judge(data, "section508", str(tmp_path / "audit.recordings"))],
        )  # fmt: skip
    compare(store, audit, evaluation, "section508")
    yield store
    store.close()


def outcomes(store: Store) -> list[tuple[str, str, str]]:
    rows = store.database.query("SELECT url, rule_id, outcome FROM findings ORDER BY 1, 2, 3")
    return [(row["url"], row["rule_id"], row["outcome"]) for row in rows]


def evaluations(store: Store) -> int:
    return int(store.database.execute("SELECT count(*) FROM evaluation").fetchone()[0])


def test_by_the_same_rules_no_outcome_changes(store: Store) -> None:
    before = outcomes(store)
    assert any(rule.startswith("page-language") for _, rule, _ in before)
    changes = evaluate_again(store, None, "section508")
    assert (changes.looks, changes.missing, changes.outcomes) == (2, 0, {})
    assert outcomes(store) == before
    assert evaluations(store) == 2


def test_an_outcome_that_changed_is_told(store: Store) -> None:
    store.database.execute("DELETE FROM tally WHERE rule_id LIKE 'page-language%' AND outcome = 'failed'")
    changes = evaluate_again(store, None, "section508")
    assert [(before, after) for (_, outcome), (before, after) in changes.outcomes.items() if outcome == "failed"] == [
        (0, 1)
    ]


def recording_file(store: Store, page: str, tmp_path: Path) -> Path:
    query = "SELECT recording_hash AS name FROM look JOIN page ON page.id = look.page_id WHERE url LIKE ?"
    name = next(iter(store.database.query(query, [f"%/{page}"])))["name"]
    return Shelf(tmp_path / "audit.recordings").path(name)


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"damaged")])
def test_a_look_whose_recording_is_gone_is_not_compared(store: Store, tmp_path: Path, damage: object) -> None:
    assert callable(damage)
    damage(recording_file(store, "bad", tmp_path))
    changes = evaluate_again(store, None, "section508")
    assert (changes.looks, changes.missing, changes.outcomes) == (1, 1, {})


def test_an_audit_without_recordings_is_told_and_nothing_changes(store: Store, tmp_path: Path) -> None:
    before = outcomes(store)
    for page in ("good", "bad"):
        recording_file(store, page, tmp_path).unlink()
    with pytest.raises(LookupError, match="Crawl the site anew"):
        evaluate_again(store, None, "section508")
    assert outcomes(store) == before
    assert evaluations(store) == 1


def test_an_audit_that_is_not_there_is_told(store: Store) -> None:
    with pytest.raises(LookupError, match="no such audit"):
        evaluate_again(store, "0190", "section508")
