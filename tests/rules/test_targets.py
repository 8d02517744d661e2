"""What counts as a target of the pointer, and which words it stands in."""

from __future__ import annotations

import pytest

from rules.targets import targets
from tests.rules.pages import page


def found(html: str) -> list[str]:
    return [target.name for target in targets(page(html))]


@pytest.mark.parametrize("around", ["<i>{}</i>", "<span style='display: contents'>{}</span>", "<ruby>{}</ruby>"])
def test_a_link_in_a_line_of_text_is_left_out_whatever_stands_around_it(around: str) -> None:
    link = around.format("<a href=/fees>fees</a>").replace("<ruby", "<ruby style='display: ruby'")
    assert found(f"<p>Read the {link} first.</p>") == []
    assert found(f"<p>{link} | <a href=/forms>forms</a></p>") == ["fees", "forms"]


def test_what_stands_in_a_target_is_none() -> None:
    assert found("<button>Send <a href=/>now</a></button>") == ["Send now"]
