"""The rows of an HTML page's tables, with the heading that each stands under.

End tags may be missing where HTML lets them; a row counts only when something ends it, so a cut page loses its last.
"""

from __future__ import annotations

from typing import NamedTuple

from mdeanalysis.formats import html_tags

_HEADINGS = frozenset(f"h{n}" for n in range(1, 7))
_CELLS = frozenset({"th", "td"})
_TABLE_PARTS = _HEADINGS | _CELLS | {"table", "tr"}


class Cell(NamedTuple):
    """`markup` is all that stands in the cell; `is_head` marks a name rather than a value."""

    is_head: bool
    markup: str

    @property
    def text(self) -> str:
        """What a reader sees of the cell."""
        return html_tags.plain(self.markup)


class Row(NamedTuple):
    """`table` counts the page's tables from 1; 0 is a bold name and its value in the text before them."""

    section: str
    table: int
    line: int
    cells: tuple[Cell, ...]


class Page:
    """`rows` of a text, its lines counted from `first_line`; `is_cut` where it ends before the page does."""

    def __init__(self, text: str, first_line: int = 1) -> None:
        self.rows: list[Row] = []
        self.is_cut = False
        self._text, self._line, self._counted = text, first_line, 0
        self._section, self._table = "", 0
        self._cells: list[Cell] = []
        self._row_line = first_line
        self._inside, self._markup = "", [""]
        self._in_table = self._in_paragraph = self._in_page = False
        for piece, at in html_tags.pieces(text):
            self._take(piece, at)
        self.is_cut |= bool(self._inside or self._in_table or self._in_page)

    def _take(self, piece: html_tags.Piece, at: int) -> None:
        name = piece.name
        if name in _TABLE_PARTS:
            (self._end if piece.is_end else self._start)(name, at)
        elif name == "p" and not self._table and not self._inside.startswith("h"):
            self._end_row()
            self._in_paragraph = not piece.is_end
        elif name in {"b", "strong"} and self._in_paragraph:
            self._take_bold(piece, at)
        elif name == "html":
            self._in_page = not piece.is_end
        elif name == "<":
            self.is_cut = True
        elif self._inside:
            self._markup.append(piece.tag)
        if self._inside:
            self._markup.append(piece.text)

    def _start(self, name: str, at: int) -> None:
        self._end_cell()
        if name not in _CELLS:
            self._end_row()
        self._in_paragraph = False
        if name == "table":
            self._table, self._in_table = self._table + 1, True
        elif name != "tr":
            self._open(name, at)

    def _end(self, name: str, _at: int) -> None:
        self._end_cell()
        if name in {"tr", "table"}:
            self._end_row()
        self._in_table &= name != "table"

    def _take_bold(self, piece: html_tags.Piece, at: int) -> None:
        if not piece.is_end:
            self._end_row()
        self._end_cell()
        self._open("td" if piece.is_end else "th", at)

    def _open(self, name: str, at: int) -> None:
        self._line += self._text.count("\n", self._counted, at)
        self._counted = at
        if not self._cells:
            self._row_line = self._line
        self._inside, self._markup = name, []

    def _end_cell(self) -> None:
        if not self._inside:
            return
        name, self._inside = self._inside, ""
        markup = "".join(self._markup)
        if name in _CELLS:
            self._cells.append(Cell(name == "th", markup))
        else:
            self._section = " ".join(html_tags.plain(markup).split())

    def _end_row(self) -> None:
        self._end_cell()
        if self._cells:
            table = self._table if self._in_table else 0
            self.rows.append(Row(self._section, table, self._row_line, tuple(self._cells)))
        self._cells = []
