from __future__ import annotations

import pytest

from rules.names import generated_text, name_of
from rules.page import Element
from tests.rules.pages import page


def first(html: str) -> Element:
    """The element marked with the id `x`."""
    return next(e for e in page(html).elements if e.get("id") == "x")


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<a id=x href=/>  Apply \n now </a>", "Apply now"),
        ("<a id=x href=/ title=Tip></a>", "Tip"),
        ("<a id=x href=/><img alt=Home></a>", "Home"),
        ("<a id=x href=/><svg><title>Home</title><path/></svg></a>", "Home"),
        ("<a id=x href=/><img alt=Home>page</a>", "Home page"),
        ("<a id=x href=/><svg><g><title>Home</title></g></svg></a>", "Home"),
        ("<a id=x href=/>Fee<span hidden> hidden</span></a>", "Fee"),
        ("<a id=x href=/>Fee<span aria-hidden=true> *</span></a>", "Fee"),
        ("<a id=x href=/>Fee<script>run()</script></a>", "Fee"),
        ("<a id=x href=/><b>Fo</b>rm</a>", "Form"),
        ("<a id=x href=/><div>Form</div><div>A</div></a>", "Form A"),
        ("<a id=x href=/>Fo<ruby style='display: ruby'>rm</ruby></a>", "Form"),
        ("<a id=x href=/>Form<br>A</a>", "Form A"),
        ("<a id=x href=/ style=\"--before: '→ '\">Next</a>", "→ Next"),
        ("<a id=x href=/ style=\"--after: ' *'\">Next</a>", "Next *"),
        ("<button id=x aria-label=Close>X</button>", "Close"),
        ("<button id=x aria-label=' ' title=Close></button>", "Close"),
        ("<button id=x aria-labelledby='a b'></button><i id=b>file</i><i id=a>Delete</i>", "Delete file"),
        ("<button id=x aria-label=Delete aria-labelledby='x b'></button><i id=b>file</i>", "Delete file"),
        ("<button id=x aria-labelledby=a></button><i id=a hidden>Dele<b>te</b></i>", "Delete"),
        ("<button id=x aria-labelledby=a></button><i id=a>Go<b hidden> now</b></i>", "Go"),
        ("<button id=x aria-labelledby=a>Own</button><i id=a></i>", "Own"),
        ("<button id=x aria-labelledby=y></button><button id=y aria-labelledby=x>Y</button>", "Y"),
        ("<p id=x aria-label=Text>Words</p>", ""),
        ("<div id=x>Words</div>", ""),
        ("<nav id=x>Words</nav>", ""),
        ("<nav id=x aria-label=Main>Words</nav>", "Main"),
        ("<h2 id=x>Fees</h2>", "Fees"),
    ],
)
def test_an_element_is_named_by_its_author_or_its_words(html: str, name: str) -> None:
    assert name_of(first(html)) == name


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<img id=x alt='Seal of the agency'>", "Seal of the agency"),
        ("<img id=x alt='' title=Seal>", "Seal"),
        ("<img id=x src=a.png>", ""),
        ("<input id=x type=submit>", "Submit"),
        ("<input id=x type=submit value=''>", ""),
        ("<input id=x type=button value=Search>", "Search"),
        ("<input id=x type=image alt=Search>", "Search"),
        ("<input id=x type=image>", "Submit"),
        ("<label for=x>City</label><input id=x title=Tip>", "City"),
        ("<label>City <input id=x></label>", "City"),
        ("<label for=x hidden>City</label><input id=x>", ""),
        ("<fieldset id=x><legend hidden>Address</legend></fieldset>", ""),
        ("<label for=x>City</label><label>of birth <input id=x></label>", "City of birth"),
        ("<label for=y>City <input id=x></label>", ""),
        ("<label for=x></label><input id=x placeholder=City>", "City"),
        ("<input id=x placeholder=City title=Town>", "Town"),
        ("<input id=x value='what a person typed'>", ""),
        ("<fieldset id=x><legend>Address</legend><input></fieldset>", "Address"),
        ("<table id=x><caption>Fees <b>2026</b></caption><tr><td>1</td></tr></table>", "Fees 2026"),
        ("<figure id=x><img><figcaption>Harbor</figcaption></figure>", "Harbor"),
        ("<svg id=x role=img><title>Chart</title></svg>", "Chart"),
        ("<iframe id=x title=Map srcdoc='<p>words'></iframe>", "Map"),
        ("<select><optgroup id=x label=East></optgroup></select>", "East"),
        ("<select><option id=x>Maine</option></select>", "Maine"),
    ],
)
def test_html_has_names_of_its_own(html: str, name: str) -> None:
    assert name_of(first(html)) == name


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<input type=checkbox id=x><label for=x>Wait <input value=5> days</label>", "Wait days"),
        ("<label><input type=checkbox id=x> In <select><option>day<option selected>week</select></label>", "In week"),
        ("<a id=x href=/>Zoom <input type=range aria-valuetext=half></a>", "Zoom half"),
        ("<a id=x href=/>See <iframe title=map srcdoc='<p>words'></iframe></a>", "See map"),
    ],
)
def test_a_control_inside_a_name_stands_for_its_value(html: str, name: str) -> None:
    assert name_of(first(html)) == name


def test_a_hidden_element_is_named_as_if_it_were_shown() -> None:
    assert name_of(first("<div hidden><a id=x href=/>Apply <b>now</b></a></div>")) == "Apply now"


def test_a_label_stays_in_its_own_tree() -> None:
    html = "<label for=x>Outside</label><a-b><template shadowrootmode=open><input id=x></template></a-b>"
    assert name_of(first(html)) == ""


def test_the_browsers_name_comes_first() -> None:
    found = page("<a href=/>Words</a>", accessible=[(6, "link", "Name", "", False, {})])
    link = found.tagged("a")[0]
    assert (link.id, link.name, link.name_source) == (6, "Name", "browser")


def test_a_field_adds_nothing_to_its_own_label() -> None:
    html = "<label id=l>City <input id=x aria-labelledby='l x' aria-label=required></label>"
    assert name_of(first(html)) == "City required"


def test_words_buried_without_end_do_not_exhaust_the_computation() -> None:
    found = page("<a id=x href=/>Top" + "<b>" * 150 + "deep" + "</b>" * 150 + "</a>")
    assert name_of(found.tagged("a")[0]) == "Top"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("normal", ""),
        ("none", ""),
        ('"★"', "★"),
        ('"a" "b"', "ab"),
        ('"★" / "starred"', "starred"),
        ('"★" / ""', ""),
        ('url("icon.svg") / "Home"', "Home"),
        ('url("icon.svg")', ""),
        ('"Part " counter(part, "upper roman")', "Part "),
        (r'"say \"hi\""', 'say "hi"'),
        (r'"\2192 x"', "→x"),
    ],
)
def test_generated_content_is_read(content: str, text: str) -> None:
    assert generated_text(content) == text
