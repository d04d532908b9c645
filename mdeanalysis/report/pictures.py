"""Every picture, in reports and notebooks alike: each gives its figure, and takes axes to stand among others."""

from __future__ import annotations

from mdeanalysis.report.bars import state_bars
from mdeanalysis.report.change_bars import change_bars
from mdeanalysis.report.picture import heat_map
from mdeanalysis.report.plan_bars import plan_bars
from mdeanalysis.report.rate_dots import dots

__all__ = ["change_bars", "dots", "heat_map", "plan_bars", "state_bars"]
