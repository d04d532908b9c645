"""What became of devices between two collections, as bars: how many were fixed, broke, or still fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from mdeanalysis.report.canvas import BLUE, bare, canvas, legend
from mdeanalysis.report.colours import STATE_COLOURS
from mdeanalysis.report.fonts import drawable

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: From what went well to what went wrong; those that were reached before and after are no news, and left out.
_COLOURS = {
    "fixed": BLUE,
    "still_failing": "#d9937c",
    "broken": STATE_COLOURS["failed"][0],
    "not_tested": STATE_COLOURS["not_tested"][0],
}
_LONGEST = 34


def change_bars(counts: pd.DataFrame, most: int = 15, axes: Axes | None = None) -> Figure:
    """Draws `by_service`, `by_reason` or `by_site` of a comparison: a bar a row, in devices, numbers beside it.

    Gives the figure, that of `axes` where these are given.
    """
    rows = counts.head(most)
    with canvas((9.5, 1.5 + 0.34 * max(len(rows), 2)), axes) as (figure, drawn):
        left = [0] * len(rows)
        for change, colour in _COLOURS.items():
            parts = [int(count) for count in rows[change]]
            if any(parts):
                drawn.barh(range(len(parts)), parts, left=left, color=colour, height=0.7, label=_said(change))
            left = [start + part for start, part in zip(left, parts, strict=True)]
        _frame(drawn, rows, len(counts))
        legend(drawn, own=axes is None)
    return figure


def _frame(axes: Axes, rows: pd.DataFrame, every: int) -> None:
    from matplotlib.ticker import MaxNLocator

    name = str(rows.columns[0])
    axes.set_yticks(range(len(rows)), [drawable(str(text), _LONGEST) for text in rows[name]], parse_math=False)
    axes.set_ylim(max(len(rows), 1) - 0.5, -0.5)
    axes.set_xlim(left=0)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    bare(axes)
    for y, row in enumerate(rows[list(_COLOURS)].to_dict("records")):
        told = ", ".join(f"{count:,} {_said(str(change))}" for change, count in row.items() if count)
        axes.text(1.02, y, told or "no change", va="center", fontsize=9, transform=axes.get_yaxis_transform())
    left = f" (first {len(rows):,} of {every:,})" if every > len(rows) else ""
    axes.set_title(f"What became of devices, by {name}{left}", fontsize=11, loc="left")
    axes.set_xlabel("devices; those reached before and after are left out")


def _said(change: str) -> str:
    return change.replace("_", " ")
