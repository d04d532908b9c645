"""Failure rates drawn as a heat map: each cell says how many failed, of how many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from mdeanalysis.report.colours import STATE_COLOURS
from mdeanalysis.report.fonts import drawable, families
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


def heat_map(rates: pd.DataFrame, words: Words | None = None) -> Figure:
    """Draws what `failure_rates` counted: the darker, the more of the tested devices failed, from 0 to 100 %.

    Hatched is a pair whose devices were all cut off, not tested or unknown; one without any device stays empty.
    """
    import matplotlib.pyplot as plt

    say = words or Words()
    rows, columns = (list(rates[name].unique()) for name in rates.columns[:2])
    size = (3.6 + 1.1 * max(len(columns), 2), 1.6 + 0.5 * max(len(rows), 2))
    with plt.rc_context({"font.family": families(), "hatch.color": "#b0b0b0"}):
        figure, axes = plt.subplots(figsize=size, dpi=100, facecolor="white", layout="constrained")
        _cells(axes, rates, rows, columns, say)
        _frame(axes, rates, rows, columns, say)
        _scale(figure, axes, say)
        figure.canvas.draw()
        plt.close(figure)  # the cell shows what it ends with; left open, it would show a second time
    return figure


def _shades() -> Colormap:
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("failed", [_LIGHT, STATE_COLOURS["failed"][0]])


def _cells(axes: Axes, rates: pd.DataFrame, rows: list[str], columns: list[str], say: Words) -> None:
    from matplotlib.patches import Rectangle

    shades = _shades()
    for row, column, devices, failed, tested, rate in rates.itertuples(index=False):
        x, y = columns.index(column), rows.index(row)
        look: dict[str, Any] = {"facecolor": STATE_COLOURS["not_tested"][0], "hatch": "////"}
        if tested:
            look = {"facecolor": shades(float(rate))}
        axes.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, edgecolor="white", linewidth=2, **look))
        words = say("say.heat_untested", devices=int(devices))
        if tested:
            words = f"{say('say.heat_cell', failed=int(failed), of=int(tested))}\n{say.percent(float(rate), 0)}"
        colour = "white" if tested and rate > _DARK else "black"
        axes.text(x, y, words, ha="center", va="center", fontsize=8.5, color=colour)


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
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
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
