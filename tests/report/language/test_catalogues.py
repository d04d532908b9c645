"""Catalogues of translations are whole, and those of a language write numbers and days as it does."""

from __future__ import annotations

import re
from datetime import date

import pytest
import translations
from babel.messages import Catalog

from mdeanalysis.report.language.catalogue import FOLDER, SOURCE, languages
from mdeanalysis.report.words import ENGLISH, Words

TRANSLATED = [language for language in languages() if language != SOURCE]
PLACES = re.compile(r"\{(\w+)\}")


@pytest.fixture(scope="module", params=TRANSLATED)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    return translations.read(FOLDER / f"{request.param}.po")


def forms(text: object) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (str(text),)


def test_there_is_english_first_and_french() -> None:
    assert languages() == ["en", "fr"]


def test_no_text_is_missing_and_none_is_left_over(catalogue: Catalog) -> None:
    there = {(one.context, one.id) for one in catalogue if one.id}
    wanted = set(translations.wanted())
    assert sorted(map(str, wanted - there)) == []
    assert sorted(map(str, there - wanted)) == []
    assert not catalogue.obsolete


def test_every_text_is_translated_and_none_is_fuzzy(catalogue: Catalog) -> None:
    assert [one.id for one in catalogue if one.id and not all(forms(one.string))] == []
    assert [one.id for one in catalogue if one.fuzzy] == []


def test_places_for_values_are_those_of_the_text(catalogue: Catalog) -> None:
    for one in catalogue:
        wanted = {name for form in forms(one.id) for name in PLACES.findall(form)}
        for form in forms(one.string):
            assert set(PLACES.findall(form)) == wanted, one.id


def test_a_text_for_one_and_several_has_the_forms_of_its_language(catalogue: Catalog) -> None:
    plural = [one for one in catalogue if one.id and one.pluralizable]
    assert len(plural) > 20
    assert {len(one.string) for one in plural} == {catalogue.num_plurals}


def test_writing_the_catalogue_anew_changes_nothing(catalogue: Catalog) -> None:
    anew = translations.fresh(catalogue, str(catalogue.locale))
    assert [(one.context, one.id, one.string) for one in anew if one.id] == [
        (one.context, one.id, one.string) for one in catalogue if one.id
    ]


def test_what_has_no_translation_yet_stays_empty_and_what_is_gone_goes() -> None:
    old = Catalog("fr")
    old.add("gone", "parti", context="say")
    new = translations.fresh(old, "fr")
    assert new.get("gone", "say") is None
    assert new.get("Contents", "say").string == ""


def test_french_writes_numbers_rates_and_days_its_own_way() -> None:
    words = Words("fr")
    assert words.number(1234567) == "1\u202f234\u202f567"
    assert words.percent(0.4737) == "47,4\u00a0%"
    assert words.percent(0.0385) == "3,9\u00a0%"  # as English says 3.9%
    assert words.percent(0.5, 0) == "50\u00a0%"
    assert words.day(date(2025, 3, 21)) == "21 mars 2025"
    assert words("say.all_rows", count=12345) == "Toutes les lignes (12\u202f345), à trier, filtrer et rechercher"


def test_english_needs_no_translation() -> None:
    words = Words()
    assert (words.number(1234567), words.percent(0.4737), words.day(date(2025, 3, 21))) == (
        "1,234,567",
        "47.4%",
        "2025-03-21",
    )
    assert {key: words(key) for key in ENGLISH} == ENGLISH
    assert (words.labels(), words.values(), words.severities(), words.meanings()) == ({}, {}, {}, {})


def test_a_code_has_its_meaning_beside_it_and_a_plain_word_is_told() -> None:
    words = Words("fr")
    assert words.label("proxy_refused") == "proxy_refused (refusé par un serveur proxy)"
    assert (words.label("yes"), words.label("10.0.0.6:8080")) == ("oui", "10.0.0.6:8080")
    assert words.state("reached, services never tested") == "atteint, services jamais testés"
    assert (words.severity("error"), words.severity("own")) == ("erreur", "own")
    assert (words.value("(not stated)"), words.value("Lyon")) == ("(non précisé)", "Lyon")
    assert (words.term("rate"), words.term("failed")) == ("taux", "en échec")
