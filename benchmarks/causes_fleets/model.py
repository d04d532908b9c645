"""What a made-up fleet is while it is being made, and what was planted in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
REGIONS = ("US", "EU", "UK", "AU")
#: Release, build, agent, share in percent.
#: Service, hosts a region, hosts of all regions.
SERVICES = (
    ("command_control", 3, 0),
    ("cyber_data", 2, 0),
    ("autoir_blob", 2, 0),
    ("sample_upload_blob", 3, 0),
    ("mde_config_mgr", 0, 3),
    ("ctl_crl", 0, 2),
    ("settings", 0, 1),
    ("events", 0, 1),
)
RULES = ("*.ods.opinsights.azure.com", "*.blob.core.windows.net")


@dataclass
class Planted:
    """A cause as planted: the devices that fail by it, and the cells (device, host), where they are URLs."""

    kind: str
    reason: str
    services: frozenset[str]
    conditions: dict[str, Any]
    cells: Bools | None
    devices: frozenset[str] = frozenset()


@dataclass
class Hosts:
    """Every host with its service and its region, -1 for all."""

    names: list[str]
    service: Ints
    region: Ints


@dataclass
class Made:
    """A fleet being made: columns of codes, who is tested for which host, and the reason's code where it fails."""

    rng: np.random.Generator
    devices: pd.DataFrame
    hosts: Hosts
    exposed: Bools
    reason: Ints
    workspace_fails: Ints
    planted: list[Planted] = field(default_factory=list)
    taken: set[tuple[str, str]] = field(default_factory=set)
