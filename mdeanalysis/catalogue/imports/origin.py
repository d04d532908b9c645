"""How a row says which lists it stands on, and which of them an import speaks for."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from mdeanalysis.catalogue.table import Row

_SEPARATOR = " | "
#: Begins the mention of a list that named the row once.
NO_LONGER = "not in "
#: What is taken from the name of a file: it comes to stand in a cell that has a meaning.
_NAME = re.compile(r"[^\w .+-]+")
#: Lists whose word counts: a row that none of them names any more is legacy.
_CURRENT = re.compile(r"MDE (?:standard|streamlined) connectivity URLs - |RegionsURLs\.json")


class Origin(NamedTuple):
    """The list that was imported, when and from which file."""

    kind: str
    day: date
    file: str

    def mention(self, government: bool) -> str:
        """What the row's source says of it."""
        name = _NAME.sub(" ", self.file).strip()[:80] or "a file"
        return f"{self._list(government)} (imported {self.day.isoformat()} from {name})"

    def is_source_of(self, row: Row) -> bool:
        """Whether an earlier copy of the same list named the row."""
        return any(self._is_same(part, row) for part in row.source.split(_SEPARATOR))

    def added_to(self, row: Row) -> Row:
        """The row as this copy's, in place of an earlier one's."""
        listed = self._list(is_government(row))
        others = [part for part in row.source.split(_SEPARATOR) if part and listed not in part]
        mention = self.mention(is_government(row))
        return row._replace(source=_SEPARATOR.join([mention, *others]), last_seen=self.day.year)

    def taken_from(self, row: Row) -> Row:
        """The row without this list; legacy where no other current list names it."""
        listed = self._list(is_government(row))
        others = [part for part in row.source.split(_SEPARATOR) if listed not in part]
        kept = any(_CURRENT.search(part) for part in others if not part.startswith(NO_LONGER))
        source = _SEPARATOR.join([*others, f"{NO_LONGER}{self.mention(is_government(row))}"])
        return row._replace(source=source, required=row.required if kept else "legacy")

    def _is_same(self, part: str, row: Row) -> bool:
        return not part.startswith(NO_LONGER) and self._list(is_government(row)) in part

    def _list(self, government: bool) -> str:
        if self.kind == "tested":
            return "RegionsURLs.json"
        return f"MDE {self.kind} connectivity URLs - {'US government' if government else 'commercial'}"


def is_government(row: Row) -> bool:
    """Whether the row is of one of the US government's clouds."""
    return row.cloud != "commercial"
