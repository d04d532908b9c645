"""The smallest set of changes that frees the fleet, and the hosts that it needs."""

from mdeanalysis.plan.changes import Plan, make_plan

__all__ = ["Plan", "make_plan"]
