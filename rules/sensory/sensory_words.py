"""Who listens to a page, or sees it enlarged, can't find "the round button" or "the box on the right"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page
from rules.pointing import HINTS, gives_name, pointing
from rules.prose import prose_of, quoted

METADATA = Metadata(
    id="sensory-words",
    title="Instructions do not rely on shape, color, size or place alone",
    wcag=("1.3.3",),
    trusted_tester=("13.B",),
    baseline=("7.B",),
    act=("9bd38c",),
    affects=("302.1", "302.2", "302.3"),
    remediation='Call a thing by its name as well: "the green Apply button", "the menu Services on the left".',
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT, Aspect.ROLES),
)

IS_NAMED = passed("The sentence also gives a name: that of something on the page, or one in quotation marks.")
ONLY_SEEN = cant_tell(
    "This seems to point at something by its shape, color, size or place. Do these words also say what it is called?",
    asks=("13.B",),
)

NAMED = (
    "button link heading tab menuitem textbox searchbox combobox checkbox radio navigation region search form "
    "complementary img".split()
)
"""The roles whose names assistive technology offers as a way to what has them."""


def _sentences(page: Page) -> dict[int, str]:
    return prose_of(page).sentences(HINTS, pointing)


def _names(page: Page) -> list[tuple[str, Element]]:
    """The names of the controls, headings, regions and images that assistive technology finds, with what has them."""
    names = ((" ".join(element.name.split()), element) for element in page.with_role(*NAMED) if element.is_exposed)
    return [(name, element) for name, element in names if len(name) >= 3]


def _is_called(sentence: str, name: str) -> bool:
    """Whether a sentence has a name in it: in its own letters, and not as its first word by chance."""
    if name.casefold() not in sentence.casefold():
        return False
    if " " in name:
        return re.search(rf"\b{re.escape(name)}\b", sentence, re.IGNORECASE) is not None
    return re.search(rf"\W{re.escape(name)}\b", sentence) is not None


def applicability(page: Page) -> Iterator[Element]:
    """Each block with a sentence in sight that points at a thing of the page by shape, color, size, or left and right.

    Of those that do so in the same words, the first alone.
    """
    sentences = page.derived(_sentences)
    return (element for element in page.elements if element.id in sentences)


def expectation(block: Element) -> Result:
    """The sentence also holds words in quotation marks, or a name in capitals before the kind of thing that has it.

    Or it holds the accessible name of a control, a heading, a region or an image of the page.
    """
    sentence = block.page.derived(_sentences)[block.id]
    if gives_name(sentence):
        return IS_NAMED
    called = (element for name, element in block.page.derived(_names) if _is_called(sentence, name))
    if any(block not in element.ancestors() for element in called):  # a link in the sentence is not what it points at
        return IS_NAMED
    return ONLY_SEEN.with_detail(quoted(sentence))


EXAMPLES = (
    Example("<p>Press the green Renew permit button.</p><button>Renew permit</button>", IS_NAMED),
    Example('<nav aria-label="Harbors"></nav><p>Pick yours from the Harbors menu on the left.</p>', IS_NAMED),
    Example("<p>On the next page, choose “Renew” in the upper right corner.</p>", IS_NAMED),
    Example("<p>Your harbors are in the Harbors menu on the left.</p>", IS_NAMED),
    Example("<p>Press the green button to renew.</p><button>Renew permit</button>", ONLY_SEEN),
    Example("<p>To start over, click the <b>round</b> icon.</p>", ONLY_SEEN),
    Example('<p>Click the <b style="display: contents">round</b> icon.</p>', ONLY_SEEN),
    Example('<p>On the <a href="/tides">tides page</a>, open the round menu.</p>', ONLY_SEEN),
    Example("<p>Use the large button.</p><p>Then use the large button again.</p>", ONLY_SEEN),
    Example("<p>Your berth number goes into the box at the right.</p>", ONLY_SEEN),
    Example("<p>Look for your harbor in the left-hand column.</p>", ONLY_SEEN),
    Example("<p>Click the symbol in the upper right corner of the screen.</p>", ONLY_SEEN),
    Example('<p lang="es">Pulse el botón verde para renovar.</p>', ONLY_SEEN),
    Example('<p lang="es">Las tarifas están en el menú de la izquierda.</p>', ONLY_SEEN),
    Example("<p>Press the button below.</p><p>See the table at the top of the page.</p>", INAPPLICABLE),
    Example("<p>Check the green card form. You have the right to appeal. Find round trip fares.</p>", INAPPLICABLE),
    Example(
        "<p>Choose the right form. Put it in the right column. See the black box warning.</p>",
        INAPPLICABLE,
    ),
    Example("<p>Go through the door with the round symbol; the office is on the left side.</p>", INAPPLICABLE),
    Example("<p>Use a circular list of file names.</p>", INAPPLICABLE),
    Example("<p>A square has four equal sides.</p><p hidden>Press the green button.</p>", INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
