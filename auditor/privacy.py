"""What is dropped before anything is stored: what a person typed or chose (Executive Order 13571, section 6). Pure."""

from __future__ import annotations

from collections.abc import Mapping

_LABEL_INPUTS = frozenset({"submit", "reset", "button", "image"})
_VALUE_IS_CONTENT = frozenset({"li", "meter", "progress"})
_TYPED_INTO = frozenset({"true", "", "plaintext-only"})
_EDITABLE_ROLES = frozenset({"textbox", "searchbox"})
_KEPT = frozenset({"id", "class", "role", "lang", "dir", "hidden", "contenteditable", "tabindex", "href", "src"})


def is_label_input(tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether an input's `value` is its label, not something that a person typed or chose."""
    return tag == "input" and attributes.get("type", "").strip().lower() in _LABEL_INPUTS


def is_editable(attributes: Mapping[str, str]) -> bool:
    """Whether what the element holds is typed into it: `contenteditable`, or the role of a text field."""
    return (
        attributes.get("contenteditable", "false").lower() in _TYPED_INTO
        or attributes.get("role", "").strip().lower() in _EDITABLE_ROLES
    )


def drop_values(tag: str, attributes: dict[str, str]) -> str:
    """Takes out of attributes what may be typed or chosen; returns a field's value, empty where there is none."""
    for name in [name for name in attributes if name.startswith("data-") and "value" in name]:
        del attributes[name]
    if tag in _VALUE_IS_CONTENT or is_label_input(tag, attributes):
        return ""
    value = attributes.pop("value", "")
    attributes.pop("aria-valuetext", None)
    return value if tag == "input" or "-" in tag else ""


def inside_editable(attributes: Mapping[str, str]) -> dict[str, str]:
    """Of an element that stands in editable text, what tells of structure and not of what was written."""
    return {name: value for name, value in attributes.items() if name in _KEPT}
