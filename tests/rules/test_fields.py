"""What people see beside a field, and what assistive technology has for it."""

from __future__ import annotations

from rules.evaluate import evaluate
from rules.fields import block_of, fields, labels_of, seen_fields, seen_words, texts_with, visible_label
from rules.model import Outcome
from rules.page import Element, Page
from rules.registry import RULES
from tests.rules.pages import page


def first(found: Page, tag: str) -> Element:
    return found.tagged(tag)[0]


def test_fields_are_found_by_role_and_by_type() -> None:
    found = page(
        '<input type="date"><input type="hidden"><div role="switch">On</div><select></select><button>Go</button>'
    )
    assert [field.tag for field in fields(found)] == ["input", "div", "select"]


def test_the_list_that_a_field_opens_is_no_field_to_see() -> None:
    found = page('<input role="combobox"><ul role="listbox"><li role="option">Ohio</ul><select multiple></select>')
    assert [field.tag for field in seen_fields(found)] == ["input", "select"]


def test_a_label_by_reference_goes_before_a_native_one() -> None:
    field = first(page('<label>Native <input aria-labelledby="t"></label><p id="t">Referred'), "input")
    assert [label.tag for label in labels_of(field)] == ["p"]
    assert visible_label(field) == "Referred"


def test_what_a_control_holds_is_no_part_of_a_label() -> None:
    field = first(page("<label>Harbor <select><option>Gull Point</select> of choice</label>"), "select")
    assert visible_label(field) == "Harbor of choice"


def test_hidden_words_are_not_seen() -> None:
    assert (
        seen_words(first(page("<p>Fees <b hidden>of 2025</b> <i style='visibility: hidden'>and</i> 2026</p>"), "p"))
        == "Fees 2026"
    )


def test_the_block_of_a_field_holds_no_other_field_and_ends_at_its_form() -> None:
    found = page("<form><div class=a><div class=b><input></div></div><div class=c><input></div></form>")
    blocks = [block_of(field) for field in fields(found)]
    assert [block.get("class") if block else None for block in blocks] == ["a", "c"]
    assert block_of(first(page("<form><input></form>"), "input")) is None


def test_the_texts_with_a_field_are_neither_its_label_nor_links_nor_buttons() -> None:
    html = '<div><label for="n">Name</label><p>As in your passport.</p><a href="/">Why</a><input id="n"></div>'
    assert [words for _, words in texts_with(first(page(html), "input"))] == ["As in your passport."]


def test_a_thousand_fields_in_one_form_are_asked_about_once() -> None:
    rules = [rule for rule in RULES if rule.id in ("visible-label", "target-size", "label-descriptive", "field-group")]
    cells = "".join(f'<div style="--before: \'\'"><input name="f{n}" title="Fee {n}"></div>' for n in range(1000))
    asked = [a for a in evaluate(page(f"<form>{cells}</form>"), rules).assertions if a.outcome is Outcome.CANT_TELL]
    assert [a.rule for a in asked].count("visible-label") == 1
