"""What rules put together their hits from: parts of one finding, lines that state a thing, and the fleet's own."""

from __future__ import annotations

from typing import Any

import pandas as pd

from mdeanalysis.rules.rule import HITS, View


def together(*parts: pd.DataFrame) -> pd.DataFrame:
    """Hits one below the other; of parts about one result and subject the first gives the message."""
    kept = [part.astype("object") for part in parts if len(part)]
    return pd.concat(kept, ignore_index=True) if kept else pd.DataFrame(columns=list(HITS))


def of_fleet(found: pd.DataFrame) -> pd.DataFrame:
    """The same hits as findings of the whole fleet."""
    return found.assign(result_id=pd.Series(pd.NA, found.index, dtype="object"))


def at_fact(view: View, rows: pd.DataFrame, *names: str) -> pd.DataFrame:
    """Rows of `results` with the line of the first fact of these names, where the result states one."""
    facts = view.stated(*names)
    facts = facts[facts["result_id"].isin(rows["result_id"])].drop_duplicates("result_id")
    place = facts.set_index(facts["result_id"].astype("object"))[["source", "line"]].astype("object")
    found = place.reindex(rows["result_id"].astype("object")).set_axis(rows.index)
    source = found["source"].where(found["source"].notna(), rows["source"].astype("object"))
    return rows.assign(source=source, line=found["line"].astype("Int64"))


def of_result(view: View, column: str, rows: pd.DataFrame) -> pd.Series[Any]:
    """A column of `results` for rows of another table."""
    results = view.results
    values: pd.Series[Any] = results.set_index(results["result_id"].astype("object"))[column]
    return values.reindex(rows["result_id"].astype("object")).set_axis(rows.index)
