"""Report parts -> one PDF."""

import matplotlib  # noqa: F401 - without it no report: to be said before anything is read

from mdeanalysis.report.pdf.write import Written, write_pdf

__all__ = ["Written", "write_pdf"]
