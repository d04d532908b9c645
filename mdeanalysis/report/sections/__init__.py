"""One module a section of the report. A module with a `PART` is found by itself; no list names it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from importlib import import_module
from pkgutil import iter_modules

from mdeanalysis.errors import SelectionError
from mdeanalysis.report.language.telling import in_language
from mdeanalysis.report.part import Basis, Content, Part

__all__ = ["chosen", "parts"]


@cache
def parts() -> tuple[Part, ...]:
    """Every section, in reading order."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    found = sorted((m.PART for m in modules if hasattr(m, "PART")), key=lambda part: part.order)
    return tuple(part._replace(build=partial(_told, part.build)) for part in found)


def _told(build: Callable[[Basis], Content], basis: Basis) -> Content:
    """What a section says, in the language of the report."""
    return in_language(build(basis), basis.words)


def chosen(names: Sequence[str]) -> list[Part]:
    """The sections of these names in their order; all where none is named.

    Raises `SelectionError` for another name.
    """
    known = {part.name: part for part in parts()}
    for name in names:
        if name not in known:
            raise SelectionError(f"the report has no section {name!r}; it has: {', '.join(known)}")
    return [known[name] for name in dict.fromkeys(names)] or list(parts())
