"""Devices by release of their system, with a picture."""

from __future__ import annotations

from mdeanalysis.report.part import Basis, Content, Part
from mdeanalysis.report.sections._tables import by_dimension


def build(basis: Basis) -> Content:
    """States by `os_release`."""
    return by_dimension(basis, "systems", "os_release")


PART = Part("systems", 61, build)
