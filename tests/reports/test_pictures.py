"""The picture of a finding, in the page of its fix: shown as it is, told in words, and never more than a picture."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reports.pages import page, said, written_report
from tests.reports.records import Records


def pictures(records: Records, media_type: str) -> list[tuple[str, str]]:
    """Source and text alternative of each picture in a report of one finding with a picture of this type."""
    records.rules()
    page_id = records.page("https://www.example.gov/")
    records.finding(page_id, fingerprint="f")
    records.db.execute("PRAGMA ignore_check_constraints = ON")  # a database from elsewhere may hold anything
    records.add(
        "picture",
        page_id=page_id,
        rule_id="image-name",
        fingerprint="f",
        width=1280,
        media_type=media_type,
        pixels_wide=640,
        pixels_high=480,
        mark="[120, 80, 61, 31]",
        content=b"\xff\xd8\xff",
        taken_at="2025-03-04T14:07:00+00:00",
    )
    found = [image for path in _pages(written_report(records)) for image in page(path).iter("img")]
    return [(image.get("src", ""), said(image.getparent())) for image in found]


def _pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def test_a_picture_is_in_the_page_and_told_in_words(records: Records) -> None:
    ((source, words),) = pictures(records, "image/jpeg")
    assert source == "data:image/jpeg;base64,/9j/"
    assert "In the picture it is 120 pixels from the left and 80 from the top" in words
    assert "61 wide and 31 high" in words


@pytest.mark.parametrize("media_type", ["image/svg+xml", "text/html", 'image/jpeg"onload="x', "IMAGE/JPEG", ""])
def test_what_is_no_picture_is_not_shown(records: Records, media_type: str) -> None:
    assert pictures(records, media_type) == []
