"""When two conditions that were found one after the other are one cause."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from mdeanalysis.causes.conditions import Conditions
from mdeanalysis.causes.extent import Extent
from mdeanalysis.causes.outcomes import NAMES, View
from mdeanalysis.causes.search import Found, devices_of

#: Share of their devices that two readings of one cause must have in common.
SAME_DEVICES = 0.8
#: Share of a condition's devices that lie in another, which is then the wider.
_WITHIN = 0.95
#: A part of a condition fails throughout where this share of it does, and parts are most of it from this share on.
_WHOLE, _MOST = 0.9, 0.5


@dataclass
class Choice:
    """A cause as chosen: its sets, what it reaches, and other conjunctions that fit as well."""

    sets: tuple[int, ...]
    reason: int
    view: View
    found: Found
    q: float
    extent: Extent
    rivals: list[tuple[int, ...]]


def rate(one: Found) -> float:
    """The share that fails."""
    return one.k / one.n


def join(conditions: Conditions, earlier: Choice, later: Choice) -> Choice | None:
    """Both as one cause, where they are one.

    The later is the earlier's where it adds nothing but services on the same devices, or narrows its condition to
    devices that test other services; hosts of which the tool does not say why they fail go along. The earlier is
    the later's where that is the wider and breaks the same services. Else see `_whole`.
    """
    unspecific = later.reason == NAMES.index("other")
    if later.reason != earlier.reason and not unspecific:
        return None
    old, new = devices_of(conditions, earlier.sets), devices_of(conditions, later.sets)
    both = len(np.intersect1d(old, new, assume_unique=True))
    known = np.isin(later.extent.devices, earlier.extent.devices).mean()
    if both >= _WITHIN * len(new) and (known >= SAME_DEVICES or set(earlier.sets) <= set(later.sets)):
        return replace(earlier, extent=earlier.extent.with_(later.extent))
    services = set(earlier.extent.services) & set(later.extent.services)
    if both >= _WITHIN * len(old) and services and later.reason == earlier.reason:
        return replace(later, view=earlier.view, q=earlier.q, extent=earlier.extent.with_(later.extent))
    return _whole(conditions, earlier, later) if later.reason == earlier.reason and both == 0 else None


def _whole(conditions: Conditions, earlier: Choice, later: Choice) -> Choice | None:
    """Parts of one condition that both fail nearly throughout, and together are most of it, are that condition.

    They only differ in what they test. Two values of one dimension are two causes, unless both name the condition.
    """
    common = tuple(c for c in earlier.sets if c in later.sets) or _around(conditions, earlier, later)
    together = earlier.extent.with_(later.extent)
    throughout = min(rate(earlier.found), rate(later.found)) >= _WHOLE
    if common and throughout and len(together.devices) >= _MOST * len(devices_of(conditions, common)):
        return replace(earlier, sets=common, extent=together, rivals=[])
    return None


def _around(conditions: Conditions, earlier: Choice, later: Choice) -> tuple[int, ...]:
    """Conditions that one of the two names and that hold the devices of both."""
    devices = [devices_of(conditions, one.sets) for one in (earlier, later)]
    around = tuple(
        c for c in (*earlier.sets, *later.sets) if all(np.isin(own, conditions.of(c)).all() for own in devices)
    )
    old, new = (
        {condition.name for c in one.sets if c not in around for condition in conditions.same[c]}
        for one in (earlier, later)
    )
    return around if old.isdisjoint(new) else ()
