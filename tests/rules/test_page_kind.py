"""Which pages are taken for services, and which are not."""

from __future__ import annotations

import pytest

from rules.page_kind import SERVICE, kinds_of
from tests.rules.pages import page


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("<form><input name=a><select><option>1</select></form>", "It has a form of 2 fields."),
        ("<h1>Renew a mooring permit</h1>", "Its main heading says “Renew”."),
    ],
)
def test_a_page_where_something_is_asked_for_or_filled_in_is_a_service(html: str, why: str) -> None:
    assert kinds_of(page(html)) == ((SERVICE, why),)


@pytest.mark.parametrize(
    "html",
    [
        "<form role=search><input><input type=checkbox></form>",
        "<form><input name=a><input type=submit><input type=hidden></form>",
        "<form><input name=q></form><form><input name=q></form>",
        "<form><input disabled><input disabled></form>",
        "<h1>Annual report</h1><p>Apply within.</p>",
        "<h1 hidden>Apply</h1>",
    ],
)
def test_a_search_one_field_or_a_word_in_the_text_makes_no_service(html: str) -> None:
    assert kinds_of(page(html)) == ()
