"""What was not read, and why."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from mdeanalysis.report.section import Section
from mdeanalysis.report.selection import records
from mdeanalysis.vocabulary import NOT_READ

ROWS = 2


def build(tables: Mapping[str, pd.DataFrame]) -> Section:
    """One row an input that was not read; lines that were not understood and duplicates are counted in the note."""
    problems = tables["problems"]
    section = Section("not_read", "Not read", ("kind", "source", "line", "reason"))
    missing = problems[problems["kind"].isin(NOT_READ)]
    section.rows = records(missing, section.columns)
    said = [f"{len(missing):,} input{'s' if len(missing) > 1 else ''}"] if len(missing) else ["everything was read"]
    for kind, words in (("duplicate", "duplicates left out"), ("unknown_line", "sections with lines not understood")):
        count = int((problems["kind"] == kind).sum())
        said += [f"{count:,} {words}"] if count else []
    section.note = ", ".join(said)
    return section.shorten(ROWS, "")
