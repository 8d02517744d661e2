"""A recording made of the HTML as served, without a browser: for pages that are not rendered.

It knows the elements and their attributes, and nothing of style, layout or roles: rules that need those are untested.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from bs4.element import Doctype, NavigableString, Tag

from auditor.privacy import drop_values, inside_editable, is_editable
from rules.page import DOCUMENT, ELEMENT, FORMAT, TEXT

NOT_RENDERED = "The page was not rendered."


def recording_of_served(
    url: str, markup: bytes, encoding: str | None, source: Mapping[str, Any], *, scripted: bool
) -> dict[str, Any]:
    """The recording; `scripted` tells that style, script or frames could have made another page of it."""
    soup = BeautifulSoup(markup, "lxml", from_encoding=encoding)
    kinds: list[int] = [DOCUMENT]
    parents: list[int] = [-1]
    names: list[str] = [""]
    values: list[Any] = [None]
    stack: list[tuple[Any, int, bool]] = [(child, 0, False) for child in reversed(list(soup.children))]
    doctype = ""
    while stack:
        node, parent, is_inside = stack.pop()
        if isinstance(node, Doctype):
            doctype = str(node).split(" ")[0]
        elif isinstance(node, Tag):
            attributes = {name: " ".join(v) if isinstance(v, list) else v for name, v in node.attrs.items()}
            drop_values(node.name, attributes)
            if is_inside:
                attributes = inside_editable(attributes)
            kinds.append(ELEMENT)
            parents.append(parent)
            names.append(node.name.lower())
            values.append(attributes)
            if node.name != "textarea":
                number = len(kinds) - 1
                inside = is_inside or is_editable(attributes)
                stack.extend((child, number, inside) for child in reversed(list(node.children)))
        elif type(node) is NavigableString and str(node).strip() and not is_inside:
            kinds.append(TEXT)
            parents.append(parent)
            names.append("")
            values.append(str(node))
    base = soup.find("base", href=True)
    aspects = ["style", "layout", "roles", *(["tree"] if scripted else [])]
    count = len(kinds)
    return {
        "format": FORMAT,
        "url": url,
        "width": 0,
        "height": 0,
        "state": "served",
        "gaps": [(aspect, NOT_RENDERED, url) for aspect in aspects],
        "source": dict(source),
        "documents": [
            {
                "url": url,
                "base_url": urljoin(url, str(base["href"]).strip()) if isinstance(base, Tag) else url,
                "title": soup.title.get_text(strip=True) if soup.title else "",
                "doctype": doctype,
                "quirks": not doctype,
                "content_type": "text/html",
                "content_language": "",
            }
        ],
        "styles": [],
        "clickable": [],
        "scrolls": [],
        "accessible": [],
        "media": [],
        "nodes": {
            "kind": kinds,
            "parent": parents,
            "name": names,
            "value": values,
            "style": [-1] * count,
            "box": [None] * count,
            "paint": [-1] * count,
        },
    }
