"""People with low vision spread two fingers to make a page larger.

A page can forbid that on phones and tablets, and then small print stays small.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.correction import changed, corrected
from rules.model import INAPPLICABLE, Correction, Example, Metadata, Result, Rule, failed, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="meta-viewport",
    title="Page lets people zoom to at least 200 %",
    wcag=("1.4.4",),
    trusted_tester=("18.A",),
    baseline=("22.A",),
    act=("b4f0c3",),
    affects=("302.2",),
    remediation="Remove `user-scalable` and `maximum-scale` from the viewport's `content`.",
)

CAN_ZOOM = passed("The page can be zoomed to at least 200 %.")
# 18.A is tested with the zoom of a desktop browser, which pays no heed to the viewport: the criterion alone is failed.
NO_ZOOM = failed("The page forbids zooming on touch screens.")
LIMITED_ZOOM = failed("The page limits zooming on touch screens to less than 200 %.")

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?")
_WORDS = {"yes": 1.0, "no": 0.0, "device-width": 10.0, "device-height": 10.0}


def _properties(meta: Element) -> dict[str, float]:
    """What `content` says, as browsers read it (CSS Device Adaptation): what begins with no number counts as 0."""
    properties = {}
    for part in re.split(r"[,;]", (meta.get("content") or "").lower()):
        for key, value in re.findall(r"([^\s=]+)\s*=\s*([^\s=]+)", part):
            number = _NUMBER.match(value)
            properties[key] = _WORDS[value] if value in _WORDS else float(number.group()) if number else 0.0
    return properties


def applicability(page: Page) -> Iterator[Element]:
    """Each `meta` element named `viewport` of the page's own document that has a say in zooming."""
    for meta in page.tagged("meta"):
        if (meta.get("name") or "").strip().lower() == "viewport" and meta.document is page.document:
            properties = _properties(meta)
            if "user-scalable" in properties or properties.get("maximum-scale", -1) >= 0:
                yield meta


def expectation(meta: Element) -> Result:
    """The `user-scalable` does not forbid zooming, and the `maximum-scale` is at least 2."""
    properties = _properties(meta)
    if abs(properties.get("user-scalable", 1)) < 1:
        return NO_ZOOM
    largest = properties.get("maximum-scale", 10)
    return LIMITED_ZOOM.with_detail(f"at most {largest:g}") if 0 <= largest < 2 else CAN_ZOOM


EXAMPLES = (
    Example('<!doctype html><meta name="viewport" content="width=device-width, maximum-scale=2">', CAN_ZOOM),
    Example('<!doctype html><meta name="viewport" content="user-scalable=1">', CAN_ZOOM),
    Example('<!doctype html><meta name="viewport" content="width=device-width; user-scalable=no">', NO_ZOOM),
    Example('<!doctype html><meta name="Viewport" content="user-scalable = never">', NO_ZOOM),
    Example('<!doctype html><meta name="viewport" content="initial-scale=1, maximum-scale=1.9">', LIMITED_ZOOM),
    Example('<!doctype html><meta name="viewport" content="maximum-scale=yes">', LIMITED_ZOOM),
    Example('<!doctype html><meta name="viewport" content="maximum-scale=-1">', INAPPLICABLE),
    Example('<!doctype html><meta name="viewport" content="width=device-width">', INAPPLICABLE),
)


LIMITS = re.compile(r"(?:user-scalable|maximum-scale|minimum-scale)\s*=\s*[^\s,;=]*", re.IGNORECASE)


def correction(meta: Element, _: Result) -> Correction | None:
    """The viewport without limits to zooming."""
    parts = (" ".join(part.split()) for part in re.split(r"[,;]", LIMITS.sub("", meta.get("content") or "")))
    content = ", ".join(filter(None, parts)) or "width=device-width, initial-scale=1"
    change = "Remove `user-scalable` and `maximum-scale`, so that people can zoom."
    return corrected(meta, changed(meta, {"content": content}), change=change)


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
