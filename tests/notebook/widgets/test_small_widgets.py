"""Causes, plan, endpoints, report and picker: what is chosen comes out, and a page without a kernel says the same."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from causes.tiny import several
from causes.tiny import tables as tiny
from notebook.widgets.conftest import SAMPLE

from mdeanalysis import explain, load
from mdeanalysis import notebook as nb
from mdeanalysis.catalogue.rows import catalogue
from mdeanalysis.errors import OutputError, SelectionError
from mdeanalysis.notebook.widgets import report_builder
from mdeanalysis.notebook.widgets.picker import safe_name, write_uploads
from mdeanalysis.plan import make_plan


@pytest.fixture(scope="module")
def found():
    return explain(
        tiny(
            [
                *several(30, "a", "timeout", region="EU", proxy_address="10.0.0.6:8080"),
                *several(30, "b", None, region="EU", proxy_address="10.0.0.7:8080"),
            ]
        )
    )


def test_a_cause_gives_its_devices(found):
    widget = nb.CauseCards(found)
    assert [rank for _, rank in widget.cause.options] == [cause.rank for cause in found.causes]
    assert widget.value["device_key"].tolist() == found.causes[0].device_keys
    assert widget.value["device_name"].tolist() == found.causes[0].devices
    assert "What to do:" in widget.card.value
    assert widget.static() == nb.Cards(found)._repr_html_()


def test_without_a_cause_the_cards_say_so(tables):
    widget = nb.CauseCards(explain(tables))
    assert len(widget.value) == 0
    assert "no condition sets them apart" in widget.card.value
    assert len(nb.devices_of(widget.found, 1)) == 0


def test_a_change_gives_the_devices_that_wait_for_it(tables):
    plan = make_plan(tables)
    widget = nb.PlanTable(plan)
    for row in plan.changes[plan.changes["kind"] != "rerun_test"].to_dict("records"):
        widget.change.value = row["rank"]
        value = widget.value
        assert len(value) == row["needed_by"]
        assert sorted(value.loc[value["frees"], "device_name"]) == sorted(row["devices"])
        assert row["ask"][:40] in widget.ask.value.replace("&#x27;", "'")


def test_the_bar_of_the_plan_grows_to_what_is_free(tables):
    plan = make_plan(tables)
    rows = nb.plan_rows(plan)
    assert rows["cumulative"].tolist() == rows["devices_freed"].cumsum().tolist()
    page = nb.PlanTable(plan).table.value
    last = rows.iloc[-1]
    assert f"{last['cumulative']} of {plan.failed}" in page
    assert f"width: {100 * (last['cumulative'] - last['devices_freed']) / plan.failed:.3f}%" in page
    assert "9 more changes" in nb.PlanTable(plan, most=3).table.value


def test_a_plan_of_nothing_says_so(tmp_path):
    widget = nb.PlanTable(make_plan(load(tmp_path).tables))
    assert "none was read" in widget.static()
    assert len(widget.value) == 0


def test_endpoints_fit_region_service_onboarding_and_text():
    rows = nb.endpoints("EU", "command_control", "standard", "weu")
    assert set(rows["service"]) == {"command_control"}
    assert set(rows["region"]) <= {"EU", "WW"}
    assert rows["endpoint"].str.contains("weu").all()
    assert len(nb.endpoints()) == len(catalogue())
    assert len(nb.endpoints(text="[")) == 0
    with pytest.raises(SelectionError, match="region XX"):
        nb.endpoints("XX")


def test_the_browser_of_endpoints_gives_what_its_boxes_say():
    widget = nb.EndpointBrowser("EU")
    widget.service.value, widget.mode.value, widget.text.value = "command_control", "standard", "WEU"
    assert widget.value.equals(nb.endpoints("EU", "command_control", "standard", "WEU"))
    assert f"{len(widget.value)} of {len(catalogue())} endpoints" in widget.static()


def test_what_is_required_stands_first():
    assert nb.endpoints("EU")["required"].unique().tolist() == ["required", "optional", "legacy"]


def test_a_report_is_written_with_the_chosen_sections(fleet, tmp_path):
    widget = nb.ReportBuilder(fleet, tmp_path / "out.html")
    assert [name for _, name in widget.sections.options] == nb.report_sections()["name"].tolist()
    widget.sections.value, widget.title.value = ("headline", "sites"), "For <the> network team"
    widget.write.click()
    assert widget.value == [tmp_path / "out.html"]
    text = widget.value[0].read_text(encoding="utf-8")
    assert "For &lt;the&gt; network team" in text
    assert "Reachability by site" in text
    assert "Reachability by region" not in text
    assert "Wrote" in widget.static()
    assert not widget.write.disabled


@pytest.mark.parametrize(
    ("name", "words"),
    [("no_such_folder/x.html", "cannot write"), ("x.docx", "ends with .html or .pdf"), ("", "ends with")],
    ids=["no-folder", "another-kind", "no-name"],
)
def test_what_cannot_be_written_is_told_in_words(fleet, tmp_path, name, words):
    widget = nb.ReportBuilder(fleet, tmp_path / name if name else "")
    widget.write.click()
    assert words in widget.words.value
    assert widget.value == []
    assert not widget.write.disabled


def test_without_its_extra_a_pdf_says_what_to_install(fleet, tmp_path, monkeypatch):
    monkeypatch.setattr(report_builder, "can_write_pdf", lambda: False)
    with pytest.raises(OutputError, match=r"pip install 'mdeanalysis\[pdf\]'"):
        nb.write_report(fleet, tmp_path / "x.pdf")


def test_files_are_told_with_their_sizes(tmp_path):
    (tmp_path / "a").write_bytes(b"123")
    assert nb.written([tmp_path / "a"])["bytes"].tolist() == [3]
    assert len(nb.written([])) == 0


def upload(name, content):
    """A file as ipywidgets hands it over."""
    about = {"name": name, "type": "", "size": len(content), "last_modified": datetime(2025, 3, 21, tzinfo=UTC)}
    return about | {"content": memoryview(content)}


def test_uploads_can_be_loaded_and_go_when_they_are_forgotten():
    widget = nb.ResultsPicker("no_such_place")
    assert "no such file or folder" in widget.static()
    text = (SAMPLE / "Denver" / "DEN-WS00003.txt").read_bytes()
    widget.upload.value = (upload("DEN-WS00003.txt", text),)
    assert load(widget.value).devices["device_name"].tolist() == ["DEN-WS00003"]
    assert f"1 uploaded, {len(text):,} bytes" in widget.static()
    place = widget.value
    widget.back.click()
    assert not place.exists()
    assert "no_such_place" in widget.static()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("MDEClientAnalyzerResult.zip", "MDEClientAnalyzerResult.zip"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\a.txt", "a.txt"),
        ("..", "_"),
        ("", "_"),
        ("CON.txt", "_CON.txt"),
        ("a\x00b\u202e.txt", "a_b_.txt"),
        ("<img src=x>.zip", "_img src=x_.zip"),
        ("résumé.txt", "résumé.txt"),
    ],
)
def test_names_of_uploads_are_safe_on_any_system(name, safe):
    assert safe_name(name) == safe


def test_uploads_of_one_name_are_all_kept(tmp_path):
    files = write_uploads(tmp_path, [upload("a.txt", b"1"), upload("x/a.txt", b"2"), upload("a.txt", b"3")])
    assert [file.read_bytes() for file in files] == [b"1", b"2", b"3"]
    assert {file.parent for file in files} == {tmp_path}


def test_a_long_table_can_be_searched_and_its_text_is_text():
    import pandas as pd

    page = nb.interactive(pd.DataFrame({"<b>name": ["<script>alert(1)</script>", None], "n": [1, 2]})).data
    assert "<script>alert(1)" not in page
    assert "<b>name" not in page
    assert "n/a" in page
    assert "https://www.unpkg.com" not in page + nb.interactive_tables().data
