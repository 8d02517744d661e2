"""The only writer of `audit.db`. A page, its looks and all that the rules say of it commit together or not at all."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from auditor.evaluation import Judged
from auditor.framing import MEDIA_TYPE
from auditor.identity import now, page_id, uuid7
from auditor.items import Pictured
from auditor.schema import migrations
from rules.advice import advice
from rules.catalog import applicability_of, expectation_of, harm_of, results_of
from rules.crosswalk import bearings
from rules.model import AnyRule, SiteRule
from rules.requirements import rows as requirement_rows

_BUSY_MS = 15_000


class StoreFailed(Exception):  # noqa: N818 - shown to people as it is
    """The database can't be used; the message says why and what to do. Nothing was written by halves."""


def _explain(error: sqlite3.Error, path: str) -> StoreFailed:
    text = str(error).lower()
    if "locked" in text or "busy" in text:
        return StoreFailed(f"{path} is locked by another program. Wait until that is done, or name another --database.")
    if "full" in text or "disk i/o" in text:
        return StoreFailed(
            f"No room is left for {path}. Free some space, or name another --database; what was done is kept."
        )
    if "readonly" in text or "read-only" in text or "unable to open" in text:
        return StoreFailed(f"{path} can't be written. Check that the folder exists and may be written to.")
    if "not a database" in text or "malformed" in text:
        return StoreFailed(f"{path} is not a database of ours, or is damaged. Name another --database.")
    return StoreFailed(f"{path}: {error}")


class Store:
    """Writes one database. `path` is None for one in memory that leaves nothing behind."""

    def __init__(self, path: Path | None) -> None:
        """Opens the database, made when it is new. Raises `StoreFailed` when it can't be used."""
        self.path = path
        self._name = str(path) if path is not None else "the database in memory"
        with self.explained():
            if path is not None and not path.parent.is_dir():
                raise StoreFailed(f"The folder {path.parent} does not exist. Make it, or name another --database.")
            connection = sqlite3.connect(
                path or ":memory:", timeout=_BUSY_MS / 1000, isolation_level=None, check_same_thread=False
            )
            connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            self.database = Database(connection)
            migrations.apply(self.database)
            connection.execute("PRAGMA foreign_keys = ON")
        self._connection = connection

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Tells an error of the database that happens inside as a `StoreFailed`."""
        try:
            yield
        except sqlite3.Error as error:
            raise _explain(error, self._name) from error

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All that is written inside commits together, or not at all. Raises `StoreFailed`."""
        with self.explained():
            if self._connection.in_transaction:
                yield self._connection
                return
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Closes the database; a second call does nothing."""
        self._connection.close()

    # -- audits ---------------------------------------------------------------------------------------------------

    def start_audit(
        self,
        *,
        agency: str,
        seed: str,
        host: str,
        command: str,
        standard: str,
        version: str,
        browser: str,
        settings: Mapping[str, Any],
    ) -> str:
        """Begins an audit of a site and returns its id."""
        audit = uuid7()
        agency_id = hashlib.sha256(agency.encode()).hexdigest()[:16]
        site_id = hashlib.sha256(f"{agency}\n{host}".encode()).hexdigest()[:16]
        with self.transaction() as db:
            db.execute("INSERT OR IGNORE INTO agency (id, name) VALUES (?, ?)", (agency_id, agency))
            db.execute(
                "INSERT OR IGNORE INTO site (id, agency_id, url, host) VALUES (?, ?, ?, ?)",
                (site_id, agency_id, seed, host),
            )
            db.execute(
                "INSERT INTO audit"
                " (id, site_id, command, state, started_at, standard, auditor_version, browser, settings)"
                " VALUES (?, ?, ?, 'running', ?, ?, ?, ?, ?)",
                (audit, site_id, command, now(), standard, version, browser, json.dumps(settings, sort_keys=True)),
            )
        return audit

    def finish_audit(self, audit: str, state: str, reason: str = "") -> None:
        """Ends an audit: `finished`, or `stopped` for a reason."""
        with self.transaction() as db:
            db.execute(
                "UPDATE audit SET state = ?, reason = ?, finished_at = ? WHERE id = ?", (state, reason, now(), audit)
            )

    def latest_audit(self) -> str | None:
        """The id of the newest audit, or None."""
        row = self._connection.execute("SELECT max(id) FROM audit").fetchone()
        return row[0] if row else None

    # -- rules ------------------------------------------------------------------------------------------------------

    def keep_rules(self, version: str, rules: Sequence[AnyRule]) -> None:
        """Copies the rules' words and the requirements', so that a report prints the words of its day."""
        with self.transaction() as db:
            for position, rule in enumerate(rules):
                meta = rule.metadata
                row = {
                    "rules_version": version,
                    "id": meta.id,
                    "position": position,
                    "title": meta.title,
                    "harm": harm_of(rule),
                    "applicability": applicability_of(rule),
                    "expectation": expectation_of(rule),
                    "remediation": meta.remediation,
                    **_advice_row(meta.id),
                    "standard": meta.standard,
                    "scope": "site" if isinstance(rule, SiteRule) else "page",
                    **{
                        key: json.dumps(getattr(meta, key))
                        for key in ("wcag", "section508", "trusted_tester", "baseline", "act", "affects")
                    },
                }
                _insert(db, "rule", row)
                db.executemany(
                    "INSERT OR IGNORE INTO bearing VALUES (?, ?, ?, ?, ?, ?, ?)",
                    [
                        (version, meta.id, str(result.outcome), result.message, bears.kind, bears.id, str(bears.word))
                        for result in results_of(rule)
                        for bears in bearings(meta, result)
                    ],
                )
            for requirement in requirement_rows():
                _insert(db, "requirement", {"rules_version": version, **requirement})

    def start_evaluation(self, audit: str, rules_version: str) -> str:
        """Begins an evaluation of an audit by these rules and returns its id."""
        evaluation = uuid7()
        with self.transaction() as db:
            db.execute(
                "INSERT INTO evaluation (id, audit_id, rules_version, evaluated_at) VALUES (?, ?, ?, ?)",
                (evaluation, audit, rules_version, now()),
            )
        return evaluation

    # -- the frontier -----------------------------------------------------------------------------------------------

    def add_urls(self, audit: str, rows: Iterable[Sequence[Any]]) -> None:
        """Adds URLs (url, kind, level, state, reason, found_on) that the audit did not know yet."""
        with self.transaction() as db:
            db.executemany(
                "INSERT OR IGNORE INTO url (audit_id, url, kind, level, state, reason, found_on)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(audit, *row) for row in rows],
            )

    def set_states(self, audit: str, state: str, reason: str, urls: Iterable[str]) -> None:
        """Puts URLs into a state."""
        with self.transaction() as db:
            db.executemany(
                "UPDATE url SET state = ?, reason = ? WHERE audit_id = ? AND url = ?",
                [(state, reason, audit, url) for url in urls],
            )

    def end_url(
        self,
        audit: str,
        url: str,
        state: str,
        reason: str = "",
        *,
        detail: str = "",
        leads_to: str | None = None,
        http_status: int | None = None,
        content_type: str = "",
        kind: str | None = None,
    ) -> None:
        """Gives a URL the state in which it ends."""
        with self.transaction() as db:
            db.execute(
                "UPDATE url SET state = ?, reason = ?, detail = ?, leads_to = ?, http_status = ?, content_type = ?,"
                " kind = coalesce(?, kind) WHERE audit_id = ? AND url = ?",
                (state, reason, detail[:500], leads_to, http_status, content_type[:100], kind, audit, url),
            )

    def retype_url(self, audit: str, url: str, kind: str, level: int) -> None:
        """Takes a URL for one of another kind, on another level, that is yet to be visited."""
        with self.transaction() as db:
            db.execute(
                "UPDATE url SET kind = ?, level = ?, state = 'found', reason = '' WHERE audit_id = ? AND url = ?",
                (kind, level, audit, url),
            )

    def urls(self, audit: str) -> Iterator[dict[str, Any]]:
        """The rows of all URLs of an audit."""
        return self.database.query("SELECT * FROM url WHERE audit_id = ? ORDER BY level, url", [audit])

    # -- pages ------------------------------------------------------------------------------------------------------

    def keep_page(
        self,
        audit: str,
        evaluation: str,
        url: str,
        *,
        state: str,
        reason: str,
        detail: str,
        http_status: int,
        content_type: str,
        leads_to: str | None,
        content_hash: str,
        template: str,
        looks: Sequence[Judged],
    ) -> None:
        """Stores a page with its looks and everything the rules say of them, and ends its URL."""
        first = looks[0]
        key = page_id(audit, url)
        with self.transaction() as db:
            self.end_url(
                audit,
                url,
                state,
                reason,
                detail=detail,
                http_status=http_status,
                content_type=content_type,
                leads_to=leads_to,
            )
            db.execute(
                "INSERT INTO page (id, audit_id, url, title, language, template, elements, content_hash, captured_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (key, audit, url, first.title[:500], first.language, template, first.elements, content_hash, now()),
            )
            for look in looks:
                db.execute(
                    "INSERT INTO look (page_id, width, state, recording_hash, gaps) VALUES (?, ?, ?, ?, ?)",
                    (key, look.width, look.state, look.recording, json.dumps(look.gaps)),
                )
                self._keep_judgement(db, evaluation, key, look)
            self.keep_whole(evaluation, key, first)

    def keep_whole(self, evaluation: str, page: str, look: Judged) -> None:
        """Stores what one look, the widest, tells of a page as a whole: its kinds, and its digest if it has one."""
        with self.transaction() as db:
            db.executemany(
                "INSERT INTO page_kind VALUES (?, ?, ?, ?)", [(evaluation, page, *kind) for kind in look.kinds]
            )
            if look.digest is not None:
                db.execute("INSERT INTO digest VALUES (?, ?, ?)", (evaluation, page, look.digest))

    def keep_judgement(self, evaluation: str, page: str, look: Judged) -> None:
        """Stores what the rules say of a look that is already there."""
        with self.transaction() as db:
            self._keep_judgement(db, evaluation, page, look)

    def _keep_judgement(self, db: sqlite3.Connection, evaluation: str, page: str, look: Judged) -> None:
        db.executemany(
            f"INSERT INTO assertion VALUES ({', '.join('?' * 26)})",  # noqa: S608 - marks only
            [(evaluation, page, look.width, look.state, number, *row) for number, row in enumerate(look.assertions)],
        )
        db.executemany(
            "INSERT INTO tally VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(evaluation, page, look.width, look.state, *row) for row in look.tallies],
        )
        db.executemany(
            "INSERT INTO absence VALUES (?, ?, ?, ?, ?)",
            [(evaluation, page, look.width, look.state, test) for test in look.absent],
        )

    def drop_page(self, audit: str, url: str, leads_to: str) -> None:
        """Takes back a page that turned out to be the same as an earlier one; its URL ends as a duplicate."""
        key = page_id(audit, url)
        with self.transaction() as db:
            for table in ("assertion", "tally", "absence", "digest", "page_kind", "picture", "look"):
                db.execute(f"DELETE FROM {table} WHERE page_id = ?", (key,))  # noqa: S608 - our own names
            db.execute("DELETE FROM page WHERE id = ?", (key,))
            self.end_url(audit, url, "skipped", "duplicate", leads_to=leads_to)

    def keep_pictures(self, audit: str, pictured: Pictured) -> None:
        """Stores pictures of findings of a page; a newer one takes the place of an older one."""
        key, taken = page_id(audit, pictured.url), now()
        with self.transaction() as db:
            for picture in pictured.pictures:
                of, mark = picture.sample, json.dumps(picture.mark)
                db.execute(
                    "INSERT OR REPLACE INTO picture VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (key, of.rule, of.fingerprint, of.width, MEDIA_TYPE, *picture.size, mark, picture.content, taken),
                )

    # -- sites ------------------------------------------------------------------------------------------------------

    def digests(self, evaluation: str) -> Iterator[dict[str, Any]]:
        """URL, level and digest of each page that takes part in site rules, in the order of level and URL."""
        return self.database.query(
            "SELECT page.url, url.level, digest.content FROM digest JOIN page ON page.id = digest.page_id"
            " JOIN url ON url.audit_id = page.audit_id AND url.url = page.url"
            " WHERE digest.evaluation_id = ? ORDER BY url.level, page.url",
            [evaluation],
        )

    def keep_site_judgement(
        self,
        audit: str,
        evaluation: str,
        assertions: Sequence[tuple[Sequence[Any], Sequence[tuple[str, str]]]],
        tallies: Sequence[Sequence[Any]],
    ) -> None:
        """Stores what the site rules say: each assertion with the pages it is about, by URL, and how it is there."""
        with self.transaction() as db:
            for number, (row, places) in enumerate(assertions):
                db.execute(
                    f"INSERT INTO site_assertion VALUES ({', '.join('?' * 12)})",  # noqa: S608 - marks only
                    (evaluation, number, *row),
                )
                db.executemany(
                    "INSERT OR IGNORE INTO site_place VALUES (?, ?, ?, ?)",
                    [(evaluation, number, page_id(audit, url), name) for url, name in places],
                )
            db.executemany("INSERT INTO site_tally VALUES (?, ?, ?, ?, ?)", [(evaluation, *row) for row in tallies])

    def page_with_content(self, audit: str, content_hash: str) -> tuple[str, int] | None:
        """URL and level of the page of this audit with exactly this content, or None."""
        row = self._connection.execute(
            "SELECT page.url, url.level FROM page JOIN url ON url.audit_id = page.audit_id AND url.url = page.url"
            " WHERE page.audit_id = ? AND page.content_hash = ? AND url.state = 'audited'",
            (audit, content_hash),
        ).fetchone()
        return (row[0], row[1]) if row else None


def _advice_row(rule: str) -> dict[str, Any]:
    told = advice().get(rule)
    if told is None:
        return {}
    return {
        "action": told.action,
        "actions": json.dumps(told.actions or {}),
        "each_place": int(told.each),
        "doer": told.doer,
        "effort": told.effort,
        "steps": json.dumps(told.steps),
        "done_when": told.done_when,
        "side_effects": told.side_effects,
    }


def _insert(db: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> None:
    names = ", ".join(row)
    db.execute(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))  # noqa: S608
