"""What the notebooks show: plain functions from tables to tables and pictures, and a filter to click on."""

from mdeanalysis.notebook.evidence import failed_tries, lines_of, lines_of_first, most_failed, url_grid
from mdeanalysis.notebook.filter import URL_COLUMNS, UrlFilter, in_words, matching
from mdeanalysis.notebook.rates import failure_rates
from mdeanalysis.notebook.views import coverage, show, states
from mdeanalysis.report.picture import heat_map
from mdeanalysis.report.selection import judging_urls

__all__ = [
    "URL_COLUMNS",
    "UrlFilter",
    "coverage",
    "failed_tries",
    "failure_rates",
    "heat_map",
    "in_words",
    "judging_urls",
    "lines_of",
    "lines_of_first",
    "matching",
    "most_failed",
    "show",
    "states",
    "url_grid",
]
