"""A page and all that is said of it are stored together or not at all, whatever happens to the database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

import auditor.store
from auditor.chromium import is_root
from auditor.evaluation import judge, rules_of
from auditor.identity import page_id, uuid7
from auditor.recording import encode
from auditor.store import Store, StoreFailed
from auditor.unrendered import recording_of_served
from rules.advice import advice
from rules.evaluate import rules_version

HTML = (
    b"<!doctype html><html lang=en><title>T</title><body><img src=a><a href=/></a><iframe src=b></iframe></body></html>"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "audit.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    store = Store(path)
    yield store
    store.close()


def begin(store: Store) -> tuple[str, str]:
    """An audit and its evaluation."""
    store.keep_rules(rules_version(), rules_of("section508"))
    audit = store.start_audit(
        agency="A", seed="https://x.gov/", host="x.gov", command="crawl", standard="section508", version="0",
        browser="none", settings={},
    )  # fmt: skip
    return audit, store.start_evaluation(audit, rules_version())


def keep(store: Store, audit: str, evaluation: str, url: str = "https://x.gov/", html: bytes = HTML) -> None:
    """Stores a page that fails some rules."""
    look = judge(encode(recording_of_served(url, html, "utf-8", {}, scripted=False)), "section508", None)
    assert look.assertions
    with store.transaction():
        store.add_urls(audit, [(url, "page", 0, "found", "", None)])
        store.keep_page(
            audit, evaluation, url, state="audited", reason="", detail="", http_status=200, content_type="text/html",
            leads_to=None, content_hash="c", template="t", looks=[look],
        )  # fmt: skip


TABLES = ("url", "page", "look", "assertion", "tally")


def counts(store: Store) -> dict[str, int]:
    return {table: store.database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}  # noqa: S608


def test_a_page_is_stored_with_all_that_is_said_of_it(store: Store) -> None:
    keep(store, *begin(store))
    found = counts(store)
    assert (found["url"], found["page"], found["look"]) == (1, 1, 1)
    assert min(found["assertion"], found["tally"]) > 0
    assert not store.database.execute("PRAGMA foreign_key_check").fetchall()


def test_an_error_inside_a_transaction_leaves_nothing(store: Store) -> None:
    audit, evaluation = begin(store)
    with pytest.raises(ZeroDivisionError), store.transaction():  # noqa: PT012 - the error comes after the page
        keep(store, audit, evaluation)
        raise ZeroDivisionError
    assert set(counts(store).values()) == {0}
    keep(store, audit, evaluation)
    assert counts(store)["page"] == 1


def test_a_page_that_cannot_be_stored_whole_is_not_stored(store: Store) -> None:
    audit, _ = begin(store)
    with pytest.raises(StoreFailed):
        keep(store, audit, "no such evaluation")
    assert set(counts(store).values()) == {0}


def test_a_page_that_is_taken_back_leaves_only_its_address(store: Store) -> None:
    audit, evaluation = begin(store)
    keep(store, audit, evaluation)
    assert store.page_with_content(audit, "c") == ("https://x.gov/", 0)
    store.drop_page(audit, "https://x.gov/", "https://x.gov/first")
    assert counts(store) == {"url": 1, "page": 0, "look": 0, "assertion": 0, "tally": 0}
    assert next(store.urls(audit))["reason"] == "duplicate"


def test_a_page_belongs_to_a_url_that_the_audit_knows(store: Store) -> None:
    audit, _ = begin(store)
    with pytest.raises(StoreFailed), store.transaction() as db:
        db.execute("INSERT INTO page VALUES ('p', ?, 'https://x.gov/unknown', '', '', 1, '', '')", (audit,))


def test_a_database_that_another_program_locks_is_told(
    path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    monkeypatch.setattr(auditor.store, "_BUSY_MS", 200)
    mine = Store(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(StoreFailed, match=r"audit\.db is locked by another program\. Wait"):
            begin(mine)
        other.execute("ROLLBACK")
        keep(mine, *begin(mine))
    finally:
        other.close()
        mine.close()


def test_a_full_database_is_told_and_what_was_done_is_kept(store: Store) -> None:
    audit, evaluation = begin(store)
    keep(store, audit, evaluation)
    before = counts(store)
    pages = store.database.execute("PRAGMA page_count").fetchone()[0]
    store.database.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreFailed, match=r"No room is left for .*Free some space"):  # noqa: PT012 - how many fit?
        for number in range(100):
            keep(store, audit, evaluation, f"https://x.gov/{number}", HTML.replace(b"<img", b"<img src=b><img"))
            before = counts(store)
    assert counts(store) == before


@pytest.mark.skipif(is_root(), reason="nothing is read-only for root")
def test_a_database_that_may_not_be_written_is_told(path: Path, store: Store) -> None:
    store.close()
    path.chmod(0o400)
    with pytest.raises(StoreFailed, match="can't be written"):
        begin(Store(path))


def test_a_database_in_a_file_system_that_is_read_only_is_told(store: Store) -> None:
    store.database.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreFailed, match=r"audit\.db can't be written\. Check that"):
        begin(store)


@pytest.mark.parametrize(
    "content", [b"This is no database, but a text of some length." * 50, b"SQLite format 3\0" + b"x" * 5000]
)
def test_a_file_that_is_no_database_is_told_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreFailed, match="is not a database of ours, or is damaged"):
        Store(path)
    assert path.read_bytes() == content


def test_a_folder_that_does_not_exist_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreFailed, match=r"does not exist\. Make it"):
        Store(tmp_path / "nowhere" / "audit.db")
    with pytest.raises(StoreFailed, match="can't be written"):
        Store(tmp_path)


def test_a_database_opened_again_has_what_it_had(path: Path, store: Store) -> None:
    keep(store, *begin(store))
    before = counts(store)
    store.close()
    again = Store(path)
    assert counts(again) == before
    keep(again, *begin(again))
    again.close()


def test_rules_are_copied_once_for_each_version(store: Store) -> None:
    begin(store)
    begin(store)
    assert store.database.execute("SELECT count(*) FROM rule").fetchone()[0] == len(rules_of("section508"))


def test_the_advice_of_a_rule_is_copied_with_it(store: Store) -> None:
    begin(store)
    row = store.database.execute(
        "SELECT action, json_extract(actions, '$.\"The list holds no item.\"'), doer, effort, each_place,"
        " json_array_length(steps), done_when, side_effects FROM rule WHERE id = 'required-owned'"
    ).fetchone()
    told = advice()["required-owned"]
    assert row == (
        told.action, "Mark up each entry of the list as a list item", told.doer, told.effort, told.each,
        len(told.steps), told.done_when, told.side_effects,
    )  # fmt: skip


def test_ids_sort_by_time_and_name_pages_by_content() -> None:
    ids = [uuid7() for _ in range(100)]
    assert len(set(ids)) == 100
    assert all(UUID(each).version == 7 for each in ids)
    assert [each[:13] for each in ids] == sorted(each[:13] for each in ids)
    assert page_id("a", "u") == page_id("a", "u") != page_id("b", "u")
