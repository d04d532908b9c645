"""Failure rates drawn as a heat map: each cell says how many failed, of how many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from mdeanalysis.report.canvas import bare, canvas
from mdeanalysis.report.colours import STATE_COLOURS
from mdeanalysis.report.fonts import drawable
from mdeanalysis.report.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap
    from matplotlib.figure import Figure

_LIGHT = "#fdf3ec"
#: Above this rate a cell is too dark for black letters.
_DARK = 0.75
_LONGEST = 24
#: Names of columns that are longer do not fit beside each other.
_UPRIGHT = 14


def heat_map(rates: pd.DataFrame, words: Words | None = None, axes: Axes | None = None) -> Figure:
    """Draws what `failure_rates` counted: the darker, the more of the tested devices failed, from 0 to 100 %.

    Hatched is a pair whose devices were all cut off, not tested or unknown; one without any device stays empty. Where
    `rates` has `low` and `high`, each cell says its interval too. Gives the figure, that of `axes` where these are
    given.
    """
    say = words or Words()
    rows, columns = (list(rates[name].unique()) for name in rates.columns[:2])
    tall, wide = (0.64, 1.25) if "low" in rates else (0.5, 1.1)
    size = (3.6 + wide * max(len(columns), 2), 1.6 + tall * max(len(rows), 2))
    with canvas(size, axes) as (figure, drawn):
        _cells(drawn, rates, rows, columns, say)
        _frame(drawn, rates, rows, columns, say)
        _scale(figure, drawn, say)
    return figure


def cell_words(
    say: Words, devices: int, failed: int, tested: int, low: float | None = None, high: float | None = None
) -> str:
    """What a cell says: how many of how many, the rate, and its interval where there is one."""
    if not tested:
        return say("say.heat_untested", devices=int(devices))
    counts = say("say.heat_cell", failed=int(failed), of=int(tested))
    interval = "" if low is None or high is None else f"\n({say.percent(low, 0)} to {say.percent(high, 0)})"
    return f"{counts}\n{say.percent(float(failed / tested), 0)}{interval}"


def cell_colours(failed: int, tested: int) -> tuple[str, str]:
    """(background, text) of a cell."""
    from matplotlib.colors import to_hex

    if not tested:
        return STATE_COLOURS["not_tested"]
    rate = failed / tested
    return to_hex(_shades()(rate)), "#ffffff" if rate > _DARK else "#000000"


def _shades() -> Colormap:
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("failed", [_LIGHT, STATE_COLOURS["failed"][0]])


def _cells(axes: Axes, rates: pd.DataFrame, rows: list[str], columns: list[str], say: Words) -> None:
    from matplotlib.patches import Rectangle

    names = ["devices", "failed", "tested", *(name for name in ("low", "high") if name in rates)]
    pairs = rates.iloc[:, :2].itertuples(index=False)
    for (row, column), counts in zip(pairs, rates[names].itertuples(index=False), strict=True):
        x, y = columns.index(column), rows.index(row)
        background, text = cell_colours(*counts[1:3])
        look: dict[str, Any] = {"facecolor": background} | ({} if counts[2] else {"hatch": "////"})
        axes.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, edgecolor="white", linewidth=2, **look))
        axes.text(x, y, cell_words(say, *counts), ha="center", va="center", fontsize=8.5, color=text)


def _frame(axes: Axes, rates: pd.DataFrame, rows: list[str], columns: list[str], say: Words) -> None:
    # Names come from results: a dollar sign in them begins no formula.
    names = [drawable(name, _LONGEST).replace(" (", "\n(") for name in columns]
    turned = any(len(line) > _UPRIGHT for name in names for line in name.split("\n"))
    axes.set_xticks(range(len(columns)), names, parse_math=False, rotation=30 if turned else 0)
    for label in axes.get_xticklabels() if turned else []:
        label.set_horizontalalignment("right")
    axes.set_yticks(range(len(rows)), [drawable(name, _LONGEST) for name in rows], parse_math=False)
    axes.set_xlim(-0.5, max(len(columns), 1) - 0.5)
    axes.set_ylim(max(len(rows), 1) - 0.5, -0.5)
    bare(axes)
    down, across = (say.column(str(name)) for name in rates.columns[:2])
    axes.set_title(say("say.heat_title", down=down, across=across), fontsize=11, loc="left")
    axes.set_xlabel(across)
    axes.set_ylabel(down)


def _scale(figure: Figure, axes: Axes, say: Words) -> None:
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import Normalize

    scale = ScalarMappable(Normalize(0, 1), _shades())
    bar = figure.colorbar(scale, ax=axes, ticks=[0, 0.25, 0.5, 0.75, 1])
    bar.ax.yaxis.set_major_formatter(lambda rate, _: say.percent(rate, 0))
    bar.outline.set_visible(False)
    bar.set_label(say("say.heat_scale"))
