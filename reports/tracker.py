"""A fix as text for an issue tracker, in Markdown. What a page says stands in code, and cannot end it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reports import wording
from reports.model import Finding, Fix, Rule


def issue(fix: Fix, rule: Rule, heading: str, samples: Sequence[Finding], judged: int) -> str:
    """Heading, reach, code, steps and the end to reach, so that nobody needs the report to do the work."""
    sample = samples[0]
    people = wording.people(rule.affects)
    facts = f"fix {code(fix.id)}, rule {code(rule.id)}, WCAG {', '.join(rule.wcag) or 'none'}"
    lines = [
        f"# {line(heading)}",
        "",
        f"{line(fix.message)} On {wording.counted(fix.pages, 'page')} of {judged:,} judged; {facts}.",
        "",
        f"Blocks {line(people[0].lower() + people[1:])}." if people else "",
        "",
        "## Where",
        "",
        *(f"- {code(finding.url)}" for finding in samples),
        f"- Selector: {code(sample.selector)}" if sample.selector else "",
    ]
    if sample.html:
        lines += ["", "## Code now", "", fenced(sample.html)]
    if sample.corrected:
        lines += ["", "## Code corrected", "", fenced(sample.corrected)]
    lines += ["", "## How to fix it", "", line(rule.remediation)]
    if rule.steps:
        lines += ["", "## See it by hand", "", *(f"{n}. {line(step)}" for n, step in enumerate(rule.steps, 1))]
    lines += ["", "## Done when", "", line(rule.done_when or rule.expectation)]
    lines += ["", f"Check it with {code(f'auditor recheck {fix.id}')}.", ""]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def line(text: str) -> str:
    """Words of a rule or a page as one line of Markdown that starts and ends nothing."""
    return re.sub(r"([\\\[\]<>*_#|])", r"\\\1", " ".join(wording.plain(text).split()))


def code(text: str) -> str:
    """Text as a code span, whatever backticks it holds."""
    text = " ".join(wording.plain(text).split())
    marks = "`" * (_longest_run(text) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{marks}{pad}{text}{pad}{marks}"


def fenced(text: str) -> str:
    """Text as a block of HTML code, whatever backticks it holds."""
    text = wording.plain(text)
    fence = "`" * max(_longest_run(text) + 1, 3)
    return f"{fence}html\n{text}\n{fence}"


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)
