"""The sample report as text, a file a section and language: what readers see, without its looks.

`make snapshots` writes the files anew; look at the difference before you commit it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from mdeanalysis import load
from mdeanalysis.report.charts import describe
from mdeanalysis.report.html.cells import cell, columns
from mdeanalysis.report.language.catalogue import languages
from mdeanalysis.report.part import Basis, Part
from mdeanalysis.report.section import Section
from mdeanalysis.report.sections import parts
from mdeanalysis.report.words import Words
from mdeanalysis.version import __version__

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "tests" / "report" / "snapshots"
DAY = datetime(2025, 3, 21, tzinfo=UTC)
#: Rows of a table that a file shows.
ROWS = 6


def sample(language: str) -> Basis:
    """The sample fleet, on the day that README takes."""
    fleet = load(ROOT / "sample_results", inventory=ROOT / "sample_inventory.csv").judge(DAY)
    return Basis(fleet.tables, pd.Timestamp(DAY), fleet.rules, fleet.side_files, Words(language))


def text_of(part: Part, basis: Basis) -> str:
    """A section as it reads."""
    return "\n".join(_lines(part, basis)).replace(__version__, "VERSION") + "\n"


def _lines(part: Part, basis: Basis) -> Iterator[str]:
    content = part.build(basis)
    yield f"# {basis.words(f'section.{part.name}')}"
    yield from (line for line in (content.nothing, content.lead, *content.notes) if line)
    yield from (describe(picture, basis.words) for picture in content.pictures)
    for table in content.tables:
        yield from _table(table, basis.words)


def _table(table: Section, words: Words) -> Iterator[str]:
    shown = columns(table, words)
    yield from ("", f"## {table.title}", *([table.note] if table.note else []))
    yield " | ".join(column.heading for column in shown)
    for row in table.rows[:ROWS]:
        yield " | ".join(cell(row.get(column.name), column.kind, words).text for column in shown).rstrip()
    if len(table.rows) > ROWS:
        yield words("say.first_rows", shown=ROWS, count=len(table.rows))


def main() -> None:
    """Writes all files anew."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    for language in languages():
        (FOLDER / language).mkdir(parents=True)
        basis = sample(language)
        for part in parts():
            file = FOLDER / language / f"{part.name}.txt"
            file.write_text(text_of(part, basis), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
