"""Sentences told anew: names and numbers stay, what is foreign stays whole."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report.html.hostile import HOSTILE

from mdeanalysis.report.language.catalogue import translations
from mdeanalysis.report.language.numbers import Numbers
from mdeanalysis.report.language.sentences import Sentences
from mdeanalysis.report.words import Words

FRENCH = Words("fr")


BLOCKED = "SYSTEM (scheduled task, Intune, ConfigMgr), or allow PsExec"
TOLD = {
    "no URL of maps was reached by any method: dns": "aucune méthode n’atteint d’URL du service maps\u00a0: dns",
    "1 device in 1,234 results, run on 2025-03-01": "1 appareil, 1\u202f234 résultats, exécution du 1 mars 2025",
    "2 devices in 3 results, 1 over 30 days old": "2 appareils, 3 résultats, 1 de plus de 30 jours",
    "it ran on 2025-03-02, 31 days before": "il s’est exécuté le 2 mars 2025, 31 jours plus tôt",
    "it ran on 2025-02-30, 31 days before": "il s’est exécuté le 2025-02-30, 31 jours plus tôt",
    "TLS, direct from Lyon": "TLS, accès direct depuis Lyon",
    "10.0.0.6:8080, part of its devices": "10.0.0.6:8080, pour une partie de ses appareils",
    f"no URL was tested. PsExec missing or blocked: run the analyzer as {BLOCKED}": (
        "aucune URL testée. PsExec absent ou bloqué\u00a0: exécutez l’analyseur en tant que SYSTEM (tâche planifiée, "
        "Intune, ConfigMgr), ou autorisez PsExec"
    ),
    "the clock is wrong. Words of the tool": "l’horloge est fausse. Words of the tool",
    "3 duplicates left out, 1 side file left aside.": "3 doublons écartés, 1 fichier annexe laissé de côté.",
}


@pytest.mark.parametrize("english", TOLD)
def test_a_sentence_is_told_with_its_names_and_numbers(english: str) -> None:
    assert FRENCH.sentence(english) == TOLD[english]


@pytest.mark.parametrize("foreign", [*HOSTILE, "Something in the way, or later", "", "winatp-gw-weu.microsoft.com"])
def test_what_is_no_sentence_of_ours_stays(foreign: str) -> None:
    assert FRENCH.sentence(foreign) == foreign


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_looks_like_markup_or_a_place_stays_as_it_is(name: str) -> None:
    told = FRENCH.sentence(f"no URL of {name} was reached by any method: dns")
    assert name in told
    assert told.startswith("aucune méthode n’atteint d’URL du service ")


@given(st.text("ab{}<>&\"'\\ .,:;()%\u202e\n", max_size=60))
def test_any_name_stands_in_its_sentence(name: str) -> None:
    assert name in FRENCH.sentence(f"direct from {name}") or name == ""


def test_long_text_costs_nothing() -> None:
    text = "the service " + "is x is " * 300_000
    start = time.process_time()
    assert FRENCH.sentence(text) == text
    assert time.process_time() - start < 1


def test_english_sentences_stay() -> None:
    assert Words().sentence("no URL of maps was reached by any method: dns").startswith("no URL of maps")


def test_the_most_telling_template_is_taken() -> None:
    told = Sentences(["a {x}", "a {x} b {y}", ("{count} c", "{count} cs")], translations("en"), Numbers("en"))
    assert [told.knows(text) for text in ("a 1", "a 1 b 2", "1 c", "2 cs", "d", "a 1; 2 cs")] == [True] * 4 + [
        False,
        True,
    ]
    assert told("a 1 b 2") == "a 1 b 2"
