"""Which result of a device is its newest, from what its documents say of the time; never from a file's own date.

A run's time with its zone comes first. Where a result of the device states none, all of them are compared by its own
clock: the run's time as printed, the last stamp of the tool's own events, else the stamp in the archive's name.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

_CLOCK = "%Y-%m-%d %H:%M:%S"
#: One unit for all times, for pandas keeps as many as it meets.
_TYPE: Final = "datetime64[us]"
#: The analyzer's own name since 2024 (year, day, month, hour, minute; the hour without AM or PM), and XMDE's.
_WINDOWS_ZIP = re.compile(r"MDEClientAnalyzerResult_(\d{10})\.zip", re.IGNORECASE)
_XMDE_ZIP = re.compile(r"(\d{2}_\d{2}_\d{4}_\d{2}_\d{2}_\d{2})_output\b", re.IGNORECASE)

#: The time of a result of which nothing tells it.
_NEVER = np.iinfo(np.int64).min
Bools = npt.NDArray[np.bool_]


def newest(results: pd.DataFrame, events: pd.DataFrame) -> tuple[Bools, Bools]:
    """(the one result that stands for its device, whether a newer one exists) for each row of `results`.

    Of results that are equally new, or of unknown time, none is superseded; the last in the inputs' order stands for
    the device.
    """
    device = results["device_key"].cat.codes.to_numpy()
    when = _when(results, events, device)
    order = np.lexsort((np.arange(len(results)), when, device))
    last = np.ones(len(order), dtype=bool)
    last[:-1] = device[order[1:]] != device[order[:-1]]
    stands = np.zeros(len(results), dtype=bool)
    stands[order[last]] = True
    latest = pd.Series(when).groupby(device).transform("max").to_numpy()
    return stands, when < latest


def _when(results: pd.DataFrame, events: pd.DataFrame, device: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """Seconds by which results of one device can be compared; the smallest number where nothing tells of the time."""
    zoned = results["run_at"].dt.tz_localize(None)
    printed = pd.to_datetime(results["run_at_local"], format=_CLOCK, errors="coerce").astype(_TYPE)
    clock = printed.where(zoned.notna()).fillna(zoned)  # XMDE states UTC alone
    if zoned.isna().any():
        clock = clock.fillna(_last_events(results[zoned.isna()], events)).fillna(printed)
        names = [archive_time(str(source)) for source in results["source"]]
        clock = clock.fillna(pd.Series(names, results.index, dtype="datetime64[s]").astype(_TYPE))
    without_zone = (zoned.isna() & clock.notna()).groupby(device).transform("any")
    when = zoned.where(~without_zone, clock).astype("datetime64[s]")
    seconds: npt.NDArray[np.int64] = when.astype("int64").where(when.notna(), _NEVER).to_numpy(dtype=np.int64)
    return seconds


def _last_events(results: pd.DataFrame, events: pd.DataFrame) -> pd.Series[Any]:
    """The stamp of each result's last event."""
    own = events[events["result_id"].isin(results["result_id"]) & events["at_local"].notna()]
    last = own.groupby(own["result_id"].astype("str"))["at_local"].max()
    stamps = results["result_id"].astype("str").map(last)
    found: pd.Series[Any] = pd.to_datetime(stamps, format=_CLOCK, errors="coerce").astype(_TYPE)
    return found


def archive_time(source: str) -> datetime | None:
    """The time in the name that the tool gives to its archive."""
    for pattern, layout in ((_WINDOWS_ZIP, "%y%d%m%I%M"), (_XMDE_ZIP, "%d_%m_%Y_%H_%M_%S")):
        if found := pattern.search(source):
            try:
                return datetime.strptime(found[1], layout)  # noqa: DTZ007 - by the device's clock
            except ValueError:
                return None
    return None
