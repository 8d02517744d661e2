"""The database's words in plain English. The one place that translates: a word it does not know is printed as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from reports.model import Coverage, SiteReport

OUTCOMES = {
    "passed": "Met the rule's expectation",
    "failed": "Failed",
    "cantTell": "A person must decide",
    "inapplicable": "Nothing that the rule applies to",
    "untested": "Not tested",
}

AUDIT_STATES = {
    "running": "Still running",
    "finished": "Finished",
    "stopped": "Stopped before it was done",
}

URL_KINDS = {"page": "Page", "document": "Document", "sitemap": "Sitemap"}

URL_STATES = {
    "audited": "Audited",
    "partial": "Partly audited",
    "skipped": "Skipped",
    "failed": "Could not be looked at",
    "found": "Found, not reached",
    "admitted": "Waiting, not reached",
}

REASONS = {
    "": "No reason recorded",
    "robots": "The site's robots.txt asks crawlers to stay away",
    "scope": "Outside the part of the web that this audit names",
    "offsite": "On a host that this audit does not name",
    "duplicate": "The same page as another address",
    "redirect": "Leads to another address",
    "loop": "Leads back to itself, again and again",
    "cap": "The audit's limit on pages was reached",
    "depth": "Farther from the start than the audit goes",
    "pattern": "Looks like one of an endless series of addresses",
    "trap": "Looks like one of an endless series of addresses",
    "type": "Not a kind of content that this audit looks at",
    "size": "Larger than the audit's limit",
    "nodes": "More elements than the audit's limit",
    "document": "A document, not a web page",
    "excluded": "Left out by the audit's settings",
    "logout": "Following it may sign a person out or change something",
    "timeout": "No answer, or not done, in the time allowed",
    "crash": "The browser stopped while it showed the page",
    "status": "The server answered with an error",
    "missing": "The server has no such page",
    "network": "The server could not be reached",
    "dns": "The host's name could not be found",
    "tls": "A secure connection could not be made",
    "blocked": "The server refused the crawler",
    "refused": "The address may not be dialed from here",
    "login": "The page asks people to sign in",
    "login-wall": "The page asks people to sign in",
    "challenge": "The page asks for proof that a person is there",
    "soft-404": "An error page that does not say so in its status",
    "empty": "The page came without content",
    "download": "The address starts a download",
    "gaps": "Parts of the page could not be looked at",
    "left": "The page went to another address before it could be looked at",
    "blocked-requests": "Requests that the audit does not make were stopped, which may have changed the page",
    "absent": "No sitemap at the usual place",
    "scheme": "Not an http or https address",
    "malformed": "Not a valid address",
    "browser": "The browser did not start, or went away",
    "database": "The database could not be written",
    "interrupted": "The audit was interrupted",
    "error": "The auditor made an error",
}

STANDARDS = {
    "section508": "Revised Section 508 Standards (WCAG 2.0 Level A and AA, by reference)",
    "wcag21aa": "WCAG 2.1 Level A and AA, with the Revised Section 508 Standards",
    "wcag22aa": "WCAG 2.2 Level A and AA, with the Revised Section 508 Standards",
}

BEYOND = {
    "wcag21aa": "Beyond Section 508: WCAG 2.1",
    "wcag22aa": "Beyond Section 508: WCAG 2.2",
}
"""What a finding is labeled with whose rule is not part of the Revised 508 Standards."""

REQUIREMENT_KINDS = {
    "section508": "Revised 508 Standards provision",
    "wcag": "WCAG success criterion",
    "conformance": "WCAG Conformance Requirement",
    "functional": "Functional performance criterion",
    "trusted_tester": "Trusted Tester 5.1.3 test",
    "baseline": "ICT Testing Baseline for Web test",
}

PEOPLE = {
    "302.1": "people who cannot see",
    "302.2": "people with low vision",
    "302.3": "people who cannot tell colors apart",
    "302.4": "people who cannot hear",
    "302.5": "people who are hard of hearing",
    "302.6": "people who cannot speak",
    "302.7": "people with limited use of their hands",
    "302.8": "people with limited reach or strength",
    "302.9": "people with limited language, cognitive or learning abilities",
}
"""The functional performance criteria of Chapter 3, as the people that each is about."""

ASPECTS = {
    "tree": "The page's content",
    "style": "Style sheets",
    "layout": "Layout",
    "roles": "The browser's accessibility tree",
    "frame": "A frame",
}

PAGE_STATES = {
    "": "as loaded",
    "initial": "as loaded",
    "loaded": "as loaded",
    "load": "as loaded",
    "default": "as loaded",
}


ROLES = {
    "img": "image",
    "image": "image",
    "textbox": "text field",
    "searchbox": "search field",
    "combobox": "list to choose from",
    "listbox": "list to choose from",
    "spinbutton": "number field",
    "checkbox": "check box",
    "radio": "radio button",
    "radiogroup": "group of radio buttons",
    "columnheader": "column header",
    "rowheader": "row header",
    "Iframe": "frame",
    "iframe": "frame",
    "presentation": "element",
    "none": "element",
    "generic": "element",
    "StaticText": "text",
}
"""Roles as people say them, where that is not the role's own name."""

LANDMARKS = {
    "banner": "the banner",
    "navigation": "the navigation",
    "main": "the main content",
    "contentinfo": "the footer",
    "complementary": "the side content",
    "search": "the search",
    "form": "the form",
    "region": "the region",
}

DOERS = {
    "author": "Content authors",
    "developer": "Developers",
    "designer": "Designers and developers",
    "vendor": "The vendor, asked by whoever holds the contract",
    "design system team": "The design system's team, or whoever changed the component here",
}

ORIGINS = {
    "content": "Page content",
    "template": "Site template",
    "style": "Style sheet",
    "design-system": "Design system",
    "third-party": "Third party",
}

QUESTIONS = (
    "Each of these is a question that can be answered with yes or no by looking at the one thing it is about. Until "
    "someone has, it is neither passed nor failed."
)

NO_RESULT = (
    "Automated results are not Section 508 compliance results, and a page without findings may still not meet the "
    "Standards."
)

CANNOT_SEE = (
    "No program can tell whether a text alternative says what its picture says, whether captions match what is "
    "spoken, whether a label, a heading or an error message makes sense, or whether a person can finish a task with "
    "a keyboard or a screen reader. That takes people who test, among them people with disabilities."
)

CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
)
"""What no document holds, and what would turn the order of the text around it."""

EXCEPTIONS = {
    "in force": "In force",
    "expired": "Lapsed: its day has come",
    "not found": "Lapsed: what it was about is not found as it was",
}

EFFORTS = {"minutes": "Minutes", "hours": "Hours", "days": "Days"}


DAY = re.compile(r"\d{4}-\d\d-\d\d")


def plain(text: str) -> str:
    """The text, with a mark for each character that a terminal, a tracker or a parser would not just show."""
    return CONTROL.sub("\ufffd", text)


def word(words: Mapping[str, str], value: str) -> str:
    """The plain words for a value, or the value itself where there are none."""
    return words.get(value, value)


def place(role: str, name: str, landmark: str, heading: str) -> str:
    """Where a thing is, in words that a person can say and find it by."""
    if not role and not name and not landmark and not heading:
        return "The page as a whole."
    said = f"The {word(ROLES, role) or 'text'} {f'“{name}”' if name.strip() else 'without a name'}"
    where, _, called = landmark.partition(" ")
    if where:
        said += f", in {word(LANDMARKS, where)}" + (f" “{called}”" if called else "")
    if heading:
        said += f", after the heading “{heading}”"
    return f"{said}."


def share(part: int, whole: int) -> str:
    """A share of pages in percent, rounded down, but never to none or to all where it is neither."""
    if not whole:
        return "0%"
    percent = part * 100 // whole
    return "less than 1%" if part and not percent else f"{percent}%"


def change_sentence(counts: Mapping[str, int]) -> str:
    """What became of findings since the audit before, in one sentence."""
    said = [
        f"{counts['new']:,} new",
        f"{counts['reopened']:,} reopened",
        f"{counts['existing']:,} existing",
        f"{counts['fixed']:,} fixed",
        f"{counts['not rechecked']:,} not rechecked",
    ]
    if counts["first looked at"]:
        said.append(f"{counts['first looked at']:,} where nobody had looked before")
    return f"Findings since the audit before: {'; '.join(said)}."


def age(days: float | None) -> str:
    """A number of days in words."""
    if days is None:
        return "None yet"
    return "less than a day" if days < 1 else counted(int(days), "day")


def counted(number: int, singular: str, plural: str = "") -> str:
    """A number with its noun: `1 page`, `1,200 pages`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def people(criteria: tuple[str, ...]) -> str:
    """Whom the functional performance criteria are about, as the start of a sentence."""
    said = "; ".join(word(PEOPLE, criterion) for criterion in criteria)
    return said[:1].upper() + said[1:]


def moment(text: str) -> str:
    """A stored time in words, in UTC; as it is when it is no ISO 8601 time."""
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return text
    time = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    day = f"{time:%B} {time.day}, {time.year}"
    return day if DAY.fullmatch(text) else f"{day}, {time:%H:%M} UTC"


def is_moment(text: str) -> bool:
    """Whether the text is an ISO 8601 time."""
    return moment(text) != text


def first_sentence(text: str) -> str:
    """The text up to the end of its first sentence, without the period; code in backticks is not looked into."""
    for match in re.finditer(r"`[^`]*`|[.!?](?=\s|$)", text):
        if not match[0].startswith("`"):
            return text[: match.start()] if match[0] == "." else text[: match.end()]
    return text


def coverage_sentence(coverage: Coverage) -> str:
    """How much of a site was looked at, in one sentence; every known page is in it."""
    if coverage.known == 0:
        return "No page of the site is known."
    pages = "page" if coverage.known == 1 else "pages"
    parts = [
        f"{coverage.audited:,} of {coverage.known:,} known {pages} audited",
        f"{coverage.partial:,} partly",
        f"{coverage.skipped:,} skipped",
        f"{coverage.failed:,} could not be looked at",
    ]
    if coverage.waiting:
        parts.append(f"{coverage.waiting:,} not reached")
    return "; ".join(parts) + "."


def incomplete(report: SiteReport) -> str:
    """What an audit left undone, in a sentence; empty when nothing."""
    audit, coverage = report.audit, report.coverage
    if audit.state == "running":
        return "This audit is still running. What follows is what was known when the report was made."
    if audit.state == "stopped":
        why = f": {word(REASONS, audit.reason)}" if audit.reason else ""
        return f"This audit was stopped before it was done{why}."
    said = []
    if coverage.waiting:
        said.append(f"{counted(coverage.waiting, 'known page was', 'known pages were')} not reached.")
    if coverage.judged < coverage.looked_at:
        unjudged = counted(coverage.looked_at - coverage.judged, "page was", "pages were")
        said.append(f"{unjudged} looked at and not yet judged.")
    return " ".join(said)


def judged_sentence(coverage: Coverage) -> str:
    """Out of how many pages the numbers of a report are."""
    if not coverage.judged:
        return "No rule has judged any page, so this report says nothing about the site, good or bad."
    return f"Rules have judged {counted(coverage.judged, 'page')}; every number of pages is out of these."


def ended(state: str, reason: str, detail: str) -> str:
    """What became of an address: its state, why, and what more is known."""
    said = word(URL_STATES, state)
    if reason:
        said += f": {word(REASONS, reason)}"
    return f"{said}. {detail}".strip() if detail else f"{said}."


def no_fixes(coverage: Coverage) -> str:
    """What it means that no fix is listed."""
    if not coverage.judged:
        return "Nothing was judged, so there is nothing to list here. That is not the same as a site without faults."
    judged = counted(coverage.judged, "page")
    return (
        f"No rule failed on the {judged} that rules have judged. Faults that no rule looks for, and faults on other "
        "pages, are not ruled out."
    )


def open_questions(report: SiteReport) -> str:
    """How many questions are open, and what that means."""
    judged = report.coverage.judged
    if not judged:
        return "Nothing was judged, so there is no question yet."
    if not report.questions:
        left = f"No rule left a question on the {counted(judged, 'page')} that rules have judged."
        return f"{left} The tests that no rule looks at still need a person."
    open_now = counted(len(report.questions), "question is", "questions are")
    return f"{open_now} open. Until someone has answered, what it is about is neither passed nor failed."
