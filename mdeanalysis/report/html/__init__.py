"""Report parts -> one HTML file, and linked files beside it for tables that are too large for it."""

import matplotlib  # noqa: F401 - without it no report: to be said before anything is read

from mdeanalysis.report.html.write import Cover, write_html
from mdeanalysis.report.part import Basis
from mdeanalysis.report.sections import chosen
from mdeanalysis.report.words import Words

__all__ = ["Basis", "Cover", "Words", "chosen", "write_html"]
