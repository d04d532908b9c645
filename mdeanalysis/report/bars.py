"""Devices by state as bars of equal length: shares, with the numbers that they are of beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from mdeanalysis.report import breakdown
from mdeanalysis.report.canvas import bare, canvas
from mdeanalysis.report.colours import STATE_COLOURS
from mdeanalysis.report.fonts import drawable
from mdeanalysis.report.printable import printable
from mdeanalysis.report.section import Row
from mdeanalysis.report.words import Words
from mdeanalysis.vocabulary import STATES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: The worst at the left, where bars are compared.
_ORDER = ("failed", "cut_off", "not_tested", "unknown", "reached")
_LONGEST = 34


def rows_by(tables: Mapping[str, pd.DataFrame], by: str, most: int = 12) -> list[Row]:
    """The rows of `state_bars` by a column of `devices`; beyond `most` values the last row adds up the others.

    Raises `SelectionError` for a column that `devices` does not have.
    """
    section = breakdown.build(tables, [by], most=most)
    rows = section.short or section.rows
    return [{"label": str(row[by])} | {name: row[name] for name in ("devices", "of", *STATES)} for row in rows]


def state_bars(rows: Sequence[Row], words: Words | None = None, axes: Axes | None = None) -> Figure:
    """Draws a bar a row (`label`, `devices`, `of` and a count a state). Gives the figure, that of `axes` if given."""
    words = words or Words()
    with canvas((8.2, 0.95 + 0.32 * max(len(rows), 1)), axes) as (figure, drawn):
        left = [0.0] * len(rows)
        for state in _ORDER:
            if any(row[state] for row in rows):
                parts = [row[state] / row["devices"] if row["devices"] else 0 for row in rows]
                drawn.barh(range(len(parts)), parts, left=left, label=words.state(state), **_look(state))
                left = [start + part for start, part in zip(left, parts, strict=True)]
        _frame(drawn, rows, words)
    return figure


def _look(state: str) -> dict[str, Any]:
    import matplotlib as mpl

    edge = mpl.rcParams["axes.edgecolor"]
    return {"color": STATE_COLOURS[state][0], "edgecolor": edge, "linewidth": 0.6, "height": 0.7}


def _frame(axes: Axes, rows: Sequence[Row], words: Words) -> None:
    names = [drawable(printable(row["label"]), _LONGEST) for row in rows]
    axes.set_yticks(range(len(rows)), names, parse_math=False)
    axes.set_ylim(max(len(rows), 1) - 0.5, -0.5)
    axes.set_xlim(0, 1)
    axes.xaxis.set_major_formatter(lambda rate, _: words.percent(rate, 0))
    counts = axes.secondary_yaxis("right")
    counts.set_yticks(range(len(rows)), [_count(row, words) for row in rows])
    for one in (axes, counts):
        one.tick_params(axis="y", length=0)
        one.spines[:].set_visible(False)
    bare(axes)
    if rows:
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=5, frameon=False, borderaxespad=0.2, fontsize=9)


def _count(row: Row, words: Words) -> str:
    return words("say.bar_label" if row["of"] else "say.bar_untested", **row)
