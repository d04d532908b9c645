"""What the failing devices have in common: causes, contrasts, cross tables, and the most similar working device."""

from mdeanalysis.causes.cause import Cause, Explanation
from mdeanalysis.causes.cross import crosstab
from mdeanalysis.causes.explaining import contrasts, explain
from mdeanalysis.causes.nearest import Twin, twin

__all__ = ["Cause", "Explanation", "Twin", "contrasts", "crosstab", "explain", "twin"]
