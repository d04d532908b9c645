"""The ways to a URL, one module each: a new one is a module here with a `METHOD`."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from mdeanalysis.probes.way import Method
from mdeanalysis.vocabulary import METHODS


@cache
def methods() -> tuple[Method, ...]:
    """Every method, in the order in which the checker prints them."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    found: list[Method] = [module.METHOD for module in modules]
    return tuple(sorted(found, key=lambda method: METHODS.index(method.name)))
