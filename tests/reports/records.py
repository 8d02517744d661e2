"""Rows for a database that a test reports on, with defaults for what the test is not about."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from auditor.schema import migrations
from rules.locate import fix_of

RULES = "rules-1"


@dataclass
class Records:
    """A database file with one agency, one site, one audit, one evaluation, a rule and its requirements."""

    path: Path
    text: str = ""
    """Stands in every stored text that a website, or anyone else, could choose."""
    db: Database = field(init=False)
    assertions: int = 0

    def __post_init__(self) -> None:
        self.db = Database(self.path)
        migrations.apply(self.db)
        self.agency()
        self.site()
        self.audit()

    def add(self, table: str, **row: Any) -> None:
        """One row."""
        self.db.table(table).insert(row)

    def agency(self, key: str = "gsa", name: str = "General Services Administration") -> None:
        self.add("agency", id=key, name=name + self.text)

    def site(self, key: str = "example", agency_id: str = "gsa", host: str = "www.example.gov") -> None:
        self.add("site", id=key, agency_id=agency_id, url=f"https://{host}/" + self.text, host=host + self.text)

    def audit(self, key: str = "audit-1", site_id: str = "example", state: str = "finished", **other: Any) -> None:
        row = {
            "command": "crawl" + self.text,
            "reason": self.text,
            "started_at": "2025-03-04T14:05:00+00:00" + self.text,
            "finished_at": "2025-03-04T15:05:00+00:00" + self.text if state == "finished" else None,
            "standard": "section508" + self.text,
            "auditor_version": "0.1.0" + self.text,
            "browser": "HeadlessChrome/131.0" + self.text,
            "settings": json.dumps({"widths": "1280 320" + self.text, "render" + self.text: "always"}),
        }
        self.add("audit", id=key, site_id=site_id, state=state, **(row | other))

    def url(
        self, url: str, state: str = "audited", kind: str = "page", audit_id: str = "audit-1", **other: Any
    ) -> None:
        row = {
            "level": 1,
            "reason": "robots" if state == "skipped" else "",
            "detail": self.text,
            "found_on": "https://www.example.gov/" + self.text,
            "leads_to": None,
            "http_status": 200,
            "content_type": "text/html" + self.text,
        }
        self.add("url", audit_id=audit_id, url=url + self.text, kind=kind, state=state, **(row | other))

    def page(self, url: str, state: str = "audited", audit_id: str = "audit-1", gaps: str = "[]", **other: Any) -> str:
        """A page that was looked at; returns its id."""
        self.url(url, state, audit_id=audit_id, **other)
        page_id = f"{audit_id} {url}"
        self.add(
            "page",
            id=page_id,
            audit_id=audit_id,
            url=url + self.text,
            title=f"Title of {url}" + self.text,
            template="t1" + self.text,
            elements=40,
            content_hash="c1",
            captured_at="2025-03-04T14:06:00+00:00",
        )
        self.add("look", page_id=page_id, width=1280, state="initial" + self.text, recording_hash=None, gaps=gaps)
        return page_id

    def evaluation(self, audit_id: str = "audit-1", key: str = "evaluation-1") -> None:
        self.add("evaluation", id=key, audit_id=audit_id, rules_version=RULES, evaluated_at="2025-03-04T15:06:00+00:00")

    def requirement(self, kind: str, key: str, title: str, position: int = 1, **other: Any) -> None:
        row = {"level": "", "standard": "section508", "url": "" + self.text} | other
        self.add(
            "requirement", rules_version=RULES, kind=kind, id=key, position=position, title=title + self.text, **row
        )

    def rule(self, key: str = "image-name", **other: Any) -> None:
        row = {
            "position": 1,
            "title": "Image has an accessible name" + self.text,
            "harm": "People who cannot see an image rely on its name." + self.text,
            "applicability": "Each `img` element that is not hidden." + self.text,
            "expectation": "The image has a name, or is marked as decorative." + self.text,
            "remediation": "Say what the image says in `alt`. Write `alt=''` if it only decorates." + self.text,
            "standard": "section508",
            "wcag": self._list("1.1.1"),
            "section508": self._list("E205.4"),
            "trusted_tester": self._list("7.A", "7.B"),
            "baseline": self._list("6.A"),
            "act": self._list("23a2a8"),
            "affects": self._list("302.1", "302.2"),
        }
        self.add("rule", rules_version=RULES, id=key, **(row | other))

    def finding(
        self,
        page_id: str,
        outcome: str = "failed",
        message: str = "The image has no accessible name.",
        rule_id: str = "image-name",
        fingerprint: str = "",
        **other: Any,
    ) -> None:
        """A finding with its tally."""
        self.assertions += 1
        number = self.assertions
        row = {
            "width": 1280,
            "state": "initial" + self.text,
            "detail": self.text,
            "fails": self._list("7.A") if outcome == "failed" else "[]",
            "asks": self._list("7.B") if outcome == "cantTell" else "[]",
            "selector": f"main > img:nth-of-type({number})" + self.text,
            "html": f'<img src="{number}.png">' + self.text,
            "role": "img" + self.text,
            "name": "" + self.text,
            "landmark": "main" + self.text,
            "heading": "Services & forms" + self.text,
            "box": None,
            "component": "card" + self.text,
            "corrected": self.text,
            "change": self.text,
            "speech": self.text,
            "speech_now": self.text,
        } | other
        row = {"cause": row["component"]} | row
        row = {"fix": fix_of(rule_id, message + self.text, str(row["cause"]))} | row
        row = {"evaluation_id": "evaluation-1"} | row
        self.add(
            "assertion",
            page_id=page_id,
            number=number,
            rule_id=rule_id,
            outcome=outcome,
            message=message + self.text,
            fingerprint=fingerprint or f"f{number}",
            **row,
        )
        if outcome in ("failed", "cantTell"):
            told = f"{message} {number}" + self.text
            self.tally(page_id, outcome, message=told, rule_id=rule_id, evaluation_id=str(row["evaluation_id"]))

    def compared(self, *pages: str, outcome: str = "cantTell", **other: Any) -> None:
        """A finding of a site rule about these pages, with its tally."""
        self.assertions += 1
        number = self.assertions
        key = {"evaluation_id": "evaluation-1", "number": number}
        row = {
            "rule_id": "titles-tell-apart",
            "message": "Does the title say what each page is about?" + self.text,
            "detail": "Harbor Service on 2 pages." + self.text,
            "fails": self._list("12.B") if outcome == "failed" else "[]",
            "asks": self._list("12.B") if outcome == "cantTell" else "[]",
            "component": f"Title {number}" + self.text,
            "fingerprint": f"s{number}",
        } | other
        row = {"cause": row["component"]} | row
        row = {"fix": fix_of(*(str(row[name]) for name in ("rule_id", "message", "cause")))} | row
        self.add("site_assertion", **key, outcome=outcome, **row)
        for page_id in pages:
            self.add("site_place", **key, page_id=page_id, name="Harbor Service" + self.text)
        self.site_tally(outcome, message=f"{row['message']} {number}")

    def site_tally(self, outcome: str = "passed", message: str = "", rule_id: str = "titles-tell-apart") -> None:
        self.add(
            "site_tally", evaluation_id="evaluation-1", rule_id=rule_id, outcome=outcome, message=message, targets=1
        )

    def tally(
        self,
        page_id: str,
        outcome: str = "passed",
        targets: int = 1,
        message: str = "",
        rule_id: str = "image-name",
        evaluation_id: str = "evaluation-1",
    ) -> None:
        self.add(
            "tally",
            evaluation_id=evaluation_id,
            page_id=page_id,
            width=1280,
            state="initial" + self.text,
            rule_id=rule_id,
            outcome=outcome,
            message=message,
            targets=targets,
        )

    def rules(self) -> None:
        """One evaluation with one rule, its requirements and one requirement that no rule looks at."""
        self.evaluation()
        self.rule()
        self.requirement("section508", "E205.4", "Accessibility Standard")
        self.requirement(
            "wcag", "1.1.1", "Non-text Content", level="A", url="https://www.w3.org/TR/WCAG20/" + self.text
        )
        self.requirement("wcag", "2.3.1", "Three Flashes or Below Threshold", position=2, level="A")
        self.requirement("functional", "302.1", "Without Vision")
        self.requirement("trusted_tester", "7.A", "Meaningful image name")
        self.requirement("trusted_tester", "7.B", "Decorative image")
        self.requirement("baseline", "6.A", "Meaningful images")
        failing = (("section508", "E205.4"), ("wcag", "1.1.1"), ("trusted_tester", "7.A"), ("baseline", "6.A"))
        for kind, key in failing:
            self.bearing(kind, key)
        self.bearing("trusted_tester", "7.B", "asks", outcome="cantTell")

    def bearing(self, kind: str, key: str, word: str = "fails", outcome: str = "failed") -> None:
        """What results of the rule say of a requirement."""
        row = {"outcome": outcome, "message": "The image has no accessible name." + self.text, "word": word}
        self.add("bearing", rules_version=RULES, rule_id="image-name", kind=kind, requirement_id=key, **row)

    def _list(self, *values: str) -> str:
        return json.dumps([*values, self.text] if self.text else values)
