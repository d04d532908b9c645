"""What every picture stands on: white paper, fonts that the machine has, one look of axes and legend."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from mdeanalysis.report.fonts import families

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Lines for all rows together, and for all that failed.
MARK = "#555555"
GRID = "#e4e4e4"
#: Blue beside the rust of failures: told apart by the colour-blind.
BLUE = "#2a6f97"


@contextmanager
def canvas(size: tuple[float, float], axes: Axes | None = None) -> Iterator[tuple[Figure, Axes]]:
    """A figure of `size` inches with its axes; or those of the caller, whose figure keeps its size and layout."""
    import matplotlib.pyplot as plt

    with plt.rc_context({"font.family": families(), "hatch.color": "#b0b0b0"}):
        if axes is not None:
            yield cast("Figure", axes.get_figure(root=True)), axes
            return
        figure, own = plt.subplots(figsize=size, dpi=100, facecolor="white", layout="constrained")
        yield figure, own
        figure.canvas.draw()
        plt.close(figure)  # the cell shows what it ends with; left open, it would show a second time


def bare(axes: Axes) -> None:
    """No frame and no ticks: the data alone."""
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def title(figure: Figure, axes: Axes, text: str, *, own: bool) -> None:
    """Above the whole of an own figure, else above the axes."""
    if own:
        figure.suptitle(text, fontsize=11, x=0.01, ha="left")
    else:
        axes.set_title(text, fontsize=11, loc="left")


def legend(axes: Axes, *, own: bool) -> None:
    """One entry a label, below the picture."""
    found = dict(zip(*reversed(axes.get_legend_handles_labels()), strict=True))
    if found and own:
        axes.figure.legend(found.values(), found.keys(), loc="outside lower left", ncols=3, frameon=False, fontsize=9)
    elif found:
        axes.legend(found.values(), found.keys(), loc="best", fontsize=9)
