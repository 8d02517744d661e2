"""How to fix what a rule finds, in words for people: `data/advice.toml`, one table a rule."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

DOERS = ("author", "developer", "designer")
"""Who makes the change where the cause is a site's own: of the words and media, of the code, of the look."""

EFFORTS = ("minutes", "hours", "days")
"""For one place; what must be written anew for each place is told beside the number of places."""


@dataclass(frozen=True, slots=True)
class Advice:
    """How one rule's failures are seen by hand, mended, and known to be mended.

    `action` is an order that a title can be made of ("Give each image a text alternative"); `actions` holds others for
    results that ask for another change, by message. `each` is true where every place needs words or a decision of its
    own, so that one change never clears them all.
    """

    action: str
    doer: str
    effort: str
    steps: tuple[str, ...]
    done_when: str
    side_effects: str = ""
    actions: Mapping[str, str] | None = None
    each: bool = False


@cache
def advice() -> Mapping[str, Advice]:
    """The advice of each rule, by the rule's id. A table with an unknown key, or without one it needs, is an error."""
    text = resources.files("rules").joinpath("data/advice.toml").read_text("utf-8")
    return {rule: Advice(**{**told, "steps": tuple(told["steps"])}) for rule, told in tomllib.loads(text).items()}
