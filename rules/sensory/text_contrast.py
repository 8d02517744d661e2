"""People with low vision cannot read text that hardly differs from what is behind it; in bright light nobody can."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping

from rules.color import Color, contrast, exactly, nearest, parse
from rules.correction import corrected, styled
from rules.disabled import disabled_parts
from rules.model import (
    INAPPLICABLE,
    Aspect,
    Correction,
    Example,
    Metadata,
    Outcome,
    Result,
    Rule,
    cant_tell,
    failed,
    passed,
)
from rules.page import Page, Text
from rules.paint import Look
from rules.painting import painting_of

METADATA = Metadata(
    id="text-contrast",
    title="Text stands out from what is behind it",
    wcag=("1.4.3",),
    trusted_tester=("13.C",),
    baseline=("8.A",),
    act=("afw4f7",),
    affects=("302.2", "302.3"),
    remediation="Darken the text or lighten what is behind it, or the reverse, until the ratio is at least 4.5 to 1 "
    "(3 to 1 for large text).",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

STANDS_OUT = passed("The text stands out from what is behind it.")
TOO_FAINT = failed("The text does not stand out from what is behind it, at least 4.5:1.", fails=("13.C",))
LARGE_TOO_FAINT = failed("The large text does not stand out from what is behind it, at least 3:1.", fails=("13.C",))
UNCLEAR = cant_tell("Does this text stand out from what is behind it, at least 4.5:1?", asks=("13.C",))
LARGE_UNCLEAR = cant_tell("Does this large text stand out from what is behind it, at least 3:1?", asks=("13.C",))
IS_SYMBOL = cant_tell(
    "Is this single character, less than 4.5:1 from what is behind it, mere decoration?", asks=("13.C",)
)


LITERAL = ("code", "kbd", "pre", "samp", "var")


def applicability(page: Page) -> Iterator[Text]:
    """Each run of HTML text that can be seen, holds a letter or a digit, and belongs to no control that is disabled.

    Of those that nobody but a person can decide and that look alike, the first.
    """
    judged = page.derived(_judged)
    return (text for text in page.texts if text.id in judged)


def _seen(page: Page) -> Iterator[Text]:
    painting, disabled = painting_of(page), disabled_parts(page)
    for text in page.texts:
        parent = text.parent
        if not text.is_rendered or parent.id in disabled or parent.is_foreign:
            continue
        if any(map(str.isalnum, text.text)) and not parent.is_clipped_away and painting.look(text).is_seen:
            yield text


def expectation(text: Text) -> Result:
    """The contrast ratio of the letters and what is behind them is at least 4.5:1, or 3:1 for large text.

    Text is large from 24 CSS pixels, or from 18.66 if it is bold (a weight of 700 or more). Over pictures and
    gradients the ratio must be reached at every color that pixels show behind the text.
    """
    return text.page.derived(_judged)[text.id]


def _judge(text: Text) -> Result:
    look, style = painting_of(text.page).look(text), text.computed
    assert style is not None  # what can be seen has a style
    size, weight = float(style["font-size"][:-2]), float(style["font-weight"])
    is_large = size >= 24 or (size >= 18.66 and weight >= 700)
    threshold = 3.0 if is_large else 4.5
    if look.contrast.lowest >= threshold:
        return STANDS_OUT
    detail = f"{told(look, threshold)}, {size:g} px, weight {weight:g}"
    if look.contrast.highest >= threshold:
        return (LARGE_UNCLEAR if is_large else UNCLEAR).with_detail(detail)
    if _is_symbol(text):
        return IS_SYMBOL.with_detail(detail)
    return (LARGE_TOO_FAINT if is_large else TOO_FAINT).with_detail(detail, cause=_pair(look))


def _is_symbol(text: Text) -> bool:
    """Whether it may be a sign that only adorns: one letter by itself, and neither a digit nor a part of some code."""
    character = text.text.strip()
    if len(character) != 1 or character.isdigit() or len(text.parent.text) != 1:
        return False
    return text.parent.closest(*LITERAL) is None


def _judged(page: Page) -> Mapping[int, Result]:
    """What is to say of each text by its id; of those that only a person can decide and that look alike, of the first.

    It tells how many more there are.
    """
    painting = painting_of(page)
    found = {text.id: (text, _judge(text)) for text in _seen(page)}
    kinds: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for text, result in found.values():
        if result.outcome is Outcome.CANT_TELL:
            kinds[result, result.detail, painting.look(text)].append(text.id)
    judged = {id_: result for id_, (_, result) in found.items()}
    for first, *others in kinds.values():
        if others:
            judged[first] = judged[first].with_detail(f"{judged[first].detail}; {len(others)} more look the same")
        for other in others:
            del judged[other]
    return judged


def told(look: Look, threshold: float) -> str:
    """What was measured, in words, of text that may stay below the threshold."""
    if look.reason:
        highest = look.contrast.highest
        return look.reason if highest >= threshold else f"at most {_ratio(highest)}, {look.reason}"
    letters, (low, high) = look.letters.low.hex, look.backdrop
    if low == high:
        return f"{_ratio(look.contrast.highest)}, {letters} on {low.hex}"
    near = sum(ratio < threshold for ratio in look.ratios) / len(look.ratios)
    share = f" ({near:.0%} of it too near)" if near < 1 else ""
    return f"{_ratio(min(look.ratios))} to {_ratio(max(look.ratios))}, {letters} on {low.hex} to {high.hex}{share}"


def _pair(look: Look) -> str:
    """The two colors, where there are just two: one change of them reaches every text that has them."""
    low, high = look.backdrop
    return f"{look.letters.low.hex} on {low.hex}" if low == high and not look.reason else ""


def _ratio(contrast: float) -> str:
    return f"{math.floor(contrast * 100) / 100:.2f}:1"


def undecided(page: Page) -> Iterator[Text]:
    """The texts that a measure of the pixels behind them could decide. It is for the capture, and decides nothing."""
    painting = painting_of(page)
    for text in _seen(page):
        if painting.look(text).is_measurable and _judge(text).outcome is Outcome.CANT_TELL:
            yield text


STAGE = "position: relative; height: 60px"
ALL_OVER = "position: absolute; left: 0; top: 0; width: 100%; height: 60px"
SKY = "background: linear-gradient(90deg, #003 50%, #ddf 50%)"
LIGHT = "%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Cpath fill='%23ddf' d='M0 0h999v99H0'/%3E%3C/svg%3E"
DRAWING = f"background: url(&quot;data:image/svg+xml,{LIGHT}&quot;)"
CLEAR = "opacity: 0; background: #000; filter: blur(9px)"
SLOT = '<x-hours><template shadowrootmode="open"><slot style="{}">Opening hours</slot></template></x-hours>'
COVER = f'<div style="{ALL_OVER}; background: #000"></div>'

EXAMPLES = (
    Example('<p style="color: #767676; background: #fff">Opening hours</p>', STANDS_OUT),
    Example('<p style="color: #949494; font-size: 24px">Opening hours</p>', STANDS_OUT),
    Example('<p style="color: #949494; font: bold 18.66px serif">Opening hours</p>', STANDS_OUT),
    Example('<p style="color: #fff; background: linear-gradient(#036, #024)">Opening hours</p>', STANDS_OUT),
    Example('<p style="color: #777">Opening hours</p>', TOO_FAINT),
    Example('<p style="color: #000; opacity: .4">Opening hours</p>', TOO_FAINT),
    Example('<p style="color: rgba(0, 0, 0, .4)">Opening hours</p>', TOO_FAINT),
    Example('<div style="background: #000"><p style="color: #666">Opening hours</p></div>', TOO_FAINT),
    Example('<p style="color: #999; font-size: 30px">Opening hours</p>', LARGE_TOO_FAINT),
    Example(f'<p style="color: #fff; {SKY}">Opening hours</p>', STANDS_OUT),
    Example(f'<p style="color: #fff; {SKY}; text-align: right">Opening hours</p>', TOO_FAINT),
    Example(f'<p style="color: #fff; {SKY}; text-align: center">Opening hours</p>', UNCLEAR),
    Example(f'<p style="color: #fff; {DRAWING}">Opening hours</p>', TOO_FAINT),
    Example(f'<p style="color: #036; {DRAWING}">Opening hours</p>', STANDS_OUT),
    Example(f'<p style="color: #fff; {DRAWING}; text-shadow: 0 0 3px #000">Opening hours</p>', UNCLEAR),
    Example('<p style="color: #999; background: url(seal.png)">Opening hours</p>', UNCLEAR),
    Example('<p style="color: #777; text-shadow: 0 0 3px #000">Opening hours</p>', UNCLEAR),
    Example('<p style="color: #aaa; font-size: 30px; filter: contrast(2)">Opening hours</p>', LARGE_UNCLEAR),
    Example('<button style="color: #aaa; background: #fff" aria-label="Close">X</button>', IS_SYMBOL),
    Example('<pre>let <i style="color: #aaa">x</i></pre>', STANDS_OUT, TOO_FAINT),
    Example('<p style="color: #777; background: #fff">Page <b>2</b></p>', *[TOO_FAINT] * 2),
    Example(
        '<div style="background: url(seal.png)"><p>Fees</p><p>Docks</p><p style="color: #999">Piers</p></div>',
        *[UNCLEAR] * 2,
    ),
    Example('<p style="color: #777">A <em style="color: #000">lot</em></p>', TOO_FAINT, STANDS_OUT),
    Example(
        f'<div style="{STAGE}">{COVER}<p style="position: relative; color: #fff">Opening hours</p></div>', STANDS_OUT
    ),
    Example(
        f'<div style="{STAGE}">{COVER}<p style="position: relative; color: #555">Opening hours</p></div>', TOO_FAINT
    ),
    Example(f'<div style="{STAGE}"><p style="color: #777">Opening hours</p>{COVER}</div>', INAPPLICABLE),
    Example(
        f'<div style="{STAGE}"><img src="seal.png" alt="" style="{ALL_OVER}">'
        '<p style="position: relative">Opening hours</p></div>',
        UNCLEAR,
    ),
    Example(
        '<div style="background: #000; height: 40px; overflow: auto; color: #fff"><p style="height: 90px">Hours</p>'
        "<p>Fees</p></div>",
        *[STANDS_OUT] * 2,
    ),
    Example('<p style="color: #777"><span style="display: contents">Opening hours</span></p>', TOO_FAINT),
    Example('<p>Open <span style="display: contents; color: #777">at 8</span></p>', STANDS_OUT, TOO_FAINT),
    Example(f'<p style="display: contents; {CLEAR}">Opening hours</p>', STANDS_OUT),
    Example(f"<p>{SLOT.format('color: #777')}</p>", TOO_FAINT),
    Example(f"<p>{SLOT.format('visibility: hidden')}</p>", INAPPLICABLE),
    Example('<button disabled style="color: #aaa">Send</button>', INAPPLICABLE),
    Example('<label style="color: #aaa">Name <input disabled></label>', INAPPLICABLE),
    Example('<p style="color: #aaa" hidden>Opening hours</p><p style="color: #fff">Opening hours</p>', INAPPLICABLE),
    Example('<p style="color: #ccc">| - * &gt;</p>', INAPPLICABLE),
)


def correction(text: Text, result: Result) -> Correction | None:
    """The nearest color that stands out, where both colors are known and nothing makes the letters translucent."""
    look, parent = painting_of(text.page).look(text), text.parent
    fill, behind, letters = parent.style("-webkit-text-fill-color"), look.backdrop.low, look.letters.low
    ink = parse(str(fill))
    if not look.backdrop.is_exact or look.reason or not isinstance(ink, Color):
        return None
    seen = letters.hex
    if exactly(behind).under(ink).low.hex != seen:
        return None  # an opacity thins whatever color it is given
    color = nearest(letters, behind, 3.0 if result == LARGE_TOO_FAINT else 4.5)
    then = color.hex
    change = (
        f"Change the color of the text from {seen} to {then}. On {behind.hex} the ratio rises from "
        f"{_ratio(look.contrast.highest)} to {_ratio(contrast(color, behind))}."
    )
    mended = styled(parent, {"color" if fill == parent.style("color") else "-webkit-text-fill-color": then})
    return corrected(parent, mended, change=change)


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
