"""The most similar device that works, and only what differs: a difference that a network engineer can act on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mdeanalysis.causes.conditions import DIMENSIONS, joined
from mdeanalysis.errors import SelectionError

Tables = Mapping[str, pd.DataFrame]
#: How much it counts that two devices agree: first where they stand and what they are, then how they get out.
_WEIGHTS = {
    "site": 8.0, "platform": 8.0, "region": 6.0, "agent": 5.0, "connectivity_mode": 4.0, "workspace_ids": 4.0,
    "os_release": 3.0, "os_build": 2.0, "org_id": 2.0, "group_ids": 2.0, "device_tag": 2.0, "proxy_method": 2.0,
    "proxy_address": 2.0, "tool_version": 1.0,
}  # fmt: skip
#: A column of the user's own.
_OWN_WEIGHT = 2.0
#: A fact that differs on more than this share of the devices that state it names a device or a time.
_TELLING = 0.5
#: Facts that are told by the URLs, or are about the run.
_LEFT_OUT = ("Certificate ", "StatusCode for ", "Exception for ", "Script ", "Command")
_NONE = "(none)"
COLUMNS = ("name", "device", "twin")


@dataclass
class Twin:
    """A device and its twin. Each frame has the columns `name`, `device` and `twin`, one row a difference.

    `alike` names the dimensions in which the two agree. `urls` has one row a service and host of either: its state
    with the reason.
    """

    device: str
    twin: str
    alike: list[str]
    dimensions: pd.DataFrame
    proxy_settings: pd.DataFrame
    facts: pd.DataFrame
    urls: pd.DataFrame


def twin(tables: Tables, device_key: str, extra: pd.DataFrame | None = None) -> Twin:
    """The working device most like this one, and what differs between them.

    A device works if it reached all that was judged. Raises `SelectionError` where there is no such device, or none
    with this key.
    """
    devices = tables["devices"]
    at = np.flatnonzero((devices["device_key"].astype("str") == device_key).to_numpy())
    if not len(at):
        raise SelectionError(f"no device with the key {device_key!r}")
    values = _dimensions(devices, extra)
    other = _most_similar(devices, values, int(at[0]))
    pair = [int(at[0]), other]
    results = [str(devices["result_id"].iloc[row]) for row in pair]
    alike = [str(name) for name in values if _same(values[name].iloc[pair[0]], values[name].iloc[pair[1]])]
    shown = {name: [_said(values[name].iloc[row]) for row in pair] for name in values if name not in alike}
    return Twin(
        device=str(devices["device_name"].iloc[pair[0]]),
        twin=str(devices["device_name"].iloc[pair[1]]),
        alike=[name for name in alike if pd.notna(values[name].iloc[pair[0]])],
        dimensions=_frame((name, *said) for name, said in shown.items()),
        proxy_settings=_differences(
            _settings(tables["proxy_settings"], results[0]), _settings(tables["proxy_settings"], results[1])
        ),
        facts=_facts(tables["facts"], results),
        urls=_differences(_urls(tables["urls"], results[0]), _urls(tables["urls"], results[1])),
    )


def _dimensions(devices: pd.DataFrame, extra: pd.DataFrame | None) -> pd.DataFrame:
    names: list[str] = [name for name in ("platform", *DIMENSIONS) if name in devices]
    own = devices[names]
    if extra is None:
        return own
    more = joined(devices, extra)
    return pd.concat([own, more.drop(columns=more.columns.intersection(names))], axis=1)


def _most_similar(devices: pd.DataFrame, values: pd.DataFrame, at: int) -> int:
    """The row of the best working device; of equals the one whose name stands first."""
    works = (devices["state"] == "reached").to_numpy().copy()
    works[at] = False
    if not works.any():
        raise SelectionError("no device works, so there is none to compare with")
    score: npt.NDArray[np.float64] = np.zeros(len(devices))
    for name in values:
        column = values[name]
        own = column.iloc[at]
        same = column.isna() if pd.isna(own) else (column.astype("object") == own)
        score += _WEIGHTS.get(str(name), _OWN_WEIGHT) * same.fillna(False).to_numpy(dtype=bool)
    best = np.flatnonzero(works & (score == score[works].max()))
    names = devices["device_name"].astype("str").iloc[best].tolist()
    return int(best[min(range(len(best)), key=lambda row: (names[row], row))])


def _same(one: Any, other: Any) -> bool:
    return bool(pd.isna(one) and pd.isna(other)) or bool(pd.notna(one) and pd.notna(other) and one == other)


def _said(value: Any) -> str:
    return _NONE if pd.isna(value) else str(value)


def _frame(rows: Any) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(COLUMNS), dtype="str")


def _differences(own: Mapping[str, str], other: Mapping[str, str]) -> pd.DataFrame:
    names = dict.fromkeys([*own, *other])
    return _frame(
        (name, own.get(name, _NONE), other.get(name, _NONE)) for name in names if own.get(name) != other.get(name)
    )


def _settings(settings: pd.DataFrame, result: str) -> dict[str, str]:
    rows = settings[(settings["result_id"] == result).to_numpy()]
    found: dict[str, list[str]] = {}
    for scope, kind, address, bypass, enabled in _plain(rows, ["scope", "kind", "address", "bypass", "enabled"]):
        parts = [kind, address, f"past it: {bypass}" if bypass is not None else None]
        off = " (not enabled)" if enabled is not None and not enabled else ""
        found.setdefault(scope, []).append(" ".join(part for part in parts if part is not None) + off)
    return {scope: "; ".join(dict.fromkeys(said)) for scope, said in found.items()}


def _plain(rows: pd.DataFrame, names: list[str]) -> list[tuple[Any, ...]]:
    """Rows as tuples, None for unknown."""
    frame = rows[names].astype("object")
    return list(frame.where(frame.notna(), None).itertuples(index=False, name=None))


def _urls(urls: pd.DataFrame, result: str) -> dict[str, str]:
    """`service host` -> state and reason, as SYSTEM tried it; the failed one where a host has several URLs."""
    rows = urls[((urls["result_id"] == result) & (urls["context"] == "system")).to_numpy()]
    found: dict[str, str] = {}
    for service, host, state, reason in _plain(rows, ["service", "host", "state", "reason"]):
        name = f"{service or 'unknown service'} {host}"
        said = state if reason is None else f"{state}: {reason}"
        if found.get(name, "reached") == "reached":
            found[name] = said
    return found


def _facts(facts: pd.DataFrame, results: list[str]) -> pd.DataFrame:
    """Facts that both state and that differ, apart from those that differ from device to device anyway.

    What only one states tells of its report's edition.
    """
    stated = facts[facts["value"].notna()]
    own = stated[stated["result_id"].isin(results)]
    names = [name for name in own["name"].astype("str").unique() if not name.startswith(_LEFT_OUT)]
    every = stated[stated["name"].isin(names)].assign(name=lambda frame: frame["name"].astype("str"))
    counted = every.groupby("name")["value"].agg(["size", "nunique"])
    telling = set(counted.index[counted["nunique"] <= np.maximum(1, _TELLING * counted["size"])])
    one, other = (_values(own[(own["result_id"] == result).to_numpy()], telling) for result in results)
    return _frame((name, one[name], other[name]) for name in one if name in other and one[name] != other[name])


def _values(facts: pd.DataFrame, names: set[str]) -> dict[str, str]:
    kept = zip(facts["name"].astype("str"), facts["value"].astype("str"), strict=True)
    return {name: value for name, value in kept if name in names}
