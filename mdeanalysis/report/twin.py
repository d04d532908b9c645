"""A device beside the most similar one that works."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.causes import Twin
from mdeanalysis.report.section import Section
from mdeanalysis.report.selection import records


def build(found: Twin) -> tuple[str, list[Section]]:
    """A headline, and a section for each kind of difference."""
    alike = ", ".join(found.alike) if found.alike else "nothing"
    headline = f"{found.device} beside {found.twin}, the most similar device that works: they share {alike}"
    return headline, [
        _section("dimensions", "What they are", found.dimensions),
        _section("proxy_settings", "Proxy settings", found.proxy_settings),
        _section("facts", "What their reports state", found.facts),
        _section("urls", "What they reach", found.urls),
    ]


def _section(name: str, title: str, rows: pd.DataFrame) -> Section:
    section = Section(name, title, ("name", "device", "twin"), records(rows, ("name", "device", "twin")))
    section.note = "" if section.rows else "no difference"
    return section
