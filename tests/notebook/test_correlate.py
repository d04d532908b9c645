"""What the second notebook shows: peers are like with like, pictures say how many of how many, nothing hides."""

from __future__ import annotations

import warnings
from pathlib import Path

import pandas as pd
import pytest
from causes.tiny import device, several, tables

from mdeanalysis import load
from mdeanalysis import notebook as nb
from mdeanalysis.errors import SelectionError
from mdeanalysis.plan import make_plan
from mdeanalysis.tables.typed import to_frame

SAMPLE = Path(__file__).parents[2] / "sample_results"


@pytest.fixture(scope="module")
def sample():
    return load(SAMPLE).tables


def confounded():
    """One bad proxy method, mostly used in the EU; the region does nothing."""
    return tables(
        [
            *several(30, "a", "timeout", region="EU", proxy_method="wpad"),
            *several(10, "b", None, region="EU", proxy_method="direct"),
            *several(10, "c", "timeout", region="US", proxy_method="wpad"),
            *several(30, "d", None, region="US", proxy_method="direct"),
        ]
    )


def with_results(fleet):
    """The fleet with the table `results`, in which a device is looked up."""
    names = ["result_id", "device_key", "device_name"]
    columns = {name: fleet["devices"][name].tolist() for name in names}
    return fleet | {"results": to_frame("results", columns, len(fleet["devices"]))}


def texts(figure):
    return [text.get_text() for text in figure.axes[0].texts]


def labels(figure):
    return [label.get_text() for label in figure.axes[0].get_yticklabels()]


def diamonds(figure):
    return [line.get_xdata()[0] for line in figure.axes[0].lines if line.get_marker() == "D"]


def test_a_region_that_only_has_more_of_a_bad_method_fails_as_its_peers_do():
    by_region = nb.within(confounded(), "region", "proxy_method").set_index("region")
    assert by_region["rate"].tolist() == by_region["peers_rate"].tolist() == [0.75, 0.25]
    by_method = nb.within(confounded(), "proxy_method", "region").set_index("proxy_method")
    assert by_method["rate"].to_dict() == {"wpad": 1.0, "direct": 0.0}
    assert by_method["peers_rate"].to_dict() == {"wpad": 0.0, "direct": 1.0}


def test_nothing_is_compared_where_no_other_is_alike():
    fleet = tables(
        [*several(5, "a", "dns", region="EU", site="Lyon"), *several(5, "b", None, region="US", site="Boise")]
    )
    found = nb.within(fleet, "region", "site")
    assert found["compared"].tolist() == [0, 0]
    assert found[["compared_rate", "peers_rate"]].isna().all().all()


def test_not_to_state_a_value_makes_nobody_alike():
    fleet = tables([*several(5, "a", "dns", region="EU"), *several(5, "b", None, region="US")])
    assert nb.within(fleet, "region", "proxy_method")["compared"].tolist() == [0, 0]


def test_devices_that_were_not_tested_are_nobodys_peers():
    has = {"site": "Lyon", "state": "not_tested"}
    fleet = tables([*several(4, "a", "dns", region="EU", site="Lyon"), *several(9, "b", None, region="US", **has)])
    assert nb.within(fleet, "region", "site")["compared"].tolist() == [0, 0]


def test_a_dimension_within_itself_is_refused(sample):
    with pytest.raises(SelectionError, match="two different dimensions"):
        nb.within(sample, "region", "region")


def test_dimensions_that_tell_each_other_hang_together_and_independent_ones_do_not():
    fleet = confounded()
    found = nb.entangled(fleet, ["region", "proxy_method"])
    assert found["v"].iloc[0] == pytest.approx(0.49, abs=0.01)
    both = fleet["devices"].assign(site=fleet["devices"]["region"], owner=["x", "y"] * 40)
    found = nb.entangled(fleet | {"devices": both}, ["region", "site", "owner"]).set_index(["one", "other"])["v"]
    assert found["region", "site"] == pytest.approx(1)
    assert found["region", "owner"] == 0


@pytest.mark.parametrize("devices", [0, 1, 2], ids=["none", "one", "two-alike"])
def test_too_few_devices_tell_of_no_tie(devices):
    found = nb.entangled(tables(several(devices, "a", region="EU", site="Lyon")), ["region", "site"])
    assert found["v"].isna().all()


def test_of_a_dimension_the_surely_worst_value_is_named():
    fleet = tables(
        [*several(1, "a", "dns", site="Lyon"), *several(30, "b", "dns", site="Graz"), *several(9, "c", site="Graz")]
    )
    row = nb.dimensions(fleet, ["site"]).iloc[0]
    assert (row["worst"], row["failed"], row["of"], row["values"]) == ("Graz", 30, 39, 2)


def test_the_dimension_that_separates_most_stands_first():
    assert nb.dimensions(confounded(), ["region", "proxy_method"])["dimension"].tolist() == ["proxy_method", "region"]


def test_a_fleet_that_was_not_tested_has_no_worst_value():
    assert len(nb.dimensions(tables(several(3, "a", site="Lyon", state="not_tested")), ["site"])) == 0


def test_hosts_of_workspaces_are_counted_by_workspace(sample):
    found = nb.workspaces(sample)
    hosts = sample["workspace_hosts"]
    failing = hosts[hosts["reason"].notna()].groupby("rule", observed=True)["device_key"].nunique()
    assert found.groupby("rule")["failed"].sum().to_dict() == failing.to_dict() != {}
    assert nb.workspaces(confounded()).columns.tolist() == found.columns.tolist()


def test_every_dot_says_how_many_of_how_many():
    figure = nb.dots(nb.crosstab(confounded(), ["region", "proxy_method"]))
    assert texts(figure) == ["30 of 30", "10 of 10", "0 of 30", "0 of 10"]
    assert labels(figure)[0] == "EU / wpad"
    assert diamonds(figure) == []


def test_peers_are_diamonds_where_there_are_peers():
    fleet = tables(
        [
            *several(2, "a", "dns", region="EU", site="Lyon"),
            *several(4, "b", region="US", site="Lyon"),
            *several(1, "c", region="UK", site="Graz"),
        ]
    )
    figure = nb.dots(nb.within(fleet, "region", "site"))
    assert diamonds(figure) == [0, 1]
    assert texts(figure) == ["2 of 2", "0 of 4", "0 of 1; none with peers"]


def test_who_has_no_verdict_has_no_dot():
    figure = nb.dots(nb.crosstab(tables(several(3, "a", site="Lyon", state="cut_off")), ["site"]))
    assert texts(figure) == ["3 without a verdict"]
    assert len(figure.axes[0].lines) == 0


def test_a_long_table_says_what_it_leaves_out():
    fleet = tables([one for site in range(20) for one in several(1, f"d{site}-", site=f"Site {site}")])
    assert nb.dots(nb.crosstab(fleet, ["site"])).axes[0].get_title("left").endswith("by site (first 15 of 20)")
    assert "first" not in nb.dots(nb.crosstab(fleet, ["site"]), most=20).axes[0].get_title("left")


def test_names_that_look_like_a_formula_are_drawn_in_silence():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = nb.dots(nb.crosstab(tables(several(3, "a", site="$x_{$\U00013000")), ["site"]))
    assert labels(figure) == ["$x_{$?"]


def test_what_results_say_is_no_markup_in_a_card():
    hostile = "<img src=x>"
    fleet = tables([*several(30, "a", "timeout", site=hostile), *several(90, "b", site="Lyon")])
    page = nb.Cards(nb.explain(fleet))._repr_html_()
    assert hostile not in page
    assert "&lt;img src=x&gt;" in page


def test_cards_say_how_many_they_leave_out():
    found = nb.explain(tables([*several(30, "a", "timeout", site="Lyon"), *several(90, "b", site="Graz")]))
    assert "1 more in the table below" in nb.Cards(found, most=0)._repr_html_()
    assert "more in the table" not in nb.Cards(found)._repr_html_()


def test_the_device_to_look_at_is_of_the_first_cause(sample):
    fleet = tables([*several(30, "a", "timeout", site="Lyon"), *several(90, "b", site="Graz")])
    assert nb.telling_device(fleet, nb.explain(fleet)) == "a0"
    assert nb.telling_device(sample, nb.explain(sample)) == nb.most_failed(sample)


def test_a_twin_stands_beside_with_what_both_share_first(sample):
    found = nb.beside_twin(sample, nb.most_failed(sample))
    assert found["about"].drop_duplicates().tolist() == ["shared", "dimension", "proxy setting", "fact", "urls"]
    shared = found[found["about"] == "shared"]
    assert (shared.iloc[:, 2] == shared.iloc[:, 3]).all()
    rest = found[found["about"] != "shared"]
    assert (rest.iloc[:, 2] != rest.iloc[:, 3]).all()


def test_urls_of_a_service_that_end_alike_are_one_row():
    hosts = ("one.example.com", "two.example.com", "three.example.com")
    fleet = tables([*several(1, "a"), *several(1, "b")])
    assert len(nb.beside_twin(with_results(fleet), "a0").query("about == 'urls'")) == 0
    fleet = tables([device("a", dict.fromkeys(hosts[:2], "dns"), hosts), device("b", {}, hosts)])
    rows = nb.beside_twin(with_results(fleet), "a").query("about == 'urls'")
    assert rows.iloc[:, 1:].values.tolist() == [["command_control, 2 hosts", "failed: dns", "reached"]]


def test_without_a_working_device_there_is_no_twin():
    assert len(nb.beside_twin(with_results(tables(several(2, "a", "dns"))), "a0")) == 0


def test_bars_begin_where_the_one_before_ended(sample):
    plan = make_plan(sample)
    figure = nb.plan_bars(plan)
    bars = figure.axes[0].patches
    ends = [bar.get_x() + bar.get_width() for bar in bars[1::2]]
    changes = plan.changes[plan.changes["kind"] != "rerun_test"].head(12)
    assert ends == changes["cumulative"].tolist()
    assert [bar.get_width() for bar in bars[1::2]] == changes["devices_freed"].tolist()
    assert texts(figure)[0] == f"+1: 1 of {plan.failed}"
    assert f"{plan.failed} devices failed" in figure.get_suptitle()


def test_bars_say_how_many_changes_they_leave_out(sample):
    assert nb.plan_bars(make_plan(sample), most=3).get_suptitle().endswith("The first 3 of 12 changes:")


def test_a_plan_of_nothing_is_drawn_and_listed(tmp_path):
    plan = make_plan(load(tmp_path).tables)
    figure = nb.plan_bars(plan)
    assert figure.get_suptitle() == "no device: none was read, or none chosen"
    assert texts(figure) == []
    assert len(nb.changes(plan)) == 0


def test_each_change_says_what_to_ask_for(sample):
    found = nb.changes(make_plan(sample))
    assert found["ask"].str.len().min() > 10
    assert "rerun_test" not in set(found["change"])


def test_views_of_nothing_are_empty(tmp_path):
    nothing = load(tmp_path).tables
    found = nb.explain(nothing)
    frames = [
        nb.dimensions(nothing),
        nb.entangled(nothing),
        nb.within(nothing, "region", "site"),
        nb.workspaces(nothing),
    ]
    frames += [nb.causes(found), nb.unexplained(found), nb.crosstab(nothing, ["site"])]
    for frame in frames:
        assert isinstance(frame, pd.DataFrame)
        assert nb.show(frame).to_html()
    assert texts(nb.dots(nb.within(nothing, "region", "site"))) == []
    with pytest.raises(SelectionError, match="no device was read"):
        nb.telling_device(nothing, found)
