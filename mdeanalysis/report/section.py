"""A section: a title and rows. It computes nothing and knows nothing of how it will look."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Row = dict[str, Any]


#: In a link: whatever is not empty.
ANY = "*"


class Link(NamedTuple):
    """Where a number's rows stand: those of a section in which each column has the value of this row's column.

    `where` names the other's column, then this row's; a row without that one asks nothing. `fixed` has values that
    are the same for every row. A comma list has the value where a member is it.
    """

    section: str
    where: dict[str, str]
    fixed: dict[str, str] = {}  # noqa: RUF012 - never changed


@dataclass
class Section:
    """`columns` name the rows' keys in order; `note` says in one line what the rows leave out or mean.

    `short` are the rows of a page that must stay short, where they differ from `rows`; `more` says what it leaves
    out. A section of `prose` is shown as sentences: the last column on a line of its own. A `bare` one needs no
    title on a short page. `links` say by column where a number's rows stand, for pages that can be clicked.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)
    note: str = ""
    short: list[Row] | None = None
    more: str = ""
    prose: bool = False
    bare: bool = False
    links: dict[str, Link] = field(default_factory=dict)

    def shorten(self, most: int, what: str) -> Section:
        """The same with at most `most` rows on a short page, and how many more of `what`, named in the plural."""
        left = len(self.rows) - most
        if left > 0:
            named = re.sub(r"s\b", "", what, count=1) if left == 1 else what
            self.short, self.more = self.rows[:most], f"and {left:,} more {named}".rstrip()
        return self


def counted(count: int, what: str) -> str:
    """A number and what it counts."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def share(part: int, whole: int) -> float | None:
    """Part of a whole, None where there is no whole: a rate is never of nothing."""
    return round(part / whole, 4) if whole else None
