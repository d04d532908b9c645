"""Failure rates as dots with their intervals: a rate of few devices is seen to be unsure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from mdeanalysis.report.canvas import BLUE, GRID, MARK, bare, canvas, legend
from mdeanalysis.report.colours import STATE_COLOURS
from mdeanalysis.report.fonts import drawable

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Rust for what is seen and blue for what peers do, of different shapes too.
SEEN, PEERS = STATE_COLOURS["failed"][0], BLUE
_LONGEST = 40


def dots(table: pd.DataFrame, most: int = 15, axes: Axes | None = None) -> Figure:
    """Draws `crosstab` or `within`: a dot a value, its 95 % interval, and how many failed of how many tested.

    A dashed line marks the rate of all rows together, an open diamond what `within` says of peers. A value whose
    devices were all cut off, not tested or are unknown has no dot. Beyond `most` values the fewest failing are left
    out, and the title says so. Gives the figure, that of `axes` where these are given.
    """
    shown = table.head(most)
    by = [str(name) for name in table.columns[: list(table.columns).index("devices")]]
    with canvas((9.5, 1.5 + 0.34 * max(len(shown), 2)), axes) as (figure, drawn):
        _points(drawn, shown)
        _peers(drawn, shown)
        _frame(drawn, table, shown, by)
        legend(drawn, own=axes is None)
    return figure


def _points(axes: Axes, shown: pd.DataFrame) -> None:
    names = ["devices", "failed", "of", "compared" if "compared" in shown else "of"]
    counts = shown[names].to_numpy(dtype="int64").tolist()
    rates = shown[["rate", "low", "high"]].to_numpy(dtype=float, na_value=float("nan")).tolist()
    for y, ((devices, failed, of, compared), (rate, low, high)) in enumerate(zip(counts, rates, strict=True)):
        words = f"{failed:,} of {of:,}" if of else f"{devices:,} without a verdict"
        words += f"; {compared or 'none'} with peers" if compared < of else ""
        axes.text(1.02, y, words, va="center", fontsize=9, transform=axes.get_yaxis_transform())
        if of:
            axes.plot([low, high], [y, y], color=SEEN, linewidth=2, solid_capstyle="butt")
            axes.plot([rate], [y], "o", color=SEEN, markersize=7, label="failed, with its 95 % interval")


def _peers(axes: Axes, shown: pd.DataFrame) -> None:
    if "peers_rate" not in shown or not shown["peers_rate"].notna().any():
        return
    other = str(shown["within"].iloc[0]).replace("_", " ")
    for y, rate in enumerate(shown["peers_rate"]):
        if pd.notna(rate):
            axes.plot(
                [float(rate)], [y], "D", markerfacecolor="white", markeredgecolor=PEERS, markeredgewidth=1.8,
                markersize=8, label=f"their peers with the same {other}",
            )  # fmt: skip


def _frame(axes: Axes, table: pd.DataFrame, shown: pd.DataFrame, by: list[str]) -> None:
    from matplotlib.ticker import PercentFormatter

    names = [drawable(" / ".join(map(str, row)), _LONGEST) for row in shown[by].itertuples(index=False)]
    # Names come from results: a dollar sign in them begins no formula.
    axes.set_yticks(range(len(names)), names, parse_math=False)
    axes.set_ylim(max(len(shown), 1) - 0.4, -0.6)
    axes.set_xlim(-0.02, 1.02)
    axes.xaxis.set_major_formatter(PercentFormatter(1))
    axes.grid(axis="x", color=GRID)
    axes.set_axisbelow(True)
    bare(axes)
    if table["of"].sum():
        label = "all rows together"
        axes.axvline(table["failed"].sum() / table["of"].sum(), color=MARK, dashes=(4, 3), lw=1.2, label=label)
    axes.set_xlabel("failed, of tested")
    axes.set_title(_title(table, shown, by), fontsize=11, loc="left")


def _title(table: pd.DataFrame, shown: pd.DataFrame, by: list[str]) -> str:
    title = f"Devices that failed, of those tested, by {' and '.join(by)}".replace("_", " ")
    left = len(table) - len(shown)
    return f"{title} (first {len(shown):,} of {len(table):,})" if left else title
