"""Every rule there is, listed by hand in the order of the Trusted Tester process: the table of contents."""

from __future__ import annotations

from typing import Any

from rules.audio_video import audio_transcript
from rules.auto_playing import audio_control
from rules.forms import (
    aria_attribute,
    aria_references,
    aria_required,
    aria_role,
    aria_value,
    button_name,
    field_name,
    hidden_focus,
    image_button_name,
    menuitem_name,
    presentational_children_focus,
    summary_name,
)
from rules.images import decorative_image, filename_name, image_name, object_name, svg_name
from rules.keyboard import frame_tabindex, scrollable_region
from rules.language import language_of_parts, page_language, page_language_valid
from rules.links import identical_links, link_name, link_promise, link_purpose, site_identical_links
from rules.media import video_captions, video_description
from rules.model import AnyRule, Rule, SiteRule
from rules.multiple_ways import multiple_ways
from rules.repetitive import bypass, consistent_identification, consistent_navigation
from rules.resize import meta_viewport
from rules.sensory import text_contrast
from rules.structure import heading_name, list_structure, required_context, required_owned
from rules.tables import header_cells, headers_attribute
from rules.time_limits import meta_refresh
from rules.titles import frame_name, page_title, title_descriptive, titles_tell_apart

RULES: tuple[Rule[Any], ...] = (
    audio_control.RULE,  # 2 auto-playing content
    scrollable_region.RULE,  # 4 keyboard access and focus
    frame_tabindex.RULE,
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
    hidden_focus.RULE,
    presentational_children_focus.RULE,
    link_name.RULE,  # 6 links
    link_purpose.RULE,
    identical_links.RULE,
    image_name.RULE,  # 7 images
    svg_name.RULE,
    object_name.RULE,
    filename_name.RULE,
    decorative_image.RULE,
    meta_refresh.RULE,  # 8 adjustable time limits
    bypass.RULE,  # 9 repetitive content
    heading_name.RULE,  # 10 content structure
    list_structure.RULE,
    required_context.RULE,
    required_owned.RULE,
    page_language.RULE,  # 11 language
    page_language_valid.RULE,
    language_of_parts.RULE,
    page_title.RULE,  # 12 page titles, frames and iframes
    title_descriptive.RULE,
    frame_name.RULE,
    text_contrast.RULE,  # 13 sensory characteristics and contrast
    headers_attribute.RULE,  # 14 tables
    header_cells.RULE,
    audio_transcript.RULE,  # 16 audio and video without the other
    video_captions.RULE,  # 17 synchronized media
    video_description.RULE,
    meta_viewport.RULE,  # 18 resize text
)
"""The rules that judge a page by itself. What is listed neither here nor below is never run."""

SITE_RULES: tuple[SiteRule, ...] = (
    site_identical_links.RULE,  # 6 links
    link_promise.RULE,
    consistent_navigation.RULE,  # 9 repetitive content
    consistent_identification.RULE,
    titles_tell_apart.RULE,  # 12 page titles, frames and iframes
    multiple_ways.RULE,  # 19 multiple ways
)
"""The rules that judge the pages of a crawl together."""

ALL_RULES: tuple[AnyRule, ...] = (*RULES, *SITE_RULES)

_BY_ID = {rule.id: rule for rule in ALL_RULES}


def rule(id: str) -> AnyRule:
    """The rule with an id. Raises `KeyError` where there is none."""
    return _BY_ID[id]
