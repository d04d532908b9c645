"""Rows in columns of a terminal, no line wider than asked: text gives way, numbers never do."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, chop_cells, set_cell_size

#: Blanks between columns, and where many columns need the room.
GAP, NARROW_GAP = 2, 1
#: Text columns keep at least this much, and their headings; where that is still too wide, the second.
LEAST = (12, 6)
#: Columns of sentences; of all others the end tells more than the middle.
_SENTENCES = frozenset({"detail", "reason", "meaning", "message", "text", "services_failed", "why"})


def lay_out(names: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool], width: int) -> list[str]:
    """The heading line and a line a row, each at most `width` cells wide."""
    heads = [name.replace("_", " ") for name in names]
    wanted = [max(map(cell_len, cells)) for cells in zip(heads, *rows, strict=True)]
    floors = [cells if number else max(LEAST[0], cell_len(head)) for cells, number, head in
              zip(wanted, numeric, heads, strict=True)]  # fmt: skip
    between = len(names) - 1
    gap = GAP if sum(map(min, floors, wanted)) + GAP * between <= width else NARROW_GAP
    widths = _fitted(wanted, floors, numeric, width - gap * between)
    lines = []
    for cells in [heads, *rows]:
        shown = [_cell(*part) for part in zip(cells, names, widths, numeric, strict=True)]
        lines.append((" " * gap).join(shown).rstrip())
    return lines


def _fitted(wanted: list[int], floors: list[int], numeric: Sequence[bool], room: int) -> list[int]:
    """Takes from the widest text column, cell by cell, until all fit."""
    widths = [min(cells, max(room, LEAST[0])) for cells in wanted]
    for least in (floors, [LEAST[1]] * len(wanted)):
        while sum(widths) > room:
            givers = [i for i, number in enumerate(numeric) if not number and widths[i] > least[i]]
            if not givers:
                break
            widest = max(givers, key=lambda i: widths[i])
            widths[widest] -= 1
    return widths


def _cell(text: str, name: str, width: int, number: bool) -> str:
    if cell_len(text) > width:
        text = _squeezed(text, name, width)
    padding = " " * (width - cell_len(text))
    return padding + text if number else text + padding


def _squeezed(text: str, name: str, width: int) -> str:
    if name == "url":  # the host's first part tells endpoints apart
        return shortened(text.partition("://")[2] or text, width)
    return shortened(text, width) if name in _SENTENCES else both_ends(text, width)


def both_ends(text: str, width: int) -> str:
    """The text's beginning and end around a gap."""
    keep = (width - 1) // 2
    tail = text[-keep:]
    while cell_len(tail) > keep:
        tail = tail[1:]
    return set_cell_size(text, width - 1 - cell_len(tail)) + "…" + tail


def shortened(text: str, width: int) -> str:
    """The text, or its beginning where it is wider."""
    return text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"


def wrapped(text: str, width: int) -> list[str]:
    """The whole text in lines of at most `width` cells, broken at blanks where there are any."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if cell_len(longer) <= width:
            lines[-1] = longer
        else:
            lines += chop_cells(word, width)
    return [line for line in lines if line]
