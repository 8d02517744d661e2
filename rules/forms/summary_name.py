"""The `summary` is the handle that opens a `details`.

Without a name people who listen hear that something can be opened, and not what.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.correction import corrected, named, speech_of
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, failed, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="summary-name",
    title="Summary of details has an accessible name",
    wcag=("4.1.2",),
    trusted_tester=("5.C",),
    baseline=("5.A",),
    act=("2t702h",),
    affects=("302.1", "302.7"),
    remediation="Put words into the `summary` that say what opening it shows.",
    needs=(Aspect.TREE, Aspect.ROLES),
)

HAS_NAME = passed("The summary has an accessible name.")
NO_NAME = failed("The summary has no accessible name.", fails=("5.C",))


def applicability(page: Page) -> Iterator[Element]:
    """Each `summary` that opens its `details`, has no role of its own that holds, and is exposed."""
    return (e for e in page.tagged("summary") if _opens_details(e) and e.role == e.implicit_role and e.is_exposed)


def _opens_details(summary: Element) -> bool:
    details = summary.parent
    if details is None or details.tag != "details" or (summary.get("role") or "").strip().lower() == "button":
        return False
    return next(e for e in details.elements if e.tag == "summary") is summary


def expectation(summary: Element) -> Result:
    """The `summary` has a non-empty accessible name."""
    return HAS_NAME if summary.name.strip() else NO_NAME


EXAMPLES = (
    Example("<details><summary>Opening hours</summary>9 to 5</details>", HAS_NAME),
    Example('<details><summary aria-label="Opening hours"></summary>9 to 5</details>', HAS_NAME),
    Example("<details><summary>Opening hours</summary><summary></summary>9 to 5</details>", HAS_NAME),
    Example("<details><summary></summary>9 to 5</details>", NO_NAME),
    Example('<details><summary role="none"></summary>9 to 5</details>', NO_NAME),
    Example("<details hidden><summary></summary>9 to 5</details>", INAPPLICABLE),
    Example("<details>9 to 5</details><summary></summary>", INAPPLICABLE),
    Example('<details><summary role="button"></summary>9 to 5</details>', INAPPLICABLE),
)


def correction(summary: Element, _: Result) -> Correction | None:
    """The summary with words: of its own, in the `alt` of its image, or as a label of its icon."""
    mended = named(summary, "[what opening it shows]")
    return corrected(
        summary, mended, change="Give the summary words that say what opening it shows.", speech=speech_of(mended)
    )


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
