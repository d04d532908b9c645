"""A cross table: devices by the values of some dimensions, with rates and how sure they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from mdeanalysis.causes.conditions import LISTS, joined
from mdeanalysis.causes.contrasts import chi_square, wilson
from mdeanalysis.errors import SelectionError

#: What stands for a value that the tool does not state; None would be lost in a grouping.
NOT_STATED = "(not stated)"
COLUMNS = ("devices", "failed", "of", "rate", "low", "high", "p")


def crosstab(
    tables: Mapping[str, pd.DataFrame],
    by: Sequence[str],
    service: str | None = None,
    extra: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row a combination of values, the most failing devices first: the columns of `by`, then COLUMNS.

    `failed` of the devices that reached or failed (`of`; of a `service`, where one is named) with the rate's Wilson
    interval of 95 %; `p` of chi-square for one rate in all rows is the same in each. A device with several members
    of a comma list counts in each of them. Raises `SelectionError` for a column or service that there is not.
    """
    devices = tables["devices"]
    frame = pd.DataFrame({name: _values(devices, name, extra) for name in by}, index=devices.index)
    tested, failed = _outcome(tables, service)
    frame["of"], frame["failed"] = tested.astype("int64"), failed.astype("int64")
    for name in set(by) & LISTS:
        frame = frame.assign(**{name: frame[name].str.split(",")}).explode(name)
        frame[name] = frame[name].str.strip()
    found = frame.groupby(list(by), sort=False).agg(
        devices=("of", "size"), failed=("failed", "sum"), of=("of", "sum")
    )
    found = found.reset_index()
    k, n = found["failed"].to_numpy(dtype=np.int64), found["of"].to_numpy(dtype=np.int64)
    found["rate"] = pd.Series(np.where(n > 0, k / np.maximum(n, 1), np.nan)).astype("Float64")
    found["low"], found["high"] = wilson(k, n)
    found["p"] = chi_square(k, n)[2]
    order = found.sort_values(["failed", "of", *by], ascending=[False, False, *[True] * len(by)], kind="stable")
    return order.reset_index(drop=True)[[*by, *COLUMNS]]


def _values(devices: pd.DataFrame, name: str, extra: pd.DataFrame | None) -> pd.Series[Any]:
    more = joined(devices, extra) if extra is not None else devices[[]]
    if name not in devices and name not in more:
        columns = ", ".join([*devices.columns, *map(str, more.columns)])
        raise SelectionError(f"devices have no column {name!r}; they have: {columns}")
    column = devices[name] if name in devices else more[name]
    return column.astype("str").fillna(NOT_STATED)


def _outcome(tables: Mapping[str, pd.DataFrame], service: str | None) -> tuple[Any, Any]:
    """Whether each device was tested, and whether it failed; in all, or in one service."""
    from mdeanalysis.causes.outcomes import outcome_rows

    state = tables["devices"]["state"]
    if service is None:
        return state.isin(["reached", "failed"]).to_numpy(), (state == "failed").to_numpy()
    rows = outcome_rows(tables)
    if service not in rows.services:
        raise SelectionError(f"no service {service!r} was tested; there are: {', '.join(sorted(rows.services))}")
    own = rows.service == rows.services.index(service)
    tested, failed = np.zeros(len(state), dtype=bool), np.zeros(len(state), dtype=bool)
    tested[rows.device[own]] = True
    failed[rows.device[own & rows.failed]] = True
    return tested, failed
