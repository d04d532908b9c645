"""The report as one PDF by Typst: tagged, with its fonts inside, made without network."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

import typst

from mdeanalysis.errors import OutputError
from mdeanalysis.report.cover import Cover
from mdeanalysis.report.part import Basis, Part
from mdeanalysis.report.pdf.document import Document

_TEMPLATE = Path(__file__).parent / "assets" / "report.typ"
#: What a reader with a screen reader needs; Typst refuses to write what breaks it, such as a letter without a font.
_STANDARD: Final = "ua-1"


class Written(NamedTuple):
    """A file, and what its reader should know besides: which letters had no font."""

    file: Path
    note: str


def write_pdf(
    file: Path, parts: Sequence[Part], basis: Basis, cover: Cover | None = None, beside: str = ""
) -> Written:
    """Writes `file`, at once or not at all. `beside` names where the rows stand that a PDF leaves out.

    The same tables and day give the same bytes. Raises `OutputError` where it cannot be written, or the logo is none.
    """
    cover = cover or Cover()
    document = Document(basis.words, beside)
    data = document.build(parts, basis, cover)
    logo = cover.read_logo()
    try:
        with tempfile.TemporaryDirectory(prefix=".report-", dir=file.parent) as folder:
            root = Path(folder)
            data["logo"] = f"logo.{logo.kind}" if logo else ""
            if logo:
                (root / data["logo"]).write_bytes(logo.data)
            _lay_out(root, document, json.dumps(data))
            made = root / "report.pdf"
            made.write_bytes(_compiled(root))
            made.replace(file)
    except OSError as error:
        raise OutputError(f"cannot write {file}: {error.strerror or error}") from error
    except typst.TypstError as error:
        raise OutputError(f"cannot write {file}: {error.message}") from error
    return Written(file, document.told())


def _lay_out(root: Path, document: Document, data: str) -> None:
    """All that the template reads, in a folder of its own: it can read nothing else."""
    (root / "data.json").write_text(data, encoding="utf-8")
    for name, svg in document.pictures.items():
        (root / name).write_text(svg, encoding="utf-8")
    (root / "fonts").mkdir()
    for font in document.letters.files():
        shutil.copyfile(font, root / "fonts" / font.name)
    shutil.copyfile(_TEMPLATE, root / "report.typ")


def _compiled(root: Path) -> bytes:
    made = typst.compile(
        str(root / "report.typ"),
        root=str(root),
        font_paths=[str(root / "fonts")],
        ignore_system_fonts=True,
        pdf_standards=[_STANDARD],
    )
    assert isinstance(made, bytes)
    return made
