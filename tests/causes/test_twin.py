"""The twin is the most similar device that works, and only what differs is shown."""

from __future__ import annotations

import pandas as pd
import pytest
from causes.tiny import HOST, device, several, tables

from mdeanalysis.causes import twin
from mdeanalysis.errors import SelectionError
from mdeanalysis.tables import to_frame

SAME = {"site": "Lyon", "region": "EU", "os_build": 19045}


def test_the_twin_agrees_in_most_and_works() -> None:
    fleet = [
        device("bad", {HOST: "dns"}, **SAME),
        device("near", site="Lyon", region="EU", os_build=22631),
        device("far", site="Oslo", region="US", os_build=19045),
        device("failing", {HOST: "dns"}, **SAME),
    ]
    found = twin(tables(fleet), "bad")
    assert (found.device, found.twin) == ("bad", "near")
    assert found.alike == ["region", "site"]
    assert found.dimensions.to_numpy().tolist() == [["os_build", "19045", "22631"]]
    assert found.urls.to_numpy().tolist() == [[f"command_control {HOST}", "failed: dns", "reached"]]


def test_of_equals_the_first_by_name_is_taken() -> None:
    fleet = [device("z", **SAME), device("bad", {HOST: "dns"}, **SAME), device("a", **SAME)]
    assert twin(tables(fleet), "bad").twin == "a"


def test_a_working_device_is_not_its_own_twin() -> None:
    assert twin(tables([device("a", **SAME), device("b", **SAME)]), "a").twin == "b"


def test_a_column_of_ones_own_counts() -> None:
    fleet = [device("bad", {HOST: "dns"}, **SAME), device("a", **SAME), device("b", **SAME)]
    extra = pd.DataFrame({"device_key": ["bad", "a", "b"], "vlan": ["17", "18", "17"]})
    assert twin(tables(fleet), "bad", extra).twin == "b"


def test_proxy_settings_that_differ_are_shown_by_place() -> None:
    frames = tables([device("bad", {HOST: "dns"}, **SAME), device("good", **SAME)])
    frames["proxy_settings"] = to_frame(
        "proxy_settings",
        {
            "result_id": ["bad", "good", "bad", "good"],
            "scope": ["winhttp", "winhttp", "oms", "oms"],
            "kind": ["static", "direct", "direct", "direct"],
            "address": ["10.0.0.1:8080", None, None, None],
            "bypass": ["*.example.com", None, None, None],
        },
        4,
    )
    shown = twin(frames, "bad").proxy_settings.to_numpy().tolist()
    assert shown == [["winhttp", "static 10.0.0.1:8080 past it: *.example.com", "direct"]]


def test_a_fact_that_differs_from_device_to_device_is_left_out() -> None:
    fleet = [device("bad", {HOST: "dns"}, **SAME), *several(3, "good", **SAME)]
    frames = tables(fleet)
    names = [one["name"] for one in fleet]
    columns = {
        "result_id": [*names, *names],
        "name": ["Sense service Status"] * 4 + ["Device ID"] * 4,
        "value": ["Stopped", "Running", "Running", "Running", "1", "2", "3", "4"],
    }
    frames["facts"] = to_frame("facts", columns, 8)
    assert twin(frames, "bad").facts.to_numpy().tolist() == [["Sense service Status", "Stopped", "Running"]]


@pytest.mark.parametrize(
    ("fleet", "key", "said"),
    [
        (several(2, "a"), "zz", "no device with the key 'zz'"),
        ([device("only")], "only", "no device works"),
        (several(2, "a", "dns"), "a0", "no device works"),
    ],
    ids=["no-such-device", "alone", "none-works"],
)
def test_where_there_is_no_twin_that_is_said(fleet: list[dict[str, object]], key: str, said: str) -> None:
    with pytest.raises(SelectionError, match=said):
        twin(tables(fleet), key)
