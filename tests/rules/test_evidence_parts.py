"""Parts of findings put together, and the lines that facts stand in."""

import pandas as pd
from builders import device, report, write

from mdeanalysis import load
from mdeanalysis.rules import HITS, View
from mdeanalysis.rules.evidence_parts import at_fact, of_fleet, of_result, together

DAY = pd.Timestamp("2022-05-01", tz="UTC")


def view_of(folder, files):
    return View(load(write(folder, files)).tables, DAY)


def test_parts_come_one_below_the_other_and_empty_ones_cost_nothing():
    part = pd.DataFrame([["r", "s", "m", "a.txt", 3]], columns=list(HITS))
    assert together().columns.tolist() == list(HITS)
    assert together(part, part.iloc[:0], part)["line"].tolist() == [3, 3]


def test_a_fleet_s_finding_has_no_result():
    part = pd.DataFrame([["r", "s", "m", "a.txt", 3]], columns=list(HITS))
    assert of_fleet(part)["result_id"].isna().all()


def test_a_result_is_shown_where_it_states_a_fact_else_as_a_whole(tmp_path):
    files = {"a.txt": report(items=device("A")), "b.txt": report(items=device("B") | {"Sense version": None})}
    view = view_of(tmp_path, files)
    rows = at_fact(view, view.results, "Sense version")
    assert rows["source"].tolist() == ["a.txt", "b.txt"]
    assert rows["line"].isna().tolist() == [False, True]


def test_a_column_of_results_follows_other_rows(tmp_path):
    view = view_of(tmp_path, {"a.txt": report(items=device("A")), "b.txt": report(items=device("B"))})
    names = of_result(view, "device_name", view.facts)
    assert names.astype("str").tolist() == view.facts["device_name"].astype("str").tolist()
