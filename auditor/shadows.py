"""Which tree each node of a page belongs to, where it has shadow trees: ids are looked up in a node's own tree.

A snapshot tells the *flat* tree, in which what is put into a `slot` stands below it, and the content of a shadow tree
below its host. It does not tell the two apart from children. A page without shadow trees pays for a look at a column.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import NamedTuple

from auditor.devtools import Json

Call = Callable[..., Awaitable[Json]]


class Shadows(NamedTuple):
    """The trees of a page, each told by the browser's own number of its shadow root; 0 is a document's."""

    trees: Mapping[int, int]
    """The tree of each node, by the node's backend id. What is not here belongs to the tree of its parent."""
    hosts: Mapping[int, int]
    """The host of each shadow root."""


NO_SHADOWS = Shadows({}, {})


async def shadows_of(call: Call, snapshot: Json) -> Shadows:
    """The trees of a page's nodes; none are told where the page has a single one."""
    if not any(document["nodes"]["shadowRootType"]["index"] for document in snapshot["documents"]):
        return NO_SHADOWS
    await call("DOM.enable")
    try:
        return read((await call("DOM.getFlattenedDocument", depth=-1, pierce=True))["nodes"])
    finally:
        await call("DOM.disable")


def read(nodes: Iterable[Json]) -> Shadows:
    """The trees, of the nodes that `DOM.getFlattenedDocument` lists: children before their parents."""
    listed = {node["nodeId"]: node for node in nodes}
    roots = {root["nodeId"]: root["backendNodeId"] for node in listed.values() for root in node.get("shadowRoots", ())}
    hosts = {
        root["backendNodeId"]: node["backendNodeId"] for node in listed.values() for root in node.get("shadowRoots", ())
    }
    trees: dict[int, int] = {}
    for node in listed.values():
        chain: list[Json] = []
        above: Json | None = node
        tree = 0
        while above is not None:
            if above["backendNodeId"] in trees:
                tree = trees[above["backendNodeId"]]
                break
            chain.append(above)
            parent = above.get("parentId", 0)
            if parent in roots:
                tree = roots[parent]
                break
            above = listed.get(parent)
        trees.update((each["backendNodeId"], tree) for each in chain)
    return Shadows(trees, hosts)
