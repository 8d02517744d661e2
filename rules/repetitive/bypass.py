"""Who uses no mouse goes through the same menu on every page, link by link, unless there is a way past it."""

from __future__ import annotations

from collections.abc import Iterator

from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="bypass",
    title="There is a way past what every page repeats",
    wcag=("2.4.1",),
    trusted_tester=("9.A",),
    baseline=("4.A",),
    act=("cf77f2",),
    affects=("302.1", "302.7", "302.8"),
    remediation='Make "Skip to main content" the first link of the page, leading to the `main` element.',
    needs=(Aspect.TREE, Aspect.ROLES),
)

HAS_LINK = passed("A link of the page leads to another part of it.")
HAS_STRUCTURE = cant_tell(
    "No link leads past the navigation, only headings or a main landmark. Is there a way past it with the keyboard?",
    asks=("9.A",),
)
HAS_NOTHING = cant_tell(
    "Neither a link nor a heading or main landmark leads past anything. Is there another way past what is repeated?",
    asks=("9.A",),
)


def applicability(page: Page) -> Iterator[Page]:
    """The page, if it has links that can be reached, and a navigation landmark or no heading and no main landmark."""
    if not page.is_html or not any(e.is_tabbable for e in page.with_role("link")):
        return
    if not _has_structure(page) or any(e.is_exposed for e in page.with_role("navigation")):
        yield page


def _has_structure(page: Page) -> bool:
    return any(e.is_exposed and (e.role == "main" or e.name.strip()) for e in page.with_role("heading", "main"))


def _leads_on(link: Element) -> bool:
    href = (link.get("href") or "").strip()
    if not link.is_tabbable or len(href) < 2 or not href.startswith("#"):
        return False
    targets = link.page.ids.get((link.scope, href[1:]), ())
    return any(target.is_rendered and target.id > link.id for target in targets)


def expectation(page: Page) -> Result:
    """A link leads to a part of the page further on; whether it leads past what is repeated, a person would see."""
    if any(_leads_on(link) for link in page.with_role("link")):
        return HAS_LINK
    return HAS_STRUCTURE if _has_structure(page) else HAS_NOTHING


EXAMPLES = (
    Example('<a href="#main">Skip</a><nav><a href="/">Home</a></nav><main id="main">Fees</main>', HAS_LINK),
    Example('<nav><a href="/">Home</a></nav><h1>Fees</h1>', HAS_STRUCTURE),
    Example('<nav><a href="/">Home</a></nav><main>Fees</main><a href="#gone">Top</a>', HAS_STRUCTURE),
    Example('<a href="/">Home</a><div>Fees</div>', HAS_NOTHING),
    Example('<nav><a href="/">Home</a></nav><div>Fees</div>', HAS_NOTHING),
    Example('<h1>Fees</h1><p>See the <a href="/ferries">ferries</a>.', INAPPLICABLE),
    Example("<p>Fees", INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
