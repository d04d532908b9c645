"""A probe beside the sample fleet, as a notebook shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

import mdeanalysis
from mdeanalysis.errors import SelectionError
from mdeanalysis.notebook import live_beside
from mdeanalysis.probes.dns import Resolver

SAMPLE = Path(__file__).parent.parent.parent / "sample_results"
DEVICE = "DEN-WS00003"


def test_a_probe_like_a_device_stands_beside_the_fleet() -> None:
    fleet = mdeanalysis.load(SAMPLE)
    resolver = Resolver({"*": "127.0.0.1:9"})
    live = mdeanalysis.probe(like=(DEVICE, SAMPLE), resolver=resolver, suffixes=(), announced=(), connect_timeout=1)
    shown = live_beside(live.tables, fleet.tables, DEVICE)
    tested = fleet.urls[fleet.urls["device_name"] == DEVICE]["url"]
    assert set(shown["url"]) == set(tested)
    gateway = shown[shown["url"].str.contains("winatp-gw-cus") & (shown["method"] == "default_proxy")].iloc[0]
    tries = fleet.attempts[(fleet.attempts["url"] == gateway["url"]) & (fleet.attempts["method"] == "default_proxy")]
    newest = tries[tries["result_id"].isin(fleet.devices["result_id"])]
    assert (gateway["fleet_reached"], gateway["fleet_tested"]) == (newest["reached"].sum(), len(newest))
    assert (gateway["device"], gateway["live"], gateway["disagree"]) == ("12007", "12029", "most reach it")
    with pytest.raises(SelectionError):
        live_beside(live.tables, fleet.tables, "NO-SUCH-PC")
