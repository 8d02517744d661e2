"""A screen reader says "list, five items" and lets people skip or count them.

Lines that only look like a list, by a dash typed before each, are read as one stretch of text with dashes in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rules.blocks import Block, blocks_of
from rules.list_marks import Mark, mark_of, shown_words
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="visual-list",
    title="Lines that look like a list are one",
    wcag=("1.3.1",),
    trusted_tester=("10.D",),
    baseline=("13.D",),
    affects=("302.1",),
    remediation="Put the lines into the `li` of a `ul`, or of an `ol` if they are numbered; let CSS show the marks.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

IS_LIST = passed("The lines look like a list, and are one.")
IS_NO_LIST = cant_tell("Do these lines show a list?", asks=("10.D",))
IS_UNORDERED = cant_tell(
    "Numbers are typed into the items of a list that has no order. Does their order matter?", asks=("10.D",)
)

SHORT = 60
"""Characters of a line that may be one of a list by its look alone, after a colon."""

LINKED, SHORT_LINE = "link", "short line"


def applicability(page: Page) -> Iterator[Element]:
    """What holds lines, one after the other, that look like items: the first group of each kind, and what is a list.

    Such lines begin with the same bullet or with numerals that count on; or a `br` ends each and each is a link, or
    short after a colon.
    """
    return (page.nodes[number] for number in page.derived(_groups))  # type: ignore[misc]


def expectation(element: Element) -> Result:
    """The lines are the items of a list, and of one that has an order if they are numbered."""
    return element.page.derived(_groups)[element.id]


def _groups(page: Page) -> Mapping[int, Result]:
    found: dict[int, Result] = {}
    asked: set[tuple[Result, str]] = set()
    group: list[Block] = []
    last, lead = Mark("", frozenset()), ""
    broken = {br.parent.id for br in page.tagged("br") if br.parent is not None}
    for block in [*blocks_of(page), None]:
        mark = _mark(block, block.container.id in broken, lead) if block is not None else None
        if group and block is not None and mark is not None and mark.goes_on(last) and _is_beside(block, group[-1]):
            group.append(block)
        else:
            result = _judge(group, last)
            if result == IS_LIST or (result is not None and (result, last.kind) not in asked):
                asked.add((result, last.kind))
                found.setdefault(_holder(group).id, result)
            group = [block] if block is not None and mark is not None else []
        if mark is not None:
            last = mark
        lead = block.words if block is not None and mark is None else lead
    return dict(sorted(found.items()))


def _mark(block: Block, is_line: bool, lead: str) -> Mark | None:
    words = shown_words(block)
    mark = mark_of(words)
    if mark is not None:
        return mark
    if is_line and _is_one_link(block):
        return Mark(LINKED, frozenset())
    if is_line and lead.endswith(":") and len(words) <= SHORT and words[-1] not in ".,;:":
        return None if any(map(str.isdigit, words)) else Mark(SHORT_LINE, frozenset())
    return None


def _is_one_link(block: Block) -> bool:
    link = block.texts[0].parent.closest("a")
    return link is not None and all(text.parent.closest("a") is link for text in block.texts)


def _is_beside(block: Block, before: Block) -> bool:
    one, other = block.container, before.container
    return (one is other or (one.parent is other.parent and one.tag == other.tag)) and before.is_above(block)


def _judge(group: list[Block], mark: Mark) -> Result | None:
    if len(group) < (3 if mark.kind in (LINKED, SHORT_LINE) else 2) or not group[0].container.is_exposed:
        return None
    if group[0].heading is not None or not any(any(map(str.isalpha, block.words[1:])) for block in group):
        return None
    around = [group[0].container, *group[0].container.ancestors()]
    item = next((e for e in around if e.role == "listitem" or e.tag in ("dt", "dd")), None)
    if item is not None and group[1].container is not group[0].container:
        owner = next((e for e in item.ancestors() if e.role == "list"), None)
        is_numbered = mark.kind == "numeral" and owner is not None and owner.tag == "ul"
        return IS_UNORDERED.with_detail(_told(group)) if is_numbered else IS_LIST
    if any(e.tag in ("pre", "code", "nav", "address", "dl") or e.role in ("navigation", "log") for e in around):
        return None
    return IS_NO_LIST.with_detail(_told(group))


def _told(group: list[Block]) -> str:
    return f'{len(group)} lines: "{group[0].words[:40]}", "{group[1].words[:40]}"'


def _holder(group: list[Block]) -> Element:
    """The element that holds the lines of a group."""
    first, second = group[0].container, group[1].container
    return first if first is second or first.parent is None else first.parent


EXAMPLES = (
    Example("<ul style='list-style: none'><li>• Forms</li><li>• Fees</li></ul>", IS_LIST),
    Example("<div role='list'><p role='listitem'>1. Apply</p><p role='listitem'>2. Pay</p></div>", IS_LIST),
    Example("<p>• Forms<br>• Fees</p>", IS_NO_LIST),
    Example("<p>- Bring your license</p><p>- Bring your last bill</p>", IS_NO_LIST),
    Example("<div><p>(a) Apply</p><p>(b) Pay</p><p>(c) Wait</p></div>", IS_NO_LIST),
    Example("<style>p::before { content: '•' }</style><p>Forms</p><p>Fees</p>", IS_NO_LIST),
    Example("<p><a href='#a'>Forms</a><br><a href='#b'>Fees</a><br><a href='#c'>Rules</a></p>", IS_NO_LIST),
    Example("<p>Bring with you:</p><p>Your license<br>Your last bill<br>A photograph</p>", IS_NO_LIST),
    Example("<ul style='list-style: none'><li>1. Apply</li><li>2. Pay</li></ul>", IS_UNORDERED),
    Example("<ul><li>Forms</li><li>Fees</li></ul>", INAPPLICABLE),
    Example("<p>1. The rule is of 1985.</p><p>4. It is in force.</p>", INAPPLICABLE),
    Example("<p>Harbor Office<br>1 Main Street<br>Salem</p>", INAPPLICABLE),
    Example("<pre>- Forms\n- Fees</pre><p>- Forms</p>", INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
