"""Site rules say what is true of the pages that were looked at, and how many those are."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from rules.evaluate import NOT_ALL_SEEN, NOT_SEEN, evaluate_site
from rules.model import Metadata, Outcome, Result, SiteRule, cant_tell, passed
from rules.registry import SITE_RULES, rule
from rules.repetition import is_relative, repeated_blocks, without_state
from rules.site import Place, Shared, Site
from tests.rules.sites import ORIGIN, site

FINE = passed("All is well.")
ASKED = cant_tell("Is it?", asks=("12.B",))


def each_page(site: Site) -> Iterator[Shared]:
    """Each page."""
    return (Shared(site, page.url, (Place(page, page.digest.title),)) for page in site.pages)


def asks(shared: Shared) -> Result:
    """It is never sure."""
    return ASKED.with_detail(f"A {'page' if shared.places else 'title'}.")


def made(expectation: Callable[[Shared], Result] = asks, most: int = 100) -> SiteRule:
    metadata = Metadata(id="made", title="Made", remediation="Do.")
    return SiteRule(metadata, each_page, expectation, (), most)


def site_rule(id: str) -> SiteRule:
    found = rule(id)
    assert isinstance(found, SiteRule)
    return found


TWO = {"/": "<p>Fees", "/b": "<p>Boats"}


def test_where_pages_were_not_looked_at_each_assertion_says_so() -> None:
    whole = evaluate_site(site(TWO), [made()])
    part = evaluate_site(site(TWO, known=1312), [made()])
    assert [a.result.detail for a in whole.assertions] == ["A page."] * 2
    assert [a.result.detail for a in part.assertions] == ["A page. Seen on 2 of 1,312 known pages."] * 2


def test_all_targets_are_counted_and_no_more_than_the_rule_s_most_are_told() -> None:
    found = evaluate_site(site(TWO), [made(most=1)])
    assert len(found.assertions) == 1
    assert found.tallies == {("made", Outcome.CANT_TELL, ASKED.message): 2}


def test_one_page_is_nothing_to_compare() -> None:
    found = evaluate_site(site({"/": "<p>Fees"}), SITE_RULES)
    assert found.assertions == ()
    assert {outcome for _, outcome, _ in found.tallies} == {Outcome.INAPPLICABLE}


def test_pages_that_could_not_be_seen_make_rules_untested_and_not_inapplicable() -> None:
    found = evaluate_site(Site((), known=3, judged=3), SITE_RULES)
    assert {assertion.result for assertion in found.assertions} == {NOT_SEEN}


def test_a_rule_that_raises_is_untested_and_stops_no_other() -> None:
    def breaks(shared: Shared) -> Result:
        if shared.name.endswith("/b"):
            raise RuntimeError("broken")
        return ASKED

    found = evaluate_site(site(TWO), [made(breaks), site_rule("titles-tell-apart")])
    assert [(a.rule, a.outcome) for a in found.assertions][:1] == [("made", Outcome.UNTESTED)]
    assert found.tallies["made", Outcome.UNTESTED, "The rule stopped with RuntimeError: broken"] == 1
    assert any(rule == "titles-tell-apart" for rule, _, _ in found.tallies)


def test_redirects_and_copies_come_to_one_page() -> None:
    found = site(TWO, aliases={"/old": "/moved", "/moved": "/b", "/loop": "/loop"})
    assert found.page_at(f"{ORIGIN}/old#fees") is found.pages[1]
    assert found.page_at(f"{ORIGIN}/loop") is None
    assert found.told(f"{ORIGIN}/b") == "/b"


def menu(*names: str, around: str = "nav", label: str = "") -> str:
    links = " ".join(f'<a href="/{name.lower()}">{name}</a>' for name in names)
    return f'<{around} aria-label="{label}">{links}</{around}>'


def outcomes(id: str, *pages: str) -> list[str]:
    found = evaluate_site(site({f"/{number}": html for number, html in enumerate(pages, 1)}), [site_rule(id)])
    return sorted({str(outcome) for _, outcome, _ in found.tallies})


ONE = ("Apply", "Boats", "Contact", "Docks")


def test_links_that_come_and_go_change_no_order() -> None:
    longer = menu("Apply", "Grants", "Loans", "Boats", "Contact", "Docks")
    shorter = menu("Apply", "Contact", "Docks")
    assert outcomes("consistent-navigation", menu(*ONE), longer, shorter, menu(*ONE)) == ["passed"]


@pytest.mark.parametrize("label", ["Breadcrumb", "Pagination", "Related topics", "Recent news", "On this page"])
def test_lists_that_follow_from_the_page_are_no_repeated_navigation(label: str) -> None:
    pages = [menu(*ONE, label=label), menu(*ONE, label=label), menu(*reversed(ONE), label=label)]
    assert outcomes("consistent-navigation", *pages) == ["inapplicable"]


def test_menus_of_two_languages_are_two_menus() -> None:
    def spoken(language: str, *names: str) -> str:
        return f'<!doctype html><html lang="{language}"><title>T</title><body>{menu(*names)}'

    pages = [spoken("en", *ONE), spoken("en", *ONE), spoken("es", *reversed(ONE)), spoken("es", *reversed(ONE))]
    assert outcomes("consistent-navigation", *pages) == ["passed"]


def test_the_menus_of_two_sections_are_two_menus() -> None:
    pages = [menu(*ONE), menu(*ONE), menu("Eels", "Fish", "Gulls"), menu("Gulls", "Contact", "Nets", "Oars")]
    blocks = repeated_blocks(site({f"/{number}": html for number, html in enumerate(pages, 1)}))
    assert [len(list(block.pages)) for block in blocks] == [2]


def test_a_menu_of_few_pages_is_asked_about_and_not_failed() -> None:
    plain_pages = ["<p>Tides"] * 4
    assert outcomes("consistent-navigation", menu(*ONE), menu(*reversed(ONE)), *plain_pages) == ["cantTell"]
    assert outcomes("consistent-navigation", menu(*ONE), menu(*reversed(ONE)), menu(*ONE)) == ["failed"]


def test_a_link_that_is_there_twice_has_no_order() -> None:
    twice = menu("Boats", *ONE)
    assert outcomes("consistent-navigation", menu(*ONE), twice, menu(*ONE)) == ["passed"]


def test_a_name_with_another_state_or_number_is_the_same() -> None:
    assert without_state("Fees (3), current page") == "fees"
    assert is_relative("Next »")
    assert is_relative("Sign in")
    assert not is_relative("How to sign a lease for a berth")


def test_a_crawl_that_was_cut_short_cannot_ask_for_other_ways() -> None:
    pages = {"/": '<a href="/a">A</a><a href="/b">B</a>', "/a": "<p>a", "/b": "<p>b"}
    (asked,) = evaluate_site(site(pages), [site_rule("multiple-ways")]).assertions
    (left,) = evaluate_site(site(pages, known=90), [site_rule("multiple-ways")]).assertions
    assert asked.result.outcome is Outcome.CANT_TELL
    assert left.result == NOT_ALL_SEEN
    assert left.result.detail == "3 of 90 known pages were."


def test_a_site_without_search_asks_once_about_all_pages_with_one_way() -> None:
    pages = {"/": '<a href="/a">A</a><a href="/b">B</a>', "/a": "<p>a", "/b": '<a href="/a">A</a>', "/c": "<p>c"}
    found = evaluate_site(site(pages), [site_rule("multiple-ways")])
    (assertion,) = found.assertions
    assert assertion.target is not None
    assert [(place.page.url, place.said) for place in assertion.target.odd] == [
        (f"{ORIGIN}/b", f"linked from {ORIGIN}/")
    ]


def test_a_link_in_a_sentence_promises_no_more_than_its_sentence() -> None:
    target = "<!doctype html><title>Berths</title><h1>Berths</h1>"
    alone = {"/": '<ul><li><a href="/b">Ferry times</a></ul>', "/b": target}
    told = {"/": '<p>Some ask for <a href="/b">ferry times</a>; those come with the berths.', "/b": target}
    (asked,) = evaluate_site(site(alone), [site_rule("link-promise")]).assertions
    assert asked.result.detail == '"Ferry times" on 1 page leads to /b: "Berths".'
    assert evaluate_site(site(told), [site_rule("link-promise")]).assertions == ()


def test_a_name_that_leads_to_many_pages_promises_none_of_them() -> None:
    pages = {"/": "".join(f'<div><a href="/{n}">Overview</a></div>' for n in range(3))}
    pages |= {f"/{n}": f"<!doctype html><title>Harbor {n}</title>" for n in range(3)}
    assert evaluate_site(site(pages), [site_rule("link-promise")]).assertions == ()
