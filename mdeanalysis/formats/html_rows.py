"""The rows of an HTML page's tables, with the heading that each stands under.

End tags may be missing where HTML lets them; a row counts only when something ends it, so a cut page loses its last.
Most rows have the tool's plain form, and the pages of a fleet share them: those are looked up as a whole.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from mdeanalysis.formats import html_tags
from mdeanalysis.formats.memory import Known

_HEADINGS = frozenset(f"h{n}" for n in range(1, 7))
_CELLS = frozenset({"th", "td"})
_TABLE_PARTS = _HEADINGS | _CELLS | {"table", "tr"}
_ROW_END = "</tr>"
#: A whole row with all its end tags, and in its cells no tag but those that shape a sentence. The table may begin
#: before it, under headings, and end the one above.
_PLAIN_ROW = re.compile(
    r"(?:(?:[^<]*+</table>)?+(?:[^<]*+<h(?P<h>[1-6])>[^<&\s][^<]*+</h(?P=h)>)*+[^<]*+<table(?![A-Za-z0-9])[^<>]*+>)?+"
    r"[^<]*+<tr(?![A-Za-z0-9])[^<>]*+>(?:[^<]*+<(?P<cell>t[dh])(?![A-Za-z0-9])[^<>]*+>"
    r"(?:[^<]++|</?(?:a|b|br|i|span)(?![A-Za-z0-9])[^<>]*+>)*+</(?P=cell)>)++[^<]*+</tr>"
)
#: Rows that are kept, and the letters of the longest of them.
_MOST_ROWS, LONGEST_ROW = 5_000, 4_000


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


class _PlainRow(NamedTuple):
    """A row of the plain form: where among its own lines it begins, how many line ends are in it, and its cells.

    `table` is 1 where its table begins with it; `section` is the heading before that, if there is one.
    """

    line: int
    line_ends: int
    cells: tuple[Cell, ...]
    table: int
    section: str


class Page:
    """`rows` of a text, its lines counted from `first_line`; `is_cut` where it ends before the page does.

    Read `plainly`, no row is looked up.
    """

    def __init__(self, text: str, first_line: int = 1, *, plainly: bool = False) -> None:
        self.rows: list[Row] = []
        self.is_cut = False
        self._text, self._line, self._counted = text, first_line, 0
        self._section, self._table = "", 0
        self._cells: list[Cell] = []
        self._row_line = first_line
        self._inside, self._markup = "", [""]
        self._in_table = self._in_paragraph = self._in_page = False
        if plainly:
            self._take_pieces(0, len(text))
        else:
            self._read()
        self.is_cut |= bool(self._inside or self._in_table or self._in_page)

    def _read(self) -> None:
        at = 0
        while at < len(self._text):
            end = self._text.find(_ROW_END, at) + len(_ROW_END)
            if end < len(_ROW_END):
                end = len(self._text)
            at = end if self._take_plain_row(at, end) else self._take_pieces(at, end)

    def _take_plain_row(self, at: int, end: int) -> bool:
        """Whether the text from `at` to `end` is a row that can be looked up; only between rows one may begin."""
        if self._inside or self._cells:
            return False
        row = _PLAIN_ROWS[self._text[at:end]]
        if row is None:
            return False
        self._count_lines(at)
        self._section, self._table = row.section or self._section, self._table + row.table
        self._in_table |= row.table > 0
        table = self._table if self._in_table else 0
        self.rows.append(Row(self._section, table, self._line + row.line, row.cells))
        self._line, self._counted = self._line + row.line_ends, end
        self._in_paragraph = False
        return True

    def _take_pieces(self, at: int, end: int) -> int:
        """Takes the tags and texts that begin before `end`; gives where the next one does."""
        for piece, begins in html_tags.pieces(self._text, at):
            if begins >= end:
                return begins
            self._take(piece, begins)
        return len(self._text)

    def _count_lines(self, at: int) -> None:
        if at != self._counted:
            self._line += self._text.count("\n", self._counted, at)
            self._counted = at

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
        self._count_lines(at)
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


def _plain_row(text: str) -> _PlainRow | None:
    """The row that a text is, where it has the plain form."""
    if len(text) > LONGEST_ROW or not _PLAIN_ROW.fullmatch(text):
        return None
    section, table, line, cells = Page(text, 0, plainly=True).rows[0]
    return _PlainRow(line, text.count("\n"), cells, table, section)


_PLAIN_ROWS = Known(_plain_row, LONGEST_ROW, _MOST_ROWS)
