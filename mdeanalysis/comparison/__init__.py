"""What became of devices between two collections of results."""

from mdeanalysis.comparison.devices import CHANGES, Comparison, compare

__all__ = ["CHANGES", "Comparison", "compare"]
