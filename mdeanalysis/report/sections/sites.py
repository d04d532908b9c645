"""Devices by site, with a picture."""

from __future__ import annotations

from mdeanalysis.report.part import Basis, Content, Part
from mdeanalysis.report.sections._tables import by_dimension


def build(basis: Basis) -> Content:
    """States by `site`."""
    return by_dimension(basis, "sites", "site")


PART = Part("sites", 63, build)
