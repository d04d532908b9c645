"""Which documents belong to one result, whose result it is, and what it says of its device."""

from mdeanalysis.identity.gather import gather

__all__ = ["gather"]
