"""One module a section of the report. A module with a `PART` is found by itself; no list names it.

Orders leave room: causes belong between `first` (20) and `findings` (40), at 30.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from mdeanalysis.errors import SelectionError
from mdeanalysis.report.part import Part

__all__ = ["chosen", "parts"]


@cache
def parts() -> tuple[Part, ...]:
    """Every section, in reading order."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    return tuple(sorted((m.PART for m in modules if hasattr(m, "PART")), key=lambda part: part.order))


def chosen(names: Sequence[str]) -> list[Part]:
    """The sections of these names in their order; all where none is named.

    Raises `SelectionError` for another name.
    """
    known = {part.name: part for part in parts()}
    for name in names:
        if name not in known:
            raise SelectionError(f"the report has no section {name!r}; it has: {', '.join(known)}")
    return [known[name] for name in dict.fromkeys(names)] or list(parts())
