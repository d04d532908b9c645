"""The report in French: the page and its script speak it, names and codes stay, nothing hostile runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

Open = Callable[[str], Any]


def test_the_page_and_its_script_speak_french(opened: Open) -> None:
    page = opened("sample-fr.html")
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.title() == "Connectivité de Defender for Endpoint"
    table = page.locator("#table-devices")
    table.get_by_label("Rechercher\u00a0: Appareils").fill("zurich failed")
    table.get_by_text("parmi 40").wait_for()
    table.get_by_role("button", name="Effacer").click()
    table.get_by_role("button", name="Filtrer les colonnes").click()
    table.get_by_label("Filtrer par état").fill("=non testé")
    assert "lignes 1 à 3 sur 3, parmi 40" in table.get_by_role("status").inner_text()


def test_values_read_the_same_before_and_after_the_script_has_run(chromium: Any, folder: Path) -> None:
    shown = []
    for runs in (False, True):
        context = chromium.new_context(java_script_enabled=runs)
        page = context.new_page()
        page.goto((folder / "sample-fr.html").as_uri())
        names = ("states", "devices", "each", "lists", "ways", "unexplained", "settings")
        cells = page.locator(", ".join(f"#table-{name} tbody td" for name in names))
        shown.append([" ".join(text.split()) for text in cells.all_text_contents()])
        context.close()
    assert shown[0] == shown[1]
    assert any(text.endswith(" mars 2025") for text in shown[0])
    assert "failed" not in shown[0]


def test_codes_and_columns_of_the_csv_stay_as_they_are(opened: Open) -> None:
    table = opened("sample-fr.html").locator("#table-devices")
    with table.page.expect_download() as started:
        table.get_by_role("button", name="Télécharger le CSV").click()
    rows = list(csv.DictReader(io.StringIO(Path(started.value.path()).read_text(encoding="utf-8-sig"), newline="")))
    assert {row["state"] for row in rows} >= {"reached", "failed", "cut_off", "not_tested"}
    assert any(row["run_at"].startswith("2025-03-") for row in rows)


def test_a_number_leads_to_its_rows_in_french_too(opened: Open) -> None:
    page = opened("sample-fr.html")
    page.locator("#table-sites tbody tr").first.get_by_role("link").nth(1).press("Enter")
    page.locator("#table-devices").get_by_text("parmi 40").wait_for()


def test_hostile_text_stays_text_in_french_too(opened: Open) -> None:
    page = opened("hostile-fr.html")
    for place in ("devices", "each", "failures", "disagree", "unread", "never_received", "plan_devices", "ask"):
        table = page.locator(f"#table-{place}")
        assert table.locator("tbody script, tbody img, tbody iframe, tbody style").count() == 0
        following = table.get_by_role("button", name="Suivant")
        while following.is_visible() and following.is_enabled():
            following.click()
    assert page.title() == "Connectivité de Defender for Endpoint"


def test_a_share_is_not_broken_behind_its_comma(opened: Open) -> None:
    shares = opened("sample-fr.html").locator("td.share")
    assert shares.count() > 20
    assert shares.locator("wbr").count() == 0
