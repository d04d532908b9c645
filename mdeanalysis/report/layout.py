"""Rows in columns of a terminal, no line wider than asked: text gives way, numbers never do."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

GAP = 2
#: Text columns keep at least this much, and their headings.
LEAST = 12
#: Columns whose end tells more than their middle.
_BOTH_ENDS = frozenset({"evidence", "source", "url"})


def lay_out(names: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool], width: int) -> list[str]:
    """The heading line and a line a row, each at most `width` cells wide."""
    heads = [name.replace("_", " ") for name in names]
    wanted = [max(map(cell_len, cells)) for cells in zip(heads, *rows, strict=True)]
    widths = _fitted(wanted, [cell_len(head) for head in heads], numeric, width - GAP * (len(names) - 1))
    lines = []
    for cells in [heads, *rows]:
        shown = [_cell(*part) for part in zip(cells, names, widths, numeric, strict=True)]
        lines.append((" " * GAP).join(shown).rstrip())
    return lines


def _fitted(wanted: list[int], heads: list[int], numeric: Sequence[bool], room: int) -> list[int]:
    """Takes from the widest text column, cell by cell, until all fit."""
    widths = list(wanted)
    while sum(widths) > room:
        givers = [i for i, number in enumerate(numeric) if not number and widths[i] > max(LEAST, heads[i])]
        if not givers:
            break
        widest = max(givers, key=lambda i: widths[i])
        widths[widest] -= 1
    return widths


def _cell(text: str, name: str, width: int, number: bool) -> str:
    if cell_len(text) > width:
        return both_ends(text, width) if name in _BOTH_ENDS else set_cell_size(text, width - 1).rstrip() + "…"
    padding = " " * (width - cell_len(text))
    return padding + text if number else text + padding


def both_ends(text: str, width: int) -> str:
    """The text's beginning and end around a gap."""
    tail = text
    keep = (width - 1) // 2
    while cell_len(tail) > keep:
        tail = tail[1:]
    return set_cell_size(text, width - 1 - cell_len(tail)) + "…" + tail


def shortened(text: str, width: int) -> str:
    """The text, or its beginning where it is wider."""
    return text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"
