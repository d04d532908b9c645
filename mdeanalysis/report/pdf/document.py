"""Parts -> what the template shows, as plain data: no value of it is ever Typst's own language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from mdeanalysis.report import charts, states
from mdeanalysis.report.colours import STATE_COLOURS
from mdeanalysis.report.cover import Cover
from mdeanalysis.report.part import Basis, Content, Part, Picture
from mdeanalysis.report.pdf.letters import Letters
from mdeanalysis.report.pdf.tables import sentence, table
from mdeanalysis.report.words import Words
from mdeanalysis.version import __version__

#: Letters of a title or an author that are shown.
_TITLE = 200
_FRAME = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_INK = "#1b1b1b"


class Document:
    """The data of one report. `pictures` are SVG by file name; `letters` knows which fonts all of it needs."""

    def __init__(self, words: Words, beside: str = "") -> None:
        self.words, self.letters = words, Letters()
        self.beside = words("pdf.beside", file=beside) if beside else words("pdf.elsewhere")
        self.pictures: dict[str, str] = {}

    def build(self, parts: Sequence[Part], basis: Basis, cover: Cover) -> dict[str, Any]:
        """Everything that stands in the report."""
        words, letters = self.words, self.letters
        shown = [self._part(part.name, part.build(basis)) for part in parts]
        about = [words("say.author", author=cover.author[:_TITLE])] if cover.author else []
        about += [words("say.as_of", day=words.day(basis.as_of)), words("say.versions", version=__version__)]
        return {
            "language": words.language,
            "title": letters(cover.title or words("say.title"))[:_TITLE],
            "heading": sentence(cover.title or words("say.title"), words, letters, _TITLE),
            "author": letters(cover.author)[:_TITLE],
            "date": [basis.as_of.year, basis.as_of.month, basis.as_of.day],
            "headline": sentence(words.sentence(states.headline(basis.tables, basis.as_of)), words, letters),
            "about": sentence(" · ".join(about), words, letters),
            "foot": letters(" · ".join(about[-2:])),
            "parts": shown,
            "letters": sentence(self.told(), words, letters),
            "say": {name: words(f"{kind}.{name}") for kind, name in _SAID},
            "colours": STATE_COLOURS,
        }

    def told(self) -> str:
        """Which letters had no font; empty where all had one."""
        missing = self.letters.missing
        return self.words("pdf.letters", count=len(missing), some=self.letters.examples()) if missing else ""

    def _part(self, name: str, content: Content) -> dict[str, Any]:
        words, letters = self.words, self.letters
        said: dict[str, Any] = {"name": name, "title": words(f"section.{name}")}
        if content.nothing:
            return said | {"nothing": sentence(content.nothing, words, letters)}
        return said | {
            "nothing": "",
            "lead": sentence(content.lead, words, letters),
            "notes": [sentence(note, words, letters) for note in content.notes],
            "figures": [self._figure(picture) for picture in content.pictures],
            "tables": [table(one, words, letters, self.beside) for one in content.tables if one.rows],
        }

    def _figure(self, picture: Picture) -> dict[str, Any]:
        """A picture in black ink, in the report's font; `alt` is what it says."""
        svg, title, alt = charts.draw(picture, self.words)
        self.letters.need(svg)
        family = ", ".join(f"'{name}'" for name in ("DejaVu Sans", *self.letters.families))
        svg = svg.replace("currentColor", _INK).replace("<svg ", f'<svg font-family="{family}" ', 1)
        file = f"{picture.name}.svg"
        self.pictures[file] = svg
        frame = _FRAME.search(svg)
        size = [float(one) for one in frame.groups()] if frame else [500.0, 300.0]
        return {"file": file, "title": self.letters(title), "alt": self.letters(alt), "size": size}


#: What the template itself says.
_SAID = (("pdf", "page"), ("say", "contents"), ("say", "logo"))
