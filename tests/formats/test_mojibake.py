"""UTF-8 that was read in a code page is repaired; right text stays."""

from __future__ import annotations

import pytest

from mdeanalysis.formats.mojibake import repair


@pytest.mark.parametrize(
    ("broken", "meant"),
    [
        ("aufgelÃ¶st", "aufgelöst"),
        ("ZeitÃ¼berschreitung der Anforderung â€“ Ã„nderung", "Zeitüberschreitung der Anforderung – Änderung"),
        ("dÃ©lai dÃ©passÃ©, lâ€™hÃ´te", "délai dépassé, l’hôte"),
        ("voilÃ\xa0 tout", "voilà tout"),
        ("Ã\x81rea", "Área"),
    ],
    ids=["umlaut", "dash", "accents", "blank-that-is-none", "undefined-byte"],
)
def test_a_message_is_repaired_where_all_of_it_can_be(broken: str, meant: str):
    assert repair(broken) == meant


@pytest.mark.parametrize("page", ["cp1252", "cp1250", "cp1254"])
@pytest.mark.parametrize("text", ["Zeitüberschreitung", "größer", "fünf"])
def test_every_ansi_code_page_is_undone(page: str, text: str):
    assert repair(text.encode().decode(page)) == text


def test_russian_is_repaired():
    assert repair("время ожидания".encode().decode("cp1251")) == "время ожидания"


@pytest.mark.parametrize(
    "text",
    [
        "The operation timed out",
        "Der Server „CONTOSO“ wurde nicht aufgelöst",
        "délai d’attente dépassé",
        "время ожидания операции истекло",
        "サーバー名を解決できませんでした",
        "aufgelÃ¶st und aufgelöst",
        "aufgelÃ",
        "",
    ],
)
def test_right_and_mixed_text_stays(text: str):
    assert repair(text) == text
