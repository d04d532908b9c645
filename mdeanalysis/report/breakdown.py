"""Devices by one dimension or several, with their states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from mdeanalysis.report.section import Section, cut, share
from mdeanalysis.report.selection import known_column
from mdeanalysis.vocabulary import STATES


def build(tables: Mapping[str, pd.DataFrame], by: Sequence[str], rows: int) -> Section:
    """One row a combination of values, the most failing devices first; the rate is of reached and failed alone.

    Raises `SelectionError` for a column that `devices` does not have.
    """
    devices = tables["devices"]
    names = [known_column(devices, name).astype("str").fillna("unknown").rename(name) for name in by]
    counted = pd.crosstab(names, devices["state"]) if len(devices) else pd.DataFrame()
    section = Section("by " + ", ".join(by), "By " + ", ".join(by), (*by, "devices", *STATES, "failed_share"))
    for key, numbers in counted.iterrows():
        values = key if isinstance(key, tuple) else (key,)
        states = {state: int(numbers.get(state, 0)) for state in STATES}
        row = dict(zip(by, values, strict=True)) | {"devices": sum(states.values())} | states
        row["failed_share"] = share(states["failed"], states["failed"] + states["reached"])
        section.rows.append(row)
    section.rows.sort(key=lambda row: (-row["failed"], -row["devices"], *(str(row[name]) for name in by)))
    section.rows, section.note = cut(section.rows, rows, "values")
    return section
