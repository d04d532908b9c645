"""The plan as bars: how many devices each change frees, on top of those before it."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

import pandas as pd

from mdeanalysis.plan import Plan
from mdeanalysis.report import canvas
from mdeanalysis.report.colours import STATE_COLOURS
from mdeanalysis.report.fonts import drawable
from mdeanalysis.report.plan import headline

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_BEFORE, _FREED = STATE_COLOURS["reached"][0], canvas.BLUE
_LONGEST = 58
_WIDTH = 130
_AGAIN = "rerun_test"


def plan_bars(plan: Plan, most: int = 12, axes: Axes | None = None) -> Figure:
    """Draws the first changes, one bar each: light what earlier ones freed, dark what it frees itself, of all failed.

    A change that frees nobody by itself is one that others wait for. Tests to repeat are no changes, and in no bar.
    Gives the figure, that of `axes` where these are given.
    """
    every = plan.changes[plan.changes["kind"] != _AGAIN]
    shown = every.head(most)
    with canvas.canvas((10.5, 1.5 + 0.36 * max(len(shown), 2)), axes) as (figure, drawn):
        _bars(drawn, shown, plan.failed)
        _frame(drawn, shown, plan.failed)
        canvas.title(figure, drawn, _title(plan, len(shown), len(every)), own=axes is None)
    return figure


def _bars(axes: Axes, shown: pd.DataFrame, failed: int) -> None:
    columns = ["devices_freed", "cumulative", "needed_by"]
    for y, (freed, cumulative, needed) in enumerate(shown[columns].itertuples(index=False)):
        axes.barh(y, cumulative - freed, color=_BEFORE, height=0.7)
        axes.barh(y, freed, left=cumulative - freed, color=_FREED, height=0.7)
        words = f"+{freed:,}: {cumulative:,} of {failed:,}" if freed else f"+0, {needed:,} need it among others"
        axes.text(1.02, y, words, va="center", fontsize=9, transform=axes.get_yaxis_transform())


def _title(plan: Plan, shown: int, every: int) -> str:
    title = fill(headline(plan), _WIDTH)
    return f"{title}\nThe first {shown:,} of {every:,} changes:" if every > shown else title


def _frame(axes: Axes, shown: pd.DataFrame, failed: int) -> None:
    from matplotlib.ticker import MaxNLocator

    told = zip(shown["rank"], shown["kind"], shown["target"], strict=True)
    names = [drawable(f"{rank}. {kind}: {target}", _LONGEST) for rank, kind, target in told]
    # Names come from results: a dollar sign in them begins no formula.
    axes.set_yticks(range(len(names)), names, parse_math=False)
    axes.set_ylim(max(len(shown), 1) - 0.4, -0.6)
    axes.set_xlim(0, max(failed, 1) * 1.01)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.axvline(failed, color=canvas.MARK, dashes=(4, 3), lw=1.2)
    canvas.bare(axes)
    axes.set_xlabel("devices freed; the dashed line is all that failed")
