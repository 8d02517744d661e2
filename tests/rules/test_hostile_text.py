"""No text that a page can hold makes a rule think for longer than a reader would: every pattern is read in one pass."""

from __future__ import annotations

import time

import pytest

from rules.evaluate import evaluate
from rules.names import generated_text
from rules.registry import RULES
from tests.rules.pages import page

LONG = 50_000
PATIENCE = 6.0
"""Seconds of CPU for all rules; a pattern that goes over such a text once for each of its letters needs minutes."""

TEXTS = {
    "digits": "1" * LONG + "x",
    "spaces": "a" + " " * LONG + "b",
    "no-break spaces": "\xa0" * LONG + "x",
    "asterisks": "*" * LONG + "x",
    "dashes": "title" + "-" * LONG + "x",
    "dots": "." * LONG,
    "marks": "! " * (LONG // 2),
    "slashes": "https://" + "/" * LONG,
    "quotes": '"' * LONG,
    "letters": "a" * LONG,
    "single letters": "A b " * (LONG // 4),
    "capitals": "AaBb" * (LONG // 4),
    "brackets": "(" * LONG,
    "calls": "a.b(" * (LONG // 4),
    "texts": "<text>" * (LONG // 6),
    "addresses": "url(" * (LONG // 4),
    "colors": "click in red " * (LONG // 13),
    "backslashes": '"\\' * (LONG // 2),
}

PAGE = """<!doctype html><html lang="{text}"><head><title>{text}</title><meta http-equiv="refresh" content="{text}">
</head><body><h1 aria-level="{text}">{text}</h1><p style="letter-spacing: {text} !important; {text}">{text}</p>
<form><label for="f">{text}</label><input id="f" class="{text}" aria-valuenow="{text}" role="slider" tabindex="{text}"
autocomplete="{text}"><p class="hint">{text}</p><select onchange="{text}"><option>{text}</select>
<label>Name <b>{text}</b> <input></label></form><a href="{text}" onfocus="{text}" onmouseover="{text}">{text}</a>
<button aria-label="{text}">{text}</button><iframe title="{text}"></iframe>
<pre>{text}</pre><table><tr><td>{text}</table>
<img src="{text}" alt="{text}" width="{text}"><img src="data:image/svg+xml,{text}" alt="x"><li>{text}</li>
<div style="background-image: url({text}); --before: '{text}'" id="{text}" class="{text}">Words</div></body></html>"""


@pytest.mark.parametrize("kind", TEXTS)
def test_no_text_holds_the_rules_up(kind: str) -> None:
    hostile = page(PAGE.format(text=TEXTS[kind].replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")))
    began = time.process_time()
    found = evaluate(hostile, RULES)
    assert time.process_time() - began < PATIENCE
    assert not [each.result for each in found.assertions if each.result.message.startswith("The rule stopped")]


@pytest.mark.parametrize("kind", TEXTS)
def test_generated_text_is_read_in_one_pass(kind: str) -> None:
    began = time.process_time()
    generated_text(TEXTS[kind])
    generated_text(f'"{TEXTS[kind]}')
    assert time.process_time() - began < 1
