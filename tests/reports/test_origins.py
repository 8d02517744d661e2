"""Where a fault is said to come from, and how sure that is."""

from __future__ import annotations

from dataclasses import replace

from reports.model import Finding, Origin
from reports.origins import Spread, origin_of

FOUND = Finding(
    page_id="p",
    url="https://www.agency.gov/",
    page_title="Home",
    page_language="en",
    template="t",
    is_service=False,
    rule_id="image-name",
    outcome="failed",
    message="The image has no accessible name.",
    detail="",
    fix="f",
    cause="main: div.card > img",
    component="main > div.card > img",
    fingerprint="1",
    fails=(),
    asks=(),
    selector="img",
    html='<img src="seal.png">',
    role="img",
    name="",
    landmark="main",
    heading="",
    corrected="",
    change="",
    speech="",
    speech_now="",
    widths=(1280,),
    states=("initial",),
)


def origin(found: Finding = FOUND, *spread: Spread, words: int = 1, findings: int = 1, doer: str = "author") -> Origin:
    return origin_of(found, "www.agency.gov", doer, words, findings, spread or (Spread("t", 1, 40),))


def test_one_thing_in_the_footer_of_many_pages_is_the_template_s() -> None:
    told = origin(replace(FOUND, landmark="contentinfo"), Spread("t", 41, 44), words=1, findings=41)
    assert (told.kind, told.is_sure) == ("template", True)
    assert told.why == "It stands in the footer, on 41 of 44 judged pages of the same templates."


def test_different_things_in_a_navigation_are_the_template_s_but_not_surely() -> None:
    told = origin(replace(FOUND, landmark="navigation Main"), Spread("t", 20, 20), words=20, findings=20)
    assert (told.kind, told.is_sure) == ("template", False)


def test_the_same_thing_on_nearly_all_pages_of_a_template_is_the_template_s() -> None:
    told = origin(FOUND, Spread("t", 9, 10), words=1, findings=9)
    assert (told.kind, told.is_sure) == ("template", True)


def test_different_things_in_the_main_content_are_content() -> None:
    told = origin(FOUND, Spread("t", 9, 10), words=9, findings=9)
    assert (told.kind, told.why) == (
        "content",
        "It is in the main content, about 9 different things on 9 pages.",
    )


def test_what_is_on_one_page_only_is_surely_content() -> None:
    assert origin() == Origin("content", "", "It is on one page only.", is_sure=True)


def test_a_frame_from_another_host_is_a_third_party_s_and_one_of_the_agency_s_is_not() -> None:
    other = replace(FOUND, html='<iframe src="https://video.example.com/1"></iframe>')
    own = replace(FOUND, html='<iframe src="https://maps.agency.gov/1"></iframe>')
    lookalike = replace(FOUND, html='<iframe src="https://notagency.gov/1"></iframe>')
    assert origin(other).name == "video.example.com"
    assert origin(own).kind == "content"
    assert origin(lookalike).kind == "third-party"


def test_a_component_with_the_classes_of_a_design_system_may_be_its_fault() -> None:
    told = origin(replace(FOUND, component="header > div.usa-navbar > button.usa-menu-btn"))
    assert (told.kind, told.name, told.is_sure) == ("design-system", "U.S. Web Design System", False)


def test_a_look_that_many_things_have_comes_from_a_style_sheet() -> None:
    found = replace(FOUND, cause="main: #777777 on #ffffff")
    told = origin(found, Spread("t", 2, 40), words=19, findings=19, doer="designer")
    assert (told.kind, told.is_sure) == ("style", False)
    assert told.why == "19 things on 2 pages have this look: main: #777777 on #ffffff."


def test_what_stands_in_a_footer_of_one_page_is_likely_the_template_s() -> None:
    told = origin(replace(FOUND, landmark="contentinfo"))
    assert (told.kind, told.is_sure) == ("template", False)


def test_a_component_of_many_pages_that_a_developer_mends_is_likely_the_template_s() -> None:
    told = origin(FOUND, Spread("t", 14, 40), words=24, findings=24, doer="developer")
    assert (told.kind, told.is_sure) == ("template", False)
    assert "on 14 pages" in told.why
