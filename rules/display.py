"""What `display` makes of the words of an element: whether they end a line, and with which others they run together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rules.page import Element, Page

IN_LINE = frozenset(("inline", "contents", "inline-block", "inline-flex", "ruby", "ruby-text", "ruby-base"))
"""The values with which an element ends no line."""

RUNS_ON = frozenset(("inline", "contents", "ruby"))
"""The values with which an element's words run together with those around it."""


def block_containers(page: Page) -> Mapping[int, Element]:
    """The block that each element's words run together in, by the element's id; that of a block is itself."""
    blocks: dict[int, Element] = {}
    for element in page.elements:
        style, parent = element.computed, element.parent
        runs_on = style is None or style["display"] in RUNS_ON  # without a box, as with `contents`, there is no style
        if runs_on and parent is not None and parent.document is element.document:
            blocks[element.id] = blocks[parent.id]
        else:
            blocks[element.id] = element
    return blocks
