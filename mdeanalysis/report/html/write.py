"""The report as files: one HTML page with its style and script inside, under a policy that lets nothing else run."""

from __future__ import annotations

import base64
import hashlib
import shutil
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup

from mdeanalysis.errors import OutputError
from mdeanalysis.report import states
from mdeanalysis.report.cover import Cover
from mdeanalysis.report.html.cells import safe_json
from mdeanalysis.report.html.pages import INLINE, shown
from mdeanalysis.report.part import Basis, Part
from mdeanalysis.report.printable import printable
from mdeanalysis.version import __version__

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = Path(__file__).parent / "assets"


def write_html(
    file: Path, parts: Sequence[Part], basis: Basis, cover: Cover | None = None, inline: int = INLINE
) -> list[Path]:
    """Writes `file`, and tables that are too large for it into `<name>_files` beside it; gives what was written.

    What an earlier report left in that folder goes. Raises `OutputError` where it cannot be written, or the logo is
    no PNG, JPEG or GIF of at most 200 kB.
    """
    folder = file.with_name(f"{file.stem}_files")
    found = shown(parts, basis, file.name, folder.name, inline)
    common = _common(basis, cover or Cover(), file)
    pages = {file.name: _page("report.html", common, parts=found)}
    for table in (table for part in found for table in part.tables if table.page):
        name = f"{folder.name}/{table.section.name}.html"
        pages[name] = _page("table.html", common, table=table)
    try:
        return _write(pages, file.parent, folder)
    except OSError as error:
        raise OutputError(f"cannot write {file}: {error.strerror or error}") from error


def _write(pages: dict[str, str], out: Path, folder: Path) -> list[Path]:
    """All pages are made first and then moved to their places, the report last."""
    with tempfile.TemporaryDirectory(prefix=".report-", dir=out) as made:
        new = Path(made) / folder.name
        new.mkdir()
        for name, text in pages.items():
            (Path(made) / name).write_text(text, encoding="utf-8", newline="\n")
        if folder.is_dir() and all(path.suffix == ".html" for path in folder.iterdir()):
            shutil.rmtree(folder)
        if len(pages) > 1:
            folder.mkdir(exist_ok=True)
        for name in reversed(pages):
            (Path(made) / name).replace(out / name)
    return [out / name for name in pages]


def _common(basis: Basis, cover: Cover, file: Path) -> dict[str, Any]:
    words, style, script = basis.words, _asset("report.css"), _asset("report.js")
    allowed = f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; img-src data:; "
    return {
        "policy": allowed + "base-uri 'none'; form-action 'none'",
        "style": Markup(style),  # noqa: S704 - a file of this package
        "script": Markup(script),  # noqa: S704 - a file of this package
        "say": words,
        "title": cover.title or words("say.title"),
        "author": cover.author,
        "logo": _logo(cover),
        "headline": words.sentence(states.headline(basis.tables, basis.as_of)),
        "day": words.day(basis.as_of),
        "version": __version__,
        "report": quote(file.name),
        "spoken": safe_json(words.of("script")),
        "states": safe_json(words.of("state")),
        "labels": safe_json({"codes": words.labels(), "values": words.values(), "severities": words.severities()}),
    }


def _page(template: str, common: dict[str, Any], **more: Any) -> str:
    return _environment().get_template(template).render(common, **more)


@cache
def _environment() -> Environment:
    """Everything that a template shows is escaped, and free of what a browser or terminal would obey."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: printable(value) if type(value) is str else value,
    )


@cache
def _asset(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _logo(cover: Cover) -> str:
    logo = cover.read_logo()
    return f"data:image/{logo.kind};base64,{base64.b64encode(logo.data).decode()}" if logo else ""
