"""A CAPTCHA that must be seen locks out people who can't see, from the very form they came for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.addresses import parts_of
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="captcha",
    title="CAPTCHA has another form",
    wcag=("1.1.1",),
    trusted_tester=("7.D",),
    baseline=("6.C",),
    affects=("302.1", "302.2", "302.4", "302.5"),
    remediation="Offer a CAPTCHA for another sense, such as one that is heard, or do without.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

HAS_FORMS = passed("The CAPTCHA of this service is known to come in more than one form, or to need no sense.")
IS_SERVICE = cant_tell("Does this CAPTCHA offer a form that people who can't see it can solve?", asks=("7.D",))
IS_IMAGE = cant_tell("Is this a CAPTCHA that can be solved in another way than by sight?", asks=("7.D",))

KNOWN = (("google.com", "/recaptcha/"), ("recaptcha.net", "/recaptcha/"), ("challenges.cloudflare.com", "/"))
"""reCAPTCHA can be heard; Turnstile asks for nothing that must be perceived."""
OTHERS = (("hcaptcha.com", "/"), ("arkoselabs.com", "/"), ("funcaptcha.com", "/"), ("mtcaptcha.com", "/"))
UNSEEN = re.compile(r"[?&#](size=invisible|frame=checkbox-invisible)\b")
CAPTCHA = re.compile(r"(?<!re)(?<!h)captcha|security[\s_-]?(code|image)|verification[\s_-]?(code|image)", re.IGNORECASE)


def applicability(page: Page) -> Iterator[Element]:
    """Each visible frame of a CAPTCHA service that asks for something, and the first image that is called a CAPTCHA."""
    has_image = False
    for element in page.tagged("iframe", "img", "canvas", "svg"):
        if element.tag == "iframe":
            if _service(element) is not None and element.is_visible and not UNSEEN.search(element.get("src") or ""):
                yield element
        elif not has_image and element.is_visible and _is_called_captcha(element):
            has_image = True
            yield element


def _service(frame: Element) -> bool | None:
    """Whether a frame's service is one that is known for more than one form; None for no such service."""
    address = parts_of(frame.get("src") or "")
    host = (address.hostname or "").lower()
    for services, is_known in ((KNOWN, True), (OTHERS, False)):
        for name, path in services:
            if (host == name or host.endswith(f".{name}")) and address.path.startswith(path):
                return is_known
    return None


def _is_called_captcha(image: Element) -> bool:
    source = image.get("src") or ""
    words = (image.get(name) or "" for name in ("id", "class", "name", "alt"))
    return any(CAPTCHA.search(text) for text in ("" if source.startswith("data:") else source, *words))


def expectation(captcha: Element) -> Result:
    """It can be solved by more than one sense, as is known of its service or as a person finds."""
    if captcha.tag != "iframe":
        return IS_IMAGE
    return HAS_FORMS if _service(captcha) else IS_SERVICE


EXAMPLES = (
    Example('<iframe src="https://www.google.com/recaptcha/api2/anchor?k=1" srcdoc="I am human"></iframe>', HAS_FORMS),
    Example('<iframe src="https://newassets.hcaptcha.com/captcha/v1" srcdoc="I am human"></iframe>', IS_SERVICE),
    Example('<img src="/captcha.php?x=1" alt="Type these letters" width="90" height="30">', IS_IMAGE),
    Example('<canvas id="securityCode" width="90" height="30"></canvas>', IS_IMAGE),
    Example(
        '<iframe src="https://www.google.com/recaptcha/api2/anchor?size=invisible" srcdoc="1"></iframe>', INAPPLICABLE
    ),
    Example('<img src="/captcha.png" alt="Letters" hidden><p>What is a CAPTCHA?', INAPPLICABLE),
    Example('<img src="/img/recaptcha-logo.png" alt="reCAPTCHA" width="90" height="30">', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
