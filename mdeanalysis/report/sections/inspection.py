"""Where TLS is opened on the way, where it is not, and where nobody can tell."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.report.breakdown import NOT_STATED
from mdeanalysis.report.part import Basis, Content, Part
from mdeanalysis.report.section import Section
from mdeanalysis.report.sections._tables import findings, of_rules
from mdeanalysis.report.selection import records
from mdeanalysis.vocabulary import INSPECTION

_RULES = ("tls_inspection", "tls_inspection_elsewhere", "tls_inspection_unknown", "certificate_lists_blocked")
_BY = ["site", "proxy_address"]


def build(basis: Basis) -> Content:
    """Devices by site and proxy, and what their certificates show; then what rules say."""
    rows = basis.view.system_urls
    told = rows[rows["inspection"].notna()]
    found = of_rules(basis, *_RULES)
    if not len(told) and not len(found):
        return Content(nothing=basis.words("nothing.inspection"))
    tables = [_counts(basis, told), findings(basis, "inspected", found)]
    return Content(basis.words("lead.inspection"), tables=[table for table in tables if table.rows])


def _counts(basis: Basis, told: pd.DataFrame) -> Section:
    """A device counts as the worst that any of its URLs shows: intercepted, else clean, else not to be told."""
    ranks = told["inspection"].astype("str").map({name: rank for rank, name in enumerate(INSPECTION)})
    worst = ranks.groupby(told["device_key"].astype("str")).min()
    devices = basis.tables["devices"]
    shown = devices[_BY].astype("str").fillna(NOT_STATED)
    shown["rank"] = devices["device_key"].astype("str").map(worst)
    shown = shown.dropna(subset="rank")
    counts = pd.crosstab([shown[name] for name in _BY], shown["rank"]).reindex(columns=range(3), fill_value=0)
    counts.columns = pd.Index(INSPECTION)
    counts["devices"] = counts.sum(axis=1)
    counts = counts.sort_values([INSPECTION[0], "devices"], ascending=False, kind="stable").reset_index()
    columns = (*_BY, "devices", *INSPECTION)
    return Section("inspection", basis.words("table.inspection"), columns, records(counts, columns))


PART = Part("inspection", 80, build)
