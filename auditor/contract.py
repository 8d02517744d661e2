"""What `auditor check --format json` prints: a published contract, told by `check.schema.json` beside this file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from auditor.store import Store

SCHEMA = Path(__file__).with_name("check.schema.json")

_ASSERTIONS = """
SELECT assertion.*, rule.wcag, rule.section508, rule.trusted_tester, rule.act FROM assertion
JOIN evaluation ON evaluation.id = assertion.evaluation_id
JOIN rule ON rule.rules_version = evaluation.rules_version AND rule.id = assertion.rule_id
WHERE evaluation.audit_id = ? ORDER BY assertion.page_id, assertion.width DESC, assertion.state, assertion.number
"""

_TALLIES = """
SELECT tally.*, rule.wcag, rule.section508, rule.trusted_tester, rule.act FROM tally
JOIN evaluation ON evaluation.id = tally.evaluation_id
JOIN rule ON rule.rules_version = evaluation.rules_version AND rule.id = tally.rule_id
WHERE evaluation.audit_id = ? AND tally.outcome IN ('passed', 'inapplicable')
ORDER BY tally.page_id, rule.position, tally.width DESC
"""


def document(store: Store, audit: str) -> dict[str, Any]:
    """Everything an audit found, as the contract has it: seeds first, in the order of their URLs."""
    db = store.database
    facts = next(iter(db.query("SELECT * FROM audit WHERE id = ?", [audit])))
    ids = {row["url"]: row["id"] for row in db.query("SELECT id, url FROM page WHERE audit_id = ?", [audit])}
    found: dict[str, list[dict[str, Any]]] = {page: [] for page in ids.values()}
    seen: set[tuple[str, ...]] = set()
    for row in db.query(_ASSERTIONS, [audit]):
        key = (row["page_id"], row["rule_id"], row["outcome"], row["selector"], row["message"], row["detail"])
        if key not in seen:
            seen.add(key)
            found[row["page_id"]].append(_assertion(row))
    for row in db.query(_TALLIES, [audit]):
        key = (row["page_id"], row["rule_id"], row["outcome"], "", row["message"], "")
        if key not in seen:
            seen.add(key)
            blank = {"selector": "", "html": "", "detail": "", "fingerprint": "", "fails": "[]", "asks": "[]"}
            found[row["page_id"]].append(_assertion({**row, **blank}))
    pages = [
        {
            "url": row["url"],
            "state": row["state"],
            "reason": row["reason"],
            "detail": row["detail"],
            "assertions": found.get(ids.get(row["url"], ""), []),
        }
        for row in store.urls(audit)
    ]
    about = {"version": facts["auditor_version"], "browser": facts["browser"], "standard": facts["standard"]}
    return {"auditor": about, "pages": pages}


def _assertion(row: Mapping[str, Any]) -> dict[str, Any]:
    message = f"{row['message']} {row['detail']}".strip()
    return {
        "rule": row["rule_id"],
        "outcome": row["outcome"],
        "wcag": json.loads(row["wcag"]),
        "section508": json.loads(row["section508"]),
        "trusted_tester": json.loads(row["trusted_tester"]),
        "fails": json.loads(row["fails"]),
        "asks": json.loads(row["asks"]),
        "act": json.loads(row["act"]),
        "target": row["selector"],
        "html": row["html"],
        "message": message,
        "width": row["width"],
        "fingerprint": row["fingerprint"],
    }


def findings(found: Mapping[str, Any], outcomes: Sequence[str]) -> list[tuple[str, str, str]]:
    """(URL, rule, fingerprint) of each assertion with one of the outcomes, a target seen at two widths once."""
    rows = {
        (page["url"], a["rule"], a["fingerprint"], a["target"])
        for page in found["pages"]
        for a in page["assertions"]
        if a["outcome"] in outcomes
    }
    return sorted((url, rule, fingerprint) for url, rule, fingerprint, _ in rows)
