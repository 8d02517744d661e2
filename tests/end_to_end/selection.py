"""Finds elements of a recorded page by CSS, as the manifest of the demonstration site names them."""

from __future__ import annotations

from lxml import etree

from rules.page import Element, Page


def select(page: Page, selector: str) -> list[Element]:
    """What a selector matches; ` >>> ` steps into the document of a frame or into a shadow root."""
    scopes = {page.document.id}
    found: list[Element] = []
    for step in selector.split(" >>> "):
        found = [element for scope in scopes for element in _in_tree(page, scope, step)]
        hosts = {element.id for element in found}
        scopes = {e.scope for e in page.elements if e.parent is not None and e.parent.id in hosts} - {
            element.scope for element in found
        }
    return found


def _in_tree(page: Page, scope: int, selector: str) -> list[Element]:
    """What matches in one tree; its nodes are copied to lxml, which knows CSS."""
    root = etree.Element("tree")
    copies = {scope: root}
    own = [e for e in page.elements if e.scope == scope and not e.tag.startswith("::")]
    for element in own:
        inside = element.parent is not None and element.parent.scope == scope
        above = copies[element.parent.id] if inside and element.parent is not None else root
        copies[element.id] = etree.SubElement(above, element.tag, {"node": str(element.id)})
        for name, value in element.attributes.items():
            if name.replace("-", "").isalnum():
                copies[element.id].set(name, value)
    matched = {int(copy.get("node")) for copy in root.cssselect(selector) if copy is not root}
    return [element for element in own if element.id in matched]
