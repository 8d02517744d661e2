"""The rules as a document for people: `python -m rules.catalog` prints `rules/README.md`."""

from __future__ import annotations

import inspect
import json
import re
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources

from rules.advice import advice
from rules.crosswalk import Word, bearings
from rules.model import AnyRule, Example, Outcome, Result, SiteExample, SiteRule
from rules.registry import ALL_RULES
from rules.requirements import ACT_RULES, BASELINE_TESTS, CRITERIA, NOTES, PROVISIONS, TRUSTED_TESTER_TESTS

INTRODUCTION = """\
# Rule catalog

<!-- Made by `python -m rules.catalog`. Change the rules, not this file. -->

Each rule says what it applies to, what it expects there, and which results it can end in. There are five outcomes:

- `passed`: the target meets the expectation of this one rule. It proves no requirement met, and no page conforming.
- `failed`: it does not meet it. A result names the Trusted Tester tests that it fails, if it settles any.
- `cantTell`: a person must look. The result is a question that can be answered with yes or no.
- `inapplicable`: nothing on the page is what the rule applies to.
- `untested`: the page, or a part of it, could not be looked at; the reason is told.

A *site rule* is judged once for a crawl, over all the pages that were looked at together; pages that were not looked at
may hold anything, and each of its findings says how many those are.

A requirement listed with a rule is related to it. Only what a result says it *fails* or *asks* bears on a Trusted
Tester test.

{reviewed}

## What is never reported: 4.1.1 Parsing

Success criterion 4.1.1 is part of WCAG 2.0, and so of Section 508. Yet browsers now repair markup in one agreed way,
WCAG 2.2 has dropped the criterion, Trusted Tester 5.1.3 leaves its test 20.A untested and the Baseline 3.1 takes its
test 24.A as met. No rule reports it. Markup that breaks something for a person, such as an `id` that is used twice and
referred to by a label, is reported where it hurts: under 1.3.1 or 4.1.2.
"""

GAPS = """\
## What is tested by whom

For each test and criterion: the rules of which a result can fail it, and those that can only ask a person. What
neither column names, no rule says anything about: a person tests all of it. No rule proves a test passed, but for
12.A, which asks no more than that there is a title.
"""

REVIEWED = """\
On {date}, {read} findings that {rules} of the rules fail on real pages were read one by one and judged by what a
Trusted Tester would say, or a rule that the W3C has approved, though no certified tester took part: {right} were right,
{arguable} arguable and {wrong} wrong. The numbers stand with each of those rules; no other rule that judges a page by
itself for Section 508 failed anything there. The pages: {sites}
"""

OTHER_CHAPTER = "Beyond Trusted Tester"
"""The chapter of rules that no Trusted Tester test is related to."""


@dataclass(frozen=True, slots=True)
class Review:
    """How many findings of a rule were read on real pages, and how many of them were right, or arguable and why."""

    read: int
    right: int
    arguable: int = 0
    remark: str = ""
    """Why not all were right, or for whom they hold."""
    mended: bool = False
    """Whether the rule was changed since, so that what was wrong is found no more."""


_REVIEWED = json.loads(resources.files("rules").joinpath("data/reviewed.json").read_text(encoding="utf-8"))
REVIEWS: Mapping[str, Review] = {id_: Review(**told) for id_, told in _REVIEWED["rules"].items()}


def catalog(rules: Iterable[AnyRule]) -> str:
    """All rules as Markdown, by chapter of the Trusted Tester process and in the order given."""
    chapters: dict[tuple[int, str], list[AnyRule]] = {}
    listed = tuple(rules)
    for rule in listed:
        chapters.setdefault(chapter_of(rule), []).append(rule)
    ordered = sorted(chapters.items(), key=lambda chapter: chapter[0])
    contents = ["## Contents", "", "- [What is tested by whom](#what-is-tested-by-whom)"]
    for (number, title), members in ordered:
        contents.append(f"- [{_heading(number, title)}](#{_anchor(_heading(number, title))})")
        contents += [f"  - [{rule.metadata.title}](#{_anchor(rule.id)}) (`{rule.id}`)" for rule in members]
    parts = [INTRODUCTION.format(reviewed=_reviewed()), "\n".join(contents) + "\n", *_gaps(listed)]
    for (number, title), members in ordered:
        parts.append(f"## {_heading(number, title)}\n")
        parts += ["\n".join(_entry(rule)) for rule in members]
    return "\n".join(parts)


def _reviewed() -> str:
    read, right, arguable = (
        sum(getattr(review, name) for review in REVIEWS.values()) for name in ("read", "right", "arguable")
    )
    wrong = read - right - arguable
    told = {"read": read, "right": right, "arguable": arguable, "wrong": wrong or "none", "rules": len(REVIEWS)}
    text = REVIEWED.format(date=_REVIEWED["date"], sites=_REVIEWED["sites"], **told)
    return "\n".join(textwrap.wrap(text, 120, break_on_hyphens=False))


def _gaps(rules: Iterable[AnyRule]) -> Iterator[str]:
    """Which rules fail and ask each test and criterion, as two tables."""
    says: dict[tuple[str, str, Word], list[str]] = {}
    for rule in rules:
        for result in results_of(rule):
            for kind, id_, word in bearings(rule.metadata, result):
                named = says.setdefault((kind, id_, word), [])
                if rule.id not in named:
                    named.append(rule.id)

    def row(kind: str, id_: str, title: str, note: str) -> str:
        fails, asks, passes = (says.get((kind, id_, word), []) for word in (Word.FAILS, Word.ASKS, Word.PASSES))
        told = (fails, [rule for rule in asks if rule not in fails])
        cells = [", ".join(f"[{rule}](#{_anchor(rule)})" for rule in named) or "-" for named in told]
        note = note or ("Passed by `page-title`." if passes else "")
        return f"| {id_} | {title} | {' | '.join(cells)} | {note} |"

    tests = [(test.id, test.name) for test in TRUSTED_TESTER_TESTS.values()]
    criteria = [(criterion.id, criterion.title) for criterion in CRITERIA.values()]
    yield GAPS
    for kind, caption, listed in (
        ("trusted_tester", "Trusted Tester 5.1.3 test", tests),
        ("wcag", "WCAG criterion", criteria),
    ):
        head = f"| {caption} | Name | Rules that can fail it | Rules that only ask | Remark |\n|---|---|---|---|---|"
        rows = [row(kind, id_, title, NOTES.get((kind, id_), "")) for id_, title in listed]
        yield "\n".join([head, *rows, ""])


def chapter_of(rule: AnyRule) -> tuple[int, str]:
    """Number and title of the Trusted Tester topic that the rule's first related test is in."""
    for id_ in rule.metadata.trusted_tester:
        test = TRUSTED_TESTER_TESTS[id_]
        return test.topic, test.topic_title
    return sys.maxsize, OTHER_CHAPTER


def harm_of(rule: AnyRule) -> str:
    """Who is hurt and how: the docstring of the module that the rule is written in."""
    return _prose(inspect.getmodule(rule.expectation))


def applicability_of(rule: AnyRule) -> str:
    """The normative sentence that says what the rule applies to."""
    return _prose(rule.applicability)


def expectation_of(rule: AnyRule) -> str:
    """The normative sentence that says what the rule expects."""
    return _prose(rule.expectation)


def results_of(rule: AnyRule) -> tuple[Result, ...]:
    """The results that the rule's module names, in its order, and those that only its examples show."""
    module = inspect.getmodule(rule.expectation)
    named = [value for value in vars(module).values() if isinstance(value, Result)] if module is not None else []
    shown = [result for example in rule.examples for result in example.expected]
    return tuple(dict.fromkeys(r for r in (*named, *shown) if r.outcome is not Outcome.INAPPLICABLE))


def _prose(documented: object) -> str:
    """A docstring with its paragraphs kept and its lines joined."""
    text = inspect.getdoc(documented) or ""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def entry(rule: AnyRule) -> str:
    """What the catalog says of one rule, as Markdown."""
    return "\n".join(_entry(rule))


def _entry(rule: AnyRule) -> Iterator[str]:
    metadata = rule.metadata
    yield f'### {metadata.title} <a id="{rule.id}"></a>\n'
    yield f"`{rule.id}`{', a site rule' if isinstance(rule, SiteRule) else ''}\n"
    yield f"{harm_of(rule)}\n"
    yield f"**Applicability.** {applicability_of(rule)}\n"
    yield f"**Expectation.** {expectation_of(rule)}\n"
    yield "**Results.**\n"
    yield from (f"- {_result(result)}" for result in results_of(rule))
    yield "\n**Requirements.**\n"
    yield from (f"- {line}" for line in _requirements(rule))
    told = advice().get(rule.id)
    if told is not None:
        yield "\n**How to see it by hand.**\n"
        yield from (f"{number}. {step}" for number, step in enumerate(told.steps, 1))
    yield f"\n**Remediation.** {metadata.remediation}\n"
    if told is not None:
        yield f"**Done when.** {told.done_when}\n"
    if rule.id in REVIEWS:
        yield f"**Read one by one.** {_review(REVIEWS[rule.id])}\n"
    if rule.examples:
        yield "**Examples.**\n"
        yield from (_example(example) for example in rule.examples)


def _review(review: Review) -> str:
    were = "was" if review.read == 1 else "were"
    arguable = f", {review.arguable} arguable" if review.arguable else ""
    mended = " The rule was mended since." if review.mended else ""
    counted = f"{review.right} of {review.read} findings on real pages {were} right{arguable} ({_REVIEWED['date']})."
    return f"{counted}{mended} {review.remark}".strip()


def _result(result: Result) -> str:
    named = (("fails", result.fails), ("asks", result.asks), ("passes", result.passes), ("about", result.wcag))
    tests = [f"{word} {', '.join(ids)}" for word, ids in named if ids]
    bears = f" *({'; '.join(tests)})*" if tests else ""
    return f"`{result.outcome}` {result.message}{bears}"


def _requirements(rule: AnyRule) -> Iterator[str]:
    metadata = rule.metadata
    listed: tuple[tuple[str, tuple[str, ...], Callable[[str], str]], ...] = (
        ("WCAG", metadata.wcag, lambda id_: f"{id_} {CRITERIA[id_].title} ({CRITERIA[id_].level})"),
        ("Section 508", metadata.section508, lambda id_: f"{id_} {PROVISIONS[id_].title}"),
        ("Trusted Tester 5.1.3", metadata.trusted_tester, lambda id_: f"{id_} {TRUSTED_TESTER_TESTS[id_].name}"),
        ("Baseline 3.1", metadata.baseline, lambda id_: f"{id_} {BASELINE_TESTS[id_].title}"),
        (
            "ACT rules",
            metadata.act,
            lambda id_: f"[{id_}](https://www.w3.org/WAI/standards-guidelines/act/rules/{id_}/) {ACT_RULES[id_].name}",
        ),
        ("Affects people", metadata.affects, lambda id_: f"{id_} {PROVISIONS[id_].title}"),
    )
    if metadata.standard != "section508":
        yield f"Standard: `{metadata.standard}`; no part of Section 508"
    for what, ids, tell in listed:
        if ids and not (what == "Section 508" and metadata.standard != "section508"):
            yield f"{what}: {'; '.join(map(tell, ids))}"


def _example(example: Example | SiteExample) -> str:
    results = "; ".join(f"`{result.outcome}` {result.message}" for result in example.expected)
    return f"{results}\n\n{_code(example.html if isinstance(example, Example) else _pages(example))}\n"


def _pages(example: SiteExample) -> str:
    return "\n".join(f"<!-- {path} -->\n{html.strip()}" for path, html in example.pages.items())


def _code(html: str) -> str:
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", html) or [""]))
    return f"{fence}html\n{html.strip()}\n{fence}"


def _heading(number: int, title: str) -> str:
    return title if title == OTHER_CHAPTER else f"{number}. {title}"


def _anchor(heading: str) -> str:
    """The fragment that Markdown renderers make of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


if __name__ == "__main__":
    sys.stdout.write(catalog(ALL_RULES))
