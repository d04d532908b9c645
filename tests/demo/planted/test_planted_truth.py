"""The truth that is told of a fleet, held against the loaded one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from mdeanalysis.demo.planted.columns import columns

LoadedOf = Callable[..., Any]
FLEETS = [(200, 2, "all", 0.0), (200, 5, "4", 0.1), (1000, 3, "all", 0.03)]
KEYS = {
    "kind",
    "conditions",
    "equivalent_conditions",
    "services",
    "hosts",
    "reason",
    "failure",
    "table",
    "devices",
    "exposed",
}


@pytest.mark.parametrize("arguments", FLEETS, ids=str)
def test_conditions_use_the_values_that_results_have(loaded_of: LoadedOf, arguments: tuple[Any, ...]) -> None:
    loaded = loaded_of(*arguments)
    results = loaded.results
    assert len(results) == arguments[0]
    names = set().union(*(columns(member) for member in loaded.planted.members))
    for member in loaded.planted.members:
        own, row = columns(member), results.loc[member.name]
        assert {name: None if pd.isna(row[name]) else row[name] for name in names} == {
            name: own.get(name) for name in names
        }


@pytest.mark.parametrize("arguments", FLEETS, ids=str)
def test_every_failing_device_is_explained(loaded_of: LoadedOf, arguments: tuple[Any, ...]) -> None:
    loaded = loaded_of(*arguments)
    causes = [cause for cause in loaded.truth["causes"] if cause["failure"]]
    troubled = set().union(*(cause["devices"] for cause in causes))
    others = set(loaded.truth["noise_devices"]) | set(loaded.truth["entangled_devices"])
    assert set(loaded.failing["device_name"]) <= troubled | others


@pytest.mark.parametrize("arguments", FLEETS, ids=str)
def test_a_cause_s_devices_fail_by_its_reason_among_other_causes_too(
    loaded_of: LoadedOf, arguments: tuple[Any, ...]
) -> None:
    loaded = loaded_of(*arguments)
    for cause in loaded.truth["causes"]:
        if cause["table"] != "urls" or not cause["failure"]:
            continue
        failing = loaded.failing
        by_it = failing[(failing["reason"] == cause["reason"]) & failing["host"].isin(cause["hosts"])]
        assert set(cause["devices"]) <= set(by_it["device_name"])
        assert set(cause["devices"]) <= set(cause["exposed"])


@pytest.mark.parametrize("arguments", FLEETS, ids=str)
def test_everything_that_is_written_is_read(loaded_of: LoadedOf, arguments: tuple[Any, ...]) -> None:
    fleet = loaded_of(*arguments).fleet
    assert fleet.problems.empty
    assert not fleet.results["superseded"].any()
    for name in ("device_id", "sense_guid", "device_key"):
        assert fleet.results[name].nunique() == len(fleet.results)


def test_the_truth_has_its_keys(loaded_of: LoadedOf) -> None:
    truth = loaded_of(200, 5, "4", 0.1).truth
    assert set(truth) == {"devices", "seed", "noise", "causes", "entangled_devices", "noise_devices"}
    assert (truth["devices"], truth["seed"], truth["noise"], len(truth["causes"])) == (200, 5, 0.1, 4)
    assert all(set(cause) == KEYS for cause in truth["causes"])


def test_noise_is_in_as_many_devices_as_was_asked_for_and_fails_them_for_many_reasons(loaded_of: LoadedOf) -> None:
    loaded = loaded_of(1000, 8, "none", 0.1)
    noisy = set(loaded.truth["noise_devices"])
    assert 70 < len(noisy) < 130
    assert set(loaded.failing["device_name"]) <= noisy
    assert set(loaded.failing["reason"]) >= {"dns", "timeout", "connect", "reset"}
    urls = loaded.failing.groupby("device_name", observed=True).size()
    assert urls.min() == 1
    assert urls.max() >= 15


def test_without_causes_and_noise_nobody_fails(loaded_of: LoadedOf) -> None:
    loaded = loaded_of(200, 6, "none")
    assert loaded.truth["causes"] == loaded.truth["noise_devices"] == []
    assert set(loaded.fleet.devices["state"]) == {"reached"}


def test_several_causes_at_one_device_are_told_apart_from_it(loaded_of: LoadedOf) -> None:
    """Who fails only because two causes meet is no counter-example and no device of either."""
    loaded = loaded_of(200, 2, "all")
    entangled = set(loaded.truth["entangled_devices"])
    troubled = set().union(*(cause["devices"] for cause in loaded.truth["causes"] if cause["table"] == "urls"))
    assert entangled
    assert entangled <= set(loaded.failing["device_name"])
    assert not entangled & troubled
