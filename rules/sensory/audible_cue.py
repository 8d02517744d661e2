"""Who does not hear, or works where sound is off, misses what only a beep or a chime tells."""

from __future__ import annotations

from collections.abc import Iterator

from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell
from rules.page import Element, Page
from rules.prose import any_of, prose_of, quoted

METADATA = Metadata(
    id="audible-cue",
    title="What a sound says is shown as well",
    wcag=("1.1.1", "1.3.3"),
    trusted_tester=("13.B",),
    baseline=("7.C",),
    affects=("302.4", "302.5"),
    remediation="Show in words what the sound says, at the same time.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

TOLD_BY_SOUND = cant_tell(
    "This speaks of a sound that tells people something. Is the same shown on the page at that moment?", asks=("13.B",)
)

SOUNDS = "beeps?|chimes?|bells?|buzz(?:er)?|tones?|dings?|audible (?:signal|alert|cue)s?|pitidos?|timbre|campana|tonos?"
HINTS = frozenset(
    "beep beeps chime chimes bell bells buzz buzzer tone tones ding sound sounds audible pitido pitidos timbre campana "
    "tono sonido".split()
)
_HEARD = rf"(?:the|a|an|two|three) (?:\w+ )?(?:{SOUNDS}|sound)\b"
_CUE = any_of(
    rf"\b(?:when|once|until|after|if) (?:you|we) hear {_HEARD}",
    rf"\byou(?:'ll|’ll| will| should| may)? hear {_HEARD}",
    rf"\blisten for {_HEARD}",
    rf"\b(?:{SOUNDS}|a sound) (?:will )?(?:indicate|signal|mean|alert|tell|play|sound)s? (?:you|when|that|if)\b",
    r"\b(?:cuando|si|hasta que) (?:oiga|escuche|oye|escucha) (?:el|la|un|una) (?:pitido|timbre|campana|tono|sonido)\b",
)
_ELSEWHERE = any_of(
    r"\b(?:calls?|phone|telephone|dial\w*|voice ?mail|receiver|leave (?:a|your) message|teléfono|llam\w+|mensaje)\b",
    r"\b(?:alarms?|detectors?|sirens?|horn|radio|train|vehicles?|crosswalk|alarma)\b",
)
"""Sounds of telephones, alarms and streets are not the page's."""


def _cue(sentence: str) -> str:
    found = _CUE.search(sentence)
    return found.group() if found and not _ELSEWHERE.search(sentence) else ""


def _sentences(page: Page) -> dict[int, str]:
    return prose_of(page).sentences(HINTS, _cue)


def applicability(page: Page) -> Iterator[Element]:
    """Each block with a sentence in sight that speaks of a sound of the page which tells people something."""
    sentences = page.derived(_sentences)
    return (element for element in page.elements if element.id in sentences)


def expectation(block: Element) -> Result:
    """What the sound says is shown as well; nothing in the markup shows whether it is."""
    return TOLD_BY_SOUND.with_detail(quoted(block.page.derived(_sentences)[block.id]))


EXAMPLES = (
    Example("<p>When you hear the beep, your upload is complete.</p>", TOLD_BY_SOUND),
    Example("<p>A chime sounds when it is your turn in the waiting room.</p>", TOLD_BY_SOUND),
    Example('<p lang="es">Cuando escuche el pitido, continúe.</p>', TOLD_BY_SOUND),
    Example("<p>Call the office and leave a message after you hear the tone.</p>", INAPPLICABLE),
    Example("<p>The bell of the old lighthouse has a deep tone.</p>", INAPPLICABLE),
    Example("<p hidden>When you hear the beep, your upload is complete.</p>", INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
