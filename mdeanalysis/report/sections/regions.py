"""Devices by region, with a picture."""

from __future__ import annotations

from mdeanalysis.report.part import Basis, Content, Part
from mdeanalysis.report.sections._tables import by_dimension


def build(basis: Basis) -> Content:
    """States by `region`."""
    return by_dimension(basis, "regions", "region")


PART = Part("regions", 60, build)
