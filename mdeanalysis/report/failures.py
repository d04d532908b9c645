"""What fails, by service and reason, counted in devices."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.report.section import Section, share
from mdeanalysis.vocabulary import SERVICES

ROWS = 4
#: Of hosts that the catalogue does not name.
NO_SERVICE = "not in the catalogue"


def build(judging: pd.DataFrame, most: int = ROWS) -> Section:
    """One row a service and reason: failing devices of those that tested the service, and one line as evidence."""
    columns = ("service", "reason", "devices", "of", "share", "hosts", "evidence")
    section = Section("failures", "What fails, and why", columns)
    named = judging.assign(service=judging["service"].astype("str").fillna(NO_SERVICE))
    tested = named[named["state"].isin(["reached", "failed"])]
    failed = named[named["state"] == "failed"]
    if not len(failed):
        section.note = "no required URL failed" if len(judging) else "nothing was tested"
        return section
    denominators = tested.groupby("service")["result_id"].nunique().to_dict()
    for (service, reason), rows in failed.groupby(["service", "reason"], observed=True, dropna=False, sort=True):
        devices = rows["result_id"].nunique()
        of = denominators[service]
        section.rows.append(
            {
                "service": service,
                "reason": reason if isinstance(reason, str) else "unknown",
                "devices": devices,
                "of": of,
                "share": share(devices, of),
                "hosts": rows["host"].nunique(),
                "evidence": evidence(rows),
            }
        )
    ranks = {service: rank for rank, service in enumerate(SERVICES)}
    section.rows.sort(key=lambda row: (-row["devices"], ranks.get(row["service"], len(ranks)), row["reason"]))
    return section.shorten(most, "pairs of service and reason")


def evidence(rows: pd.DataFrame) -> str:
    """`source:line` of the first row."""
    first = rows.iloc[0]
    return f"{first['source']}:{first['line']}"
