"""Which endpoints a device needs depends on little; results that agree on it share every look-up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mdeanalysis.catalogue.endpoints import Endpoint, lookup
from mdeanalysis.catalogue.profile import Profile

_COLUMNS = ("region", "datacenter", "connectivity_mode", "agent", "os_build", "platform")
Ints = npt.NDArray[np.int64]


@dataclass
class Profiles:
    """Distinct profiles and the profile's position of each result."""

    values: list[Profile]
    of_result: Ints

    @classmethod
    def of(cls, results: pd.DataFrame) -> Profiles:
        """The profiles of the results, row by row."""
        index: dict[Profile, int] = {}
        columns = [_plain(results[name]) for name in _COLUMNS]
        rows = zip(*columns, strict=True)
        codes = [index.setdefault(Profile(*row), len(index)) for row in rows]
        return cls(list(index), np.asarray(codes, dtype=np.int64))


def _plain(column: pd.Series[Any]) -> list[Any]:
    return [None if missing else value for value, missing in zip(column, column.isna(), strict=True)]


def endpoints(urls: list[str], url: Ints, profiles: Profiles, result: Ints) -> tuple[list[Endpoint], Ints]:
    """The distinct endpoints of (URL, profile) pairs, and the endpoint's position of each pair."""
    pair = url.astype(np.int64) * max(1, len(profiles.values)) + profiles.of_result[result]
    distinct, position = np.unique(pair, return_inverse=True)
    found: dict[Endpoint, int] = {}
    codes = []
    for number in distinct.tolist():
        url_code, profile = divmod(number, len(profiles.values))
        endpoint = lookup(urls[url_code], profiles.values[profile])
        codes.append(found.setdefault(endpoint, len(found)))
    return list(found), np.asarray(codes, dtype=np.int64)[position] if codes else position
