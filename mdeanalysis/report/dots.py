"""Rates of causes drawn as dots with their intervals, here and elsewhere, one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mdeanalysis.report.colours import STATE_COLOURS
from mdeanalysis.report.fonts import drawable
from mdeanalysis.report.part import Intervals
from mdeanalysis.report.printable import printable
from mdeanalysis.report.section import Row
from mdeanalysis.report.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Told apart by shape and place, so that grey is enough.
_HERE, _ELSEWHERE = STATE_COLOURS["failed"][0], "#5f8fa8"
_LONGEST = 52
#: How far the two stand from the middle of their line.
_APART = 0.16


def dots(picture: Intervals, words: Words, ink: str) -> Figure:
    """A line a cause: a filled dot for the devices that meet its conditions, an open diamond for all others."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8.2, 1.1 + 0.42 * len(picture.rows)), layout="constrained")
    axes = figure.subplots()
    for y, row in enumerate(picture.rows):
        _dot(axes, y - _APART, row, words("say.here"), {"marker": "o", "color": _HERE})
        if row["elsewhere"]:
            look = {"marker": "D", "color": _ELSEWHERE, "markerfacecolor": "none", "markeredgewidth": 1.6}
            _dot(axes, y + _APART, row["elsewhere"], words("say.elsewhere"), look)
    _frame(axes, picture.rows, words, ink)
    return figure


def _dot(axes: Axes, y: float, row: Row, label: str, look: dict[str, Any]) -> None:
    low, high = row["interval"]
    axes.plot([low, high], [y, y], color=look["color"], linewidth=2.2, solid_capstyle="butt")
    axes.plot([row["rate"]], [y], linestyle="none", markersize=7.5, clip_on=False, label=label, **look)


def _frame(axes: Axes, rows: list[Row], words: Words, ink: str) -> None:
    names = [drawable(printable(row["label"]), _LONGEST) for row in rows]
    axes.set_yticks(range(len(rows)), names, parse_math=False)
    axes.set_ylim(len(rows) - 0.45, -0.55)
    axes.set_xlim(-0.02, 1.02)
    axes.xaxis.set_major_formatter(lambda rate, _: words.percent(rate, 0))
    axes.grid(axis="x", color=ink, alpha=0.15)
    axes.set_axisbelow(True)
    counts = axes.secondary_yaxis("right")
    counts.set_yticks(range(len(rows)), [_count(row, words) for row in rows])
    for one in (axes, counts):
        one.tick_params(length=0)
        one.spines[:].set_visible(False)
    entries = dict(zip(*reversed(axes.get_legend_handles_labels()), strict=True))
    axes.legend(
        entries.values(), entries.keys(), loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False, fontsize=9
    )


def _count(row: Row, words: Words) -> str:
    others = row["elsewhere"]
    if not others:
        return words("say.cause_label_alone", failed=row["failed"], of=row["of"])
    return words(
        "say.cause_label", failed=row["failed"], of=row["of"], others=others["failed"], of_others=others["of"]
    )


def told(row: Row, words: Words) -> str:
    """A line of the picture for those who do not see it."""
    low, high = (words.percent(rate, 0) for rate in row["interval"])
    said = words("say.alt_cause", label=row["label"], failed=row["failed"], of=row["of"], low=low, high=high)
    others = row["elsewhere"]
    more = [words("say.alt_elsewhere", failed=others["failed"], of=others["of"])] if others else []
    return ", ".join([said, *more])
