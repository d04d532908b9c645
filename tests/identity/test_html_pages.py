"""The HTML page joins the reports of its run and gives what only it states; alone it is a result."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BAD, GATEWAY, RUN_TIME, block, device, report, tables_of, url_check, write, xml, zipped

from mdeanalysis.loading import load

TEXT, XML = "SystemInfoLogs/MDEClientAnalyzer.txt", "SystemInfoLogs/MDEClientAnalyzer.xml"
PAGE = "MDEClientAnalyzer.htm"
EVENT = '<event id="131015"><severity>Warning</severity><check>EDRCloud AutoIR</check></event>'


def page(items: dict[str, str] | None = None, events: tuple[int, ...] = (), ran: str = RUN_TIME) -> str:
    """A page with a device's items and with events that have ids alone."""
    shown = {"Device name": "CONTOSO-WS01", "Device Operating System": "Windows 10 Enterprise", **(items or {})}
    details = "".join(f"<tr><th>{name}</th><td>{value}</td></tr>" for name, value in shown.items())
    head = "<tr><th>Category</th><th>Severity</th><th>Id</th></tr>"
    rows = "".join(f"<tr><td>Connectivity</td><td>Warning</td><td>{number}</td></tr>" for number in events)
    return (
        f"<html><title>MDE Client Analyzer Results</title><p><b>Script RunTime: </b>{ran}</p>"
        f"<h3>General Device Details</h3><table>{details}</table>\n<table>{head}{rows}</table></html>"
    )


def test_a_page_alone_is_a_result(tmp_path: Path) -> None:
    fleet = load(write(tmp_path, {"PC1.zip": zipped({PAGE: page(device("PC1"), (131013,))})}))
    assert fleet.results["formats"].tolist() == ["html"]
    assert fleet.results["device_name"].tolist() == ["PC1"]
    assert fleet.results["run_at"].notna().all()
    assert fleet.events["event_id"].tolist() == [131013]
    assert fleet.problems.empty


def test_a_page_repeats_nothing_that_the_reports_state() -> None:
    files = {TEXT: report(block(GATEWAY)), XML: xml(events=EVENT)}
    bare = tables_of(files)
    full = tables_of({**files, PAGE: page({"Sense version": "1.2.3.4"}, (131015,))})
    assert full["results"]["formats"].tolist() == ["modern_text,xml,html,url_block"]
    for name in ("facts", "events", "attempts", "urls", "proxy_settings"):
        assert len(full[name]) == len(bare[name]), name


def test_a_page_adds_what_only_it_states() -> None:
    items = {"SmartLockerMode": "2", "Curl HTTPS proxy": "proxy.contoso.com:8080"}
    tables = tables_of({TEXT: report(block(GATEWAY)), PAGE: page(items, (131015,))})
    own = tables["facts"][tables["facts"]["source"] == f"PC1.zip!{PAGE}"]
    assert own["name"].tolist() == ["SmartLockerMode", "Curl HTTPS proxy"]
    assert tables["events"]["event_id"].tolist() == [131015]
    assert tables["proxy_settings"]["scope"].tolist().count("environment") == 1


@pytest.mark.parametrize(
    "other", [page(device("PC2")), page(ran="29/04/2022 9:54:23 AM +02:00")], ids=["device", "run"]
)
def test_a_page_of_another_device_or_run_is_a_result_of_its_own(other: str) -> None:
    results = tables_of({TEXT: report(block(GATEWAY)), XML: xml(), PAGE: other})["results"]
    assert results["formats"].tolist() == ["modern_text,xml,url_block", "html"]


def test_loose_pages_find_their_reports_among_many(tmp_path: Path) -> None:
    files = {}
    for name in ("PC1", "PC2"):
        files |= {f"{name}.txt": report(block(GATEWAY), items=device(name)), f"{name}.htm": page(device(name))}
    results = load(write(tmp_path, files)).results
    assert results["formats"].tolist() == ["modern_text,html,url_block"] * 2


def test_a_url_log_completes_a_page() -> None:
    tables = tables_of({PAGE: page(device("PC1")), "URLCheckLog.txt": url_check(block(GATEWAY, BAD))})
    assert tables["results"]["formats"].tolist() == ["html,url_block"]
    assert tables["devices"]["state"].tolist() == ["failed"]


def test_a_cut_page_beside_whole_reports_costs_them_nothing(tmp_path: Path) -> None:
    cut = page(device("CONTOSO-WS01"))[:-60]
    fleet = load(write(tmp_path, {"PC1.zip": zipped({TEXT: report(block(GATEWAY)), PAGE: cut})}))
    assert fleet.devices["state"].tolist() == ["reached"]
    assert fleet.problems["kind"].tolist() == ["unreadable"]


def test_a_page_names_no_proxy_again_that_the_reports_name_better() -> None:
    proxy = {"Curl HTTPS proxy": "proxy.contoso.com:8080"}
    files = {XML: xml({**proxy, "Curl NO proxy override": "*.contoso.com"}), PAGE: page(proxy)}
    settings = tables_of(files)["proxy_settings"]
    assert settings["bypass"].tolist() == ["*.contoso.com"]


def looked_at(page_text: str) -> tuple[int, str | None]:
    """How many of the page's lines were looked at beside a text and an XML report, and why not the others."""
    inputs = tables_of({TEXT: report(block(GATEWAY)), XML: xml(), PAGE: page_text})["inputs"]
    row = inputs[inputs["source"].str.endswith(PAGE)].iloc[0]
    return int(row["understood"]), None if row["why"] is None or row["why"] != row["why"] else str(row["why"])


def test_a_page_made_of_the_xml_beside_it_is_not_looked_at_again() -> None:
    assert looked_at(page({"SmartLockerMode": "2"})) == (0, "a page made of the XML report beside it")


@pytest.mark.parametrize(
    "other",
    [page(device("PC2")), page(ran="29/04/2022 9:54:23 AM +02:00"), page().replace("</html>", "<p>more</p>")],
    ids=["another device's", "another run's", "not ended"],
)
def test_any_other_page_is_looked_at(other: str) -> None:
    understood, why = looked_at(other)
    assert understood > 0
    assert why != "a page made of the XML report beside it"
