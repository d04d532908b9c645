"""One device: five states, the reason of each, and the line of text that says so."""

from __future__ import annotations

import re

import pytest
from builders import BAD, GATEWAY, GATEWAY_2, block, device, onboarding, report, write
from notebook.widgets.conftest import SAMPLE

from mdeanalysis import load
from mdeanalysis.errors import SelectionError
from mdeanalysis.notebook import DeviceView, DimensionFilter, most_failed, state_grid, tries_of
from mdeanalysis.notebook.widgets.device_view import state_of_try


@pytest.mark.parametrize(
    ("reached", "outcome", "state"),
    [
        (True, "succeeded", "reached"),
        (False, "succeeded", "failed"),
        (False, "failed", "failed"),
        (False, "invalid_proxy", "failed"),
        (False, "exception", "failed"),
        (False, "missing", "cut_off"),
        (False, "not_configured", "not_tested"),
        (False, "unknown", "unknown"),
    ],
)
def test_a_try_is_in_one_of_the_five_states(reached, outcome, state):
    assert state_of_try(reached, outcome) == state


def test_the_grid_agrees_with_the_verdict(tables):
    for key in tables["devices"]["device_key"]:
        grid = state_grid(tables, key)
        urls = tables["urls"]
        own = urls[urls["result_id"].isin(tables["devices"].loc[tables["devices"]["device_key"] == key, "result_id"])]
        assert sorted(grid["url"]) == sorted(own["url"])
        methods = list(grid.columns[8:])
        reached = grid[methods].eq("reached").any(axis=1) if methods else grid["state"].eq("reached")
        assert (grid["state"] == "reached").tolist() == reached.tolist()


def test_the_worst_url_stands_first_and_its_tries_say_why(tables):
    view = DeviceView(tables, "AUS-SRV00017", SAMPLE)
    assert view.url.options[0][0].startswith("failed: ")
    tries = view.value
    assert set(tries["state"]) <= {"failed", "not_tested"}
    assert any("TLS inspection (tls_inspection)" in why for why in tries["why"])


def test_the_line_beneath_is_the_one_of_the_worst_try(tables):
    view = DeviceView(tables, "DEN-WS00032", SAMPLE)
    first = view.value[view.value["state"] == "failed"].iloc[0]
    assert f"{first['source']}, line {first['line']}:" in view.lines.value
    said = " ".join(re.sub("<[^>]+>", " ", view.lines.value).split())
    assert "&gt; 42 1 - Default proxy: Succeeded (407)" in said


def test_another_url_has_other_tries(tables):
    view = DeviceView(tables, "DEN-WS00032", SAMPLE)
    before = view.value
    view.url.index = 3
    assert view.value["url"].unique().tolist() == [view.url.value.partition(" ")[2]]
    assert view.value["line"].tolist() != before["line"].tolist()


def test_a_cell_says_its_state_and_on_hover_why(tables):
    page = DeviceView(tables, "DEN-WS00032").grid.value
    assert re.search(r'<td title="[^"]*\(proxy_auth\); 407[^"]*\(line \d+\)"[^>]*>failed 407</td>', page)


def test_without_a_name_it_shows_the_device_that_fails_most(tables):
    view = DeviceView(tables)
    assert view.key == most_failed(tables)
    assert view.device.options[0] == "DEN-WS00032"


def test_a_name_that_is_not_there_is_told_in_words(tables):
    view = DeviceView(tables, "NO-SUCH-PC")
    assert "No device of this name" in view.head.value
    assert len(view.value) == 0
    view.device.value = "DEN-WS00032"
    assert len(view.value) > 0
    with pytest.raises(SelectionError):
        tries_of(tables, "NO-SUCH-PC")


def test_a_path_that_is_gone_is_told_in_words(tables, tmp_path):
    assert "The line cannot be shown" in DeviceView(tables, "DEN-WS00032", tmp_path).lines.value


def test_a_test_that_left_no_rows_is_told_in_words(tmp_path):
    files = {"PC1/SystemInfoLogs/MDEClientAnalyzer.txt": report(items=device("PC1"))}
    view = DeviceView(load(write(tmp_path, files)).tables)
    assert "left no rows" in view.tries.value


def test_no_device_at_all_is_told_in_words(tmp_path):
    assert "No device of this name" in DeviceView(load(tmp_path).tables).head.value


def test_it_follows_a_filter(tables):
    chosen = DimensionFilter(tables, name="for the device")
    view = DeviceView(chosen)
    chosen.dimension.value = "site"
    chosen.values.value = ("Lyon",)
    assert set(view.device.options) == set(tables["devices"].query("site == 'Lyon'")["device_name"])
    assert view.key in set(tables["devices"].query("site == 'Lyon'")["device_key"])
    chosen.clear.click()


def test_user_context_stands_apart_from_system(tmp_path):
    logs = "PC1/SystemInfoLogs"
    files = {
        f"{logs}/MDEClientAnalyzer.txt": report(block(GATEWAY, BAD), block(GATEWAY_2), items=device("PC1")),
        f"{logs}/RegOnboardedInfoCurrent.Json": onboarding(),
    }
    view = DeviceView(load(write(tmp_path, files)).tables)
    assert [label.partition(":")[0] for label, _ in view.url.options] == ["failed", "reached"]
