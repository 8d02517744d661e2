from __future__ import annotations

import pytest

from rules.page import Element
from tests.rules.pages import page


def first(html: str) -> Element:
    """The element marked with the id `x`."""
    found = page(html)
    return next(e for e in found.elements if e.get("id") == "x")


@pytest.mark.parametrize(
    ("html", "role"),
    [
        ("<a id=x href=/>Home</a>", "link"),
        ("<a id=x>Home</a>", "generic"),
        ("<div id=x></div>", "generic"),
        ("<div id=x role='BUTTON'></div>", "button"),
        ("<div id=x role='widget nothing tab'></div>", "tab"),
        ("<div id=x role='nothing'></div>", "generic"),
        ("<div id=x role=image></div>", "img"),
        ("<img id=x alt=Seal>", "img"),
        ("<img id=x>", "img"),
        ("<img id=x alt=''>", "presentation"),
        ("<img id=x alt='' aria-label=Seal>", "img"),
        ("<img id=x alt='' tabindex=0>", "img"),
        ("<img id=x alt=' '>", "img"),
        ("<header id=x></header>", "banner"),
        ("<article><header id=x></header></article>", "generic"),
        ("<div role=region><footer id=x></footer></div>", "generic"),
        ("<div><footer id=x></footer></div>", "contentinfo"),
        ("<main><aside id=x></aside></main>", "complementary"),
        ("<article><aside id=x></aside></article>", "generic"),
        ("<article><aside id=x title=Notes></aside></article>", "complementary"),
        ("<section id=x></section>", "generic"),
        ("<section id=x aria-label=News></section>", "region"),
        ("<section id=x aria-labelledby=no></section>", "generic"),
        ("<select id=x></select>", "combobox"),
        ("<select id=x size=1></select>", "combobox"),
        ("<select id=x size=4></select>", "listbox"),
        ("<select id=x multiple></select>", "listbox"),
        ("<input id=x>", "textbox"),
        ("<input id=x type=EMAIL>", "textbox"),
        ("<input id=x type=unheard-of>", "textbox"),
        ("<input id=x type=search>", "searchbox"),
        ("<input id=x list=cities><datalist id=cities></datalist>", "combobox"),
        ("<input id=x list=cities>", "textbox"),
        ("<input id=x type=date>", None),
        ("<input id=x type=hidden>", None),
        ("<input id=x type=checkbox>", "checkbox"),
        ("<input id=x type=checkbox aria-pressed=true>", "button"),
        ("<input id=x type=image>", "button"),
        ("<ul><li id=x></li></ul>", "listitem"),
        ("<div><li id=x></li></div>", "generic"),
        ("<div role=list><li id=x></li></div>", "listitem"),
        ("<ul role=tablist><li id=x></li></ul>", "generic"),
        ("<ul role=none><li id=x></li></ul>", "presentation"),
        ("<ul role=none><li id=x tabindex=0></li></ul>", "listitem"),
        ("<details><summary id=x></summary></details>", "button"),
        ("<details><summary></summary><summary id=x></summary></details>", "generic"),
        ("<svg id=x></svg>", "graphics-document"),
        ("<svg id=x role=img></svg>", "img"),
        ("<agency-card id=x></agency-card>", "generic"),
        ("<iframe id=x></iframe>", None),
        ("<label id=x></label>", None),
    ],
)
def test_html_gives_roles(html: str, role: str | None) -> None:
    assert first(html).role == role


@pytest.mark.parametrize(
    ("html", "role"),
    [
        ("<table><tr><th id=x scope=row></th><td></td></tr></table>", "rowheader"),
        ("<table><tr><th id=x scope=col></th><td></td></tr></table>", "columnheader"),
        ("<table><tr><th id=x></th><td></td></tr></table>", "rowheader"),
        ("<table><tr><th id=x></th><th></th></tr></table>", "columnheader"),
        ("<table><tr><td></td><th id=x></th><th></th></tr></table>", "columnheader"),
        ("<table><tr><th></th><th id=x></th><td></td></tr></table>", "rowheader"),
        ("<table><tr><td></td><th id=x></th></tr></table>", "rowheader"),
        ("<table><tr><td id=x></td></tr></table>", "cell"),
        ("<table role=grid><tr><td id=x></td></tr></table>", "gridcell"),
        ("<table role=presentation><tr><td id=x></td></tr></table>", "presentation"),
        ("<table role=presentation><tbody><tr id=x><td></td></tr></tbody></table>", "presentation"),
        ("<table role=listbox><tr><td id=x></td></tr></table>", "generic"),
        ("<table id=x role=presentation aria-describedby=y></table>", "table"),
    ],
)
def test_a_part_of_a_table_follows_its_table(html: str, role: str) -> None:
    assert first(html).role == role


@pytest.mark.parametrize(
    ("html", "role"),
    [
        ("<h2 id=x role=presentation></h2>", "presentation"),
        ("<h2 id=x role=none></h2>", "none"),
        ("<h2 id=x role=none aria-hidden=false></h2>", "none"),
        ("<h2 id=x role=none aria-label=''></h2>", "none"),
        ("<h2 id=x role=none aria-level=3></h2>", "none"),
        ("<h2 id=x role=none aria-live=polite></h2>", "heading"),
        ("<h2 id=x role=none tabindex=-1></h2>", "heading"),
        ("<button id=x role=none></button>", "button"),
        ("<button id=x role=none disabled></button>", "none"),
    ],
)
def test_meaning_is_not_taken_from_what_can_be_focused_or_is_described(html: str, role: str) -> None:
    assert first(html).role == role


def test_a_role_attribute_leaves_the_implicit_role_as_it_is() -> None:
    heading = first("<h2 id=x role=tab></h2>")
    assert (heading.role, heading.implicit_role) == ("tab", "heading")


@pytest.mark.parametrize(
    ("html", "is_focusable"),
    [
        ("<a id=x href=/></a>", True),
        ("<a id=x></a>", False),
        ("<input id=x type=hidden>", False),
        ("<input id=x disabled>", False),
        ("<video id=x controls></video>", True),
        ("<video id=x></video>", False),
        ("<p id=x contenteditable></p>", True),
        ("<p id=x contenteditable=false></p>", False),
        ("<details><summary id=x></summary></details>", True),
        ("<p id=x></p>", False),
    ],
)
def test_html_makes_some_elements_focusable(html: str, is_focusable: bool) -> None:
    assert first(html).is_focusable is is_focusable
