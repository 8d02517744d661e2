"""The W3C's test cases for ACT rules, and what our rules say of each: the report that the W3C lists implementations by.

The form is told at <https://www.w3.org/WAI/standards-guidelines/act/report/earl>.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from auditor.targets import BadUse, text_of
from rules.requirements import CRITERIA

Json = dict[str, Any]

CONTEXT = "https://www.w3.org/WAI/content-assets/wcag-act-rules/earl-context.json"
PUBLISHED = "https://www.w3.org/"
_WCAG = "https://www.w3.org/TR/WCAG22/#"
_RANKS = ("inapplicable", "passed", "untested", "cantTell", "failed")
"""Outcomes from the weakest to the strongest: a rule has one word for a page, its strongest."""


@dataclass(frozen=True, slots=True)
class Case:
    """One test case: where it is published, and where it is served."""

    published: str
    served: str


def cases(file: Path, base_url: str) -> tuple[Case, ...]:
    """The test cases that a file lists, at their own addresses or, with `base_url`, at the same paths there.

    The file is the W3C's `testcases.json`, or a list of objects that each have a `url`. Raises `BadUse`.
    """
    try:
        held = json.loads(text_of("--cases", file))
        listed = held["testcases"] if isinstance(held, dict) else held
        published = [urljoin(PUBLISHED, case["url"]) for case in listed]
    except (ValueError, KeyError, TypeError) as error:
        raise BadUse(f"--cases {file} lists no test cases. Give the W3C's testcases.json.") from error
    if not published:
        raise BadUse(f"--cases {file} lists no test cases. Give the W3C's testcases.json.")
    return tuple(Case(url, urljoin(base_url, urlsplit(url).path) if base_url else url) for url in published)


def report(found: Mapping[str, Any], tested: Sequence[Case], vendor: str) -> Json:
    """What `check` found on the test cases, as EARL: a test subject for each case that was audited."""
    pages = {page["url"]: page for page in found["pages"] if page["state"] in ("audited", "partial")}
    assertor: Json = {
        "@type": "Assertor",
        "name": "Section 508 auditor",
        "release": {"@type": "Version", "revision": found["auditor"]["version"]},
    }
    if vendor:
        assertor["vendor"] = vendor
    graph = [
        {
            "@type": "TestSubject",
            "source": case.published,
            "assertions": list(_assertions(pages[case.served]["assertions"])),
        }
        for case in tested
        if case.served in pages
    ]
    return {"@context": CONTEXT, "@graph": [assertor, *graph]}


def _assertions(said: Sequence[Mapping[str, Any]]) -> Iterator[Json]:
    """One assertion for each rule: what is true of the page where the rule's targets differ is the worst of them."""
    strongest: dict[str, Mapping[str, Any]] = {}
    for assertion in said:
        known = strongest.get(assertion["rule"])
        if known is None or _RANKS.index(assertion["outcome"]) > _RANKS.index(known["outcome"]):
            strongest[assertion["rule"]] = assertion
    for rule, assertion in strongest.items():
        criteria = [_WCAG + CRITERIA[id].url.rpartition("/")[2] for id in assertion["wcag"]]
        yield {
            "@type": "Assertion",
            "mode": "earl:automatic",
            "test": {"@type": "TestCase", "title": rule, "isPartOf": criteria},
            "result": {"@type": "TestResult", "outcome": f"earl:{assertion['outcome']}"},
        }
