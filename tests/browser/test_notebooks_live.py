"""Notebooks in a real JupyterLab and Voila, driven in Chromium by mouse and keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from browser.servers import ROOT, listening, notebook, serving
from playwright.sync_api import expect
from probes.network import GATEWAY, authorities, origin  # noqa: F401 - fixtures

SAMPLE = ROOT / "sample_results"
#: A cell that takes longer hangs; the machine may be busy.
MOST = 60_000
expect.set_options(timeout=MOST)
DONE = """() => { const all = [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].map(e => e.textContent);
return all.length > 0 && all.every(text => /\\[\\d+\\]/.test(text)) }"""
CELLS = (
    "import conftest, mdeanalysis\nfrom mdeanalysis import notebook as nb",
    "from mdeanalysis.probes.dns import Resolver\npicker = nb.ResultsPicker({sample!r})\npicker",
    "fleet = mdeanalysis.load(picker.value)\nchosen = nb.DimensionFilter(fleet.tables)\nchosen",
    "heat = nb.HeatMap(chosen, rows='region', columns='proxy_method')\nheat",
    "view = nb.DeviceView(fleet.tables, results_path={sample!r})\nview",
    "nb.ReportBuilder(fleet, 'by_hand.html')",
    "nb.ProbePanel({url!r}, ca_file={ca!r}, resolver=Resolver({{'*': '127.0.0.1:{port}'}}), suffixes=())",
)


class Opened(NamedTuple):
    """A page, what it said, and the folder of its notebooks."""

    page: Any
    heard: list[str]
    folder: Path

    def cell(self, number: int) -> Any:
        """What a cell shows."""
        return self.page.locator(".jp-CodeCell").nth(number).locator(".jp-OutputArea")


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory, origin: Any, authorities: Any) -> Iterator[tuple[str, Path]]:  # noqa: F811
    """JupyterLab with the notebooks, and one more that has all widgets."""
    folder = tmp_path_factory.mktemp("lab")
    values = {"sample": str(SAMPLE), "ca": str(authorities.file), "port": origin.port}
    cells = [cell.format(url=f"https://{GATEWAY}/commands/test", **values) for cell in CELLS]
    (folder / "mine").mkdir()
    (folder / "mine" / "widgets.ipynb").write_text(notebook(*cells), encoding="utf-8")
    with serving(folder / "jupyter", SAMPLE, "--folder", folder / "mine") as address:
        yield address, folder / "mine"


def opened(chromium: Any, lab: tuple[str, Path], name: str) -> Opened:
    """A notebook opened, all its cells run."""
    address, folder = lab
    page = chromium.new_context(viewport={"width": 1400, "height": 1000}).new_page()
    page.set_default_timeout(MOST)
    heard = listening(page)
    page.goto(address.replace("/lab?", f"/lab/tree/{name}.ipynb?reset&"))
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
    expect(page.locator("#jp-main-statusbar")).to_contain_text("| Idle", timeout=MOST)  # before, Run does nothing
    page.locator(".lm-MenuBar-item", has_text=re.compile("^Run$")).click()
    page.get_by_text("Run All Cells", exact=True).click()
    page.wait_for_function(DONE)
    return Opened(page, heard, folder)


@pytest.fixture(scope="module")
def widgets(chromium: Any, lab: tuple[str, Path]) -> Iterator[Opened]:
    found = opened(chromium, lab, "widgets")
    yield found
    found.page.context.close()
    assert found.heard == []


def test_the_first_notebook_runs_without_a_word_or_a_request(chromium: Any, lab: tuple[str, Path]) -> None:
    found = opened(chromium, lab, "01_explore")
    assert found.page.locator(".jp-OutputArea [data-mime-type*=error]").count() == 0
    found.page.locator(".dt-search input").first.fill("DEN-WS00032")
    expect(found.page.locator(".dt-info").first).to_contain_text("1 of 1")
    found.page.context.close()
    assert found.heard == []


def test_the_map_follows_the_filter_and_a_cell_lists_its_devices_by_keyboard(widgets: Opened) -> None:
    chosen, heat = widgets.cell(2), widgets.cell(3)
    heat.locator(".mde-heat button", has_text="3 of 9").focus()
    widgets.page.keyboard.press("Enter")
    expect(heat.get_by_text("Devices of region EU and proxy method static")).to_be_visible()
    expect(heat.get_by_text("LYS-SRV00040", exact=True)).to_be_visible()
    chosen.locator("select").first.select_option(label="site")
    chosen.locator("select[multiple]").select_option(index=0)
    expect(chosen.get_by_text("7 of 40 devices")).to_be_visible()
    expect(heat.get_by_text("Choose a cell")).to_be_visible()
    expect(heat.locator(".mde-heat button", has_text="3 of 9")).to_have_count(0)
    chosen.get_by_role("button", name="Clear all").click()
    expect(heat.locator(".mde-heat button", has_text="3 of 9")).to_be_visible()


def test_a_device_is_followed_down_to_its_line(widgets: Opened) -> None:
    view = widgets.cell(4)
    name = view.locator("input").first
    name.fill("AUS-SRV00017")
    name.press("Tab")
    expect(view.get_by_text("AUS-SRV00017: failed, tls_inspection")).to_be_visible()
    expect(view.get_by_text("AUS-SRV00017.txt, line 64:")).to_be_visible()
    assert "TLS inspection" in (view.locator("td[title]").nth(1).get_attribute("title") or "")
    view.locator("select").select_option(index=1)
    expect(view.get_by_text("AUS-SRV00017.txt, line 72:")).to_be_visible()
    expect(view.locator("td", has_text="Testing URL : https://winatp-gw-eus.microsoft.com")).to_be_visible()


def test_a_file_can_be_uploaded(widgets: Opened) -> None:
    picker = widgets.cell(1)
    with widgets.page.expect_file_chooser() as asked:
        picker.get_by_role("button", name="Upload results").click()
    asked.value.set_files(SAMPLE / "Denver" / "DEN-WS00003.txt")
    expect(picker.get_by_text(re.compile("1 uploaded"))).to_be_visible()
    picker.get_by_role("button", name="Forget uploads").click()
    expect(picker.get_by_text("Looks at sample_results")).to_be_visible()


def test_a_report_is_written_beside_the_notebook(widgets: Opened) -> None:
    builder = widgets.cell(5)
    builder.locator("select[multiple]").select_option(label="Reachability by site")
    builder.get_by_role("button", name="Write the report").click()
    expect(builder.get_by_text(re.compile(r"Wrote by_hand\.html"))).to_be_visible()
    assert "Reachability by site" in (widgets.folder / "by_hand.html").read_text(encoding="utf-8")


def test_a_probe_shows_its_table_and_leaves_one_in_the_notebook(widgets: Opened) -> None:
    panel = widgets.cell(6)
    panel.get_by_role("button", name="Run").click()
    expect(panel.get_by_text(re.compile("1 of 1 URL reached"))).to_have_count(2)
    expect(panel.get_by_role("button", name="Cancel")).to_be_disabled()
    assert panel.locator("table", has_text=GATEWAY).count() == 2


def test_the_dashboard_has_widgets_and_no_code(chromium: Any, tmp_path: Path) -> None:
    arguments = (SAMPLE, "--folder", tmp_path / "mine", "--voila")
    with serving(tmp_path / "jupyter", *arguments) as address:
        page = chromium.new_context(viewport={"width": 1400, "height": 1000}).new_page()
        page.set_default_timeout(MOST)
        heard = listening(page)
        page.goto(address)
        page.locator(".mde-heat button", has_text="3 of 9").click()
        expect(page.get_by_text("Devices of region EU and proxy method static")).to_be_visible()
        page.locator("select[multiple]").first.select_option(index=0)
        expect(page.get_by_text("proxy method is static: 14 of 40 devices")).to_be_visible()
        assert page.locator(".cm-editor").count() == 0
        assert "import mdeanalysis" not in page.content()
        page.context.close()
        assert heard == []
