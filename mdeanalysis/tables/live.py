"""The table `live`: what each way of a live probe saw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from mdeanalysis.tables.typed import to_frame


def live_frame(rows: Sequence[dict[str, Any]], results: pd.DataFrame) -> pd.DataFrame:
    """The rows (column -> value, None for unknown) as a frame; all are of the one result."""
    who = {name: results[name].iloc[0] for name in ("result_id", "device_key", "device_name")}
    whole = [who | row for row in rows]
    names = list(whole[0]) if whole else []
    return to_frame("live", {name: [row[name] for row in whole] for name in names}, len(whole))
