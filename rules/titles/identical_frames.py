"""Two frames of one name promise one thing; who listens to the names alone cannot tell them apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from rules.addresses import resolved
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Document, Element, Page

METADATA = Metadata(
    id="identical-frames",
    title="Frames of one name hold the same",
    wcag=("4.1.2",),
    trusted_tester=("12.D",),
    baseline=("19.B",),
    act=("4b1c6c",),
    affects=("302.1", "302.9"),
    remediation="Say in each frame's `title` what sets it apart from the others.",
    needs=(Aspect.TREE, Aspect.ROLES),
)

HOLD_THE_SAME = passed("All frames of this name show the same.")
HOLD_DIFFERENT = cant_tell(
    "Several iframes have this name and show different things. Does the name describe what each of them holds?",
    asks=("12.D",),
)


def applicability(page: Page) -> Iterator[Element]:
    """The first of each two or more exposed `iframe` elements with one name, in the page or in frames of it."""
    return (group[0] for group in page.derived(_groups).values())


def _groups(page: Page) -> Mapping[int, list[Element]]:
    by_name: dict[str, list[Element]] = defaultdict(list)
    for frame in page.by_tag["iframe"]:
        name = " ".join(frame.name.casefold().split())
        if name and frame.is_exposed:
            by_name[name].append(frame)
    return {group[0].id: group for group in by_name.values() if len(group) > 1}


def expectation(first: Element) -> Result:
    """They show the same document, or documents with the same text."""
    page = first.page
    shown = {document.owner.id: document for document in page.documents if document.owner is not None}
    group = page.derived(_groups)[first.id]
    addresses = {_address(frame, shown.get(frame.id)) for frame in group}
    if "" not in addresses and len(addresses) == 1:
        return HOLD_THE_SAME
    texts = {_text(shown[frame.id]) if frame.id in shown else "" for frame in group}
    if "" not in texts and len(texts) == 1:
        return HOLD_THE_SAME
    return HOLD_DIFFERENT.with_detail(", ".join(dict.fromkeys(filter(None, (frame.get("src") for frame in group)))))


def _address(frame: Element, document: Document | None) -> str:
    """Where what the frame shows comes from; nothing where it comes from the page itself."""
    if frame.has("srcdoc"):
        return ""
    url = document.url if document is not None else resolved(frame.document.base_url, frame.get("src") or "")
    return "" if url.startswith("about:") else url.partition("#")[0]


def _text(document: Document) -> str:
    return " ".join(root.text.split()) if (root := document.root) is not None else ""


EXAMPLES = (
    Example(
        '<iframe title="Tides" srcdoc="High"></iframe><iframe title=" tides" srcdoc="High"></iframe>', HOLD_THE_SAME
    ),
    Example(
        '<iframe title="Tides" srcdoc="High"></iframe><iframe title="Tides" srcdoc="Low"></iframe>', HOLD_DIFFERENT
    ),
    Example(
        '<iframe title="Tides" srcdoc="High"></iframe><iframe title="Ferries" srcdoc="Low"></iframe>', INAPPLICABLE
    ),
    Example(
        '<iframe title="Tides" srcdoc="High"></iframe><iframe title="Tides" srcdoc="Low" hidden></iframe>', INAPPLICABLE
    ),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
