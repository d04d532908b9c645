"""What was not read, and why."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from mdeanalysis.report.section import Section, counted
from mdeanalysis.report.selection import records
from mdeanalysis.vocabulary import NOT_READ

ROWS = 2
_MEANT = {"duplicate": "left out", "unknown_line": "with lines not understood"}


def build(tables: Mapping[str, pd.DataFrame], side_files: int) -> Section:
    """One row an input that was not read; lines that were not understood and duplicates are counted in the note.

    So are the files beside a report that hold nothing about connectivity.
    """
    problems = tables["problems"]
    section = Section("not_read", "Not read, or not in full", ("kind", "source", "line", "reason"))
    missing = problems[problems["kind"].isin(NOT_READ)]
    section.rows = records(missing, section.columns)
    said = [counted(len(missing), "place")] if len(missing) else ["everything was read"]
    for kind, words in (("duplicate", "duplicate"), ("unknown_line", "section")):
        count = int((problems["kind"] == kind).sum())
        said += [f"{counted(count, words)} {_MEANT[kind]}"] if count else []
    said += [f"{counted(side_files, 'side file')} left aside"] if side_files else []
    section.note = ", ".join(said)
    return section.shorten(ROWS, "")
