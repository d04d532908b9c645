"""A report put together by hand: sections, language, title, and the file that comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]
import pandas as pd

from mdeanalysis.errors import MdeAnalysisError, OutputError
from mdeanalysis.loading import Fleet
from mdeanalysis.notebook.widgets.base import WIDE, View, joined, page, words
from mdeanalysis.report import html
from mdeanalysis.report.language.catalogue import languages
from mdeanalysis.report.sections import parts
from mdeanalysis.report.words import Words

_PDF = "mdeanalysis.report.pdf"


def write_report(
    fleet: Fleet,
    file: str | Path,
    sections: Sequence[str] = (),
    title: str = "",
    language: str = "en",
    as_of: datetime | None = None,
) -> list[Path]:
    """Writes a report of the fleet as `.html` or, with the extra `pdf`, `.pdf`; gives the files that were written.

    `sections` are their names in their order, all where none is named. Ages are those of the day `as_of`, now where
    none is given. Raises `SelectionError` for another section, `OutputError` where it cannot be written.
    """
    file = Path(file)
    wanted, day = html.chosen(sections), as_of or datetime.now(UTC)
    if not fleet.judged:
        fleet.judge(day)
    basis = html.Basis(fleet.tables, pd.Timestamp(day), fleet.rules, fleet.side_files, Words(language))
    cover = html.Cover(title)
    if file.suffix.lower() in {".html", ".htm"}:
        return html.write_html(file, wanted, basis, cover)
    if file.suffix.lower() == ".pdf":
        if not can_write_pdf():
            raise OutputError("a report as PDF needs the package typst: pip install 'mdeanalysis[pdf]'")
        written: Any = import_module(_PDF).write_pdf(file, wanted, basis, cover)
        return list(written) if isinstance(written, list) else [file]
    raise OutputError(f"{file}: a report is a file that ends with .html or .pdf")


def can_write_pdf() -> bool:
    """Whether the extra `pdf` is there."""
    return find_spec("typst") is not None and find_spec(_PDF) is not None


def section_titles(language: str = "en") -> dict[str, str]:
    """Every section's title by its name, in reading order."""
    said = Words(language)
    return {part.name: said(f"section.{part.name}") for part in parts()}


def report_sections(language: str = "en") -> pd.DataFrame:
    """Every section of a report: its `name` and `title`, in reading order."""
    return pd.DataFrame(list(section_titles(language).items()), columns=["name", "title"])


def written(files: Sequence[Path]) -> pd.DataFrame:
    """Files and their sizes in bytes."""
    return pd.DataFrame({"file": [str(file) for file in files], "bytes": [file.stat().st_size for file in files]})


class ReportBuilder(View):
    """A fleet in, `.value` out: the files of the report that was written last; none before the first."""

    def __init__(self, fleet: Fleet, file: str | Path = "report.html", as_of: datetime | None = None) -> None:
        self.fleet, self.as_of = fleet, as_of
        self.value: list[Path] = []
        endings = "html or pdf" if can_write_pdf() else "html"
        self.language = widgets.Dropdown(options=languages(), value="en", description="Language", **WIDE)
        self.sections = widgets.SelectMultiple(rows=10, description="Sections", **WIDE)
        self.title = widgets.Text(description="Title", placeholder="as the report says itself", **WIDE)
        self.file = widgets.Text(str(file), description=f"File ({endings})", **WIDE)
        self.write = widgets.Button(description="Write the report", button_style="primary")
        self.words = page(words("No section chosen means all of them, in reading order."))
        self.box = widgets.VBox([self.language, self.sections, self.title, self.file, self.write, self.words])
        self.language.observe(self._offer, "value")
        self.write.on_click(self._write)
        self._offer()

    def static(self) -> str:
        """What was written, in a sentence."""
        return joined(self.words)

    def _offer(self, _change: object = None) -> None:
        chosen = self.sections.value
        self.sections.options = [(title, name) for name, title in section_titles(self.language.value).items()]
        self.sections.value = chosen

    def _write(self, _button: object = None) -> None:
        self.write.disabled = True
        self.words.value = words("Writing ...")
        try:
            self.value = write_report(
                self.fleet,
                self.file.value.strip(),
                self.sections.value,
                self.title.value,
                self.language.value,
                self.as_of,
            )
            told = ", ".join(f"{file} ({file.stat().st_size:,} bytes)" for file in self.value)
            self.words.value = words(f"Wrote {told}.")
        except (MdeAnalysisError, OSError) as error:
            self.words.value = words(f"Not written: {error}")
        finally:
            self.write.disabled = False
