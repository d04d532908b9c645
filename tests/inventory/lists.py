"""Small fleets with a list of what is expected of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
from builders import CTL, block, device, report, write

from mdeanalysis import load
from mdeanalysis.inventory.reading import Listed, read_inventory
from mdeanalysis.loading import Fleet

#: `builders.report` ran on 2022-04-28.
DAY = pd.Timestamp("2022-05-01", tz="UTC")


def healthy(name: str, **items: str) -> str:
    """The report of a device of this name, of unknown region, that reached what it tested."""
    return report(block(CTL), items=device(name, **items))


def listed(folder: Path, text: str | bytes, name: str = "list.csv") -> Listed:
    """What a list holds."""
    write(folder, {name: text})
    return read_inventory(folder / name)


def fleet_of(folder: Path, files: Mapping[str, str | bytes], text: str) -> Fleet:
    """A fleet of these files, loaded with a list of this text."""
    write(folder, {"results/none.jpg": b"\xff\xd8\xff", **{f"results/{name}": made for name, made in files.items()}})
    write(folder, {"list.csv": text})
    return load(folder / "results", inventory=folder / "list.csv")


def column(frame: pd.DataFrame, name: str) -> list[object]:
    """A column as plain values, None for unknown."""
    return [None if missing else value for value, missing in zip(frame[name], frame[name].isna(), strict=True)]
