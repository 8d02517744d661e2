"""Whether a fix is done: its pages, looked at again, and what became of it on each. Nothing is stored."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from auditor.store import Store
from auditor.tab import WIDE
from auditor.targets import BadUse
from auditor.urls import NotAudited, canonical, host_of

CLEARED, STILL, MOVED, NOT_RECHECKED = "cleared", "still there", "moved", "not rechecked"
"""What becomes of a fix on a page. What is moved is not cleared: the rule says something else of the same place."""

_ID = re.compile(r"[0-9a-f]{4,12}")

_KNOWN = """
SELECT DISTINCT told.fix, site.host, audit.id AS audit, audit.started_at, audit.standard, told.scope,
    evaluation.id AS evaluation, evaluation.rules_version, rule.id AS rule, rule.title, told.outcome, told.message
FROM (
    SELECT evaluation_id, fix, rule_id, outcome, message, 'page' AS scope FROM assertion
    UNION ALL SELECT evaluation_id, fix, rule_id, outcome, message, 'site' FROM site_assertion
) AS told
JOIN evaluation ON evaluation.id = told.evaluation_id
JOIN latest_evaluation ON latest_evaluation.evaluation_id = evaluation.id
JOIN audit ON audit.id = evaluation.audit_id
JOIN site ON site.id = audit.site_id
JOIN rule ON rule.id = told.rule_id AND rule.rules_version = evaluation.rules_version
WHERE told.fix GLOB ? || '*' AND told.outcome IN ('failed', 'cantTell')
ORDER BY audit.id
"""

_PLACES = """
SELECT DISTINCT page.url, assertion.width, assertion.selector, assertion.fix
FROM assertion JOIN page ON page.id = assertion.page_id
WHERE assertion.evaluation_id = :evaluation AND assertion.rule_id = :rule
    AND assertion.outcome IN ('failed', 'cantTell') AND assertion.page_id IN (
        SELECT page_id FROM assertion WHERE evaluation_id = :evaluation AND rule_id = :rule AND fix = :fix)
ORDER BY page.url
"""

_NOW = """
SELECT page.url, told.width, told.outcome, told.targets, told.fix, told.selector, told.message FROM (
    SELECT evaluation_id, page_id, rule_id, width, outcome, targets, '' AS fix, '' AS selector, message FROM tally
    UNION ALL
    SELECT evaluation_id, page_id, rule_id, width, outcome, -1, fix, selector, message FROM assertion
    WHERE outcome IN ('failed', 'cantTell')
) AS told
JOIN page ON page.id = told.page_id JOIN evaluation ON evaluation.id = told.evaluation_id
WHERE evaluation.audit_id = ? AND told.rule_id = ?
"""
"""What a rule says of each page: its tallies, and its findings with -1 targets."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page that a fix was seen on: at which widths, where, and what else the rule said there."""

    widths: frozenset[int]
    selectors: frozenset[str]
    others: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Known:
    """A fix as the newest audit of its site that shows it has it."""

    fix: str
    host: str
    audit: str
    started_at: str
    standard: str
    rules_version: str
    rule: str
    title: str
    outcome: str
    message: str
    pages: Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class Rechecked:
    """What became of a fix on one page, `visited` in place of `url` where another host was named."""

    url: str
    visited: str
    result: str
    reason: str


def known(store: Store, wanted: str, site: str) -> Known:
    """The fix with an id, or the only one whose id begins so. Raises `BadUse` where it is none, or not the only one."""
    if not _ID.fullmatch(wanted):
        raise BadUse(f"{wanted} is not the id of a fix. A report tells it, at least 4 of its 12 letters and digits.")
    with store.explained():
        rows = [row for row in store.database.query(_KNOWN, [wanted]) if site in ("", row["host"])]
        if not rows:
            raise BadUse(f"no fix {wanted} is in {store.path}" + (f" for {site}." if site else "."))
        ids = sorted({row["fix"] for row in rows})
        if len(ids) > 1:
            raise BadUse(f"{wanted} begins the ids of several fixes: {', '.join(ids[:5])}. Write more of it.")
        hosts = sorted({row["host"] for row in rows})
        if len(hosts) > 1:
            raise BadUse(f"several sites have the fix {ids[0]}: {', '.join(hosts[:5])}. Name one with --site.")
        row = rows[-1]
        evaluation, scope = row.pop("evaluation"), row.pop("scope")
        if scope == "site":
            raise BadUse(
                f"{row['rule']} compares the pages of a site with one another, so that no page alone can show whether "
                f"this is fixed. Audit the site again: auditor crawl."
            )
        names = {"evaluation": evaluation, "rule": row["rule"], "fix": row["fix"]}
        places: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for place in store.database.query(_PLACES, names):
            places[place["url"]].append(place)
    return Known(**row, pages={url: _place(here, row["fix"]) for url, here in places.items()})


def _place(said: Sequence[Mapping[str, Any]], fix: str) -> Place:
    own = [row for row in said if row["fix"] == fix]
    others = frozenset((row["selector"], row["fix"]) for row in said if row["fix"] != fix)
    widths = frozenset(row["width"] or WIDE[0] for row in own)  # what was not rendered had no width
    return Place(widths, frozenset(row["selector"] for row in own), others)


def elsewhere(url: str, base: str) -> str:
    """The address of a page on another host; its path and query stay. Raises `BadUse`."""
    if not base:
        return url
    try:
        parts = urlsplit(base if "://" in base else f"https://{base}")
        moved = canonical(urlsplit(url)._replace(scheme=parts.scheme, netloc=parts.netloc).geturl())
    except (NotAudited, ValueError) as refused:
        raise BadUse(f"--base-url {base} is no address. Write it as https://staging.example.gov/.") from refused
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise BadUse(f"--base-url {base}: name a host alone, such as https://staging.example.gov/. Paths are kept.")
    return moved


def compare(
    fix: Known, visited: Mapping[str, str], store: Store, audit: str, words: Mapping[str, str]
) -> list[Rechecked]:
    """What an audit of the pages of a fix says of it; `visited` tells where each was looked for."""
    ended = {row["url"]: row for row in store.urls(audit)}
    said: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in store.database.query(_NOW, [audit, fix.rule]):
        said[row["url"]].append(row)
    return [
        Rechecked(url, there, *_became(fix, place, ended.get(there), said[there], words))
        for url, place in fix.pages.items()
        for there in (visited[url],)
    ]


def _became(
    fix: Known,
    place: Place,
    ended: Mapping[str, Any] | None,
    said: Sequence[Mapping[str, Any]],
    words: Mapping[str, str],
) -> tuple[str, str]:
    """What became of a fix on a page, and why; what was not seen is never cleared."""
    found = [row for row in said if row["targets"] < 0]
    still = {row["selector"] for row in found if row["fix"] == fix.fix}
    if still:
        more = f", and at {len(still) - 1} more" if len(still) > 1 else ""
        return STILL, f"At {min(still) or 'the page as a whole'}{more}"
    new = (row for row in found if (row["selector"], row["fix"]) not in place.others)
    moved = [row for row in new if row["selector"] in place.selectors]
    if moved:
        return MOVED, f"The rule now says of the same place: {moved[0]['message']}"
    if ended is None or ended["state"] not in ("audited", "partial") or ended["reason"] == "left":
        return NOT_RECHECKED, _why(ended, words)
    for width in sorted(place.widths):
        tallies = [row for row in said if row["targets"] >= 0 and row["width"] == width]
        untested = [row["message"] for row in tallies if row["outcome"] == "untested"]
        if untested or not tallies:
            return NOT_RECHECKED, untested[0] if untested else f"It was not seen {width} pixels wide"
        for outcome in ("failed", "cantTell"):
            listed = sum(row["targets"] < 0 and row["width"] == width and row["outcome"] == outcome for row in said)
            if sum(row["targets"] for row in tallies if row["outcome"] == outcome) > listed:
                return NOT_RECHECKED, "The rule has more findings there than are listed"
    return CLEARED, ""


def _why(ended: Mapping[str, Any] | None, words: Mapping[str, str]) -> str:
    if ended is None:
        return "It was not reached"
    told = [words.get(ended["reason"], ended["reason"]), ended["detail"] or ended["leads_to"] or ""]
    return ". ".join(each.rstrip(".") for each in told if each)


def receipt(results: Sequence[Rechecked]) -> str:
    """The sum of it, in a sentence."""
    counts = [sum(each.result == word for each in results) for word in (CLEARED, NOT_RECHECKED)]
    return f"cleared on {counts[0]} of {len(results)} page{'s' if len(results) != 1 else ''}, {counts[1]} not rechecked"


def hosts_of(visited: Mapping[str, str]) -> list[str]:
    """The hosts that are visited."""
    return sorted({host_of(url) for url in visited.values()})
