"""The report for people who use it without a mouse or without eyes: axe-core finds nothing serious, keys do all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

#: What axe-core calls a fault that keeps people out.
GRAVE = {"serious", "critical"}
LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "narrow": {"color_scheme": "light", "viewport": {"width": 360, "height": 800}},
}


def faults(chromium: Any, file: Path, look: dict[str, Any]) -> list[tuple[str, str]]:
    """What axe-core finds on a page: its rule, and the first element."""
    context = chromium.new_context(**look)
    page = context.new_page()
    page.goto(file.as_uri())
    for button in page.get_by_role("button", name="Filter columns").all()[:1]:
        button.click()
    found = Axe().run(page).response["violations"]
    context.close()
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in GRAVE]


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("name", ["sample.html", "sample-fr.html"])
def test_axe_finds_nothing_serious(chromium: Any, folder: Path, name: str, look: dict[str, Any]) -> None:
    assert faults(chromium, folder / name, look) == []


def test_axe_finds_nothing_serious_on_a_page_beside(chromium: Any, folder: Path) -> None:
    assert faults(chromium, folder / "large_files" / "devices.html", LOOKS["dark"]) == []


def test_axe_would_find_a_fault(chromium: Any, tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text("<html><title>t</title><img src=data:,><p>x</p></html>", encoding="utf-8")
    assert {rule for rule, _ in faults(chromium, tmp_path / "bad.html", {})} >= {"image-alt", "html-has-lang"}


def tab_to(page: Any, wanted: str) -> None:
    """Presses Tab until the element with the focus has this text or name."""
    name = "(document.activeElement.getAttribute('aria-label') || document.activeElement.textContent || '').trim()"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(name) == wanted:
            return
    raise AssertionError(f"no way by Tab to {wanted!r}")


def test_a_table_is_searched_sorted_turned_and_saved_by_keys_alone(opened: Callable[[str], Any]) -> None:
    page = opened("sample.html")
    table = page.locator("#table-devices")
    page.evaluate("document.getElementById('table-devices').focus()")
    tab_to(page, "Search Devices")
    page.keyboard.type("failed")
    table.get_by_text("out of 40").wait_for()
    tab_to(page, "Filter columns")
    page.keyboard.press("Enter")
    tab_to(page, "Clear")
    page.keyboard.press("Space")
    tab_to(page, "Download CSV")
    with page.expect_download() as started:
        page.keyboard.press("Enter")
    assert started.value.suggested_filename == "devices.csv"
    tab_to(page, "device name")
    page.keyboard.press("Enter")
    assert table.locator("th[aria-sort=ascending]").inner_text().startswith("device name")
    tab_to(page, "Filter by state")
    page.keyboard.type("=not tested")
    table.get_by_text("rows 1 to 3 of 3").wait_for()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    tab_to(page, "Next: Devices")
    page.keyboard.press("Enter")
    table.get_by_text("rows 16 to 30 of 40").wait_for()


def test_the_first_stop_leads_past_the_contents(opened: Callable[[str], Any]) -> None:
    page = opened("sample.html")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "report"
