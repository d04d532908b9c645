"""What failures go together with: every dimension by itself, one within another, causes, a twin, and the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from mdeanalysis.causes import Explanation, crosstab, twin
from mdeanalysis.causes.cross import NOT_STATED
from mdeanalysis.causes.outcomes import outcome_rows
from mdeanalysis.errors import SelectionError
from mdeanalysis.notebook.evidence import most_failed
from mdeanalysis.notebook.views import frame_of
from mdeanalysis.plan import Plan
from mdeanalysis.report import causes as words
from mdeanalysis.report.device import find
from mdeanalysis.report.plan import build
from mdeanalysis.report.selection import known_column

Tables = Mapping[str, pd.DataFrame]
#: The dimensions that the mission names, and the two that mostly stand behind them.
DIMENSIONS = ("proxy_method", "proxy_address", "region", "os_release", "workspace_ids", "site")
_SCREENED = ("dimension", "values", "worst", "failed", "of", "rate", "low", "high", "p")
_BESIDE = ("about", "name")
_CAUSES = (
    *("rank", "conditions", "reason", "services", "failing_devices", "exposed_devices", "share", "elsewhere_share"),
    "q_value",
)


def dimensions(tables: Tables, names: Sequence[str] = DIMENSIONS) -> pd.DataFrame:
    """One row a dimension, the one that separates most first: its worst value and rate, and p of one rate for all.

    Worst is the value whose interval begins highest: "1 of 1" is no match for "30 of 40".
    """
    rows = [_screened(crosstab(tables, [name]), name) for name in names]
    found = pd.DataFrame([row for row in rows if row], columns=list(_SCREENED))
    return found.sort_values(["p", "dimension"], kind="stable", ignore_index=True)


def _screened(table: pd.DataFrame, name: str) -> dict[str, Any]:
    tested = table[table["of"] > 0]
    if not len(tested):
        return {}
    worst = tested.iloc[int(tested["low"].to_numpy(dtype=float).argmax())]
    counts = {column: worst[column] for column in ("failed", "of", "rate", "low", "high", "p")}
    return {"dimension": name, "values": len(tested), "worst": worst[name], **counts}


def workspaces(tables: Tables) -> pd.DataFrame:
    """`crosstab` by workspace for each kind of workspace host (`rule`), which a device's own state leaves out."""
    tested = outcome_rows(tables).services
    rules = sorted(set(tables["workspace_hosts"]["rule"].dropna().astype("str")) & set(tested))
    parts = [crosstab(tables, ["workspace_ids"], service=rule).assign(rule=rule) for rule in rules]
    parts = parts or [crosstab(tables, ["workspace_ids"]).head(0).assign(rule="")]
    found = pd.concat(parts, ignore_index=True)
    found = found[found["of"] > 0].sort_values(["failed", "of"], ascending=False, kind="stable", ignore_index=True)
    return found[["rule", *found.columns[:-1]]]


def within(tables: Tables, one: str, other: str) -> pd.DataFrame:
    """`crosstab` by `one`, and how often its devices' peers fail: those alike in `other` that differ in `one`.

    `compared` devices have such peers, `compared_rate` of them failed, and `peers_rate` would have if they failed as
    their peers do. If both are near each other, `other` explains what `one` seems to do; both are <NA> where no
    device has a peer, and then nothing can tell the two apart. Not to state a value is no likeness, and devices
    not tested are in no rate.
    """
    if one == other:
        raise SelectionError(f"two different dimensions are needed, not {one} twice")
    table = crosstab(tables, [one])
    cells = crosstab(tables, [one, other])
    cells = cells[cells[other] != NOT_STATED]
    every = cells.groupby(other)[["failed", "of"]].transform("sum")
    cells["peers"], cells["bad_peers"] = every["of"] - cells["of"], every["failed"] - cells["failed"]
    cells = cells[(cells["peers"] > 0) & (cells["of"] > 0)]
    cells["expected"] = cells["of"] * cells["bad_peers"] / cells["peers"]
    sums = cells.groupby(one)[["of", "failed", "expected"]].sum().reindex(table[one])
    compared = sums["of"].where(sums["of"] > 0)
    table["compared"] = compared.fillna(0).astype("int64").to_numpy()
    table["compared_rate"] = pd.array((sums["failed"] / compared).to_numpy(dtype=float), dtype="Float64")
    table["peers_rate"] = pd.array((sums["expected"] / compared).to_numpy(dtype=float), dtype="Float64")
    return table.assign(within=other)


def entangled(tables: Tables, names: Sequence[str] = DIMENSIONS) -> pd.DataFrame:
    """One row a pair of dimensions: how much they hang together, those that do most first.

    `v` is Cramer's V without the part that chance alone brings (Bergsma 2013): 0 for independent, 1 where one tells
    the other. Devices whose value is not stated in either are left out.
    """
    devices = tables["devices"]
    rows = [
        {"one": one, "other": other} | _association(known_column(devices, one), known_column(devices, other))
        for at, one in enumerate(names)
        for other in names[at + 1 :]
    ]
    found = pd.DataFrame(rows, columns=["one", "other", "devices", "v"]).astype({"v": "Float64"})
    return found.sort_values("v", ascending=False, kind="stable", ignore_index=True, na_position="last")


def _association(one: pd.Series[Any], other: pd.Series[Any]) -> dict[str, Any]:
    both = (one.notna() & other.notna()).to_numpy()
    counts = pd.crosstab(one[both].astype("str").to_numpy(), other[both].astype("str").to_numpy()).to_numpy(
        dtype=float
    )
    n, (rows, columns) = int(counts.sum()), counts.shape
    if n < 2 or min(rows, columns) < 2:
        return {"devices": n, "v": None}
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / n
    phi = float(((counts - expected) ** 2 / expected).sum()) / n
    phi = max(0.0, phi - (rows - 1) * (columns - 1) / (n - 1))
    least = min(rows - (rows - 1) ** 2 / (n - 1), columns - (columns - 1) ** 2 / (n - 1)) - 1
    return {"devices": n, "v": min(1.0, (phi / least) ** 0.5) if least > 0 else None}


def causes(found: Explanation) -> pd.DataFrame:
    """One row a cause, the one of most devices first, with its rate here and elsewhere."""
    return frame_of(words.overview(found)).reindex(columns=list(_CAUSES))


def unexplained(found: Explanation) -> pd.DataFrame:
    """One row a service and reason of which no cause is known."""
    return frame_of(words.unexplained(found))


def telling_device(tables: Tables, found: Explanation) -> str:
    """The key of a device to look at: the first of the first cause, or the one with the most failed URLs.

    Raises `SelectionError` where no device was read.
    """
    real = [cause for cause in found.causes if cause.reason != "not_tested" and cause.device_keys]
    return real[0].device_keys[0] if real else most_failed(tables)


def beside_twin(tables: Tables, device: str) -> pd.DataFrame:
    """A device beside the most similar one that works: first what they share, then only what differs.

    No row where no device works. `device` is a key, or a name that only one device has; raises `SelectionError`
    where there is no such device.
    """
    key = find(tables, device)
    try:
        found = twin(tables, key)
    except SelectionError:
        return pd.DataFrame(columns=[*_BESIDE, "device", "twin"])
    own = tables["devices"].set_index(tables["devices"]["device_key"].astype("str")).loc[key]
    alike = pd.DataFrame({"about": "shared", "name": found.alike})
    alike["device"] = alike["twin"] = [str(own[name]) for name in found.alike]
    settings, urls = found.proxy_settings, _by_service(found.urls)
    differences = {"dimension": found.dimensions, "proxy setting": settings, "fact": found.facts, "urls": urls}
    parts = [alike, *(part.assign(about=about) for about, part in differences.items())]
    frame = pd.concat(parts, ignore_index=True)[[*_BESIDE, "device", "twin"]]
    return frame.set_axis([*_BESIDE, f"device {found.device}", f"twin {found.twin}"], axis=1)


def _by_service(urls: pd.DataFrame) -> pd.DataFrame:
    """URLs of a service that end alike on either device as one row: `name` says how many hosts."""
    parts = urls.assign(name=urls["name"].str.rsplit(" ", n=1).str[0])
    columns = ["name", "device", "twin"]
    counts = parts.groupby(columns, sort=False).size().reset_index(name="hosts")
    hosts = counts["hosts"].astype("str") + counts["hosts"].map({1: " host"}).fillna(" hosts")
    return counts.assign(name=counts["name"] + ", " + hosts)[columns]


def changes(plan: Plan) -> pd.DataFrame:
    """One row a change, the one that frees most first, with what to ask for."""
    frame = frame_of(build(plan)[0])
    asked = plan.changes.set_index("rank")["ask"]
    frame = frame.drop(columns="evidence")
    return frame.assign(ask=[asked.get(rank, "") for rank in frame["rank"]])
