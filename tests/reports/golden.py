"""An agency whose report holds all that a report can say: what its pages are held to, word for word."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

from PIL import Image

from tests.reports.records import Records

FOOTER = {
    "cause": "contentinfo: footer.site-footer > a.social",
    "component": "body > footer.site-footer[contentinfo] > a.social",
    "landmark": "contentinfo",
    "role": "link",
    "name": "",
    "heading": "Contact us",
    "selector": "#footer > a:nth-of-type(2)",
    "html": '<a class="social" href="https://social.example.com/harbor"><i class="icon"></i></a>',
    "corrected": '<a class="social" href="https://social.example.com/harbor" aria-label="[where the link leads]">'
    '<i class="icon"></i></a>',
    "change": "Give the link a name that says where it leads.",
    "speech": "link, “[where the link leads]”",
    "detail": "",
}
HERO = {
    "cause": "main: div.hero > img",
    "component": "main > div.hero > img",
    "role": "img",
    "name": "",
    "landmark": "main",
    "heading": "Renew a mooring permit",
    "selector": "#hero > img",
    "html": '<img src="/hero.jpg">',
    "corrected": '<img src="/hero.jpg" alt="[what the image says]">',
    "change": "Say in `alt` what the image says.",
    "speech": "image, “[what the image says]”",
}
ADVICE = {
    "action": "Give each link a name that says where it leads",
    "actions": "{}",
    "doer": "developer",
    "effort": "minutes",
    "steps": json.dumps(["Move to the link with Tab.", "It is a fault if a screen reader says no more than “link”."]),
    "done_when": "Each link says where it leads when it is read by itself.",
    "side_effects": "The new name is read aloud on every page that has the footer.",
}


def audited_agency(path: Path) -> Records:
    """Two agencies and three sites: one audited twice, one never, one of the other agency only in part."""
    records = Records(path)
    records.rules()
    records.rule("link-name", position=2, title="Link has an accessible name", wcag='["2.4.4", "4.1.2"]', **ADVICE)
    records.rule(
        "titles-tell-apart", position=3, scope="site", title="Titles tell pages apart", trusted_tester='["12.B"]'
    )
    records.requirement("wcag", "2.4.4", "Link Purpose (In Context)", position=3, level="A")
    records.requirement("wcag", "4.1.2", "Name, Role, Value", position=4, level="A")
    records.requirement("trusted_tester", "12.B", "Page title", position=3)
    pages = [records.page(f"https://www.example.gov/{name}") for name in ("", "apply", "contact", "fees", "renew")]
    for page_id in pages:
        records.tally(page_id, message="Fine.")
        records.tally(page_id, message="Fine.", rule_id="link-name")
        records.finding(
            page_id, rule_id="link-name", message="The link has no accessible name.", fingerprint="w", **FOOTER
        )
    records.add("page_kind", evaluation_id="evaluation-1", page_id=pages[1], kind="service", why="It has a form.")
    records.finding(pages[4], message="The image has no accessible name.", fingerprint="gone", **HERO)
    _second(records)
    _other_site(records)
    records.agency("harbor", "Harbor Authority")
    records.site("harbor", "harbor", host="www.harbor.example")
    records.audit("audit-3", site_id="harbor", state="stopped", reason="interrupted")
    records.url("https://www.harbor.example/", "admitted", audit_id="audit-3")
    return records


def _second(records: Records) -> None:
    """The audit that the report is about: the hero image is mended, another is new, and some is not looked at."""
    records.audit("audit-2", started_at="2025-06-04T14:05:00+00:00", finished_at="2025-06-04T15:05:00+00:00")
    records.add(
        "evaluation",
        id="evaluation-2",
        audit_id="audit-2",
        rules_version="rules-1",
        evaluated_at="2025-06-04T15:06:00Z",
    )
    told = {"audit_id": "audit-2"}
    pages = [records.page(f"https://www.example.gov/{name}", **told) for name in ("", "apply", "contact", "renew")]
    records.url("https://www.example.gov/fees", "failed", reason="timeout", **told)
    records.url("https://www.example.gov/private", "skipped", reason="robots", **told)
    records.url("https://www.example.gov/form.pdf", "skipped", kind="document", reason="document", **told)
    judged: dict[str, Any] = {"evaluation_id": "evaluation-2"}
    for page_id in pages:
        records.tally(page_id, message="Fine.", **judged)
        records.tally(page_id, message="Fine.", rule_id="link-name", **judged)
        name = {"rule_id": "link-name", "message": "The link has no accessible name.", "fingerprint": "w"}
        records.finding(page_id, **name, **FOOTER, **judged)
    records.tally(pages[2], "untested", message="A style sheet did not load.", rule_id="titles-tell-apart", **judged)
    records.add("page_kind", page_id=pages[1], kind="service", why="It has a form of 4 fields.", **judged)
    seal = {**HERO, "cause": "main: p > img", "component": "main > p > img", "selector": "main > p > img"}
    records.finding(pages[1], fingerprint="new", **seal, **judged)
    question = "Does this name say what the image shows?"
    records.finding(pages[0], "cantTell", question, fingerprint="q", **{**HERO, "name": "Harbor"}, **judged)
    fix = next(records.db.query("SELECT fix FROM assertion WHERE fingerprint = 'new'"))["fix"]
    records.add(
        "decision",
        id="decision-1",
        site_id="example",
        fix=fix,
        word="accepted",
        reason="The image is replaced with the new form in October.",
        evidence="Ticket 4711",
        approver="Section 508 program manager",
        decided_at="2025-06-01T10:00:00Z",
        expires_at="2025-10-31",
    )
    records.add(
        "picture",
        page_id=pages[0],
        rule_id="link-name",
        fingerprint="w",
        width=1280,
        media_type="image/png",
        pixels_wide=320,
        pixels_high=200,
        mark="[40, 60, 120, 30]",
        content=_drawing(),
        taken_at="2025-06-04T15:04:00Z",
    )


def _other_site(records: Records) -> None:
    """Another site of the agency, whose footer has the same fault."""
    records.site("docs", host="docs.example.gov")
    records.audit("audit-4", site_id="docs", started_at="2025-06-05T14:05:00+00:00")
    judged: dict[str, Any] = {"evaluation_id": "evaluation-4"}
    records.add(
        "evaluation",
        id="evaluation-4",
        audit_id="audit-4",
        rules_version="rules-1",
        evaluated_at="2025-06-05T15:00:00Z",
    )
    page_id = records.page("https://docs.example.gov/", audit_id="audit-4")
    records.tally(page_id, message="Fine.", rule_id="link-name", **judged)
    name = {"rule_id": "link-name", "message": "The link has no accessible name.", "fingerprint": "w"}
    records.finding(page_id, **name, **FOOTER, **judged)
    records.site("old", host="old.example.gov")


def _drawing() -> bytes:
    """A picture of nothing in particular."""
    file = io.BytesIO()
    Image.new("RGB", (320, 200), "white").save(file, "PNG")
    return file.getvalue()
