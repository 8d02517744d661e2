from __future__ import annotations

import pytest

from rules.words import beginnings, has_separate_words, plain, speak_of_one_thing


@pytest.mark.parametrize(
    ("link", "title"),
    [
        ("Apply", "Application for a berth"),
        ("Fees", "What a berth costs: the fee schedule"),
        ("FAQs", "Frequently asked questions"),
        ("Frequently asked questions", "FAQ"),
        ("Generalized search tree", "GiST indexes"),
        ("Part 1: Boats", "Your first harbor, part 1"),
        ("Section 51.1", "51.1. Ferries"),
        ("fileSystem", "The file system"),
    ],
)
def test_forms_initials_and_numbers_of_a_word_speak_of_one_thing(link: str, title: str) -> None:
    assert speak_of_one_thing(link, title)


@pytest.mark.parametrize(
    ("link", "title"),
    [
        ("About the site", "The page about you"),
        ("Ferry timetable", "Berths and moorings"),
        ("Part 1", "Part 2"),
        ("Search", "Find"),
        ("Tides", "IT"),
    ],
)
def test_words_that_any_phrase_may_hold_speak_of_nothing(link: str, title: str) -> None:
    assert not speak_of_one_thing(link, title)


def test_words_are_told_apart_only_where_the_script_sets_them_apart() -> None:
    assert has_separate_words("Überfahrt «é» –")
    assert not has_separate_words("港口")
    assert not has_separate_words("ท่าเรือ")


def test_plain_words_have_no_case_and_no_punctuation() -> None:
    assert plain(" Ship’s  name (as_painted)*: ") == "ship s name as painted"


def test_the_words_of_a_phrase_begin_with_few_letters_and_none_is_one_that_any_phrase_may_hold() -> None:
    assert beginnings("About the Filing of some Forms in 2025", 3) == {"fil", "for", "202"}
