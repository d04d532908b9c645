"""Live beside the fleet: for each URL and way what is expected, how many devices reached it, and what it is here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from mdeanalysis.report import device
from mdeanalysis.report.section import Row, Section, counted
from mdeanalysis.report.selection import records

Tables = Mapping[str, pd.DataFrame]
_ABOUT = ("url", "method", "proxy_address")
COLUMNS = (*_ABOUT, "expected", "device", "fleet_reached", "fleet_tested", "live", "disagree")
#: Outcomes of tries that were no test of the network.
_UNTRIED = ("not_configured", "missing", "unknown")
_TRIES = (*_ABOUT, "outcome", "http_status", "error_code", "reached", "reason")
#: Where no script is discovered, the analyzer goes on without a proxy, and a probe does not: nothing to compare.
_NOTHING_FOUND = "wpad_not_found"


def beside(live: Tables, fleet: Tables, like: str | None = None) -> Section:
    """One row a URL and way (method and the proxy that the row names) that were tried here.

    `device` is the answer that the device with the key `like` got. `disagree` says where most of the fleet's devices
    (newest results) reached it and this computer did not, or the contrary.
    """
    newest = fleet["attempts"][fleet["attempts"]["result_id"].isin(fleet["devices"]["result_id"])]
    newest = _tried(newest[newest["context"] == "system"])
    tested, reached = _counts(newest), _counts(newest[newest["reached"]])
    own = {_way(row): device.answer(row) for row in records(newest[newest["device_key"] == like], _TRIES)}
    expected = dict(zip(live["urls"]["url"], live["urls"]["expected_status"], strict=True))
    section = Section("beside", "Here and in the fleet", COLUMNS)
    for row in records(_tried(live["attempts"]), _TRIES):
        way = _way(row)
        told: Row = {name: row[name] for name in _ABOUT} | {"expected": expected[row["url"]]}
        told |= {"device": own.get(way), "fleet_reached": reached[way], "fleet_tested": tested[way]}
        told |= {"live": device.answer(row), "disagree": _difference(row, reached[way], tested[way])}
        section.rows.append(told)
    section.rows.sort(key=lambda row: not row["disagree"])
    different = sum(bool(row["disagree"]) for row in section.rows)
    section.note = f"{different:,} of {counted(len(section.rows), 'way')} differ"
    return section


def _tried(attempts: pd.DataFrame) -> pd.DataFrame:
    return attempts[~attempts["outcome"].isin(_UNTRIED)]


def _way(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return row["url"], row["method"], (row["proxy_address"] or "").lower()


def _counts(attempts: pd.DataFrame) -> Counter[tuple[str, str, str]]:
    """How many tries there are of each way."""
    return Counter(map(_way, records(attempts, _ABOUT)))


def _difference(row: Row, reached: int, tested: int) -> str:
    if not tested or row["reason"] == _NOTHING_FOUND or row["reached"] == (2 * reached > tested):
        return ""
    return "most fail" if row["reached"] else "most reach it"
