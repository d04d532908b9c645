"""From what rules found to the table `findings`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from mdeanalysis.rules.rule import Rule
from mdeanalysis.schema import TABLES
from mdeanalysis.tables import concat, to_frame
from mdeanalysis.tables.typed import categorical, codes_of
from mdeanalysis.vocabulary import SEVERITIES

#: Lines of evidence that a finding names.
MOST_EVIDENCE = 5
_RANKS = {name: rank for rank, name in enumerate(SEVERITIES)}


def as_findings(rule: Rule, found: pd.DataFrame, devices: pd.DataFrame) -> pd.DataFrame:
    """One row a result and subject."""
    if not len(found):
        return to_frame("findings", {}, 0)
    found = found.reset_index(drop=True)
    keys = [found["result_id"].astype("object"), found["subject"].astype("object")]
    group = found.groupby(keys, sort=False, dropna=False).ngroup()
    first = found[~group.duplicated()]
    named = devices.set_index(devices["result_id"].astype("str"))[["device_key", "device_name"]]
    who = named.reindex(first["result_id"].astype("str"))
    columns: dict[str, Any] = {
        "result_id": _category(first["result_id"]),
        "device_key": _category(who["device_key"]),
        "device_name": _category(who["device_name"]),
        "subject": _category(first["subject"]),
        "message": _plain(first["message"]),
        "evidence": _plain(_evidence(found, group)),
    }
    for name, value in (("rule", rule.name), ("severity", rule.severity), ("advice", rule.advice)):
        columns[name] = categorical(*codes_of([value] * len(first)))
    return to_frame("findings", columns, len(first))


def _category(values: pd.Series[Any]) -> pd.Categorical:
    return categorical(*codes_of(_plain(values)))


def _plain(values: pd.Series[Any]) -> list[str | None]:
    return [None if missing else str(value) for value, missing in zip(values, values.isna(), strict=True)]


def _evidence(found: pd.DataFrame, group: pd.Series[int]) -> pd.Series[Any]:
    """`source:line` of the first rows of each finding, each once, joined by commas."""
    line = found["line"].astype("Int64").astype("string")
    place = found["source"].astype("string") + (":" + line).fillna("")
    place = place[place.notna() & ~pd.concat([group, place], axis=1).duplicated()]
    own = group[place.index]
    rank = own.groupby(own).cumcount()
    joined = pd.Series(pd.NA, range(int(group.max()) + 1), dtype="string")
    for number in range(MOST_EVIDENCE):
        more = place[rank == number].set_axis(own[rank == number])
        joined = more.reindex(joined.index) if not number else joined + ("," + more.reindex(joined.index)).fillna("")
    return joined


def worst_first(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """All findings, errors before warnings before infos, each rule's together."""
    frame = concat("findings", parts)
    keys = {name: frame[name].astype("str") for name in ("rule", "device_name")}
    order = pd.DataFrame({"rank": frame["severity"].map(_RANKS).astype("Int64"), **keys})
    ordered = frame.loc[order.sort_values(["rank", *keys], kind="stable").index]
    return ordered.reset_index(drop=True)[list(TABLES["findings"].names)]
