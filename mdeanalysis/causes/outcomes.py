"""What failed on which device, seen by service and by host, and how much of it is explained already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from mdeanalysis.vocabulary import REASONS

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Tables = Mapping[str, pd.DataFrame]
#: Reasons by their codes; the last says that a device was not tested at all.
NAMES = (*REASONS, "not_tested")
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
    source: pd.Series[str]
    line: pd.Series[int]
    #: The number of the cause that explains a failed row, -1 for none.
    explained: Ints = field(init=False)

    def __post_init__(self) -> None:
        self.explained = np.full(len(self.device), -1)


@dataclass
class View:
    """A service or host: who was tested for it, and which rows of it failed."""

    service: int
    #: None for the service as a whole.
    host: int | None
    exposed: Ints
    #: Positions of the failed rows.
    failed: Ints


def outcome_rows(tables: Tables) -> Rows:
    """The rows of each device's newest result that judge it: as SYSTEM, required where known, reached or failed.

    Hosts of workspaces stand under their rule, the wildcard, since a host exists only in its workspace. Devices that
    were cut off or not tested have no rows but one of `TEST`, which the latter fail.
    """
    devices = tables["devices"]
    parts = [_of_urls(tables["urls"], devices), _of_workspaces(tables["workspace_hosts"], devices), _of_tests(devices)]
    frame = pd.concat([part for part in parts if len(part)], ignore_index=True) if len(devices) else parts[2]
    service, services = pd.factorize(frame["service"])
    host, hosts = pd.factorize(frame["host"])
    return Rows(
        frame["device"].to_numpy(dtype=np.int64),
        service.astype(np.int64),
        host.astype(np.int64),
        frame["failed"].to_numpy(dtype=bool),
        frame["reason"].to_numpy(dtype=np.int64),
        [str(name) for name in services],
        [str(name) for name in hosts],
        frame["source"],
        frame["line"],
    )


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
    keep &= urls["required"].fillna(True).to_numpy(dtype=bool) & np.append(tested, False)[at]
    return _rows(urls[keep], at[keep], urls["service"][keep].astype("str").fillna(UNLISTED))


def _of_workspaces(hosts: pd.DataFrame, devices: pd.DataFrame) -> pd.DataFrame:
    at = position(hosts, devices)
    keep = (at >= 0) & hosts["outcome"].isin(["succeeded", "failed"]).to_numpy()
    chosen = hosts[keep].assign(state=hosts["outcome"][keep].astype("str"))
    return _rows(chosen, at[keep], chosen["rule"].astype("str").fillna(UNLISTED))


def _rows(frame: pd.DataFrame, device: Ints, service: pd.Series[str]) -> pd.DataFrame:
    failed = (frame["state"] == "failed").to_numpy()
    codes = pd.Index(REASONS).get_indexer(frame["reason"].astype("category").cat.categories.astype("str"))
    reason = np.append(codes, -1)[frame["reason"].astype("category").cat.codes.to_numpy()]
    return pd.DataFrame(
        {
            "device": device,
            "service": service.astype("category"),
            "host": frame["host"].astype("str").fillna("").astype("category"),
            "failed": failed,
            "reason": np.where(reason < 0, _OTHER, reason),
            "source": frame["source"].astype("category"),
            "line": frame["line"].to_numpy(dtype="float", na_value=np.nan),
        }
    ).astype({"service": "str", "host": "str", "source": "str"})


def _of_tests(devices: pd.DataFrame) -> pd.DataFrame:
    states = devices["state"].isin(["reached", "failed", "not_tested"]).to_numpy()
    frame = devices[states]
    failed = (frame["state"] == "not_tested").to_numpy()
    return pd.DataFrame(
        {
            "device": np.flatnonzero(states),
            "service": TEST,
            "host": TEST,
            "failed": failed,
            "reason": NOT_TESTED,
            "source": frame["source"].astype("str"),
            "line": np.nan,
        }
    )


def views(rows: Rows, least: int) -> Iterator[View]:
    """Services, then hosts where they differ from their service, with at least `least` failing devices."""
    by_service = _groups(rows.service, rows.failed)
    for service, (own, failed) in by_service.items():
        view = View(service, None, np.unique(rows.device[own]), failed)
        if len(np.unique(rows.device[failed])) >= least:
            yield view
            yield from _host_views(rows, view, own, least)


def _host_views(rows: Rows, whole: View, own: Ints, least: int) -> Iterator[View]:
    groups = _groups(rows.host[own], rows.failed[own])
    if len(groups) == 1:
        return
    for host, (some, failed) in groups.items():
        if len(np.unique(rows.device[own[failed]])) >= least:
            yield View(whole.service, host, np.unique(rows.device[own[some]]), own[failed])


def _groups(codes: Ints, failed: Bools) -> dict[int, tuple[Ints, Ints]]:
    """Positions of each code, all and failed, of those where anything failed."""
    bad = np.unique(codes[failed])
    order = np.argsort(codes, kind="stable")
    first, last = np.searchsorted(codes[order], bad), np.searchsorted(codes[order], bad, side="right")
    parts = [order[a:b] for a, b in zip(first, last, strict=True)]
    return {code: (part, part[failed[part]]) for code, part in zip(bad.tolist(), parts, strict=True)}
