"""Who reads slowly, types with a switch or listens to each field loses all when the time for a form runs out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell
from rules.page import Element, Page
from rules.prose import any_of, prose_of, quoted

METADATA = Metadata(
    id="time-limit-words",
    title="Time limit that the page speaks of can be turned off, adjusted or extended",
    wcag=("2.2.1",),
    trusted_tester=("8.A",),
    baseline=("21.A",),
    affects=("302.1", "302.2", "302.7", "302.9"),
    remediation="Warn before the time runs out, and let people extend it by a simple action, at least ten times.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

TOLD_OF = cant_tell(
    "This speaks of a time limit. Can people turn it off, or set or extend it to ten times its length, or is it longer "
    "than 20 hours or one that nothing could do without?",
    asks=("8.A",),
)

HINTS = frozenset(
    "session sessions timeout timed times inactivity inactive logged signed minutes minute seconds expire expires "
    "sesión inactividad minutos segundos".split()
)
_NUMBER = r"(?:\d+|one|two|three|five|ten|fifteen|twenty|thirty|forty-five|sixty|ninety|an?)"
_SPAN = rf"{_NUMBER}[- ](?:minutes?|seconds?)"
_TASK = "complete|finish|submit|fill|answer|respond|enter|pay|reserve|book|check out|save|use|review|continue"
_ENDS = r"(?:expires?d?|times? out|timed out|be (?:ended|terminated|closed|logged))"
_OUT = r"(?:logged|signed|logs? you|signs? you|log|times?|timed) ?(?:off|out)"
_FORM = "(?:form|application|page|request|survey|order|section|payment|reservation|quiz|test)"
_LIMIT = any_of(
    r"\b(?:your|this|the|an?|each|online|user|web|browser|inactive|idle) (?:\w+ )?sessions? "
    rf"(?:will |may |is about to |is set to |has |have )?(?:automatically )?{_ENDS}\b",
    r"\bsession[- ](?:will )?(?:time[- ]?outs?|expiration|limit)\b",
    rf"\b{_OUT} (?:automatically )?(?:after|due to|because of|if|in) (?:\w+ )?(?:{_SPAN}|(?:a period of )?inactiv)",
    rf"\bafter {_SPAN} (?:of (?:\w+ )?(?:inactivity|no activity)|idle|without activity)\b",
    rf"\byou (?:will )?(?:only )?have (?:only |up to )?{_SPAN} (?:left |remaining )?to (?:{_TASK})\b",
    rf"\b(?:{_TASK}) (?:this|the|your) (?:\w+ )?{_FORM} within {_SPAN}\b",
    r"\b(?:su|la|esta) sesión (?:\w+ )?(?:expira|expirará|caduca|caducará|vence|vencerá|terminará|cerrará)\b",
    r"\bpor inactividad\b",
    r"\b(?:tiene|tendrá|dispone de) \d+ (?:minutos|segundos) para\b",
)
_TO_READERS = re.compile(r"\b(?:you|your|sus?|tiene|tendrá|dispone|usted)\b", re.IGNORECASE)
TECHNICAL = ("code", "kbd", "pre", "samp")
"""What stands on pages about software, whose sessions are not those of the people who read."""


def _limit(sentence: str) -> str:
    found = _LIMIT.search(sentence)
    return found.group() if found else ""


def _limit_of_readers(sentence: str) -> str:
    return _limit(sentence) if _TO_READERS.search(sentence) else ""


def _sentences(page: Page) -> dict[int, str]:
    is_technical = bool(page.tagged(*TECHNICAL))
    return prose_of(page).sentences(HINTS, _limit_of_readers if is_technical else _limit)


def applicability(page: Page) -> Iterator[Element]:
    """The first block with a sentence in sight that tells of a time limit in minutes or seconds, or of a session's.

    On a page with code, the sentence also speaks to who reads it.
    """
    first = next(iter(page.derived(_sentences)), None)
    return (element for element in page.elements if element.id == first)


def expectation(block: Element) -> Result:
    """The limit can be turned off, adjusted or extended; what the page says of it alone does not show that."""
    return TOLD_OF.with_detail(quoted(block.page.derived(_sentences)[block.id]))


EXAMPLES = (
    Example("<p>For your security, your session will expire after 15 minutes of inactivity.</p>", TOLD_OF),
    Example("<p>You have 20 minutes to complete the application.</p>", TOLD_OF),
    Example("<p>You will be logged out after ten minutes. You have 20 minutes to finish.</p>", TOLD_OF),
    Example('<p lang="es">Su sesión caducará en 15 minutos.</p>', TOLD_OF),
    Example("<p>The form takes about 20 minutes to complete.</p>", INAPPLICABLE),
    Example("<p>You have 60 days to appeal. The session of the Board will end at noon.</p>", INAPPLICABLE),
    Example("<p>Set <code>MaxAge</code>: the session will time out and be removed.</p>", INAPPLICABLE),
    Example("<p>Your session will time out in 5 minutes.</p><pre>MaxAge 300</pre>", TOLD_OF),
    Example("<p hidden>Your session will expire in 2 minutes.</p>", INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
