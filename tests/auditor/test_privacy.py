"""What may tell who a person is, blackened wherever it stands in a text."""

from __future__ import annotations

import time

import pytest

from auditor.privacy import MASK, masked


@pytest.mark.parametrize(
    "told",
    [
        "ann.example@agency.gov",
        "o'neil+tax@mail.agency.gov",
        "123-45-6789",
        "123 45 6789",
        "123\u201145\u20116789",
        "123456789",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111111111111111",
        "3782 822463 10005",
        "(202) 555-0134",
        "202-555-0134",
        "202.555.0134",
        "+1 202 555 0134",
        "1-800-555-0199",
        "555-0134",
        "+44 20 7946 0958",
    ],
)
def test_what_identifies_a_person_is_blackened(told: str) -> None:
    hidden = "".join(letter if letter.isspace() else MASK for letter in told)
    assert masked([f"Call {told}, please."]) == {0: f"Call {hidden}, please."}


@pytest.mark.parametrize(
    "text",
    [
        "Apply for a permit by 2024-03-15, or 3/15/2024.",
        "Form SF-50, Room 1200, ZIP 20405-0001",
        "Fees are $1,250.00 and $20.",
        "2019 2020 2021",
        "Section 508 (29 U.S.C. 794d)",
        "",
    ],
)
def test_other_text_stays(text: str) -> None:
    assert masked([text]) == {}


def test_a_number_is_found_though_it_is_split() -> None:
    assert masked(["SSN: 123-", "45", "-6789 and more"]) == {
        0: f"SSN: {MASK * 4}",
        1: MASK * 2,
        2: f"{MASK * 5} and more",
    }


def test_what_stands_next_to_a_number_does_not_hide_it() -> None:
    assert masked(["7", "123-45-6789"]) == {1: MASK * 11}


def test_a_text_without_end_takes_no_time() -> None:
    began = time.monotonic()
    for text in ("a" * 500_000, "1" * 500_000, "1-" * 250_000, "a@" * 250_000, "(" * 500_000):
        masked([text, text])
    assert time.monotonic() - began < 10
