"""What the notebooks show: plain functions from tables to tables and pictures, and a filter to click on."""

from mdeanalysis.causes import contrasts, crosstab, explain
from mdeanalysis.notebook.cards import Cards
from mdeanalysis.notebook.correlate import (
    DIMENSIONS,
    beside_twin,
    causes,
    changes,
    dimensions,
    entangled,
    telling_device,
    unexplained,
    within,
    workspaces,
)
from mdeanalysis.notebook.evidence import failed_tries, lines_of, lines_of_first, most_failed, url_grid
from mdeanalysis.notebook.filter import URL_COLUMNS, UrlFilter, in_words, matching
from mdeanalysis.notebook.intervals import dots
from mdeanalysis.notebook.live import live_beside, live_headline, live_part
from mdeanalysis.notebook.rates import failure_rates
from mdeanalysis.notebook.steps import plan_bars
from mdeanalysis.notebook.views import coverage, show, states
from mdeanalysis.plan import make_plan
from mdeanalysis.report.picture import heat_map
from mdeanalysis.report.selection import judging_urls

__all__ = [
    "DIMENSIONS",
    "URL_COLUMNS",
    "Cards",
    "UrlFilter",
    "beside_twin",
    "causes",
    "changes",
    "contrasts",
    "coverage",
    "crosstab",
    "dimensions",
    "dots",
    "entangled",
    "explain",
    "failed_tries",
    "failure_rates",
    "heat_map",
    "in_words",
    "judging_urls",
    "lines_of",
    "lines_of_first",
    "live_beside",
    "live_headline",
    "live_part",
    "make_plan",
    "matching",
    "most_failed",
    "plan_bars",
    "show",
    "states",
    "telling_device",
    "unexplained",
    "url_grid",
    "within",
    "workspaces",
]
