"""Made-up fleets of analyzer results, with planted causes."""

from __future__ import annotations

from mdeanalysis.demo.fleet import Counts, write_fleet
from mdeanalysis.demo.inventory import write_inventory
from mdeanalysis.demo.planning import plan

__all__ = ["Counts", "plan", "write_fleet", "write_inventory"]
