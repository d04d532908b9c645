"""Causes as a user gets them: plain values, the contract's JSON, and a frame."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

#: The keys of a cause in JSON, in the contract's order.
KEYS = (
    "rank", "conditions", "services", "hosts", "reason", "failing_devices", "exposed_devices", "rate",
    "rate_elsewhere", "lift", "q_value", "equivalent_conditions", "counter_examples", "devices", "evidence",
)  # fmt: skip
Interval = tuple[float, float]


@dataclass
class Cause:
    """What explains many failures at once.

    `failing_devices` of the `exposed_devices` (those that meet `conditions` and were tested) fail for `reason`;
    `rate_elsewhere` is None where no other device was tested for these services. Failures that other causes explain
    count in no rate. `masked` devices reach by another path what fails by this one, and are no counter-examples.
    Intervals are Wilson's for 95 %.
    """

    rank: int
    conditions: dict[str, Any]
    services: list[str]
    hosts: list[str]
    reason: str
    failing_devices: int
    exposed_devices: int
    rate: float
    rate_elsewhere: float | None
    lift: float | None
    q_value: float
    equivalent_conditions: list[dict[str, Any]]
    counter_examples: list[str]
    devices: list[str]
    evidence: list[str]
    interval: Interval = (0.0, 1.0)
    interval_elsewhere: Interval = (0.0, 1.0)
    failing_elsewhere: int = 0
    exposed_elsewhere: int = 0
    masked: list[str] = field(default_factory=list)
    device_keys: list[str] = field(default_factory=list)
    speaks_of: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The cause as in the contract's JSON."""
        return {name: getattr(self, name) for name in KEYS}


@dataclass
class Explanation:
    """The causes of a fleet's failures, most devices first, and what none of them explains.

    `unexplained` has `failing_devices`, `of` (all failing devices), `workspace_only` (those of them that reach all
    URLs, so that their state is no `failed`, but not all hosts of their workspace), `devices` and `groups`: one a
    service and reason, with counts and one line of evidence.
    """

    causes: list[Cause]
    unexplained: dict[str, Any]
    tested: int
    not_tested: int

    def to_dict(self) -> dict[str, Any]:
        """The contract's JSON."""
        return {
            "causes": [cause.to_dict() for cause in self.causes],
            "unexplained": self.unexplained,
            "tested": self.tested,
            "not_tested": self.not_tested,
        }

    def frame(self) -> pd.DataFrame:
        """One row a cause, with the keys of the JSON as columns."""
        return pd.DataFrame([cause.to_dict() for cause in self.causes], columns=list(KEYS))
