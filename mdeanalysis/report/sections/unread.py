"""What was given and not read, or not in full."""

from __future__ import annotations

from mdeanalysis.report import unread as pages
from mdeanalysis.report.part import Basis, Content, Part


def build(basis: Basis) -> Content:
    """One row a place; duplicates and lines not understood are counted."""
    section = pages.build(basis.tables, basis.side_files)
    section.name, section.title, section.short = "unread", basis.words("table.unread"), None
    note, section.note = f"{section.note}.", ""
    if not section.rows:
        return Content(notes=[note], nothing=basis.words("nothing.unread"))
    return Content(basis.words("lead.unread"), [note], [section])


PART = Part("unread", 130, build)
