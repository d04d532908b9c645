"""Failure rates as dots with their intervals: a rate of few devices is seen to be unsure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from mdeanalysis.report.colours import STATE_COLOURS
from mdeanalysis.report.fonts import drawable, families

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Rust for what is seen and blue for what peers do: told apart by the colour-blind, and by their shapes.
SEEN, PEERS = STATE_COLOURS["failed"][0], "#2a6f97"
_LONGEST = 40


def dots(table: pd.DataFrame, most: int = 15) -> Figure:
    """Draws `crosstab` or `within`: a dot a value, its 95 % interval, and how many failed of how many tested.

    A dashed line marks the rate of all rows together, an open diamond what `within` says of peers. A value whose
    devices were all cut off, not tested or are unknown has no dot. Beyond `most` values the fewest failing are left
    out, and the title says so.
    """
    import matplotlib.pyplot as plt

    shown = table.head(most)
    by = [str(name) for name in table.columns[: list(table.columns).index("devices")]]
    with plt.rc_context({"font.family": families()}):
        size = (9.5, 1.5 + 0.34 * max(len(shown), 2))
        figure, axes = plt.subplots(figsize=size, dpi=100, facecolor="white", layout="constrained")
        _points(axes, shown)
        _peers(axes, shown)
        _frame(axes, table, shown, by)
        figure.canvas.draw()
        plt.close(figure)  # the cell shows what it ends with; left open, it would show a second time
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
    axes.grid(axis="x", color="#e4e4e4")
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    if table["of"].sum():
        label = "all rows together"
        axes.axvline(table["failed"].sum() / table["of"].sum(), color="#555555", dashes=(4, 3), lw=1.2, label=label)
    axes.set_xlabel("failed, of tested")
    axes.set_title(_title(table, shown, by), fontsize=11, loc="left")
    _legend(axes)


def _title(table: pd.DataFrame, shown: pd.DataFrame, by: list[str]) -> str:
    title = f"Devices that failed, of those tested, by {' and '.join(by)}".replace("_", " ")
    left = len(table) - len(shown)
    return f"{title} (first {len(shown):,} of {len(table):,})" if left else title


def _legend(axes: Axes) -> None:
    """One entry a label, under the picture."""
    found = dict(zip(*reversed(axes.get_legend_handles_labels()), strict=True))
    if found:
        axes.figure.legend(found.values(), found.keys(), loc="outside lower left", ncols=3, frameon=False, fontsize=9)
