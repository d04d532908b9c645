"""What failed on which device, seen by service and by host, and how much of it is explained already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.types import union_categoricals

from mdeanalysis.tables.typed import categorical
from mdeanalysis.vocabulary import REASONS

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Tables = Mapping[str, pd.DataFrame]
#: Reasons by their codes; the last says that a device was not tested at all.
NAMES = (*REASONS, "not_tested")
#: Reasons that speak of one way out: who reaches the host by another has the trouble all the same, and is no evidence
#: against a cause. A direct way that is closed is no trouble where a proxy is meant to be used.
PATH_REASONS = ("tls_inspection", "proxy_auth", "proxy_refused", "invalid_proxy", "wpad_script")
_OTHER, NOT_TESTED = REASONS.index("other"), len(REASONS)
UNLISTED = "not in the catalogue"
#: What stands for a service where the question is whether a device was tested.
TEST = "test"


@dataclass
class Rows:
    """The judging rows of the tested devices, one a device and URL (or workspace host).

    `device` is a row of `devices`; `place` is the row's position in `source` and `line`.
    """

    device: Ints
    service: Ints
    host: Ints
    failed: Bools
    reason: Ints
    services: list[str]
    hosts: list[str]
    source: pd.Categorical
    line: npt.NDArray[np.float64]
    #: The reasons that speak of one path (a bit each) for which one of a row's ways failed.
    ways: Ints
    #: The number of the cause that explains a failed row, -1 for none.
    explained: Ints = field(init=False)
    #: The number of the cause that has driven a failed row onto another way, which fails for a reason of its own.
    driven_by: Ints = field(init=False)

    def __post_init__(self) -> None:
        self.explained = np.full(len(self.device), -1)
        self.driven_by = np.full(len(self.device), -1)

    @property
    def settled(self) -> Bools:
        """Failed rows that are no evidence of a further cause."""
        return np.asarray((self.explained >= 0) | (self.driven_by >= 0))

    @cached_property
    def masked(self) -> Bools:
        """Rows that are reached although one of their ways failed."""
        return np.asarray(~self.failed & (self.ways > 0))

    @cached_property
    def size(self) -> int:
        """One more than the last device with rows."""
        return int(self.device.max(initial=-1)) + 1

    def place(self, at: int) -> str:
        """`source:line` of a row, the source alone where it has no line."""
        line = self.line[at]
        return str(self.source[at]) + ("" if np.isnan(line) else f":{int(line)}")


@dataclass
class View:
    """A service or host: who was tested for it, and which rows of it failed."""

    service: int
    #: None for the service as a whole.
    host: int | None
    exposed: Ints
    #: Positions of the failed rows, and of those reached by another path.
    failed: Ints
    masked: Ints


def outcome_rows(tables: Tables) -> Rows:
    """The rows of each device's newest result that judge it: as SYSTEM, required where known, reached or failed.

    Hosts of workspaces stand under their rule, the wildcard, since a host exists only in its workspace. Devices that
    were cut off or not tested have no rows but one of `TEST`, which the latter fail.
    """
    devices = tables["devices"]
    parts = [
        _of_urls(tables["urls"], devices),
        _of_workspaces(tables["workspace_hosts"], devices),
        _of_tests(devices),
    ]
    service, host, source = (
        union_categoricals([part[name] for part in parts]) for name in ("service", "host", "source")
    )

    def joined(name: str, dtype: str) -> npt.NDArray[Any]:
        return np.concatenate([part[name].to_numpy(dtype=dtype) for part in parts])

    device, failed, hosts = joined("device", "int64"), joined("failed", "bool"), host.codes.astype(np.int64)
    return Rows(
        device,
        service.codes.astype(np.int64),
        hosts,
        failed,
        joined("reason", "int64"),
        [str(name) for name in service.categories],
        [str(name) for name in host.categories],
        source,
        joined("line", "float"),
        _ways(tables["attempts"], devices, device, hosts, host.categories),
    )


def _ways(attempts: pd.DataFrame, devices: pd.DataFrame, device: Ints, host: Ints, hosts: pd.Index[str]) -> Ints:
    """For each row the bits of the reasons that speak of one path, for which a try of its host failed."""
    own = attempts[(attempts["reason"].isin(PATH_REASONS) & (attempts["context"] == "system")).to_numpy()]
    bits = np.zeros(len(device), dtype=np.int64)
    at, column = position(own, devices), own["host"].astype("category").cat
    code = np.append(hosts.get_indexer(column.categories.astype("str")), -1)[column.codes.to_numpy()]
    place, known = device * (len(hosts) + 1) + host, (at >= 0) & (code >= 0)
    for reason in PATH_REASONS:
        keys = np.unique((at * (len(hosts) + 1) + code)[known & (own["reason"] == reason).to_numpy()])
        if len(keys):
            nearest = np.searchsorted(keys, place).clip(max=len(keys) - 1)
            bits |= (keys[nearest] == place).astype(np.int64) << REASONS.index(reason)
    return bits


def position(rows: pd.DataFrame, devices: pd.DataFrame) -> Ints:
    """Each row's device as a position in `devices`, -1 for rows of other results."""
    known = pd.Index(devices["result_id"].astype("str"))
    column = rows["result_id"].astype("category")
    place = np.append(known.get_indexer(column.cat.categories.astype("str")), -1)
    return np.asarray(place[column.cat.codes.to_numpy()], dtype=np.int64)


def _of_urls(urls: pd.DataFrame, devices: pd.DataFrame) -> pd.DataFrame:
    at = position(urls, devices)
    tested = devices["state"].isin(["reached", "failed"]).to_numpy()
    keep = (at >= 0) & (urls["context"] == "system").to_numpy() & urls["state"].isin(["reached", "failed"]).to_numpy()
    keep &= urls["required"].to_numpy(dtype=bool, na_value=True) & np.append(tested, False)[at]
    chosen = urls[keep]
    return _rows(chosen, at[keep], (chosen["state"] == "failed").to_numpy(), chosen["service"])


def _of_workspaces(hosts: pd.DataFrame, devices: pd.DataFrame) -> pd.DataFrame:
    at = position(hosts, devices)
    keep = (at >= 0) & hosts["outcome"].isin(["succeeded", "failed"]).to_numpy()
    chosen = hosts[keep]
    return _rows(chosen, at[keep], (chosen["outcome"] == "failed").to_numpy(), chosen["rule"])


def _rows(frame: pd.DataFrame, device: Ints, failed: Bools, service: pd.Series[str]) -> pd.DataFrame:
    reasons = frame["reason"].astype("category")
    codes = np.append(pd.Index(REASONS).get_indexer(reasons.cat.categories.astype("str")), -1)
    reason = codes[reasons.cat.codes.to_numpy()]
    return pd.DataFrame(
        {
            "device": device,
            "service": _named(service),
            "host": _named(frame["host"]),
            "failed": failed,
            "reason": np.where(reason < 0, _OTHER, reason),
            "source": _named(frame["source"]),
            "line": frame["line"].to_numpy(dtype="float", na_value=np.nan),
        }
    )


def _named(column: pd.Series[str]) -> pd.Categorical:
    """The column as a categorical in which nothing is unknown."""
    found = column.astype("category").cat
    codes = found.codes.to_numpy()
    names = [*found.categories.astype("str"), UNLISTED]
    return categorical(np.where(codes < 0, len(names) - 1, codes), names)


def _of_tests(devices: pd.DataFrame) -> pd.DataFrame:
    states = devices["state"].isin(["reached", "failed", "not_tested"]).to_numpy()
    frame = devices[states]
    test = categorical(np.zeros(len(frame), dtype=np.int8), [TEST])
    return pd.DataFrame(
        {
            "device": np.flatnonzero(states),
            "service": test,
            "host": test,
            "failed": (frame["state"] == "not_tested").to_numpy(),
            "reason": np.full(len(frame), NOT_TESTED),
            "source": _named(frame["source"]),
            "line": np.full(len(frame), np.nan),
        }
    )


def distinct(devices: Ints, size: int) -> Ints:
    """The devices once each, ascending; faster than sorting where all lie below `size`."""
    seen = np.zeros(size, dtype=bool)
    seen[devices] = True
    return np.flatnonzero(seen)


def views(rows: Rows, least: int) -> Iterator[View]:
    """Services, then hosts where they differ from their service, with at least `least` failing devices."""
    by_service = _groups(rows.service, rows.failed)
    for service, (own, failed) in by_service.items():
        view = View(service, None, distinct(rows.device[own], rows.size), failed, own[rows.masked[own]])
        if len(distinct(rows.device[failed], rows.size)) >= least:
            yield view
            yield from _host_views(rows, view, own, least)


def _host_views(rows: Rows, whole: View, own: Ints, least: int) -> Iterator[View]:
    groups = _groups(rows.host[own], rows.failed[own])
    if len(groups) == 1:
        return
    for host, (some, failed) in groups.items():
        if len(np.unique(rows.device[own[failed]])) >= least:
            places = own[some]
            masked = places[rows.masked[places]]
            yield View(whole.service, host, distinct(rows.device[places], rows.size), own[failed], masked)


def _groups(codes: Ints, failed: Bools) -> dict[int, tuple[Ints, Ints]]:
    """Positions of each code, all and failed, of those where anything failed."""
    bad = np.unique(codes[failed])
    order = np.argsort(codes, kind="stable")
    first, last = np.searchsorted(codes[order], bad), np.searchsorted(codes[order], bad, side="right")
    parts = [order[a:b] for a, b in zip(first, last, strict=True)]
    return {code: (part, part[failed[part]]) for code, part in zip(bad.tolist(), parts, strict=True)}
