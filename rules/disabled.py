"""Which parts of a page belong to controls that are disabled, and so need not stand out.

WCAG 2.0, 1.4.3, "Incidental": text that is part of an inactive user interface component has no contrast requirement.
"""

from __future__ import annotations

from rules.page import Element, Page

CONTROLS = frozenset({"button", "fieldset", "input", "optgroup", "option", "select", "textarea"})


def disabled_parts(page: Page) -> frozenset[int]:
    """The ids of the elements that are disabled or inert, that stand in one that is, or that label one that is."""
    found: set[int] = set()
    for element in page.elements:
        if (element.parent is not None and element.parent.id in found) or _is_disabled(element):
            found.add(element.id)
    labels = [label for id_ in page.labels if id_ in found for label in page.labels[id_]]
    for element in page.elements:
        if "aria-labelledby" in element.attributes and element.id in found:
            labels += element.references("aria-labelledby")
    for label in labels:
        found.add(label.id)
        found.update(part.id for part in label.descendants())
    return frozenset(found)


def _is_disabled(element: Element) -> bool:
    attributes = element.attributes
    if "disabled" in attributes and element.tag in CONTROLS:
        return True
    return "inert" in attributes or attributes.get("aria-disabled", "").strip().lower() == "true"
