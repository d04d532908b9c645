"""The report in a real Chromium: nothing is asked for, nothing foreign runs, tables sort, filter and give CSV."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from mdeanalysis.report.html import Basis, write_html
from mdeanalysis.report.part import Content, Part
from mdeanalysis.report.section import Section
from mdeanalysis.schema import TABLES
from mdeanalysis.tables import concat


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


def test_a_table_of_twenty_thousand_rows_draws_one_page_of_them(chromium: Any, tmp_path: Path) -> None:
    rows = [{"device_name": f"PC-{n:05}", "state": "failed" if n % 4 else "reached"} for n in range(20_000)]
    section = Section("devices", "Devices", ("device_name", "state"), rows)
    part = Part("devices", 1, lambda _: Content(tables=[section]))
    empty = {name: concat(name, []) for name in TABLES}
    write_html(tmp_path / "r.html", [part], Basis(empty, pd.Timestamp("2025-03-21", tz="UTC")), inline=10**7)
    page = chromium.new_page()
    page.goto((tmp_path / "r.html").as_uri())
    table = page.locator("#table-devices")
    table.get_by_role("searchbox").fill("reached pc-1999")
    table.get_by_text("rows 1 to 2 of 2, out of 20,000").wait_for()
    assert column(table, 1) == ["PC-19992", "PC-19996"]
    table.get_by_role("button", name="Clear").click()
    table.get_by_role("button", name="device name").click()
    table.get_by_role("button", name="device name").click()
    assert column(table, 1)[0] == "PC-19999"
    assert table.locator("tbody tr").count() == 15
    page.close()


@pytest.mark.parametrize("width", [360, 1300])
def test_no_page_scrolls_sideways(opened: Any, width: int) -> None:
    page = opened("sample.html")
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
