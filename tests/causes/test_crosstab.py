"""A cross table counts devices and says how sure its rates are."""

from __future__ import annotations

import pandas as pd
import pytest
from causes.tiny import device, several, tables

from mdeanalysis.causes import crosstab
from mdeanalysis.errors import SelectionError

FLEET = [
    *several(4, "a", "dns", proxy_method="wpad", region="EU"),
    *several(1, "b", proxy_method="wpad", region="EU"),
    *several(5, "c", proxy_method="direct", region="US"),
    device("d", {}, (), proxy_method="direct", state="not_tested"),
]


def test_each_row_has_counts_rate_and_interval() -> None:
    rows = crosstab(tables(FLEET), ["proxy_method", "region"])
    assert rows[["proxy_method", "region", "devices", "failed", "of"]].to_numpy().tolist() == [
        ["wpad", "EU", 5, 4, 5],
        ["direct", "US", 5, 0, 5],
        ["direct", "(not stated)", 1, 0, 0],
    ]
    assert rows["rate"].iloc[0] == pytest.approx(0.8)
    assert (rows["low"].iloc[0], rows["high"].iloc[0]) == pytest.approx((0.3755, 0.9638), abs=1e-4)
    assert pd.isna(rows["rate"].iloc[2])


def test_one_service_may_be_asked_for() -> None:
    services = {"a.example.com": "command_control", "b.example.com": "settings"}
    fleet = [device(f"x{n}", {"b.example.com": "dns"}, tuple(services), region="EU") for n in range(3)]
    frames = tables(fleet, services)
    assert crosstab(frames, ["region"], "settings")["failed"].tolist() == [3]
    assert crosstab(frames, ["region"], "command_control")["failed"].tolist() == [0]
    with pytest.raises(SelectionError, match=r"no service 'maps'.*command_control"):
        crosstab(frames, ["region"], "maps")


def test_a_device_counts_in_each_member_of_its_list() -> None:
    rows = crosstab(tables([device("a", workspace_ids="w1,w2"), device("b", workspace_ids="w2")]), ["workspace_ids"])
    assert dict(zip(rows["workspace_ids"], rows["devices"], strict=True)) == {"w1": 1, "w2": 2}


def test_a_column_of_ones_own_may_stand_in_it() -> None:
    extra = pd.DataFrame({"device_key": ["a0"], "vlan": ["17"]})
    assert crosstab(tables(several(2, "a", region="EU")), ["vlan"], extra=extra)["devices"].tolist() == [1, 1]


def test_a_column_that_there_is_not_is_named_with_those_there_are() -> None:
    with pytest.raises(SelectionError, match=r"no column 'colour'.*region"):
        crosstab(tables(FLEET), ["colour"])
