"""Findings to fixes, in the order to do them. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from reports.model import Fix, Origin, Rule

FORMULA = (
    "Weight = groups of people it blocks × (pages + service pages) ÷ changes. A page that serves people counts twice. "
    "Changes is how often the change must be made: once, where one template or component is mended; once for each "
    "different thing, where page content is mended or each place needs words of its own. What Section 508 asks for "
    "comes before what goes beyond it."
)
"""How fixes are ordered, as a report says it."""

DOERS = {"third-party": "vendor", "design-system": "design system team"}
"""Who makes a change that is not the site's own, by where the fault comes from."""


def changes_of(rule: Rule, origin: Origin, words: int) -> int:
    """How often a change must be made to clear all findings of a fix."""
    return max(words, 1) if rule.each_place or origin.kind == "content" else 1


def weight_of(rule: Rule, pages: int, service_pages: int, changes: int) -> float:
    """What orders fixes: see `FORMULA`. A rule that names no people is taken to block one group."""
    return max(len(rule.affects), 1) * (pages + service_pages) / changes


def in_order(fixes: Iterable[Fix]) -> tuple[Fix, ...]:
    """Section 508 first, then by weight, pages and findings; the id settles what is equal."""
    return tuple(
        sorted(fixes, key=lambda fix: (fix.standard != "section508", -fix.weight, -fix.pages, -fix.findings, fix.id))
    )


def action_of(rule: Rule, message: str) -> str:
    """What to do, as an order; empty where the database holds no advice."""
    return rule.actions.get(message, rule.action)


def doer_of(fix: Fix, rule: Rule) -> str:
    """Who makes the change: `author`, `developer`, `designer`, or whoever made what the site only uses."""
    return DOERS.get(fix.origin.kind) or rule.doer
