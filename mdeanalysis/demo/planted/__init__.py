"""Fleets in which it is known what is wrong: planted causes, noise, and the truth beside them."""

from __future__ import annotations

from mdeanalysis.demo.planted.fleet import Planted, plant, truth_path, write_planted

__all__ = ["Planted", "plant", "truth_path", "write_planted"]
