"""Every rule there is, listed by hand in the order of the Trusted Tester process: the table of contents."""

from __future__ import annotations

from typing import Any

from rules.alternate import accessibility_overlay, alternate_version
from rules.audio_video import audio_transcript, video_only_alternative
from rules.auto_playing import audio_control, auto_updating, moving_content, update_notice
from rules.css_position import spaced_letters, visual_order
from rules.forms import (
    aria_attribute,
    aria_permitted,
    aria_popup,
    aria_prohibited,
    aria_references,
    aria_required,
    aria_role,
    aria_value,
    button_name,
    control_role,
    error_message,
    error_prevention,
    field_group,
    field_instructions,
    field_name,
    hidden_focus,
    image_button_name,
    label_descriptive,
    label_target,
    menuitem_name,
    on_input,
    presentational_children_focus,
    required_mark,
    summary_name,
    visible_label,
)
from rules.images import (
    background_image,
    captcha,
    decorative_image,
    filename_name,
    image_name,
    image_name_descriptive,
    image_of_text,
    object_name,
    presentational_role_conflict,
    svg_name,
)
from rules.keyboard import (
    clickable_focus,
    focus_refused,
    frame_tabindex,
    keyboard_trap,
    mouse_only,
    on_focus,
    scrollable_region,
    tabindex_order,
    widget_focus,
)
from rules.language import (
    language_match,
    language_of_parts,
    page_language,
    page_language_right,
    page_language_valid,
    part_language_marked,
    part_language_right,
)
from rules.links import identical_links, link_name, link_promise, link_purpose, site_identical_links
from rules.media import caption_controls, description_controls, live_captions, video_captions, video_description
from rules.model import AnyRule, Rule, SiteRule
from rules.multiple_ways import multiple_ways
from rules.repetitive import bypass, consistent_identification, consistent_navigation
from rules.resize import meta_viewport, zoomed_text
from rules.sensory import audible_cue, color_cue, link_color, sensory_words, text_contrast
from rules.structure import (
    heading_descriptive,
    heading_level,
    heading_look,
    heading_name,
    list_structure,
    required_context,
    required_owned,
    visual_heading,
    visual_list,
)
from rules.tables import header_cells, headers_attribute, layout_table, table_headers, visual_table
from rules.time_limits import meta_refresh, time_limit_words
from rules.titles import (
    frame_descriptive,
    frame_name,
    identical_frames,
    page_title,
    title_descriptive,
    titles_tell_apart,
)
from rules.wcag21 import autocomplete_valid, label_in_name, text_spacing_important
from rules.wcag22 import target_size

RULES: tuple[Rule[Any], ...] = (
    alternate_version.RULE,  # 1 alternate versions
    accessibility_overlay.RULE,
    audio_control.RULE,  # 2 auto-playing and auto-updating content
    moving_content.RULE,
    auto_updating.RULE,
    update_notice.RULE,
    scrollable_region.RULE,  # 4 keyboard access and focus
    frame_tabindex.RULE,
    clickable_focus.RULE,
    widget_focus.RULE,
    keyboard_trap.RULE,
    mouse_only.RULE,
    focus_refused.RULE,
    on_focus.RULE,
    tabindex_order.RULE,
    visible_label.RULE,  # 5 forms
    label_descriptive.RULE,
    field_name.RULE,
    label_target.RULE,
    field_group.RULE,
    field_instructions.RULE,
    required_mark.RULE,
    button_name.RULE,
    image_button_name.RULE,
    menuitem_name.RULE,
    summary_name.RULE,
    aria_references.RULE,
    aria_role.RULE,
    aria_required.RULE,
    aria_value.RULE,
    aria_attribute.RULE,
    aria_permitted.RULE,
    aria_prohibited.RULE,
    aria_popup.RULE,
    control_role.RULE,
    hidden_focus.RULE,
    presentational_children_focus.RULE,
    on_input.RULE,
    error_message.RULE,
    error_prevention.RULE,
    link_name.RULE,  # 6 links
    link_purpose.RULE,
    identical_links.RULE,
    image_name.RULE,  # 7 images
    svg_name.RULE,
    object_name.RULE,
    filename_name.RULE,
    image_name_descriptive.RULE,
    decorative_image.RULE,
    background_image.RULE,
    captcha.RULE,
    image_of_text.RULE,
    presentational_role_conflict.RULE,
    meta_refresh.RULE,  # 8 adjustable time limits
    time_limit_words.RULE,
    bypass.RULE,  # 9 repetitive content
    heading_name.RULE,  # 10 content structure
    heading_descriptive.RULE,
    visual_heading.RULE,
    heading_look.RULE,
    heading_level.RULE,
    list_structure.RULE,
    visual_list.RULE,
    required_context.RULE,
    required_owned.RULE,
    page_language.RULE,  # 11 language
    page_language_valid.RULE,
    page_language_right.RULE,
    language_match.RULE,
    language_of_parts.RULE,
    part_language_right.RULE,
    part_language_marked.RULE,
    page_title.RULE,  # 12 page titles, frames and iframes
    title_descriptive.RULE,
    frame_name.RULE,
    frame_descriptive.RULE,
    identical_frames.RULE,
    link_color.RULE,  # 13 sensory characteristics and contrast
    color_cue.RULE,
    sensory_words.RULE,
    audible_cue.RULE,
    text_contrast.RULE,
    visual_table.RULE,  # 14 tables
    headers_attribute.RULE,
    header_cells.RULE,
    table_headers.RULE,
    layout_table.RULE,
    visual_order.RULE,  # 15 CSS positioning
    spaced_letters.RULE,
    audio_transcript.RULE,  # 16 audio and video without the other
    video_only_alternative.RULE,
    video_captions.RULE,  # 17 synchronized media
    video_description.RULE,
    live_captions.RULE,
    caption_controls.RULE,
    description_controls.RULE,
    meta_viewport.RULE,  # 18 resize text
    zoomed_text.RULE,
    label_in_name.RULE,  # WCAG 2.1, beyond Section 508
    autocomplete_valid.RULE,
    text_spacing_important.RULE,
    target_size.RULE,  # WCAG 2.2, beyond Section 508
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
