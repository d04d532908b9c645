"""A live probe in a notebook's cell: beside the fleet, in one table."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from mdeanalysis.errors import SelectionError
from mdeanalysis.notebook.views import frame_of
from mdeanalysis.report import beside, probe
from mdeanalysis.report.device import find

Tables = Mapping[str, pd.DataFrame]


def live_beside(live: Tables, fleet: Tables, device: str | None = None) -> pd.DataFrame:
    """Each URL and way that a probe tried: what is expected, how many devices reached it, and the answer here.

    `device` is a name or key whose own answer is shown too; `disagree` says where most of the fleet differs. Raises
    `SelectionError` where there is no such device.
    """
    return frame_of(beside.beside(live, fleet, find(fleet, device) if device else None))


def live_headline(live: Tables) -> str:
    """In one line how many URLs a probe reached, and why not the others."""
    return probe.headline(live)


def live_part(live: Tables, part: str) -> pd.DataFrame:
    """One part of a probe's page: `urls, failures, ways, names, inspection, answers`, or `workspace_hosts`.

    Raises `SelectionError` where there is no such part.
    """
    sections = {section.name: section for section in probe.build(live)[1]}
    if part not in sections:
        raise SelectionError(f"a probe has no part {part!r}: {', '.join(sections)}")
    return frame_of(sections[part])
