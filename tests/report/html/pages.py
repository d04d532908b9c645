"""A page as its parser sees it."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

VOID = {"meta", "img", "input", "br", "path", "use", "rect", "image"}


class Element(NamedTuple):
    tag: str
    attributes: dict[str, str]


class Page(HTMLParser):
    """Elements in order, the text inside each script and style, and all other text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.inside: list[tuple[Element, str]] = []
        self.text = ""
        self._last: Element | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._last = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(self._last)

    def handle_endtag(self, tag: str) -> None:
        self._last = None

    def handle_data(self, data: str) -> None:
        if self._last and self._last.tag in {"script", "style"}:
            self.inside.append((self._last, data))
        else:
            self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every element of this kind."""
        return [element.attributes for element in self.elements if element.tag == tag]

    def code(self) -> list[str]:
        """Scripts that run."""
        return [text for one, text in self.inside if one.tag == "script" and "type" not in one.attributes]

    def styles(self) -> list[str]:
        """Style sheets."""
        return [text for one, text in self.inside if one.tag == "style"]

    def data(self, kind: str) -> list[Any]:
        """The JSON of every data script of a class."""
        return [json.loads(text) for one, text in self.inside if one.attributes.get("class") == kind]

    def tables(self) -> dict[str, list[dict[str, Any]]]:
        """The rows that the script makes of each table, by the table's name."""
        found = {}
        for setup, data in zip(self.data("setup"), self.data("data"), strict=True):
            names = [column["name"] for column in setup["columns"]]
            columns = [one.get("cells") or [one["values"][code] for code in one["codes"]] for one in data]
            rows = zip(*columns, strict=True)
            found[setup["name"]] = [dict(zip(names, row, strict=True)) for row in rows]
        return found


def page(file: Path) -> Page:
    """The page of a file."""
    return Page(file.read_text(encoding="utf-8"))
