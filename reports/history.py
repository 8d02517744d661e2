"""What became of findings from audit to audit. Pure.

A finding is `existing` while it is seen again, and `fixed` only when an audit looked at the same page, in the same
window and state, with the same rule, and did not see it. What was not looked at so is `not rechecked`, and stays open.
A finding is `new` only where an earlier audit looked and saw none; else it is `first looked at`. One that comes back is
`reopened`.

Only audits that the same rules have judged are compared: what a change of the rules did is counted apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median

Look = tuple[int, str]
"""The width of the window and the state of the page."""

WORDS = ("new", "reopened", "existing", "first looked at", "fixed", "not rechecked")
"""What can become of a finding between two audits."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A failed finding as one audit saw it. `place` finds it again where its component was renamed."""

    url: str
    rule_id: str
    fingerprint: str
    place: str
    fix: str
    looks: frozenset[Look]


@dataclass(frozen=True, slots=True)
class Past:
    """What one audit looked at, and what failed there. `unjudged` holds pairs of URL and rule that it can't speak of.

    An empty URL in such a pair stands for all pages.
    """

    audit_id: str
    at: str
    looks: Mapping[str, frozenset[Look]]
    unjudged: frozenset[tuple[str, str]]
    findings: Sequence[Seen]

    def judged(self, seen: Seen) -> bool:
        """Whether this audit would have seen the finding if it had been there."""
        pairs = ((seen.url, seen.rule_id), ("", seen.rule_id))
        looks = self.looks.get(seen.url)
        return looks is not None and seen.looks <= looks and self.unjudged.isdisjoint(pairs)


@dataclass(frozen=True, slots=True)
class Period:
    """What one audit changed: how many findings came, stayed and went, by `WORDS`, and how many are open after it."""

    audit_id: str
    at: str
    counts: Mapping[str, int]
    open: int
    pages: int


@dataclass(frozen=True, slots=True)
class FixHistory:
    """What is known of one fix's past. `continues` names the fixes that its findings belonged to before, by id.

    `counts` are those of the latest audit, by `WORDS`.
    """

    rule_id: str
    first_seen: str
    counts: Mapping[str, int]
    continues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """A site's past, oldest audit first. Ages are in days; None where nothing was ever closed."""

    periods: tuple[Period, ...]
    fixes: Mapping[str, FixHistory]
    open_age: float | None
    closing_age: float | None
    reopened: int
    closed: int

    @property
    def latest(self) -> Period | None:
        """What the latest audit changed; None where there is nothing to compare it with."""
        return self.periods[-1] if len(self.periods) > 1 else None


@dataclass(slots=True)
class _Open:
    seen: Seen
    since: str


@dataclass(slots=True)
class _Ledger:
    """Open and closed findings while audits go by."""

    open: dict[tuple[str, str, str], _Open] = field(default_factory=dict)
    closed: dict[tuple[str, str, str], str] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)
    ages: list[float] = field(default_factory=list)
    came_back: int = 0
    went: int = 0


def history_of(audits: Iterable[Past]) -> History:
    """The past of a site, from what each audit saw, the oldest first."""
    ledger = _Ledger()
    earlier: list[Past] = []
    periods: list[Period] = []
    by_fix: dict[str, Counter[str]] = {}
    continues: dict[str, set[str]] = defaultdict(set)
    at = ""
    for past in audits:
        by_fix, continues = _go_on(ledger, past, earlier)
        total = sum(by_fix.values(), Counter[str]())
        counts = {word: total[word] for word in WORDS}
        periods.append(Period(past.audit_id, past.at, counts, len(ledger.open), len(past.looks)))
        earlier.append(past)
        at = past.at
    fixes = {
        fix: FixHistory(
            ledger.rules[fix], ledger.first[fix], {word: counts[word] for word in WORDS}, tuple(sorted(continues[fix]))
        )
        for fix, counts in by_fix.items()
    }
    ages = [_days(each.since, at) for each in ledger.open.values()]
    return History(
        tuple(periods),
        fixes,
        median(ages) if ages else None,
        median(ledger.ages) if ledger.ages else None,
        ledger.came_back,
        ledger.went,
    )


def _go_on(ledger: _Ledger, past: Past, earlier: Sequence[Past]) -> tuple[dict[str, Counter[str]], dict[str, set[str]]]:
    """Takes one audit into the ledger; returns by fix what became of its findings, and which fixes it goes on from."""
    by_fix: dict[str, Counter[str]] = defaultdict(Counter)
    continues: dict[str, set[str]] = defaultdict(set)
    now = {(seen.url, seen.rule_id, seen.fingerprint): seen for seen in past.findings}
    gone = {key: each for key, each in ledger.open.items() if key not in now}
    moved = {(each.seen.url, each.seen.rule_id, each.seen.place): key for key, each in gone.items() if each.seen.place}
    for key, seen in now.items():
        since = past.at
        if key in ledger.open:
            word, since = "existing", ledger.open[key].since
            if ledger.open[key].seen.fix != seen.fix:
                continues[seen.fix].add(ledger.open[key].seen.fix)
        elif (before := moved.pop((seen.url, seen.rule_id, seen.place), None)) is not None:
            word, since = "existing", gone[before].since
            continues[seen.fix].add(gone.pop(before).seen.fix)
            del ledger.open[before]
        elif key in ledger.closed:
            word = "reopened"
            ledger.came_back += 1
            del ledger.closed[key]
        else:
            word = "new" if any(each.judged(seen) for each in earlier) else "first looked at"
        by_fix[seen.fix][word] += 1
        ledger.open[key] = _Open(seen, since)
        ledger.first.setdefault(seen.fix, since)
        ledger.rules[seen.fix] = seen.rule_id
    for key, each in gone.items():
        is_fixed = past.judged(each.seen)
        by_fix[each.seen.fix]["fixed" if is_fixed else "not rechecked"] += 1
        if is_fixed:
            del ledger.open[key]
            ledger.closed[key] = past.at
            ledger.ages.append(_days(each.since, past.at))
            ledger.went += 1
    for fix, before_ids in continues.items():
        before_ids.discard(fix)
        ledger.first[fix] = min([ledger.first[fix], *(ledger.first[id] for id in before_ids if id in ledger.first)])
    return by_fix, continues


def _days(start: str, end: str) -> float:
    """The days between two stored times; 0 where one of them is no time."""
    try:
        return max((datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds() / 86_400, 0.0)
    except (ValueError, TypeError):
        return 0.0


def by_rules(before: Past, after: Past) -> tuple[int, int]:
    """How many findings appeared and went away on the same recordings, judged by other rules."""
    keys = [{(seen.url, seen.rule_id, seen.fingerprint) for seen in past.findings} for past in (before, after)]
    return len(keys[1] - keys[0]), len(keys[0] - keys[1])
