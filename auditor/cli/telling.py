"""What an audit says when it is over, and the exit code that says the same to a machine."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from auditor.crawl import Outcome
from reports import wording


class Exit(IntEnum):
    """Exit codes. A higher one does not mean worse; INCOMPLETE outranks FINDINGS."""

    CLEAR = 0  # nothing failed at the level asked
    FINDINGS = 1
    USAGE = 2
    INCOMPLETE = 3  # something could not be audited, or nothing was
    STORAGE = 4  # the database can't be used
    BROWSER = 5  # no browser, or it does not start
    INTERRUPTED = 130


_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What a page could steer a terminal with."""


def say(text: str) -> None:
    """Tells a person something: on standard error, so that the results alone are on standard output."""
    print(text, file=sys.stderr)  # noqa: T201 - the program's output


def show(text: object) -> None:
    """Prints what was asked for."""
    print(text)  # noqa: T201 - the program's output


def tell(outcome: Outcome) -> None:
    """The numbers of an audit: every address by state and reason."""
    if outcome.stopped_for:
        say(outcome.message or f"Stopped: {wording.word(wording.REASONS, outcome.stopped_for)}.")
    known = sum(n for (kind, _, _), n in outcome.ended.items() if kind != "sitemap")
    audited = wording.counted(outcome.pages("audited"), "page")
    addresses = wording.counted(known, "address", "addresses")
    say(f"{audited} audited, {outcome.pages('partial')} in part, of {addresses} found.")
    for (kind, state, reason), count in sorted(outcome.ended.items()):
        if count and state in ("skipped", "failed", "partial"):
            ended = wording.word(wording.URL_STATES, state).lower()
            say(f"  {wording.counted(count, kind)} {ended}: {wording.word(wording.REASONS, reason)}")


_LED_AWAY = """
SELECT seed.url, seed.leads_to FROM url AS seed
JOIN url AS target ON target.audit_id = seed.audit_id AND target.url = seed.leads_to
WHERE seed.audit_id = ? AND seed.level = 0 AND seed.reason = 'redirect' AND target.reason = 'offsite'
"""


def tell_of_other_hosts(outcome: Outcome) -> None:
    """What to name instead of an address that leads to another host, as `example.gov` to `www.example.gov`."""
    for row in outcome.store.database.query(_LED_AWAY, [outcome.audit]):
        say(f"{row['url']} leads to {row['leads_to']}, on a host that you did not name. If you mean that one, name it.")


def exit_code(outcome: Outcome, failing: int, *, strict: bool) -> Exit:
    """The exit code; `strict` counts every page that ended without a whole look as incomplete, as `check` must."""
    if outcome.stopped_for == "interrupted":
        return Exit.INTERRUPTED
    if outcome.stopped_for == "database":
        return Exit.STORAGE
    if outcome.stopped_for:
        return Exit.INCOMPLETE
    if not outcome.pages("audited", "partial"):
        say("Nothing was audited.")
        return Exit.INCOMPLETE
    missed = outcome.pages("failed") - (0 if strict else outcome.pages("failed", reasons=("missing",)))
    if strict:
        missed += outcome.pages("partial") + outcome.pages("skipped", reasons=("type", "offsite", "cap"))
        missed += sum(n for (kind, _, _), n in outcome.ended.items() if kind == "document")
    if missed:
        say(f"Incomplete: {wording.counted(missed, 'page')} could not be audited, or not wholly.")
        return Exit.INCOMPLETE
    return Exit.FINDINGS if failing else Exit.CLEAR


def text(found: Mapping[str, Any]) -> str:
    """What `check` found (see `auditor/contract.py`), in lines for people."""
    lines: list[str] = []
    for page in found["pages"]:
        ended = [wording.word(wording.URL_STATES, page["state"]).lower()]
        if page["reason"]:
            ended.append(wording.word(wording.REASONS, page["reason"]))
        if page["detail"]:
            ended.append(page["detail"].rstrip("."))
        lines.append(f"{page['url']}: {'. '.join(ended)}.")
        for a in page["assertions"]:
            if a["outcome"] in ("failed", "cantTell", "untested"):
                tests = ", ".join([*a["section508"], *a["wcag"]])
                lines.append(f"  {a['outcome']}  {a['rule']} ({tests}) {a['target']}".rstrip())
                lines.append(f"          {a['message']}")
    return "".join(f"{plain(line)}\n" for line in lines)


def plain(line: str) -> str:
    """A line that steers no terminal, whatever a page put into it."""
    return _CONTROL.sub("\ufffd", line.replace("\n", " "))
