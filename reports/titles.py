"""What a fix is called: in a heading, in a list beside others, and as a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from reports import wording
from reports.files import slug
from reports.model import Fix, Rule


def title(fix: Fix, rule: Rule) -> str:
    """The action that mends what failed, or the question that a person must decide."""
    if fix.outcome == "failed":
        return fix.action or wording.first_sentence(rule.remediation)
    return fix.message


def told_apart(fixes: Iterable[Fix], rules: Mapping[str, Rule]) -> Mapping[str, str]:
    """By id, what is added to the title of each fix so that no two read the same: the cause, or else what failed."""
    titles = {fix.id: title(fix, rules[fix.rule_id]) for fix in fixes}
    alike = Counter(titles.values())
    placed = Counter((titles[fix.id], fix.cause) for fix in fixes)
    found: dict[str, str] = {}
    for fix in fixes:
        is_alone, is_placed = alike[titles[fix.id]] == 1, bool(fix.cause) and placed[titles[fix.id], fix.cause] == 1
        found[fix.id] = "" if is_alone else fix.cause if is_placed else f"{fix.cause}, {fix.message} ({fix.id})"
    return found


def file_name(fix: Fix) -> str:
    """The name, without its ending, of the page about a fix: the rule, to be read, and the fix's id."""
    return f"{slug(fix.rule_id).rpartition('-')[0]}-{slug(fix.id).rpartition('-')[0] or fix.id}"
