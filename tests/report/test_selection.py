"""Choosing devices by conditions, and finding one."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest

from mdeanalysis import load
from mdeanalysis.demo import write_fleet
from mdeanalysis.errors import SelectionError
from mdeanalysis.report.device import find
from mdeanalysis.report.selection import records, select

Tables = Mapping[str, pd.DataFrame]


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    folder = tmp_path_factory.mktemp("fleet") / "all"
    write_fleet(folder, 40, 7)
    return load(folder).tables


def test_no_condition_leaves_everything(fleet: Tables) -> None:
    assert all(frame is fleet[name] for name, frame in select(fleet, []).items())


def test_all_conditions_must_fit_and_every_table_follows(fleet: Tables) -> None:
    chosen = select(fleet, [("site", "Denver"), ("state", "FAILED")])
    devices = fleet["devices"]
    keys = set(devices[(devices["site"] == "Denver") & (devices["state"] == "failed")]["device_key"])
    assert keys
    for name, frame in chosen.items():
        if name in {"problems", "coverage"}:
            assert frame is fleet[name]
        else:
            assert len(frame) == fleet[name]["device_key"].isin(keys).sum()
            assert list(frame.columns) == list(fleet[name].columns)
            assert (frame.dtypes == fleet[name].dtypes).all()


def test_older_results_of_a_chosen_device_stay_with_it(fleet: Tables) -> None:
    older = fleet["results"][fleet["results"]["superseded"]].iloc[0]
    assert len(select(fleet, [("device_key", older["device_key"])])["results"]) == 2


@pytest.mark.parametrize(("column", "value"), [("os_build", "17763"), ("onboarded", "true"), ("required_urls", "23")])
def test_numbers_and_truths_are_compared_as_they_are_written(fleet: Tables, column: str, value: str) -> None:
    chosen = select(fleet, [(column, value)])["devices"]
    assert 0 < len(chosen) < len(fleet["devices"])
    assert set(chosen[column].astype("str").str.lower()) == {value}


def test_nothing_after_the_sign_means_unknown(fleet: Tables) -> None:
    chosen = select(fleet, [("region", "")])["devices"]
    assert len(chosen) == fleet["devices"]["region"].isna().sum() > 0
    assert chosen["region"].isna().all()


@pytest.mark.parametrize("value", ["Atlantis", "Den", "Denver2", "nan", "<NA>", "None"])
def test_a_value_that_no_device_has_chooses_none(fleet: Tables, value: str) -> None:
    chosen = select(fleet, [("site", value)])
    assert all(not len(frame) for name, frame in chosen.items() if name != "problems")


def test_a_column_that_devices_lack_is_named_with_those_they_have(fleet: Tables) -> None:
    with pytest.raises(SelectionError, match=r"no column 'colour'.*site"):
        select(fleet, [("colour", "red")])


@pytest.mark.parametrize("column", ["device_name", "device_key", "device_id", "result_id"])
def test_a_device_is_found_by_name_key_and_ids_in_any_case(fleet: Tables, column: str) -> None:
    row = fleet["devices"].dropna(subset=[column]).iloc[3]
    assert find(fleet, str(row[column]).lower()) == find(fleet, str(row[column]).upper()) == row["device_key"]


def test_an_unknown_name_is_answered_with_the_nearest(fleet: Tables) -> None:
    name = str(fleet["devices"]["device_name"].iloc[5])
    with pytest.raises(SelectionError, match=f"did you mean .*{name}"):
        find(fleet, name[:-1] + "x")


def test_a_name_near_to_none_is_answered_with_the_number_of_devices(fleet: Tables) -> None:
    with pytest.raises(SelectionError, match="among the 40 devices read"):
        find(fleet, "ÿÿÿÿ")


def test_two_devices_of_one_name_are_told_apart_by_their_keys(fleet: Tables) -> None:
    results = fleet["results"].copy()
    results["device_name"] = "TWIN"
    with pytest.raises(SelectionError, match=f"40 devices.*{results['device_key'].iloc[1]}"):
        find({**fleet, "results": results}, "twin")


def test_the_id_of_an_older_result_finds_its_device(fleet: Tables) -> None:
    older = fleet["results"][fleet["results"]["superseded"]].iloc[0]
    assert find(fleet, str(older["result_id"])) == older["device_key"]


def test_records_are_plain_values_with_none_for_unknown() -> None:
    frame = pd.DataFrame({"n": pd.array([1, None], "Int64"), "t": pd.Categorical(["a", None]), "b": [True, False]})
    made = records(frame, ["n", "t", "b"])
    assert made == [{"n": 1, "t": "a", "b": True}, {"n": None, "t": None, "b": False}]
    assert [type(value) for value in made[0].values()] == [int, str, bool]
