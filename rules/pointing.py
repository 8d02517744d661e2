"""How sentences point at things by the senses: by shape, color, size, or a place to the left or right.

English and Spanish. A color or shape counts only with a thing that pages have, and a word that tells what to do; most
of what is green or round in the world is neither. Above and below are the order of reading, and no place.
"""

from __future__ import annotations

import re

SHAPES = (
    "round|rounded|circular|square|rectangular|triangular|triangle|star|gear|hamburger|oval|"
    "(?:diamond|star|heart|pear|box)-shaped"
)
COLORS = "red|green|blue|yellow|orange|purple|pink|gray|grey|black|white|brown|gold|teal|colored|shaded|highlighted"
SIZES = "big|bigger|biggest|large|larger|largest|small|smaller|smallest|tiny"
THINGS = (
    "(?:button|link|icon|box|menu|tab|arrow|field|panel|sidebar|banner|bar|column|checkbox|dropdown|slider|symbol|pane|"
    "form|list|widget|triangle|circle)(?:e?s)?|navigation"
)
VERBS = (
    "click|clicking|press|pressing|select|selecting|choose|tap|push|touch|use|using|see|find|open|check|follow|look|go|"
    "navigate|refer|consult|view|enter|expand|hover|drag|visit|locate|explore|search|browse|fill"
)
ASIDE = "side|sidebar|panel|margin|corner|navigation|rail|pane"
PARTS = f"{ASIDE}|column|menu|toolbar"

SHAPES_ES = "redond[oa]s?|cuadrad[oa]s?|circular(?:es)?|triangular(?:es)?|ovalad[oa]s?"
COLORS_ES = "roj[oa]s?|verdes?|azul(?:es)?|amarill[oa]s?|naranjas?|morad[oa]s?|gris(?:es)?|negr[oa]s?|blanc[oa]s?"
SIZES_ES = "grandes?|pequeñ[oa]s?"
THINGS_ES = (
    "bot[oó]n(?:es)?|enlaces?|vínculos?|[ií]conos?|casillas?|(?:re)?cuadros?|menús?|pestañas?|flechas?|campos?|panel|"
    "columnas?|barras?|imagen|imágenes|formularios?|listas?"
)
VERBS_ES = (
    "clic|pulse|presione|oprima|seleccione|elija|escoja|toque|use|utilice|consulte|vea|busque|encuentre|abra|siga|vaya"
)

HINTS = frozenset(
    "round rounded circular square rectangular triangular triangle star gear hamburger oval shaped "
    "red green blue yellow orange purple pink gray grey black white brown gold teal colored shaded highlighted "
    "big bigger biggest large larger largest small smaller smallest tiny left right "
    "redondo redonda cuadrado cuadrada ovalado ovalada rojo roja rojos verde verdes azul azules amarillo amarilla "
    "naranja morado morada gris negro negra blanco blanca grande pequeño pequeña izquierda derecha izquierdo "
    "derecho".split()
)
"""A paragraph without any of these words points at nothing in these ways."""

_THE = "(?:the|these|this|that|any|each)"
_DO = rf"\b(?i:{VERBS})\b[^.!?]{{0,60}}?\b"
_SAY = rf"\b(?i:{VERBS_ES})\b[^.!?]{{0,60}}?\b"
_CALLED = r"(?:[\"“'‘(A-Z][^.!?]{0,40}?\s)?"
"""The name of a thing, between what it looks like and what it is."""
_NO_TERM = "(?!black box|(?:gray|grey|white|black|red|green|yellow) list)"
_NO_DATA = "(?!circular (?:link|list))"

_RIGHT = "right(?! to (?:appeal|know|vote|work|counsel|privacy|refuse|request|file|sue|organize|bear|be|have|an?) )"
_SIDE = f"(?:far[- ])?(?:left|{_RIGHT})(?:[- ]hand)?"
_AT_SIDE = rf"(?:(?:on|to|in|along) (?:the|your) |at (?:the )?){_SIDE}"
_CORNER = r"(?:upper|lower|top|bottom)[- ](?:left|right)(?:[- ]hand)?"
_PART = rf"(?: (?:{PARTS})\b)?+"
_GO_ON = "(?:to|for|and|or|of|is|are|was|you|we|it|shows?|lists?|will|can|may|must|has|have|if|when|that|which|on|in)"
_ENDS = rf"(?![-\w]| (?!{_GO_ON}\b)[a-z])"
"""Left and right are a place where the sentence ends or goes on like this; else they are what is left or correct."""
_HERE = r"(?! of (?!(?:the|this|your|each) (?:web ?)?(?:page|screen|window|site|website|menu|map|browser)\b))"
"""Left and right of the page, and of nothing else."""

_ENGLISH = (
    rf"{_DO}(?:{_THE}|an?) {_NO_DATA}(?:{SHAPES}) {_CALLED}(?:{THINGS})\b",
    rf"{_DO}(?:{_THE}|an?) (?:(?:light|dark|bright|big|large|small) )?{_NO_TERM}(?:{COLORS}) {_CALLED}(?:{THINGS})\b",
    rf"{_DO}{_THE} (?:{SIZES}) (?:{THINGS})\b",
    rf"{_DO}the (?:(?:left|right)-hand (?:{PARTS})|left (?:{PARTS})|right (?:{ASIDE}))\b{_HERE}",
    rf"\b(?i:{THINGS}|image|picture|graphic|section)\b (?:\w+ ){{0,2}}?{_AT_SIDE}{_PART}{_ENDS}{_HERE}",
    rf"{_DO}{_AT_SIDE} (?:{PARTS})\b{_HERE}",
    rf"\b(?i:{VERBS}|{THINGS})\b[^.!?]{{0,60}}?\b{_CORNER}{_PART}{_ENDS}{_HERE}",
)
_LOOKS_ES = rf"{SHAPES_ES}|{COLORS_ES}|{SIZES_ES}"
_SPANISH = (
    rf"{_SAY}(?!listas? (?:negr|blanc|gris))(?:{THINGS_ES})(?: de)?(?: color)? (?:{_LOOKS_ES})\b",
    rf"\b(?i:{THINGS_ES})\b (?:\w+ ){{0,2}}?(?:a|de|en) la (?:izquierda|derecha)\b(?! del? )",
    rf"\b(?i:{VERBS_ES}|{THINGS_ES})\b[^.!?]{{0,60}}?\b(?:superior|inferior) (?:izquierd|derech)[oa]\b",
)
_POINTING = re.compile("|".join((*_ENGLISH, *_SPANISH)))

_IN_THE_WORLD = re.compile(
    r"\b(?:streets?|roads?|avenue|highway|buildings?|doors?|lobby|elevators?|entrance|parking|garage|vehicles?|envelope|"
    r"drivers?|lane|turn (?:left|right)|calle|avenida|edificio|puerta|estacionamiento)\b",
    re.IGNORECASE,
)
"""The way to an office, and the place for a stamp, are not on the page."""


def pointing(sentence: str) -> str:
    """The words with which a sentence points at a thing of the page; empty if it does not."""
    found = _POINTING.search(sentence)
    return found.group() if found and not _IN_THE_WORLD.search(sentence) else ""


_QUOTED = re.compile(r"[“\"«][^“”\"«»]{2,60}[”\"»]")
_NAMED = re.compile(rf"(?<=\w )[A-Z][\w'’-]+ (?:{THINGS})\b")


def gives_name(sentence: str) -> bool:
    """Whether a sentence quotes what something is called, or puts a name in capitals before the kind of thing it is."""
    return _QUOTED.search(sentence) is not None or _NAMED.search(sentence) is not None
