"""A Chromium of this machine, and reports to open in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import sync_playwright
from report.html.conftest import DAY, ROOT
from report.html.hostile import poisoned

from mdeanalysis import load
from mdeanalysis.report.html import Basis, Words, chosen, write_html


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A Chromium of this machine; where there is none the test is left out, and fails where all is to be tested.

    Of a module, not of the session: while it is driven, an event loop runs in this thread, and no other can start.
    """
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not program:
        missing = "needs Chromium on PATH, or its place in CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`sample.html`, `hostile.html`, both in French too (`-fr`), and `large.html`, whose tables stand beside it."""
    made = tmp_path_factory.mktemp("reports")
    fleet = load(ROOT / "sample_results", inventory=ROOT / "sample_inventory.csv").judge(DAY)
    bad = poisoned(fleet.tables)
    for language, end in (("en", ""), ("fr", "-fr")):
        for name, tables in (("sample", fleet.tables), ("hostile", bad)):
            basis = Basis(tables, pd.Timestamp(DAY), fleet.rules, fleet.side_files, Words(language))
            write_html(made / f"{name}{end}.html", chosen([]), basis)
    write_html(made / "large.html", chosen([]), Basis(fleet.tables, pd.Timestamp(DAY), fleet.rules), inline=20_000)
    return made


@pytest.fixture
def opened(chromium: Any, folder: Path) -> Iterator[Callable[[str], Any]]:
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
