"""The report in a real Chromium: nothing is asked for, nothing foreign runs, tables sort, filter and give CSV."""

from __future__ import annotations

import csv
import io
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import sync_playwright
from report.html.conftest import DAY, ROOT
from report.html.hostile import poisoned

from mdeanalysis import load
from mdeanalysis.report.html import Basis, chosen, write_html


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A Chromium of this machine."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not program:
        pytest.skip("needs Chromium on PATH, or its place in CHROMIUM")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`sample.html`, `hostile.html` and `large.html`, whose tables stand beside it."""
    made = tmp_path_factory.mktemp("reports")
    fleet = load(ROOT / "sample_results", inventory=ROOT / "sample_inventory.csv").judge(DAY)
    sample = Basis(fleet.tables, pd.Timestamp(DAY), fleet.rules)
    write_html(made / "sample.html", chosen([]), sample)
    write_html(made / "large.html", chosen([]), sample, inline=20_000)
    write_html(made / "hostile.html", chosen([]), Basis(poisoned(fleet.tables), sample.as_of, fleet.rules))
    return made


@pytest.fixture
def opened(chromium: Any, folder: Path) -> Iterator[Any]:
    """`opened(name)` opens a report; whatever it asks for, says or asks the user for fails the test."""
    heard: list[str] = []
    context = chromium.new_context(accept_downloads=True)

    def open_page(name: str) -> Any:
        page = context.new_page()
        page.on("console", lambda message: heard.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: heard.append(f"error: {error}"))
        page.on("dialog", lambda dialog: heard.append(f"dialog: {dialog.message}"))
        page.on("request", lambda asked: heard.append(asked.url) if not asked.is_navigation_request() else None)
        page.goto((folder / name).as_uri().replace("%23", "#"))
        return page

    yield open_page
    context.close()
    assert [one for one in heard if not one.startswith("data:image/")] == []


def column(table: Any, number: int) -> list[str]:
    """The texts of a column as shown."""
    found: list[str] = table.locator(f"tbody tr td:nth-child({number})").all_inner_texts()
    return found


@pytest.mark.parametrize("name", ["sample.html", "hostile.html", "large.html", "large_files/devices.html"])
def test_a_page_opens_from_disk_without_a_word_or_a_request(opened: Any, name: str) -> None:
    page = opened(name)
    assert page.title() == "Defender for Endpoint connectivity"
    assert page.locator("section.table").count() > 0


def test_hostile_text_in_every_page_of_every_table_stays_text(opened: Any) -> None:
    page = opened("hostile.html")
    for place in ("devices", "each", "failures", "disagree", "unread", "never_received"):
        table = page.locator(f"#table-{place}")
        assert table.locator("tbody script, tbody img, tbody iframe, tbody style").count() == 0
        following = table.get_by_role("button", name="Next")
        while following.is_visible() and following.is_enabled():
            following.click()
    assert page.title() == "Defender for Endpoint connectivity"


def test_a_heading_sorts_numbers_down_first_and_then_up(opened: Any) -> None:
    table = opened("sample.html").locator("#table-regions")
    table.get_by_role("button", name="devices").click()
    down = [int(text) for text in column(table, 2)]
    assert down == sorted(down, reverse=True)
    assert table.locator("th").nth(1).get_attribute("aria-sort") == "descending"
    table.get_by_role("button", name="devices").click()
    assert [int(text) for text in column(table, 2)] == down[::-1]


def test_search_and_filters_leave_the_rows_that_fit(opened: Any) -> None:
    table = opened("sample.html").locator("#table-devices")
    table.get_by_role("searchbox").fill("zurich failed")
    table.get_by_text("out of 40").wait_for()
    assert set(column(table, 2)) == {"failed"}
    table.get_by_role("button", name="Clear").click()
    table.get_by_role("button", name="Filter columns").click()
    table.get_by_label("Filter by state").fill("=not tested")
    assert set(column(table, 2)) == {"not tested"}
    assert "rows 1 to 3 of 3, out of 40" in table.get_by_role("status").inner_text()


def test_a_number_leads_to_its_rows_by_keyboard(opened: Any) -> None:
    page = opened("sample.html")
    page.locator("#table-regions tbody tr").first.get_by_role("link").nth(1).press("Enter")
    table = page.locator("#table-devices")
    table.get_by_text("out of 40").wait_for()
    assert set(column(table, 2)) == {"failed"}
    assert page.evaluate("document.activeElement.id") == "table-devices"


def test_a_number_leads_to_its_rows_in_a_file_beside(opened: Any) -> None:
    page = opened("large.html")
    page.locator("#table-states tbody tr").nth(2).get_by_role("link").click()
    page.locator("#table-devices").get_by_text("rows 1 to 12 of 12, out of 40").wait_for()
    assert page.url.partition("#")[0].endswith("/large_files/devices.html")


def test_the_csv_has_every_row_and_no_formula(opened: Any) -> None:
    table = opened("hostile.html").locator("#table-devices")
    with table.page.expect_download() as started:
        table.get_by_role("button", name="Download CSV").click()
    text = Path(started.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len(rows) == 41
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "@", "-", "\t", "\r"))] == []
    assert any(cell.startswith("'=HYPERLINK") for row in rows for cell in row)


def test_a_printed_table_has_the_rows_of_its_other_pages(opened: Any) -> None:
    page = opened("sample.html")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#table-devices tbody tr").count() == 40
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("#table-devices tbody tr").count() == 15


@pytest.mark.parametrize("width", [360, 1300])
def test_no_page_scrolls_sideways(opened: Any, width: int) -> None:
    page = opened("sample.html")
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
