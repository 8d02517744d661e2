"""What counts as a way past the navigation, and what only looks like one."""

from __future__ import annotations

from rules.repetitive import bypass
from tests.rules.pages import page

NAVIGATION = '<nav><a href="/">Home</a> <a href="/fees">Fees</a> <a href="/offices">Offices</a></nav>'


def test_a_link_past_the_first_navigation_may_lead_to_a_second_one() -> None:
    html = f'<a href="#content">Skip</a>{NAVIGATION}<div id="content">{NAVIGATION}<main>Fees</main></div>'
    assert bypass.expectation(page(html)) == bypass.HAS_LINK


def test_a_link_to_another_page_is_none_and_one_with_the_address_of_this_page_is_one() -> None:
    html = f'<a href="/fees#main">Skip to main content</a>{NAVIGATION}<main id="main">Fees</main>'
    assert bypass.expectation(page(html)) == bypass.HAS_STRUCTURE
    assert bypass.expectation(page(html, url="https://agency.example/fees")) == bypass.HAS_LINK


def test_a_part_that_is_not_displayed_is_no_way() -> None:
    html = f'<a href="#m">Skip to main content</a>{NAVIGATION}<p id="m" hidden>Here</p><main>Fees</main>'
    assert bypass.expectation(page(html)) == bypass.LEADS_NOWHERE
