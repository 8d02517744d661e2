"""Each failed example of a rule is shown as it would be right, and then the rule fails no longer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest

from rules import locate
from rules.color import Color, contrast, nearest, of_hex
from rules.correction import NOTHING, changed, corrected, named, near, speech_now, speech_of, styled, words
from rules.language_meant import CHOICE, tag_meant
from rules.locate import LONGEST_HTML, VOID, snippet
from rules.model import Correction, Example, Outcome, Rule, Target
from rules.page import Element, Page, Text
from rules.registry import RULES
from rules.tables import headers_attribute
from tests.conftest import Recordings
from tests.rules.pages import page
from tests.rules.recordings import record

NO_CORRECTION: Mapping[str, str] = {
    "keyboard-trap": "a script holds the focus, and which line of it does is not recorded",
    "zoomed-text": "the box that cuts and the style rule that sizes it may be elsewhere",
}
"""The rules that can fail and show no correction, and why."""

NOT_ALWAYS = {
    "text-contrast": "no one color is right over a picture or a gradient, or where an opacity thins the letters",
}
"""The rules that show no correction of some of their failed examples, and why."""

SHOWN = frozenset(
    "audio-control frame-tabindex link-color object-name scrollable-region table-headers text-contrast "
    "text-spacing-important".split()
)
"""The rules whose failed examples need a browser: for their style, their layout or a player."""

HOLDS_ALL = frozenset({"field-group", "list-structure", "required-context"})
"""The rules whose corrections hold what stands around the target, too."""

REAL = {"number": "3", "address of the page": "/fees"}
RAW = frozenset({"script", "style"})

FAILING = [
    pytest.param(rule, example, id=f"{rule.id}-{number}")
    for rule in RULES
    if rule.id not in NO_CORRECTION
    for number, example in enumerate(rule.examples, 1)
    if any(result.outcome is Outcome.FAILED for result in example.expected)
]


@dataclass(frozen=True, slots=True)
class Mended:
    """A page with all its corrections made."""

    html: str
    corrections: tuple[Correction | None, ...]


def failures(rule: Rule[Any], seen: Page) -> list[tuple[Target, Any]]:
    results = [(target, rule.expectation(target)) for target in rule.applicability(seen)]
    return [(target, result) for target, result in results if result.outcome is Outcome.FAILED]


def filled(html: str, place: int) -> str:
    """The code with words where a person must choose them: the first of a choice, else any."""

    def word(found: re.Match[str]) -> str:
        said = found[1]
        if said == "id":
            return f"field-{place}"
        return REAL.get(said) or (re.split(", | or ", said)[0] if " or " in said else "Harbor office hours")

    return re.sub(r"\[([^\[\]]+)\]", word, html)


def mend(rule: Rule[Any], seen: Page) -> Mended:
    assert rule.correction is not None
    made: dict[int, str] = {}
    head = ""
    corrections = []
    for target, result in failures(rule, seen):
        correction = rule.correction(target, result)
        corrections.append(correction)
        code = filled(correction.html, len(corrections)) if correction is not None else ""
        if isinstance(target, Page):
            head += code
        elif correction is not None:
            element = target.parent if isinstance(target, Text) else target
            place = next(e for e in element.ancestors() if e.tag == "body") if rule.id in HOLDS_ALL else element
            made.setdefault(place.id, f"<body>{code}</body>" if place.tag == "body" else code)
    assert seen.root is not None
    return Mended(f"<!doctype html>{_written(seen.root, made, head)}", tuple(corrections))


def _written(element: Element, made: Mapping[int, str], head: str) -> str:
    if element.id in made:
        return made[element.id]
    start = snippet(changed(element, children=())).removesuffix(f"</{element.tag}>")
    if element.tag in VOID:
        return start
    inside = head if element.tag == "head" else ""
    for child in element.children:
        if isinstance(child, Text):
            inside += child.text if element.tag in RAW else child.text.replace("&", "&amp;").replace("<", "&lt;")
        elif child.scope == element.scope and not child.tag.startswith("::"):
            inside += _written(child, made, head)
    return f"{start}{inside}</{element.tag}>"


@contextmanager
def in_full() -> Iterator[None]:
    """All code is written in full, so that a page can be made of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(locate, "LONGEST_HTML", 100_000)
        patch.setattr(locate, "LONGEST_VALUE", 100_000)
        yield


@pytest.fixture(scope="module")
def shown(recordings: Recordings) -> Mapping[str, Page]:
    """The corrected examples of the rules that need a browser, as one browser showed them all, by their HTML."""
    rules = []
    for rule in RULES:
        if rule.id in SHOWN:
            recorded = dict(recordings.by_rule[rule.id].examples)
            failing = [e.html for e in rule.examples if any(r.outcome is Outcome.FAILED for r in e.expected)]
            with in_full():
                examples = tuple(Example(mend(rule, Page(recorded[html])).html) for html in failing)
            rules.append(replace(rule, examples=examples))
    return {html: Page(recording) for kept in record(rules).values() for html, recording in kept.examples}


@pytest.mark.parametrize(("rule", "example"), FAILING)
def test_what_is_corrected_fails_no_longer(
    rule: Rule[Any], example: Example, recordings: Recordings, request: pytest.FixtureRequest
) -> None:
    left = Page(dict(recordings.by_rule[rule.id].examples)[example.html])
    if rule.id not in SHOWN and "<style" not in example.html:
        assert failures(rule, page(example.html)), "without a browser this example proves nothing"
    for _ in range(2):  # of several alike, a rule may fail the first alone
        with in_full():
            mended = mend(rule, left)
        assert None not in mended.corrections or rule.id in NOT_ALWAYS
        if None in mended.corrections:
            return
        left = request.getfixturevalue("shown")[mended.html] if rule.id in SHOWN else page(mended.html)
        if not failures(rule, left):
            return
    pytest.fail(f"still fails: {mended.html}")


@pytest.mark.parametrize(("rule", "example"), FAILING)
def test_a_correction_says_what_it_changes(rule: Rule[Any], example: Example, recordings: Recordings) -> None:
    seen = Page(dict(recordings.by_rule[rule.id].examples)[example.html])
    for target, result in failures(rule, seen):
        assert rule.correction is not None
        correction = rule.correction(target, result)
        if correction is not None:
            element = target.parent if isinstance(target, Text) else target
            assert correction.html
            assert isinstance(element, Page) or correction.html != snippet(element)
            assert correction.change.endswith((".", "..."))
            if correction.speech:
                assert not isinstance(target, Page)
                assert correction.speech != speech_now(target), "what is heard is what was meant to change"


def test_every_rule_that_can_fail_shows_how_it_would_be_right_or_is_listed() -> None:
    failing = {rule.id for rule in RULES if any(r.outcome is Outcome.FAILED for e in rule.examples for r in e.expected)}
    assert {rule.id for rule in RULES if rule.correction is None} & failing == set(NO_CORRECTION)
    assert failing >= {rule.id for rule in RULES if rule.correction is not None}


def only(html: str) -> Element:
    """The element marked with the attribute `x`, without the mark."""
    element = next(e for e in page(html).elements if e.has("x"))
    return changed(element, without=("x",))


@pytest.mark.parametrize(
    ("html", "speech"),
    [
        ("<button x></button>", "button, no name"),
        ("<button x>&#xf00d;</button>", "button, no name"),
        ("<a x href=/apply>Apply online</a>", 'link, "Apply online"'),
        ("<h3 x>Fees</h3>", 'heading level 3, "Fees"'),
        ("<div x role=heading>Fees</div>", 'heading level 2, "Fees"'),
        ("<input x type=checkbox required aria-label='I agree'>", 'checkbox, "I agree", not checked, required'),
        ("<div x role=checkbox aria-checked=mixed>Fees</div>", 'checkbox, "Fees", partly checked'),
        ("<div x role=switch aria-checked=true>Alerts</div>", 'switch, "Alerts", on'),
        ("<div x role=checkbox aria-checked=on>Fees</div>", 'checkbox, "Fees"'),
        ("<button x aria-expanded=false>Menu</button>", 'button, "Menu", collapsed'),
        ("<button x disabled aria-disabled=true>Send</button>", 'button, "Send", unavailable'),
        ("<input x type=file>", "file field, no name"),
        ("<input x type=password title=Code>", 'password field, "Code"'),
        ("<img x src=seal.png>", "image, no name"),
        ("<iframe x title=Map></iframe>", 'frame, "Map"'),
        ("<table x></table>", "table"),
        ("<p x>Open <b>daily</b></p>", '"Open daily"'),
        ("<p x></p>", NOTHING),
    ],
)
def test_what_a_screen_reader_says_is_told_role_first(html: str, speech: str) -> None:
    assert speech_of(only(html)) == speech


def test_what_a_person_typed_is_never_spoken() -> None:
    field = "<input x {} value=secret aria-valuenow=secret aria-valuetext=secret>"
    for kind in ("", "type=number", "type=range", "type=password", "type=date", "role=combobox"):
        assert "secret" not in speech_of(only(f"<label>Name {field.format(kind)}</label>"))
    assert "secret" not in speech_of(only("<textarea x aria-label=Notes>secret</textarea>"))


def test_what_is_hidden_from_assistive_technology_is_not_said() -> None:
    hidden = next(e for e in page("<button aria-hidden=true>Send</button>").elements if e.tag == "button")
    assert speech_now(hidden) == NOTHING
    assert speech_of(changed(hidden, without=("aria-hidden",))) == 'button, "Send"'


def test_hostile_words_stay_escaped() -> None:
    evil = "\"'><script>alert(1)</script>&lt;img src=x onerror=alert(1)&gt;"
    button = only("<button x title='&quot;><script>alert(2)</script>'></button>")
    made = corrected(button, changed(button, {"aria-label": evil}, children=[words(button, evil)]), change="Do.")
    assert made is not None
    (read,) = page(made.html).tagged("button")
    assert (read.get("aria-label"), read.text) == (evil, evil)
    assert not page(made.html).tagged("script", "img")


def test_code_keeps_the_limits_of_a_snippet() -> None:
    long = only(f"<a x href=/>{'<b>Fees</b>' * 200}<img src=a.png></a>")
    outside = corrected(long, changed(long, {"title": "Fees"}), change="Do.")
    assert outside is not None
    assert outside.html == '<a href="/" title="Fees">…'
    inside = corrected(long, changed(long, children=[words(long, "All "), *long.children]), change="Do.")
    assert inside is not None
    assert inside.html.startswith('<a href="/">All <b>Fees</b>')
    assert len(inside.html) == LONGEST_HTML
    last = changed(long, children=[*long.children, words(long, "the end")])
    assert corrected(long, last, change="Do.") is None, "there is no room to show it"
    many = corrected(long, *[long] * 50, change="Do.")
    assert many is not None
    assert len(many.html) < 5 * LONGEST_HTML


def test_a_changed_element_leaves_the_page_as_it_was() -> None:
    seen = page("<a href=/><img src=a.png></a>")
    before = snippet(seen.tagged("html")[0])
    mended = named(seen.tagged("a")[0], "Home")
    assert mended.name == "Home"
    assert (seen.tagged("a")[0].name, snippet(seen.tagged("html")[0])) == ("", before)


@pytest.mark.parametrize(
    ("style", "becomes"),
    [
        ("", "color: red"),
        ("COLOR: blue; margin: 0", "color: red; margin: 0"),
        ("background-color: blue", "color: red; background-color: blue"),
        ('background: url("a;color:b"); color: blue', 'color: red; background: url("a;color:b")'),
        ("background: url(data:a;b,c)", "color: red; background: url(data:a;b,c)"),
        ("content: '; color: blue", "color: red; content: '; color: blue"),
    ],
)
def test_declarations_of_the_same_properties_make_way(style: str, becomes: str) -> None:
    element = changed(only("<p x></p>"), {"style": style})
    assert styled(element, {"color": "red"}).get("style") == becomes


def test_the_parts_of_a_property_make_way_for_it() -> None:
    element = changed(only("<p x></p>"), {"style": "text-decoration-line: none; text-decoration-color: red"})
    assert styled(element, {"text-decoration": "underline"}).get("style") == "text-decoration: underline"


@pytest.mark.parametrize("ratio", [3.0, 4.5])
def test_the_nearest_color_stands_out_just_enough(ratio: float) -> None:
    shades = [of_hex(f"#{r:02x}{g:02x}{b:02x}") for r in (0, 90, 200, 255) for g in (0, 120, 255) for b in (0, 60, 255)]
    for color in shades:
        for behind in shades:
            found = nearest(color, behind, ratio)
            assert contrast(of_hex(found.hex), behind) >= ratio
            if contrast(color, behind) >= ratio:
                assert found == color


def test_the_nearest_color_keeps_its_hue() -> None:
    assert nearest(of_hex("#777777"), of_hex("#ffffff"), 4.5).hex == "#767676"
    blue = nearest(of_hex("#6699ff"), of_hex("#ffffff"), 4.5)
    assert blue.red < blue.green < blue.blue
    assert blue == Color(*blue[:3])


@pytest.mark.parametrize(
    ("written", "text", "tag"),
    [
        ("english", "", "en"),
        ("Español", "", "es"),
        ("en_US", "", "en-US"),
        ("us", "Renew the license of your boat before the month ends.", "en"),
        ("us", "Fees", CHOICE),
        ("", "", CHOICE),
    ],
)
def test_the_language_that_is_meant(written: str, text: str, tag: str) -> None:
    assert tag_meant(written, text) == tag


def test_a_word_is_near_to_one_that_is_spelled_nearly_so() -> None:
    roles = frozenset({"button", "link", "textbox", "menuitem"})
    assert [near(word, roles) for word in ("buton", "lnik", "menu-item", "text", "x" * 9_999)] == [
        "button",
        "link",
        "menuitem",
        "",
        "",
    ]


def test_headers_keep_the_cells_that_are_there_and_get_those_that_are_meant() -> None:
    rows = '<tr><th id="fees-2024">2024</th></tr><tr><td id="gull">Gull</td><td headers="gull fee-2024 x">9</td></tr>'
    seen = page(f"<table>{rows}</table>")
    ((cell, result),) = failures(headers_attribute.RULE, seen)
    assert isinstance(cell, Element)
    correction = headers_attribute.correction(cell, result)
    assert correction is not None
    assert correction.html == '<td headers="gull fees-2024">9</td>'
