"""The little of a page that is kept to compare it with the other pages of its site.

A site may have thousands of pages, and a `Page` holds everything; a digest holds words and addresses of a few KB, all
of them written by the site: what people typed is in no recording, and so in no digest.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from rules.addresses import parts_of, resolved, without_fragment
from rules.languages import has_known_language, primary_subtag
from rules.page import Element, Page

BLOCK_ROLES = frozenset(("banner", "contentinfo", "navigation"))
"""The landmarks whose links pages share; every other link belongs to what the page itself is about."""

SEARCH_FIELDS = frozenset("k keyword keywords p q query s search search_query searchterm term text".split())
"""What the field of a search is called in the query string that it makes."""
SHARED_PART = re.compile(
    r"(?:[a-z0-9]+[-_])*(?:(?:main|site|top|global|primary|side)?(?:nav|navbar|navigation|menu|menubar)|header|footer|"
    r"masthead|topbar)",
    re.IGNORECASE,
)
"""What authors call, by id or class, what they have not made a landmark."""
STEP = re.compile(r"\b(?:step|part|page) \d+ of \d+\b", re.IGNORECASE)

AROUND = ("blockquote", "caption", "dd", "dt", "figcaption", "li", "p", "summary", "td", "th")
"""What a link may stand in with words that tell of it."""
SHORTEST_CONTEXT = 12
"""How many characters beside its links make what they stand in a context."""

LONGEST = 100
"""How many characters are kept of a name, a title or a heading."""
LONGEST_ADDRESS = 500
MOST_LINKS, MOST_BLOCKS, MOST_HEADINGS, MOST_CONTROLS = 200, 12, 12, 20
"""How many are kept of each on one page."""


class Link(NamedTuple):
    """A link: its accessible name, and its address in full, with the fragment."""

    name: str
    target: str


class Control(NamedTuple):
    """A control outside of the content: what it does, told by what it sends or runs, and its accessible name."""

    function: str
    name: str


class Block(NamedTuple):
    """A landmark that pages may share, as `navigation Main`, and its links to other pages, in order."""

    landmark: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PageDigest:
    """What site rules know of one page."""

    title: str
    headings: tuple[str, ...]
    """The first is that of level 1, where there is one, or else empty; then others in order."""
    language: str
    """The primary subtag of its language; empty where the page tells none that exists."""
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    """The links of the content that stand by themselves."""
    mentions: tuple[Link, ...]
    """Those that stand in a sentence, or beside other words that tell of them; and links that do not show at first."""
    controls: tuple[Control, ...]
    has_search: bool
    is_step: bool
    """Whether the page says that it is one of several that people go through in turn."""

    @property
    def alone(self) -> Iterator[Link]:
        """The links of the shared parts and those that stand by themselves, each once."""
        return iter(dict.fromkeys((*self.links, *(link for block in self.blocks for link in block.links))))

    @property
    def all_links(self) -> Iterator[Link]:
        """Every link of the page to another page, each once."""
        return iter(dict.fromkeys((*self.alone, *self.mentions)))


def digest_of(page: Page) -> PageDigest | None:
    """The digest of a page; None for what is not HTML, or where its content or the roles of it are not known.

    Without its style sheets or layout nobody knows which of its menus show: no shared part of it is told.
    """
    missing = {gap.aspect for gap in page.gaps} - {"frame"}
    if not page.is_html or missing - {"style", "layout"}:
        return None
    own = page.document.elements
    around = _landmarks(own) if not missing else dict.fromkeys((e.id for e in own), None)
    found: dict[int | str, list[Link]] = defaultdict(list)
    links = [e for e in page.with_role("link") if e.document is page.document]
    shown = [link for link in links if link.is_exposed]
    with_context = _with_context(page, shown)
    for link in shown:
        block = around[link.id]
        _add(found[block.id if block is not None else "mentioned" if link.id in with_context else "alone"], page, link)
    for link in links:
        if not link.is_exposed:
            _add(found["mentioned"], page, link)
    headings = [e for e in page.with_role("heading") if e.document is page.document and e.is_exposed]
    first = next((e for e in headings if _level(e) == "1"), None)
    told = [_cut(first.text) if first is not None else "", *(_cut(e.text) for e in headings if e is not first)]
    language = primary_subtag((page.root.get("lang") if page.root is not None else None) or "")
    named = {each.id: _landmark(each, around) for each in around.values() if each is not None}
    return PageDigest(
        _cut(page.title),
        tuple(told[:MOST_HEADINGS]),
        language if has_known_language(language) else "",
        tuple(Block(named[id], tuple(found[id])[:MOST_LINKS]) for id in named if found[id])[:MOST_BLOCKS],
        tuple(dict.fromkeys(found["alone"]))[:MOST_LINKS],
        tuple(dict.fromkeys(found["mentioned"]))[:MOST_LINKS],
        tuple(dict.fromkeys(_controls(page, around)))[:MOST_CONTROLS] if not missing else (),
        any(_is_search(e) for e in own),
        any(STEP.search(words) for words in (page.title, *told)) or any(e.get("aria-current") == "step" for e in own),
    )


def _landmarks(own: Sequence[Element]) -> dict[int, Element | None]:
    """The nearest of the parts that pages share around each element; parents come before their children.

    On a page without a navigation landmark they are told by id or class as well.
    """
    has_landmark = any(e.role == "navigation" and e.is_exposed for e in own)
    around: dict[int, Element | None] = {}
    content: set[int] = set()
    for element in own:
        above = element.parent.id if element.parent is not None else -1
        around[element.id] = around.get(above)
        if element.role in ("main", "article") or above in content:
            content.add(element.id)
        if element.role in BLOCK_ROLES:
            around[element.id] = element
        elif element.role == "main":
            around[element.id] = None
        elif not has_landmark and element.id not in content and _own_name(element):
            around[element.id] = element
    return around


def _own_name(element: Element) -> str:
    """The id, or else the class, by which an author calls an element navigation, a header or a footer."""
    if element.tag in ("body", "html", "li", "a"):
        return ""
    named = (element.get("id") or "", *(element.get("class") or "").split())
    return next((name for name in named if SHARED_PART.fullmatch(name)), "")


def _landmark(element: Element, around: Mapping[int, Element | None]) -> str:
    """The landmark's role and name. One without a name is told by what it stands in: `navigation in contentinfo`."""
    if element.role not in BLOCK_ROLES:
        return f"{element.tag} {_own_name(element)}"
    outer = around[element.parent.id] if element.parent is not None else None
    if element.name.strip() or outer is None:
        return f"{element.role} {_cut(element.name)}".strip()
    return f"{element.role} in {outer.role if outer.role in BLOCK_ROLES else _own_name(outer)}"


def _with_context(page: Page, links: Sequence[Element]) -> set[int]:
    """The links, by id, whose paragraph, item or cell has words beside its links; a list in an item is left aside."""
    within: dict[int, int] = {}
    linked: set[int] = set()
    for element in page.document.elements:
        above = element.parent.id if element.parent is not None else -1
        within[element.id] = element.id if element.tag in AROUND else within.get(above, -1)
        if above in linked or element.role == "link":
            linked.add(element.id)
    beside: Counter[int] = Counter()
    for text in page.texts:
        if text.document is page.document and text.parent.id not in linked and text.is_rendered:
            beside[within[text.parent.id]] += len(text.text.strip())
    return {link.id for link in links if within[link.id] >= 0 and beside[within[link.id]] >= SHORTEST_CONTEXT}


def _add(into: list[Link], page: Page, link: Element) -> None:
    """Adds a link that has a name and leads to a page; one within the page is no way to get about the site."""
    href, name = link.get("href"), _cut(link.name if link.is_exposed else link.text or "hidden")
    if href is None or not name or len(href) > LONGEST_ADDRESS:
        return
    target = resolved(link.document.base_url, href)
    if parts_of(target).scheme in ("http", "https") and without_fragment(target) != without_fragment(page.url):
        into.append(Link(name, target))


def _level(heading: Element) -> str:
    return heading.get("aria-level") or heading.tag.removeprefix("h")


def _controls(page: Page, around: dict[int, Element | None]) -> Iterator[Control]:
    """Fields and buttons of forms that lead to a page of their own, and what runs a script written on the spot."""
    sent: dict[int, str] = defaultdict(str)
    for form in page.tagged("form"):
        if form.get("action") and (form.get("method") or "get").lower() == "get":
            sent[form.id] = without_fragment(resolved(form.document.base_url, form.get("action") or ""))
    for element in page.tagged("a", "button", "input", "select"):
        if element.document is not page.document or not element.is_exposed or not element.name.strip():
            continue
        owner = element.closest("form")
        if owner is not None and sent[owner.id]:
            yield Control(f"{_purpose(element)} {sent[owner.id]}"[:LONGEST_ADDRESS], _cut(element.name))
        elif around[element.id] is not None and element.get("onclick"):
            yield Control(f"runs {_cut(element.get('onclick') or '')}", _cut(element.name))


def _purpose(control: Element) -> str:
    kind = (control.get("type") or ("submit" if control.tag == "button" else "text")).lower()
    if kind in ("submit", "image"):
        return f"sends {control.get('name') or ''}".strip()
    if kind in ("checkbox", "radio"):
        return f"ticks {control.get('value') or ''} of"
    return f"fills {control.get('name') or ''} of"


def _is_search(element: Element) -> bool:
    """Whether the element is a field to search with, be it one that shows only when it is asked for."""
    if element.tag != "input":
        return False
    kind = (element.get("type") or "text").lower()
    if kind == "search" or element.role == "searchbox":
        return True
    is_field = kind == "text" and element.closest("form") is not None
    return is_field and (
        (element.get("name") or "").lower() in SEARCH_FIELDS or any(a.role == "search" for a in element.ancestors())
    )


def _cut(text: str) -> str:
    return " ".join(text.split())[:LONGEST]


def rows_of(digest: PageDigest) -> list[Any]:
    """The digest as lists, texts and booleans, to be written down."""
    return [
        digest.title,
        list(digest.headings),
        digest.language,
        [[block.landmark, [list(link) for link in block.links]] for block in digest.blocks],
        [list(link) for link in digest.links],
        [list(link) for link in digest.mentions],
        [list(control) for control in digest.controls],
        digest.has_search,
        digest.is_step,
    ]


class Reader:
    """Makes digests of what `rows_of` gave. What pages share is kept once: it is most of what a site's pages hold."""

    def __init__(self) -> None:
        self._kept: dict[Any, Any] = {}

    def digest(self, rows: Sequence[Any]) -> PageDigest:
        """One page's digest."""
        title, headings, language, blocks, links, mentions, controls, has_search, is_step = rows
        return PageDigest(
            title,
            tuple(headings),
            self._one(language),
            tuple(self._one(Block(self._one(name), self._one(self._links(inside)))) for name, inside in blocks),
            self._one(self._links(links)),
            self._one(self._links(mentions)),
            tuple(self._one(Control(*control)) for control in controls),
            has_search,
            is_step,
        )

    def _links(self, rows: Sequence[Sequence[str]]) -> tuple[Link, ...]:
        return tuple(self._one(Link(self._one(name), self._one(target))) for name, target in rows)

    def _one(self, value: Any) -> Any:
        return self._kept.setdefault(value, value)
