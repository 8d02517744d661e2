"""Roles, states and properties of WAI-ARIA 1.2, with DPUB-ARIA, Graphics-ARIA and what browsers know of WAI-ARIA 1.3.

The facts are in `rules/data/aria.json`; `rules/data/README.md` says where they come from.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Attribute:
    """An `aria-*` attribute."""

    name: str
    type: str
    """`boolean`, `tristate`, `token`, `tokenlist`, `id`, `idlist`, `integer`, `number` or `string`."""
    tokens: frozenset[str]
    """The values that are allowed, in lower case; empty for a type without a fixed list."""
    allow_undefined: bool
    """Whether the word `undefined` is a value too."""
    is_global: bool
    """Whether it is allowed on every role that does not prohibit it."""
    is_deprecated: bool


@dataclass(frozen=True, slots=True)
class Role:
    """A role and what WAI-ARIA says about elements that have it."""

    name: str
    is_abstract: bool
    """Whether the role orders other roles and must not be written by authors."""
    is_deprecated: bool
    superclasses: frozenset[str]
    """All roles it inherits from, abstract ones too: `widget`, `landmark` ..."""
    supported: frozenset[str]
    """The attributes allowed on it: its own, inherited and global ones, but for the prohibited."""
    deprecated: frozenset[str]
    """The attributes that are allowed only because they once were global (WAI-ARIA 1.2, 6.6)."""
    prohibited: frozenset[str]
    """The attributes that must not be used on it."""
    required: Mapping[str, str | None]
    """The attributes that must be given, each with the value that browsers take for granted, or None."""
    context: frozenset[str]
    """The roles of which one must contain it (required context role); empty where any place will do."""
    owned: frozenset[str]
    """The roles that may be its children where it must own elements; empty where it need not."""
    name_from: frozenset[str]
    """`author` and `contents`, or `prohibited`."""
    is_name_required: bool
    are_children_presentational: bool


def _attribute(name: str, fact: Mapping[str, Any]) -> Attribute:
    return Attribute(
        name,
        fact["type"],
        frozenset(fact["tokens"]),
        fact["allow_undefined"],
        fact["is_global"],
        fact["deprecated"],
    )


def _role(name: str, fact: Mapping[str, Any], global_attributes: frozenset[str]) -> Role:
    own = frozenset(fact["supported"])
    prohibited = frozenset(fact["prohibited"])
    return Role(
        name,
        fact["abstract"],
        fact["deprecated"],
        frozenset(fact["superclasses"]),
        (own | global_attributes | frozenset(fact["required"])) - prohibited,
        ONCE_GLOBAL - own,
        prohibited,
        fact["required"],
        frozenset(fact["context"]),
        frozenset(fact["owned"]),
        frozenset(fact["name_from"]),
        fact["name_required"],
        fact["children_presentational"],
    )


ONCE_GLOBAL = frozenset({"aria-disabled", "aria-errormessage", "aria-haspopup", "aria-invalid"})
"""Attributes that WAI-ARIA 1.2 still allows everywhere, but deprecates where a role does not support them itself."""

_FACTS = json.loads(resources.files("rules").joinpath("data/aria.json").read_text(encoding="utf-8"))

ATTRIBUTES: Mapping[str, Attribute] = {name: _attribute(name, fact) for name, fact in _FACTS["attributes"].items()}
"""Every `aria-*` attribute by name."""

GLOBAL_ATTRIBUTES = frozenset(name for name, attribute in ATTRIBUTES.items() if attribute.is_global)
"""The attributes allowed on every element, save where a role prohibits one."""

ROLES: Mapping[str, Role] = {name: _role(name, fact, GLOBAL_ATTRIBUTES) for name, fact in _FACTS["roles"].items()}
"""Every role by name, abstract and deprecated ones too."""

SYNONYMS: Mapping[str, str] = {"image": "img"}
"""Roles that WAI-ARIA 1.3 gives a second name, by that name."""

LANDMARKS = frozenset({"banner", "complementary", "contentinfo", "form", "main", "navigation", "region", "search"})
"""The landmark roles of WAI-ARIA; `form` and `region` are landmarks only with a name."""

WIDGETS = frozenset(name for name, role in ROLES.items() if "widget" in role.superclasses and not role.is_abstract)
"""Roles of things that people operate, rows and cells of grids included."""
