"""What devices have in common: every value of a dimension, with the devices that have it.

Conditions are kept as (device, condition) pairs in two orders, so that memory goes with devices times dimensions and
not with the number of values, and counting costs what the counted devices have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from mdeanalysis.errors import SelectionError
from mdeanalysis.schema import TABLES

Ints = npt.NDArray[np.int64]


class Condition(NamedTuple):
    """A dimension and its value; None says that the device has none."""

    name: str
    value: Any


#: The columns of `devices` that may explain a failure; behind them come those that an inventory has brought along.
DIMENSIONS = (
    "proxy_address",
    "proxy_method",
    "region",
    "os_release",
    "os_build",
    "agent",
    "connectivity_mode",
    "workspace_ids",
    "site",
    "tool_version",
    "org_id",
    "group_ids",
    "device_tag",
    "ring",
    "owner",
)
#: Comma lists: a device has each member.
LISTS = frozenset({"workspace_ids", "group_ids"})
#: Where having none says something of a device: it is in no ring. Elsewhere unknown is just unknown.
MEANINGFUL_NONE = frozenset({"group_ids", "device_tag"})
#: What the tool prints where it found no way out: a symptom of the failure, that explains none.
SYMPTOMS = frozenset({Condition("proxy_method", "unknown")})
#: What the tool also prints where it found no way out, and what it might have found instead.
FALLBACKS = ((Condition("proxy_method", "direct"), Condition("proxy_method", "wpad")),)
#: A value of fewer devices cannot be told from chance.
LEAST_DEVICES = 3


@dataclass
class Conditions:
    """Distinct sets of devices; `same[c]` are all conditions that select exactly the devices of set `c`."""

    devices: int
    same: list[list[Condition]]
    #: The devices of set `c` are `members[starts[c]:starts[c + 1]]`, ascending.
    members: Ints
    starts: Ints

    def __len__(self) -> int:
        return len(self.same)

    def of(self, condition: int) -> Ints:
        """The devices of a set."""
        return self.members[self.starts[condition] : self.starts[condition + 1]]

    def sets_of(self, condition: Condition) -> list[int]:
        """The set that a condition selects, if devices enough have it."""
        return [at for at, same in enumerate(self.same) if condition in same]

    @cached_property
    def by_dimension(self) -> dict[str, Ints]:
        """The sets of each dimension."""
        found: dict[str, list[int]] = {}
        for at, same in enumerate(self.same):
            for name in dict.fromkeys(condition.name for condition in same):
                found.setdefault(name, []).append(at)
        return {name: np.asarray(sets) for name, sets in found.items()}

    @cached_property
    def beside(self) -> list[Ints]:
        """For each set, itself and the other members of its list: one condition names a column once."""
        lists = [sets for name, sets in self.by_dimension.items() if name in LISTS]
        return [
            np.concatenate([[c], *(sets for sets in lists if c in sets)]).astype(np.int64) for c in range(len(self))
        ]

    @cached_property
    def _by_device(self) -> tuple[Ints, Ints]:
        owner = np.repeat(np.arange(len(self)), np.diff(self.starts))
        order = np.argsort(self.members, kind="stable")
        sizes = np.bincount(self.members, minlength=self.devices)
        return owner[order], np.concatenate([[0], np.cumsum(sizes)])

    def count(self, devices: Ints) -> Ints:
        """How many of the devices are in each set."""
        owner, starts = self._by_device
        first, sizes = starts[devices], starts[devices + 1] - starts[devices]
        offsets = np.repeat(first - (np.cumsum(sizes) - sizes), sizes)
        return np.bincount(owner[offsets + np.arange(len(offsets))], minlength=len(self))


def conditions(devices: pd.DataFrame, extra: pd.DataFrame | None = None) -> Conditions:
    """The conditions of the rows of `devices`.

    `extra` has further dimensions, one row a device, by `device_key` as a column or as its index. Raises
    `SelectionError` where it names no device key, or one twice.
    """
    listed: list[Condition] = []
    groups: list[Ints] = []
    for name, column in _columns(devices, extra):
        for value, rows in _levels(name, column):
            if len(rows) >= LEAST_DEVICES and (name, value) not in SYMPTOMS:
                listed.append(Condition(name, value))
                groups.append(rows)
    return _collapsed(len(devices), listed, groups)


def _columns(devices: pd.DataFrame, extra: pd.DataFrame | None) -> list[tuple[str, pd.Series[Any]]]:
    inventory = [name for name in devices if name not in TABLES["devices"].names]
    own = [(str(name), devices[name]) for name in (*DIMENSIONS, *inventory) if name in devices]
    if extra is None:
        return own
    more = joined(devices, extra)
    return own + [(str(name), more[name]) for name in more if name not in devices]


def joined(devices: pd.DataFrame, extra: pd.DataFrame) -> pd.DataFrame:
    """The columns of `extra` for the rows of `devices`."""
    frame = extra.set_index("device_key") if "device_key" in extra else extra
    keys = pd.Index(frame.index.astype("str"))
    if keys.has_duplicates:
        raise SelectionError("more than one row of dimensions for a device: " + str(keys[keys.duplicated()][0]))
    found = frame.set_axis(keys).reindex(devices["device_key"].astype("str"))
    return found.set_axis(devices.index)


def _levels(name: str, column: pd.Series[Any]) -> list[tuple[Any, Ints]]:
    """Each value with its rows."""
    codes, values = pd.factorize(column)
    codes = np.asarray(codes, dtype=np.int64)
    order = np.argsort(codes, kind="stable")
    bounds = np.searchsorted(codes[order], np.arange(-1, len(values) + 1))
    parts = [order[a:b] for a, b in pairwise(bounds)]
    found = list(zip([_plain(value) for value in values], parts[1:], strict=True))
    if name in LISTS:
        found = _members(found)
    return [(None, parts[0]), *found] if name in MEANINGFUL_NONE and len(parts[0]) else found


def _members(lists: Sequence[tuple[Any, Ints]]) -> list[tuple[Any, Ints]]:
    rows: dict[str, list[Ints]] = {}
    for text, own in lists:
        for member in dict.fromkeys(part.strip() for part in str(text).split(",")):
            if member:
                rows.setdefault(member, []).append(own)
    return [(member, np.sort(np.concatenate(parts))) for member, parts in rows.items()]


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


def _collapsed(devices: int, listed: list[Condition], groups: list[Ints]) -> Conditions:
    """One set for all conditions of the same devices, ordered so that no order of rows or columns shows."""
    found: dict[bytes, int] = {}
    same: list[list[Condition]] = []
    kept: list[Ints] = []
    for condition, rows in zip(listed, groups, strict=True):
        at = found.setdefault(rows.tobytes(), len(same))
        if at == len(same):
            same.append([])
            kept.append(rows)
        same[at].append(condition)
    sizes = [len(rows) for rows in kept]
    members = np.concatenate(kept) if kept else np.zeros(0, dtype=np.int64)
    return Conditions(devices, same, members, np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64))
