"""Devices that were renamed or set up anew: merging them, or telling them apart, is never done in silence."""

from __future__ import annotations

from collections import Counter, defaultdict

import pandas as pd

from mdeanalysis.tables.typed import categorical, codes_of, column


def with_names(devices: pd.DataFrame, results: pd.DataFrame) -> pd.DataFrame:
    """Sets `results`, `other_names` and `same_name` of devices from all results, older ones too."""
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for key, name in zip(results["device_key"], results["device_name"], strict=True):
        names[key][name] += 1
    shared = Counter(devices["device_name"])
    own = list(zip(devices["device_key"], devices["device_name"], strict=True))
    others = [",".join(other for other in names[key] if other != name) or None for key, name in own]
    devices["results"] = column("int", [names[key].total() for key, _ in own])
    devices["other_names"] = categorical(*codes_of(others))
    devices["same_name"] = column("int", [shared[name] - 1 for _, name in own])
    return devices
