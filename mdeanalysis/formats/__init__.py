"""One module a format. A module with a `FORMAT` is found by itself; no list names it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from mdeanalysis.formats import runs
from mdeanalysis.records import Document, Format, Problem, Reading


@cache
def formats() -> tuple[Format, ...]:
    """Every format of this package, the most telling first."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    return tuple(sorted((m.FORMAT for m in modules if hasattr(m, "FORMAT")), key=lambda f: f.order))


@cache
def _recalling() -> tuple[Callable[[Document], Reading | None], ...]:
    return tuple(format_.recall for format_ in formats() if format_.recall)


@cache
def _repeating() -> tuple[Format, ...]:
    return tuple(format_ for format_ in formats() if format_.repetition)


def recall(document: Document) -> Reading | None:
    """What the document says, where a format can look it up among those read before."""
    return next((reading for look_up in _recalling() if (reading := look_up(document))), None)


def may_repeat(document: Document) -> bool:
    """Whether the document may only repeat others of its result, and is to be read after them."""
    return any(format_.matches(document) for format_ in _repeating())


def readings(document: Document, beside: Sequence[Reading] = ()) -> list[Reading] | None:
    """What the document says that no reading `beside` it does, one reading a run; None where no format claims it."""
    if recalled := recall(document):
        return [recalled]
    format_ = recognise(document)
    if format_ and format_.repetition and (repeated := format_.repetition(document, beside)):
        return [repeated]
    return None if format_ is None else [read(run, format_) for run in runs.split(document)]


def title_of(name: str) -> str:
    """The title of a format by its name."""
    return next(format_.title for format_ in formats() if format_.name == name)


def forget() -> None:
    """Gives back the memory of what was read so far."""
    for format_ in formats():
        if format_.forget:
            format_.forget()


def recognise(document: Document) -> Format | None:
    """The format of a document, told by its content alone; None where no format claims it."""
    return next((format_ for format_ in formats() if format_.matches(document)), None)


def read(document: Document, format_: Format) -> Reading:
    """What `format_` reads in the document. A bug in a format costs this document, never the run."""
    if document.too_large:
        problem = Problem(document.source, document.first_line, "too_large", document.too_large)
        return Reading(document, (format_.name,), problems=[problem], skipped=document.filled)
    try:
        return format_.parse(document)
    except Exception as error:  # noqa: BLE001 - the one place that keeps a bug from costing other files
        reason = f"{format_.title} could not be read: {type(error).__name__}: {error}"
        problem = Problem(document.source, document.first_line, "internal", reason)
        return Reading(document, (format_.name,), problems=[problem], skipped=document.filled)
