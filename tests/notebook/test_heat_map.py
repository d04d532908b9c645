"""Failure rates by two dimensions: they count devices, each with its denominator, and the picture says the same."""

from __future__ import annotations

import warnings
from pathlib import Path

import pandas as pd
import pytest
from builders import BAD, BLOB, CYBER, GATEWAY, GATEWAY_2, block, device, onboarding, report, write
from matplotlib.colors import to_hex
from scipy.stats import binomtest

from mdeanalysis import load
from mdeanalysis.errors import SelectionError
from mdeanalysis.notebook import failure_rates, heat_map
from mdeanalysis.report.colours import STATE_COLOURS

SAMPLE = Path(__file__).parents[2] / "sample_results"
CUT = "12007 12007"


@pytest.fixture(scope="module")
def sample():
    return load(SAMPLE).tables


def fleet_of(folder, *devices):
    """Tables of devices given as (site, blocks...)."""
    files = {}
    for number, (site, *blocks) in enumerate(devices):
        place = f"{site}/PC{number}/SystemInfoLogs"
        files[f"{place}/MDEClientAnalyzer.txt"] = report(*blocks, items=device(f"PC{number}"))
        files[f"{place}/RegOnboardedInfoCurrent.Json"] = onboarding()
    return load(write(folder, files)).tables


def cells(rates):
    """(row, column) -> (devices, failed, tested)."""
    names = list(rates.columns[:2])
    return {tuple(row[:2]): tuple(row[2:]) for row in rates[[*names, "devices", "failed", "tested"]].values.tolist()}


def words_in(figure):
    return [text.get_text() for text in figure.axes[0].texts]


@pytest.mark.parametrize(
    ("rows", "columns"), [("region", "site"), ("os_release", "agent"), ("site", "connectivity_mode")]
)
def test_rates_are_what_pandas_counts_by_itself(sample, rows, columns):
    devices = sample["devices"]
    expected = {}
    for (row, column), group in devices.groupby(
        [devices[rows].astype("string").fillna("unknown"), devices[columns].astype("string").fillna("unknown")]
    ):
        failed, reached = (group["state"] == "failed").sum(), (group["state"] == "reached").sum()
        expected[row, column] = (len(group), failed, failed + reached)
    rates = failure_rates(sample, rows, columns, most=50)
    assert cells(rates) == expected
    tested = rates[rates["tested"] > 0]
    assert (tested["rate"] - tested["failed"] / tested["tested"]).abs().max() < 1e-12


def test_rates_of_a_service_are_what_pandas_counts_by_itself(sample):
    newest = set(sample["devices"]["result_id"])
    urls = sample["urls"][sample["urls"]["result_id"].isin(newest) & (sample["urls"]["context"] == "system")]
    urls = urls[urls["required"].isna() | (urls["required"] == True)]  # noqa: E712 - a nullable column
    regions = dict(zip(sample["devices"]["device_key"], sample["devices"]["region"], strict=True))
    states = {}
    for key, service, state in zip(urls["device_key"], urls["service"], urls["state"], strict=True):
        states.setdefault((service, regions[key], key), set()).add(state)
    expected = {}
    for (service, region, _), found in states.items():
        pair = (service, "unknown" if pd.isna(region) else region)
        counts = expected.setdefault(pair, [0, 0, 0])
        counts[0] += 1
        counts[1] += "failed" in found
        counts[2] += bool(found & {"failed", "reached"})
    rates = failure_rates(sample, "service", "region")
    assert cells(rates) == {pair: tuple(counts) for pair, counts in expected.items()}


def test_a_device_that_fails_many_urls_counts_once(tmp_path):
    bad = [block(url, BAD) for url in (GATEWAY, GATEWAY_2)]
    tables = fleet_of(tmp_path, ("Lyon", *bad), ("Lyon", block(GATEWAY), block(GATEWAY_2)))
    assert cells(failure_rates(tables, "service", "site")) == {("command_control", "Lyon"): (2, 1, 2)}


def test_devices_that_were_cut_off_are_in_no_rate(tmp_path):
    tables = fleet_of(
        tmp_path, ("Lyon", block(GATEWAY, CUT)), ("Oslo", block(GATEWAY)), ("Oslo", block(GATEWAY, CUT))
    )
    rates = failure_rates(tables, "site", "region")
    assert cells(rates) == {("Oslo", "EU"): (2, 0, 1), ("Lyon", "EU"): (1, 0, 0)}
    assert rates["rate"].isna().tolist() == [False, True]


def test_what_is_unknown_is_a_value_of_its_own(sample):
    rates = failure_rates(sample, "region", "os_release")
    assert sample["devices"]["region"].isna().sum() == rates.loc[rates["region"] == "unknown", "devices"].sum() > 0


def test_unknown_in_the_tools_own_words_is_kept_apart(sample):
    counts = failure_rates(sample, "proxy_method", "region").groupby("proxy_method")["devices"].sum()
    assert counts["unknown"] == (sample["devices"]["proxy_method"] == "unknown").sum() > 0
    assert counts["unknown (not stated)"] == sample["devices"]["proxy_method"].isna().sum() > 0


def test_many_values_are_counted_together_without_counting_a_device_twice(sample):
    few = failure_rates(sample, "host", "platform", most=3)
    few = few[few["platform"] == "windows"]
    assert len(few) == 3
    rest = few[few["host"].str.endswith(" others)")]
    judged = sample["urls"][sample["urls"]["required"].fillna(True).astype(bool)]
    assert rest["devices"].item() <= judged["device_key"].nunique()
    assert few["host"].iloc[-1] == rest["host"].item()


def test_as_many_values_as_fit_are_not_counted_together(sample):
    sites = sample["devices"]["site"].nunique()
    assert failure_rates(sample, "site", "platform", most=sites)["site"].nunique() == sites
    assert failure_rates(sample, "site", "platform", most=sites - 1)["site"].iloc[-1] == "(2 others)"


def test_the_most_failing_value_stands_first(tmp_path):
    tables = fleet_of(tmp_path, ("A", block(GATEWAY)), ("A", block(GATEWAY)), ("B", block(GATEWAY, BAD)))
    assert failure_rates(tables, "site", "region")["site"].tolist() == ["B", "A"]


@pytest.mark.parametrize(
    ("rows", "columns", "words"),
    [("region", "colour", "no column 'colour'"), ("region", "region", "two different dimensions")],
    ids=["unknown-column", "same-twice"],
)
def test_dimensions_that_make_no_sense_are_named(sample, rows, columns, words):
    with pytest.raises(SelectionError, match=words):
        failure_rates(sample, rows, columns)


def test_every_cell_says_how_many_of_how_many(sample):
    rates = failure_rates(sample, "site", "os_release")
    counts = rates[["devices", "failed", "tested", "low", "high"]].values.tolist()
    expected = [
        f"{failed} of {tested}\n{failed / tested:.0%}\n({low:.0%} to {high:.0%})"
        if tested
        else f"{devices} without\na verdict"
        for devices, failed, tested, low, high in counts
    ]
    assert words_in(heat_map(rates)) == expected
    assert any(words.endswith("verdict") for words in expected)
    assert "\n(" not in "".join(words_in(heat_map(rates.drop(columns=["low", "high"]))))


def test_each_rate_has_the_interval_of_wilson(sample):
    rates = failure_rates(sample, "site", "os_release")
    tested = rates[rates["tested"] > 0]
    for failed, of, low, high in tested[["failed", "tested", "low", "high"]].values.tolist():
        interval = binomtest(failed, of).proportion_ci(method="wilson")
        assert (low, high) == pytest.approx((interval.low, interval.high))
    assert rates.loc[rates["tested"] == 0, ["low", "high"]].isna().all(axis=None)


def test_a_cell_is_as_dark_as_its_rate_and_untested_is_no_rate(tmp_path):
    tables = fleet_of(tmp_path, ("A", block(GATEWAY, BAD)), ("B", block(GATEWAY)), ("C", block(GATEWAY, CUT)))
    figure = heat_map(failure_rates(tables, "site", "region"))
    colours = [to_hex(cell.get_facecolor()) for cell in figure.axes[0].patches]
    assert colours[0] == STATE_COLOURS["failed"][0]
    assert colours[2] == STATE_COLOURS["not_tested"][0]
    assert len(set(colours)) == 3


def test_a_picture_of_nothing_can_be_drawn(tmp_path):
    rates = failure_rates(load(tmp_path).tables, "region", "service")
    assert rates.columns.tolist() == ["region", "service", "devices", "failed", "tested", "rate", "low", "high"]
    assert words_in(heat_map(rates)) == []


def test_names_that_no_font_has_or_that_look_like_a_formula_are_drawn_in_silence(tmp_path):
    sites = ["$x_{$", "\U0001f3ed\U00013000", "a" * 200]
    tables = fleet_of(tmp_path, *[(site, block(CYBER, BAD), block(BLOB, "400 400 400 - -")) for site in sites])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = heat_map(failure_rates(tables, "service", "site"))
    names = [label.get_text() for label in figure.axes[0].get_xticklabels()]
    assert "$x_{$" in names
    assert any(name.startswith("aaa") and name.endswith("…") for name in names)
