from __future__ import annotations

import pytest

from rules.aria import ATTRIBUTES, GLOBAL_ATTRIBUTES, ONCE_GLOBAL, ROLES


@pytest.mark.parametrize("name", ["paragraph", "code", "strong", "generic", "none", "presentation", "mark"])
def test_what_is_only_text_must_not_be_named(name: str) -> None:
    role = ROLES[name]
    assert role.name_from == {"prohibited"}
    assert {"aria-label", "aria-labelledby"} <= role.prohibited
    assert not role.supported & role.prohibited


def test_only_a_generic_element_must_not_describe_its_role() -> None:
    assert [name for name, role in ROLES.items() if "aria-roledescription" in role.prohibited] == ["generic"]


def test_every_role_supports_the_global_attributes_it_does_not_prohibit() -> None:
    assert all(role.supported >= GLOBAL_ATTRIBUTES - role.prohibited for role in ROLES.values())
    assert {"aria-hidden", "aria-live", "aria-description"} <= GLOBAL_ATTRIBUTES


def test_attributes_that_once_were_global_are_deprecated_where_a_role_does_not_support_them_itself() -> None:
    assert ROLES["paragraph"].deprecated == ONCE_GLOBAL
    assert ROLES["textbox"].deprecated == frozenset()


@pytest.mark.parametrize(
    ("name", "required"),
    [
        ("checkbox", {"aria-checked"}),
        ("combobox", {"aria-expanded"}),
        ("slider", {"aria-valuenow"}),
        ("scrollbar", {"aria-valuenow"}),
        ("heading", {"aria-level"}),
        ("treeitem", set()),
        ("button", set()),
    ],
)
def test_roles_require_their_states(name: str, required: set[str]) -> None:
    assert set(ROLES[name].required) == required


def test_an_option_belongs_in_a_listbox_and_a_row_in_a_table() -> None:
    assert ROLES["option"].context == {"listbox", "group"}
    assert ROLES["row"].context == {"grid", "rowgroup", "table", "treegrid"}
    assert ROLES["list"].owned == {"listitem"}


def test_only_roles_that_exist_are_contexts_or_owned() -> None:
    named = {other for role in ROLES.values() for other in (*role.context, *role.owned, *role.superclasses)}
    assert named <= set(ROLES)


def test_only_attributes_that_exist_are_supported_required_or_prohibited() -> None:
    named = {a for role in ROLES.values() for a in (*role.supported, *role.required, *role.prohibited)}
    assert named <= set(ATTRIBUTES)


def test_books_drawings_and_new_roles_are_known() -> None:
    assert {"doc-footnote", "graphics-symbol", "comment", "suggestion", "image"} <= set(ROLES)
    assert ROLES["widget"].is_abstract
    assert ROLES["directory"].is_deprecated


def test_values_of_attributes_are_words() -> None:
    assert ATTRIBUTES["aria-checked"].tokens == {"true", "false", "mixed"}
    assert ATTRIBUTES["aria-current"].tokens == {"page", "step", "location", "date", "time", "true", "false"}
    assert ATTRIBUTES["aria-orientation"].allow_undefined
    assert "undefined" not in ATTRIBUTES["aria-orientation"].tokens
    assert ATTRIBUTES["aria-grabbed"].is_deprecated
    assert ATTRIBUTES["aria-labelledby"].type == "idlist"
