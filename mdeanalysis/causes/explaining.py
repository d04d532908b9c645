"""The verb: a fleet's tables -> the causes of its failures, and the table of contrasts behind them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from mdeanalysis.causes.cause import Explanation
from mdeanalysis.causes.choose import Chooser
from mdeanalysis.causes.conditions import LEAST_DEVICES, Conditions, conditions
from mdeanalysis.causes.contrasts import q_values, upper_tail, wilson
from mdeanalysis.causes.describe import Teller, ordered
from mdeanalysis.causes.outcomes import NAMES, Rows, View, distinct, outcome_rows, views

Tables = Mapping[str, pd.DataFrame]
#: Columns of `contrasts`.
COLUMNS = (
    "service", "reason", "condition", "value", "failing", "exposed", "rate", "low", "high", "failing_elsewhere",
    "exposed_elsewhere", "rate_elsewhere", "low_elsewhere", "high_elsewhere", "difference", "p", "q",
)  # fmt: skip


def explain(tables: Tables, extra: pd.DataFrame | None = None) -> Explanation:
    """The causes of the failures in a fleet's tables (`devices`, `urls`, `workspace_hosts`, `attempts`).

    `extra` may have further dimensions, one row a device, by `device_key`. Devices cut off or not tested are in no
    denominator; of those not tested a cause may say just that (reason `not_tested`). Raises `SelectionError`
    where `extra` names no device key, or one twice.
    """
    devices = tables["devices"]
    known, rows = conditions(devices, extra), outcome_rows(tables)
    workspace = _workspace_services(tables, rows)
    chosen = Chooser(known, rows, workspace).choose()
    teller = Teller(dict(tables), known, rows, workspace)
    causes = ordered([teller.tell(choice, number) for number, choice in enumerate(chosen)])
    tested = int(devices["state"].isin(["reached", "failed"]).sum())
    return Explanation(causes, teller.unexplained(), tested, len(devices) - tested)


def _workspace_services(tables: Tables, rows: Rows) -> frozenset[int]:
    rules = set(tables["workspace_hosts"]["rule"].dropna().astype("str"))
    return frozenset(code for code, name in enumerate(rows.services) if name in rules)


def contrasts(tables: Tables, extra: pd.DataFrame | None = None) -> pd.DataFrame:
    """Each single condition against all other devices, for each service and reason, in COLUMNS.

    `failing` of `exposed` devices; `low` and `high` bound the rate (Wilson, 95 %); `p` is exact and one-sided (more
    failures here than elsewhere), `q` Benjamini and Hochberg's over all rows. The smallest q stands first.
    """
    known, rows = conditions(tables["devices"], extra), outcome_rows(tables)
    parts = [
        _contrast(known, rows, view, reason)
        for view in views(rows, LEAST_DEVICES)
        if view.host is None
        for reason in np.unique(rows.reason[view.failed]).tolist()
    ]
    frame = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(COLUMNS))
    frame["q"] = q_values(frame["p"].to_numpy(dtype=float), len(frame))
    return frame.sort_values(["q", "p", "service", "reason", "condition"], kind="stable", ignore_index=True)[
        list(COLUMNS)
    ]


def _contrast(known: Conditions, rows: Rows, view: View, reason: int) -> pd.DataFrame:
    failing = distinct(rows.device[view.failed[rows.reason[view.failed] == reason]], known.devices)
    k, n = known.count(failing), known.count(view.exposed)
    sets = np.flatnonzero((n >= LEAST_DEVICES) & (n < len(view.exposed)))
    k, n, total_k, total_n = k[sets], n[sets], len(failing), len(view.exposed)
    numbers = {"failing": k, "exposed": n, "rate": k / n} | dict(zip(("low", "high"), wilson(k, n), strict=True))
    other_k, other_n = total_k - k, total_n - n
    numbers |= {"failing_elsewhere": other_k, "exposed_elsewhere": other_n, "rate_elsewhere": other_k / other_n}
    numbers |= dict(zip(("low_elsewhere", "high_elsewhere"), wilson(other_k, other_n), strict=True))
    numbers |= {
        "difference": k / n - other_k / other_n,
        "p": upper_tail(k, n, total_k, total_n) if len(k) else k * 1.0,
    }
    frame = pd.DataFrame(numbers)
    frame.insert(0, "service", rows.services[view.service])
    frame.insert(1, "reason", NAMES[reason])
    frame.insert(2, "condition", _words(known, sets.tolist(), "name"))
    frame.insert(3, "value", _words(known, sets.tolist(), "value"))
    return frame


def _words(known: Conditions, sets: list[int], part: str) -> Any:
    """Names or values of conditions; those of the same devices beside each other."""
    return pd.Series([" = ".join(str(getattr(one, part)) for one in known.same[c]) for c in sets], dtype="str")
