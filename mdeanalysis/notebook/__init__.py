"""What the notebooks show: plain functions from tables to tables and pictures, and a filter to click on."""

from mdeanalysis.notebook.evidence import failed_tries, lines_of, lines_of_first, most_failed, url_grid
from mdeanalysis.notebook.filter import UrlFilter, matching
from mdeanalysis.notebook.picture import heat_map
from mdeanalysis.notebook.rates import failure_rates
from mdeanalysis.notebook.views import coverage, show, states

__all__ = [
    "UrlFilter",
    "coverage",
    "failed_tries",
    "failure_rates",
    "heat_map",
    "lines_of",
    "lines_of_first",
    "matching",
    "most_failed",
    "show",
    "states",
    "url_grid",
]
