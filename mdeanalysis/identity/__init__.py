"""Which documents belong to one result, whose result it is, and what it says of its device."""

from mdeanalysis.identity.gather import Result, gather

__all__ = ["Result", "gather"]
