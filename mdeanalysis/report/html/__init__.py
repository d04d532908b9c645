"""Report parts -> one HTML file, and linked files beside it for tables that are too large for it."""

import babel  # noqa: F401 - without these no report: to be said before anything is read
import jinja2  # noqa: F401
import matplotlib  # noqa: F401

from mdeanalysis.report.cover import Cover
from mdeanalysis.report.html.write import write_html
from mdeanalysis.report.part import Basis
from mdeanalysis.report.sections import chosen
from mdeanalysis.report.words import Words

__all__ = ["Basis", "Cover", "Words", "chosen", "write_html"]
