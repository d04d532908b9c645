"""What mends the faults that the tool's events tell of, read from `event_advice.csv` at first use."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import NamedTuple

#: `told_by` of an event that a URL's verdict says as well.
URL = "url"


class EventAdvice(NamedTuple):
    """`told_by` names the rule whose finding says the same, or `url`; then there is no advice here."""

    told_by: str | None
    advice: str | None


@cache
def event_advice() -> dict[int, EventAdvice]:
    """By event id; ids on macOS and Linux have none."""
    text = files("mdeanalysis.catalogue").joinpath("event_advice.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(StringIO(text))
    return {int(r["event_id"]): EventAdvice(r["told_by"] or None, r["advice"] or None) for r in rows}
