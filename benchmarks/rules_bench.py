"""What each rule costs on a large fleet: `make bench-rules`, or `python benchmarks/rules_bench.py 10000`.

The tables are those of 1,000 made-up devices with twice their URLs, repeated under new names up to 100,000 devices
with 20 million tries. Seconds drift from machine to machine; the ratio to one pandas group-by of the same tries in
the same run does not.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import pandas as pd

from mdeanalysis import load
from mdeanalysis.demo import write_fleet
from mdeanalysis.rules import Rule, View, rules
from mdeanalysis.rules.gather import as_findings

BASE, SEED, FULL, ROUNDS = 1_000, 3, 100_000, 3
AS_OF = pd.Timestamp("2025-03-21", tz="UTC")
#: What no two devices share.
OWN = ("result_id", "device_key", "device_name", "source", "device_id", "sense_guid", "aad_device_id")
#: What rules look at, each reduced to the newest results when it is first asked for.
LOOKED_AT = ("results", "urls", "attempts", "facts", "proxy_settings", "events", "workspace_hosts")


def fleet(devices: int) -> dict[str, pd.DataFrame]:
    """The tables of that many devices."""
    with tempfile.TemporaryDirectory() as folder:
        write_fleet(Path(folder) / "fleet", min(BASE, devices), SEED)
        tables = load(Path(folder) / "fleet").tables
    for name in ("attempts", "urls"):
        tables[name] = with_more_urls(tables[name])
    return tables | {name: repeated(tables[name], max(1, devices // BASE)) for name in (*LOOKED_AT, "devices")}


def with_more_urls(frame: pd.DataFrame) -> pd.DataFrame:
    """Every row again for another host, each result's rows together."""
    other = frame.assign(
        **{name: frame[name].cat.rename_categories(lambda text: f"{text}.") for name in ("url", "host")}
    )
    first = pd.concat([frame, other], ignore_index=True)
    for name in ("url", "host"):
        first[name] = first[name].astype("category")
    order = np.argsort(first["result_id"].cat.codes.to_numpy(), kind="stable")
    return first.iloc[order].reset_index(drop=True)


def repeated(frame: pd.DataFrame, copies: int) -> pd.DataFrame:
    """The rows so many times, each time of other devices."""
    return pd.DataFrame({name: _column(frame[name], copies, name in OWN) for name in frame.columns})


def _column(column: pd.Series[Any], copies: int, own: bool) -> Any:
    if not isinstance(column.dtype, pd.CategoricalDtype):
        parts = [column + f"-{number}" if own else column for number in range(copies)]
        return pd.concat(parts, ignore_index=True).array
    codes = np.tile(column.cat.codes.to_numpy(), copies)
    names = column.cat.categories
    if own:
        codes = codes.astype(np.int32)
        codes += np.where(codes < 0, 0, np.repeat(np.arange(copies, dtype=np.int32) * len(names), len(column)))
        names = pd.Index([f"{name}-{number}" for number in range(copies) for name in names], dtype=names.dtype)
    return pd.Categorical.from_codes(codes, names, ordered=column.cat.ordered)


def seconds(work: Callable[[], Any], rounds: int = 1) -> float:
    """The median of so many rounds."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return median(taken)


def measure(tables: dict[str, pd.DataFrame]) -> list[tuple[str, float]]:
    """Seconds of the group-by, of reducing the tables to the newest results, and of each rule with its findings."""
    attempts, view = tables["attempts"], View(tables, AS_OF)
    group_by = seconds(lambda: attempts.groupby(["result_id", "outcome"], observed=True).size(), ROUNDS)
    newest = seconds(lambda: [getattr(view, name) for name in (*LOOKED_AT, "system_urls")])
    took = [(rule.name, seconds(lambda rule=rule: found(rule, view))) for rule in rules()]
    return [("one group-by of the tries", group_by), ("the newest results, for all rules", newest), *took]


def found(rule: Rule, view: View) -> pd.DataFrame:
    return as_findings(rule, rule.find(view), view.devices)


def main() -> None:
    devices = int(sys.argv[1]) if len(sys.argv) > 1 else FULL
    tables = fleet(devices)
    sizes = f"{len(tables['devices']):,} devices, {len(tables['attempts']):,} tries, {len(tables['facts']):,} facts"
    print(f"{sizes}, {len(rules())} rules\n\n| rule | seconds | / group-by |\n|---|---|---|", flush=True)
    group_by, newest, *took = measure(tables)
    unit = group_by[1]
    for name, spent in [group_by, newest, *sorted(took, key=lambda row: -row[1])]:
        print(f"| {name} | {spent:.2f} | {spent / unit:.1f} |")
    total = newest[1] + sum(spent for _, spent in took)
    print(f"| all rules | {total:.1f} | {total / unit:.1f} |")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"\nmost memory: {peak:.1f} GiB")


if __name__ == "__main__":
    main()
