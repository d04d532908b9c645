"""How many devices reach each service by each method."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.report.part import Basis, Content, HeatMap, Part
from mdeanalysis.report.section import Link, Section, share
from mdeanalysis.report.selection import records
from mdeanalysis.vocabulary import METHODS, SERVICES

_KEYS = ["result_id", "service", "method"]
#: Tries that say nothing of the way.
_SILENT = ("not_configured", "missing", "unknown")
_WAY = ("service", "method", "devices", "failed", "of", "share", "evidence")
_FAILED = ("device_name", "service", "method", "failed_urls", "of", "reason", "evidence")


def build(basis: Basis) -> Content:
    """A picture and a table of devices by service and method; then each device's services that a method misses."""
    ways = _ways(basis)
    if not len(ways):
        return Content(nothing=basis.words("nothing.services"))
    table = Section("ways", basis.words("table.ways"), _WAY)
    counts = ways.groupby(["service", "method"]).agg(
        devices=("result_id", "size"), failed=("bad", "sum"), evidence=("evidence", "first")
    )
    for row in sorted(records(counts.reset_index(), (*_WAY[:4], "evidence")), key=_place):
        table.rows.append(row | {"of": row["devices"], "share": share(row["failed"], row["devices"])})
    table.links = {"failed": Link("failed_ways", {"service": "service", "method": "method"})}
    return Content(
        basis.words("lead.services"),
        tables=[table, _failed(basis, ways[ways["bad"]])],
        pictures=[HeatMap("ways", _rates(table))],
    )


def _ways(basis: Basis) -> pd.DataFrame:
    """One row a device, service and method that it tried: how many URLs, how many not reached, why, and where."""
    judging = basis.judging[["result_id", "url", "service", "device_name"]]
    tries = basis.view.attempts
    tries = tries[(tries["context"] == "system") & ~tries["outcome"].isin(_SILENT)]
    tries = tries[["result_id", "url", "method", "reached", "reason", "source", "line"]]
    found = tries.astype({"url": "str", "result_id": "str"}).merge(
        judging.dropna(subset="service").astype({"url": "str", "result_id": "str"}), on=["result_id", "url"]
    )
    found[["service", "method"]] = found[["service", "method"]].astype("str")
    keys = found.groupby(_KEYS, sort=True)
    missed = found[~found["reached"].fillna(False).astype(bool)]
    first = missed.drop_duplicates(_KEYS).set_index(_KEYS)
    ways = pd.DataFrame({"of": keys.size(), "device_name": keys["device_name"].first().astype("str")})
    ways["failed_urls"] = missed.groupby(_KEYS).size().reindex(ways.index).fillna(0).astype("int64")
    ways["reason"] = first["reason"].astype("str")
    ways["evidence"] = first["source"].astype("str") + ":" + first["line"].astype("str")
    ways["bad"] = ways["failed_urls"] > 0
    return ways.reset_index()


def _failed(basis: Basis, ways: pd.DataFrame) -> Section:
    rows = ways.sort_values(["service", "method", "device_name"], kind="stable")
    return Section("failed_ways", basis.words("table.failed_ways"), _FAILED, records(rows, _FAILED))


def _rates(table: Section) -> pd.DataFrame:
    rates = pd.DataFrame(table.rows, columns=["service", "method", "devices", "failed"])
    rates["tested"] = rates["devices"]
    rates["rate"] = rates["failed"] / rates["tested"]
    return rates


def _place(row: dict[str, str]) -> tuple[int, int]:
    return SERVICES.index(row["service"]), METHODS.index(row["method"])


PART = Part("services", 50, build)
