"""What of a page is read in one go, and in which language the page says that it is."""

from __future__ import annotations

import pytest

from rules.language import page_language_right, part_language_marked, part_language_right
from rules.model import Outcome, Rule
from rules.page import Element
from rules.passages import passages
from rules.titles import identical_frames, title_descriptive
from tests.rules.pages import page

ENGLISH = "<p>Bring the receipt to the office before noon, and ask for the clerk who keeps the list.</p>" * 3
SPANISH = "Traiga el recibo a la oficina antes del mediodía, y pregunte por la persona que lleva la lista de espera."
NAMES = (
    "José García Márquez, María Fernández López, Juan Carlos Rodríguez Hernández, Ana Sofía Gutiérrez Ramírez, "
    "Luis Alberto Domínguez Castañeda"
)


def outcomes(rule: Rule[Element], html: str) -> list[Outcome]:
    """What the rule says of each target that it does not pass."""
    results = (rule.expectation(target).outcome for target in rule.applicability(page(html)))
    return [outcome for outcome in results if outcome is not Outcome.PASSED]


def texts(html: str) -> list[tuple[str, str]]:
    return [(p.text, p.speaker.get("lang", "") if p.speaker else "") for p in passages(page(html))]  # type: ignore[misc]


def test_a_block_is_one_passage_and_a_part_with_its_own_language_another() -> None:
    html = '<p>The word <em>ferry</em> is <span lang="es">el <b>barco</b></span>.</p>'
    assert texts(html) == [("The word ferry is .", "en"), ("el barco", "es")]


def test_words_in_an_element_without_a_box_belong_to_the_passage_around_it() -> None:
    assert texts('<p>The <i style="display: contents"><b>ferry</b></i> sails.') == [("The ferry sails.", "en")]
    assert texts('<p>The <ruby style="display: ruby">ferry</ruby> sails.') == [("The ferry sails.", "en")]


def test_code_addresses_and_what_nobody_hears_are_no_passages() -> None:
    html = (
        "<pre>a</pre><address>b</address><p><code>c</code></p><p hidden>d</p><p aria-hidden=true>e</p><p translate=no>f"
    )
    assert texts(html) == []


def test_the_name_of_an_image_is_a_passage() -> None:
    assert texts('<p lang="fr"><img src="a.png" alt="Le port"></p>') == [("Le port", "fr")]


def test_names_of_people_are_asked_about_and_not_failed() -> None:
    assert outcomes(part_language_marked.RULE, f"{ENGLISH}<p>{NAMES}</p>") in ([], [Outcome.CANT_TELL])


def test_a_passage_between_two_in_the_language_of_the_page_fails_by_itself() -> None:
    html = f"{ENGLISH}<p>{SPANISH}</p>{ENGLISH}<p>{SPANISH}</p><p>{SPANISH}</p>"
    assert outcomes(part_language_marked.RULE, html) == [Outcome.FAILED, Outcome.FAILED]


def test_a_page_in_another_language_fails_once_and_not_with_every_passage() -> None:
    html = f"<p>{SPANISH}</p><p>{SPANISH}</p>"
    assert outcomes(page_language_right.RULE, html) == [Outcome.FAILED]
    assert outcomes(part_language_marked.RULE, html) == []


def test_a_part_in_another_language_fails_once_and_not_with_every_passage() -> None:
    html = f'{ENGLISH}<div lang="fr"><p>{SPANISH}</p><p>{SPANISH}</p></div>'
    assert outcomes(part_language_right.RULE, html) == [Outcome.FAILED]
    assert outcomes(part_language_marked.RULE, html) == []


@pytest.mark.parametrize("language", ["ca", "gl", "pt", "ext"])
def test_a_near_language_never_fails(language: str) -> None:
    html = f'<html lang="{language}"><title>Puerto</title><body><p>{SPANISH}</p><p lang="es">{SPANISH}</p>'
    assert outcomes(page_language_right.RULE, html) == []
    assert outcomes(part_language_marked.RULE, html) == []


@pytest.mark.parametrize("language", ["haw", "chr"])
def test_a_language_that_the_identifier_does_not_know_is_asked_about(language: str) -> None:
    html = f'<html lang="{language}"><title>Harbor</title><body>{ENGLISH}'
    assert outcomes(page_language_right.RULE, html) == [Outcome.CANT_TELL]


def test_frames_of_one_address_hold_the_same() -> None:
    html = '<iframe title="Tides" src="/a"></iframe><iframe aria-label="Tides" src="/a#now"></iframe>'
    assert [identical_frames.expectation(e) for e in identical_frames.applicability(page(html))] == [
        identical_frames.HOLD_THE_SAME
    ]
    assert outcomes(identical_frames.RULE, html.replace("/a#now", "/b")) == [Outcome.CANT_TELL]


@pytest.mark.parametrize("path", ["", "index.html", "es/", "es/index.html"])
def test_the_front_page_may_have_the_name_of_the_site(path: str) -> None:
    html = '<html lang="en"><title>Coastal Bureau</title><body><a href="/">Coastal Bureau</a><h1>Welcome</h1>'
    front = page(html, url=f"https://agency.example/{path}")
    assert title_descriptive.expectation(front) == title_descriptive.HAS_SUBJECT
    inside = page(html, url="https://agency.example/fees.html")
    assert title_descriptive.expectation(inside) == title_descriptive.IS_SITE
