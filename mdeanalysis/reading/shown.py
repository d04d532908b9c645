"""Raw tables with sources as they are shown: what stands before them depends on how many PATHs there are."""

from __future__ import annotations

from mdeanalysis.parts import renamed
from mdeanalysis.pipeline import Tables
from mdeanalysis.reading.places import Place, renaming


def shown(raw: Tables, place: Place, paths: int) -> Tables:
    """The tables of a place among so many PATHs."""
    rename = renaming(place, paths)
    return raw if rename is None else renamed(raw, rename)
