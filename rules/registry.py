"""Every rule there is, listed by hand in the order of the Trusted Tester process: the table of contents."""

from __future__ import annotations

from typing import Any

from rules.forms import (
    aria_attribute,
    aria_references,
    aria_required,
    aria_role,
    aria_value,
    button_name,
    field_name,
    image_button_name,
    menuitem_name,
    summary_name,
)
from rules.images import image_name, object_name, svg_name
from rules.keyboard import scrollable_region
from rules.language import page_language, page_language_valid
from rules.links import link_name
from rules.model import Rule
from rules.resize import meta_viewport
from rules.sensory import text_contrast
from rules.structure import list_structure
from rules.tables import header_cells, headers_attribute
from rules.time_limits import meta_refresh
from rules.titles import frame_name, page_title

RULES: tuple[Rule[Any], ...] = (
    scrollable_region.RULE,  # 4 keyboard access and focus
    field_name.RULE,  # 5 forms
    button_name.RULE,
    image_button_name.RULE,
    menuitem_name.RULE,
    summary_name.RULE,
    aria_references.RULE,
    aria_role.RULE,
    aria_required.RULE,
    aria_value.RULE,
    aria_attribute.RULE,
    link_name.RULE,  # 6 links
    image_name.RULE,  # 7 images
    svg_name.RULE,
    object_name.RULE,
    meta_refresh.RULE,  # 8 adjustable time limits
    list_structure.RULE,  # 10 content structure
    page_language.RULE,  # 11 language
    page_language_valid.RULE,
    page_title.RULE,  # 12 page titles, frames and iframes
    frame_name.RULE,
    text_contrast.RULE,  # 13 sensory characteristics and contrast
    headers_attribute.RULE,  # 14 tables
    header_cells.RULE,
    meta_viewport.RULE,  # 18 resize text
)
"""All rules. What is not listed here is never run."""

_BY_ID = {rule.id: rule for rule in RULES}


def rule(id: str) -> Rule[Any]:
    """The rule with an id. Raises `KeyError` where there is none."""
    return _BY_ID[id]
