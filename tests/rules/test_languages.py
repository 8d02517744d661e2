"""Which languages exist."""

from __future__ import annotations

import pytest

from rules.languages import has_known_language


@pytest.mark.parametrize("tag", ["en", "EN-us", "es-419", "zh-Hans-CN", "haw", "qaa-Qaaa", "und", " en "])
def test_a_tag_that_begins_with_a_registered_language_is_known(tag: str) -> None:
    assert has_known_language(tag)


@pytest.mark.parametrize("tag", ["english", "en_US", "us", "i-lux", "x-private", "", "-en", "qzz", "e"])
def test_any_other_tag_is_not(tag: str) -> None:
    assert not has_known_language(tag)
