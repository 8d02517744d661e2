"""What people decided about fixes, kept beside what the auditor found. It changes no finding."""

from __future__ import annotations

from auditor.identity import now, uuid7
from auditor.store import Store


def sites_with_fix(store: Store, fix: str) -> dict[str, str]:
    """By host, the id of each site that an audit has found the fix on. Raises `StoreFailed`."""
    with store.explained():
        rows = store.database.query(
            "SELECT DISTINCT site.host, site.id FROM fixes JOIN audit ON audit.id = fixes.audit_id"
            " JOIN site ON site.id = audit.site_id WHERE fixes.fix = ? ORDER BY site.host",
            [fix],
        )
        return {row["host"]: row["id"] for row in rows}


def accept(store: Store, site: str, fix: str, reason: str, evidence: str, approver: str, expires: str) -> None:
    """Records that a fix is accepted as it is until a day; an earlier exception to it is withdrawn."""
    at = now()
    with store.transaction() as db:
        db.execute(
            "UPDATE decision SET withdrawn_at = ? WHERE site_id = ? AND fix = ? AND withdrawn_at IS NULL",
            (at, site, fix),
        )
        db.execute(
            "INSERT INTO decision (id, site_id, fix, word, reason, evidence, approver, decided_at, expires_at)"
            " VALUES (?, ?, ?, 'accepted', ?, ?, ?, ?, ?)",
            (uuid7(), site, fix, reason, evidence, approver, at, expires),
        )
