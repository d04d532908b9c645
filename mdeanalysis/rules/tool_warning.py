"""The tool's own events of severity Warning, where no other finding says the same."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_events import told
from mdeanalysis.rules.rule import Rule, View


def find(view: View) -> pd.DataFrame:
    """The tool's own events of severity Warning; one finding a device and event id."""
    return told(view, "Warning")


RULE = Rule(
    "tool_warning",
    "warning",
    "The analyzer reports a warning",
    "Do what the message says behind the event's meaning; the column guidance of the table events has the analyzer's "
    "own advice, and `mdeanalysis show DEVICE PATH` has the event beside what else is known of the device.",
    "https://learn.microsoft.com/defender-endpoint/analyzer-report",
    find,
)
