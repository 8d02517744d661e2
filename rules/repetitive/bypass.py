"""Who uses no mouse goes through the same menu on every page, link by link, unless there is a way past it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from rules.addresses import resolved
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
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.ROLES),
)

HAS_LINK = passed("A link at the beginning of the page leads past the navigation.")
LEADS_NOWHERE = cant_tell(
    "The link that should lead past the navigation names no part of the page further on. Does it get the keyboard past "
    "the navigation all the same?",
    asks=("9.A",),
)
HAS_STRUCTURE = cant_tell(
    "No link leads past the navigation, only headings or a main landmark. Is there a way past it with the keyboard?",
    asks=("9.A",),
)
HAS_NOTHING = cant_tell(
    "Neither a link nor a heading or main landmark leads past anything. Is there another way past what is repeated?",
    asks=("9.A",),
)

SKIP = re.compile(
    r"\b(skip|jump|go|saltar|pasar|ir)\b.*\b(content|contenido|main|nav|navigation|navegaci[oó]n)\b", re.IGNORECASE
)
"""How links that lead past something are called."""
FEW = 2
"""So many links are no block that anybody would want to pass by."""


def applicability(page: Page) -> Iterator[Page]:
    """The page, if navigation of three links or more stands before its content, or it has links and no structure."""
    if page.is_html and (page.derived(_block) or (not _has_structure(page) and any(_links(page)))):
        yield page


def _links(page: Page) -> Iterator[Element]:
    return (e for e in page.with_role("link") if e.is_tabbable and e.document is page.document)


def _has_structure(page: Page) -> bool:
    return any(e.is_exposed and (e.role == "main" or e.name.strip()) for e in page.with_role("heading", "main"))


def _block(page: Page) -> list[Element]:
    """The links of the first navigation of some size on the way to the main content; none where there is none."""
    mains = [e.id for e in page.with_role("main") if e.is_exposed]
    titles = [e.id for e in page.by_tag["h1"] if e.is_exposed and e.name.strip()]
    start = min(mains or titles, default=len(page.nodes))
    landmarks = (e for e in page.with_role("navigation") if e.is_exposed and e.id < start)
    blocks = ([e for e in landmark.descendants() if e.role == "link" and e.is_tabbable] for landmark in landmarks)
    return next((links for links in blocks if len(links) > FEW), [])


def _fragment(link: Element) -> str:
    """The part of the page itself that a link names; empty if it names none, or another page."""
    address, _, fragment = (link.get("href") or "").strip().partition("#")
    same = (
        not address
        or resolved(link.document.base_url, address).partition("#")[0] == link.document.url.partition("#")[0]
    )
    return unquote(fragment) if same else ""


def _target(link: Element) -> Element | None:
    """Where a link leads to further on in the page, before its footer."""
    name, document = _fragment(link), link.document
    named = link.page.ids.get((document.id, name), []) if name else []
    if name and not named:
        named = [a for a in link.page.derived(_anchors) if a.get("name") == name and a.document is document]
    return next((e for e in named if e.is_rendered and e.id > link.id and not _is_at_the_end(e)), None)


def _is_at_the_end(target: Element) -> bool:
    """Whether who gets there has left out the page's own content too: it is in the footer of the page."""
    return any(element.role == "contentinfo" for element in (target, *target.ancestors()))


def _anchors(page: Page) -> list[Element]:
    return [a for a in page.by_tag["a"] if a.has("name")]


def expectation(page: Page) -> Result:
    """A link before the end of the navigation leads to a part of the page behind it, or, without any, further on."""
    block = page.derived(_block)
    last = block[-1].id if block else 0
    early = [link for link in _links(page) if not block or link.id < last]
    targets = ((link, _target(link)) for link in early)
    if any(target is not None and (not block or target.id > last) for _, target in targets):
        return HAS_LINK
    broken = next((link for link in early if _fragment(link) and SKIP.search(link.name)), None)
    if broken is not None:
        return LEADS_NOWHERE.with_detail(f"{broken.name.strip()}: {broken.get('href')}")
    return HAS_STRUCTURE if _has_structure(page) else HAS_NOTHING


NAVIGATION = '<nav><a href="/">Home</a> <a href="/fees">Fees</a> <a href="/offices">Offices</a></nav>'
EXAMPLES = (
    Example(f'<a href="#main">Skip</a>{NAVIGATION}<main id="main">Fees</main>', HAS_LINK),
    Example(f'<a href="#m">Skip</a>{NAVIGATION}<a name="m"></a><h1>Fees</h1>', HAS_LINK),
    Example(f'<a href="#gone">Skip to main content</a>{NAVIGATION}<main>Fees</main>', LEADS_NOWHERE),
    Example(f'<a href="#m">Skip to main content</a><div id="m">{NAVIGATION}<main>Fees</main></div>', LEADS_NOWHERE),
    Example(f"{NAVIGATION}<h1>Fees</h1>", HAS_STRUCTURE),
    Example(f'{NAVIGATION}<main>Fees <a href="#paid">Paid</a> <p id="paid">When paid</main>', HAS_STRUCTURE),
    Example(f'<a href="#end">Offices</a>{NAVIGATION}<main>Fees</main><footer id="end">Pier 4</footer>', HAS_STRUCTURE),
    Example('<a href="/">Home</a><div>Fees</div>', HAS_NOTHING),
    Example('<nav><a href="/">Home</a></nav><div>Fees</div>', HAS_NOTHING),
    Example('<h1>Fees</h1><p>See the <a href="/ferries">ferries</a>.', INAPPLICABLE),
    Example(f"<main><h1>Fees</h1></main><footer>{NAVIGATION}</footer>", INAPPLICABLE),
    Example('<nav><a href="/">Home</a></nav><h1>Fees</h1>', INAPPLICABLE),
    Example("<p>Fees", INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
