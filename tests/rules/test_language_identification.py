"""The identifier names the language of a sentence, and keeps silent where there is none to name."""

from __future__ import annotations

import subprocess
import sys

import pytest

from rules.language_identification import AUTONYMS, ENOUGH, NAMES, identify, is_known, is_near
from rules.passages import is_prose

SENTENCES = {
    "en": "The office on the pier opens at nine and closes at five, but not on holidays.",
    "es": "La oficina del muelle abre a las nueve y cierra a las cinco, salvo los días de fiesta.",
    "fr": "Le bureau du quai ouvre à neuf heures et ferme à cinq heures, sauf les jours de fête.",
    "de": "Das Büro am Kai öffnet um neun und schließt um fünf, nur nicht an Feiertagen.",
    "pt": "O escritório do cais abre às nove e fecha às cinco, exceto nos dias de feriado.",
    "zh": "码头办公室早上九点开门，下午五点关门，节假日除外。",
    "vi": "Văn phòng ở bến tàu mở cửa lúc chín giờ và đóng cửa lúc năm giờ, trừ ngày lễ.",
    "ko": "부두 사무실은 아홉 시에 열고 다섯 시에 닫으며 공휴일에는 쉽니다.",
    "tl": "Bukas ang tanggapan sa pantalan mula alas-nuwebe hanggang alas-singko, maliban kung piyesta.",
    "ru": "Контора на причале открывается в девять и закрывается в пять, кроме праздничных дней.",
    "ar": "يفتح المكتب على الرصيف في التاسعة صباحا ويغلق في الخامسة مساء ما عدا أيام العطل.",
    "ht": "Biwo ki sou waf la louvri a nevè epi li fèmen a senkè, sof jou konje yo.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_is_in_its_language_for_certain(language: str) -> None:
    found = identify(SENTENCES[language])
    assert found is not None
    assert is_near(found.language, language)
    assert found.is_sure


@pytest.mark.parametrize("language", SENTENCES)
def test_no_sentence_is_in_any_other_of_these_languages(language: str) -> None:
    others = [other for other in SENTENCES if other != language and not is_near(other, language)]
    found = identify(SENTENCES[language])
    assert found is not None
    assert not any(is_near(found.language, other) for other in others)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Login",
        "Fees 2026",
        "call(x, y) -> result[27]",
        "https://harbor.example/forms/apply?id=27 mail@harbor.example",
        "1,200.50 / 900.00 / 77%",
        "lorem ipsum dolor sit amet, consectetur adipiscing elit",
    ],
)
def test_what_is_no_language_has_none(text: str) -> None:
    assert identify(text) is None


@pytest.mark.parametrize(
    "text", ["Max Sola", "Ana Lund, Oslo, Norge", "Port Meridian Gull Point", "menu info hotel taxi"]
)
def test_names_and_words_of_many_languages_are_in_none_for_certain(text: str) -> None:
    found = identify(text)
    assert found is None or not found.is_sure


def test_a_text_half_in_one_language_and_half_in_another_is_in_neither_for_certain() -> None:
    found = identify("La oficina abre a las nueve. The office opens at nine o'clock.")
    assert found is None or not found.is_sure


def test_english_that_is_expected_needs_no_identifier() -> None:
    """A process that sees English pages alone may never load the 106 MB."""
    script = (
        "from rules.language_identification import _identifier, identify\n"
        "assert identify('Bring the receipt to the office before noon.', 'en').language == 'en'\n"
        "print(_identifier.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


def test_another_process_gives_the_same_answer() -> None:
    script = "from rules.language_identification import identify; print(*map(identify, {!r}), sep='\\n')"
    texts = [*SENTENCES.values(), "Gebühren der Stadt", "mixed texto of dos idiomas"]
    done = subprocess.run(
        [sys.executable, "-c", script.format(texts)], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert done.stdout.splitlines() == [str(identify(text)) for text in texts]
    assert [identify(text) for text in texts] == [identify(text) for text in texts]


@pytest.mark.parametrize(
    "pair",
    ["es ca", "es gl", "es pt", "no da", "nb sv", "cs sk", "hr sr", "bs hr", "id ms", "tl fil", "zh yue", "ru uk"],
)
def test_near_languages_are_not_held_apart(pair: str) -> None:
    one, other = pair.split()
    assert is_near(one, other)
    assert is_near(other, one)


@pytest.mark.parametrize("pair", ["en es", "es fr", "fr ht", "pl cs", "fi sv", "ko ja", "ja zh", "ar fa", "vi th"])
def test_other_languages_are(pair: str) -> None:
    one, other = pair.split()
    assert not is_near(one, other)


def test_the_identifier_knows_what_it_does_not_know() -> None:
    assert all(is_known(language) for language in NAMES)
    assert not any(is_known(language) for language in ("haw", "chr", "nv", "tlh", "mul", "und"))


def test_every_language_that_a_link_names_has_a_name() -> None:
    assert set(AUTONYMS.values()) <= set(NAMES)
    assert all(name == name.casefold() for name in AUTONYMS)


def test_a_sign_for_a_syllable_counts_as_more_than_one_letter() -> None:
    found = identify("港口办公室九点开门")
    assert found is not None
    assert found.letters >= ENOUGH


@pytest.mark.parametrize("text", [*SENTENCES.values(), "Die Gebühr für das Boot zahlen Sie bitte im Büro."])
def test_a_sentence_is_prose(text: str) -> None:
    assert is_prose(text)


@pytest.mark.parametrize(
    "text",
    [
        "José García Márquez, María Fernández López, Juan C. Rodríguez",
        "Instituto Nacional de los Puertos y de la Navegación de los Estados Unidos Mexicanos.",
        "Oficina del puerto y de la costa",
        "王小明 李小龙 张三",
    ],
)
def test_a_list_of_names_is_not(text: str) -> None:
    assert not is_prose(text)
