"""Made-up fleets as DataFrames, with planted causes that are known: what `causes.py` measures the search on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from causes_fleets.model import Made, Planted
from causes_fleets.network import devices as draw_devices
from causes_fleets.network import exposed, hosts, trouble
from causes_fleets.planting import KINDS, LEAST, PLANTERS
from causes_fleets.tables import tables
from mdeanalysis.vocabulary import REASONS

__all__ = ["LEAST", "Planted", "fleet"]


def fleet(devices: int, causes: int, noise: float, seed: int) -> tuple[dict[str, pd.DataFrame], list[Planted]]:
    """A fleet's tables, and what was planted in it; `noise` is the share of devices with a trouble of its own."""
    rng = np.random.default_rng(seed)
    frame = draw_devices(rng, devices)
    every_host = hosts()
    made = Made(
        rng,
        frame,
        every_host,
        exposed(frame, every_host),
        np.full((devices, len(every_host.names)), -1),
        np.full(devices, -1),
    )
    trouble(made, noise)
    while len(made.planted) < causes:
        PLANTERS[str(rng.choice(KINDS))](made)
    names = made.devices["name"].to_numpy()
    for one in made.planted:
        if one.cells is not None:
            left = one.cells & (made.reason == REASONS.index(one.reason))
            one.devices, one.cells = frozenset(names[left.any(axis=1)].tolist()), None
    return tables(made), made.planted
