"""The hosts that a fleet needs, by name: what Microsoft's lists say for its regions, onboarding and agents.

Where a list has a wildcard for storage accounts or workspaces, the names that this fleet uses stand in its place, if
its results tell them. Never an address: those of the services change.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

import pandas as pd

from mdeanalysis.catalogue.choice import chosen, filled
from mdeanalysis.catalogue.profile import Profile, regions_of
from mdeanalysis.catalogue.rows import rows_of_host
from mdeanalysis.catalogue.table import Row
from mdeanalysis.plan.hosts import is_name, is_pattern
from mdeanalysis.rules.evidence_ways import judging
from mdeanalysis.rules.rule import View
from mdeanalysis.verdict.profiles import Profiles

COLUMNS = (
    *("host", "port", "wildcard", "services", "regions", "modes", "agents", "devices", "inspection", "anonymous"),
    "named_by",
)
#: Wildcards that cover other people's names too.
_TOO_WIDE = re.compile(r"\*\.blob\.core\.")
#: A column that joins words -> what it is of a catalogue row or profile.
_JOINED = ("services", "regions", "modes", "agents", "named_by")
LISTS, RESULTS = "Microsoft's lists", "results alone"
Line = dict[str, object]


def allowlist(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """One row a host and port, in COLUMNS. Devices of unknown region or build have no part in it."""
    view = View(tables, pd.Timestamp(0, tz="UTC"))
    devices = view.devices[view.devices["required_urls"].notna()]
    profiles = Profiles.of(devices)
    names = _names(view)
    lines: list[Line] = []
    for number, profile in enumerate(profiles.values):
        own = devices[profiles.of_result == number]
        rows = list(_with_names(chosen(profile, required=True), own, names))
        lines += [line for row, origin in rows for line in _lines(row, origin, profile, len(own))]
    return _merged(lines)


def _names(view: View) -> pd.DataFrame:
    """`result_id` and `host` of the names that the runs required or, for workspaces, tested."""
    urls = judging(view.system_urls)
    parts = [urls[urls["required"].fillna(False).astype(bool)], view.workspace_hosts]
    pairs = [part[["result_id", "host"]].astype("object").dropna().drop_duplicates() for part in parts]
    return pd.concat(pairs, ignore_index=True)


def _with_names(rows: list[Row], devices: pd.DataFrame, names: pd.DataFrame) -> Iterator[tuple[Row, str]]:
    """Each row with who names it; for wide wildcards one a name that these devices use, where there is any."""
    used = sorted({host.lower() for host in names["host"][names["result_id"].isin(devices["result_id"])]})
    lists = devices["workspace_ids"].dropna().astype("str")
    workspaces = sorted({name for text in lists.unique() for name in text.split(",")})
    for row in filled(rows, workspaces):
        fitting = [host for host in used if is_name(host) and _is_of(host, row)] if _is_wide(row) else []
        if fitting:
            yield from ((row._replace(endpoint=host), _origin(host)) for host in fitting)
        elif row.is_wildcard or is_name(row.endpoint):
            yield row, RESULTS if row.workspace_template and not row.is_wildcard else LISTS


def _is_wide(row: Row) -> bool:
    return row.is_wildcard and (row.workspace_template is not None or _TOO_WIDE.match(row.endpoint) is not None)


def _is_of(host: str, row: Row) -> bool:
    """Whether the wildcard covers the host: one name more on its left."""
    return host.endswith(row.endpoint[1:]) and "." not in host.removesuffix(row.endpoint[1:])


def _origin(host: str) -> str:
    return LISTS if any(not row.is_wildcard for row in rows_of_host(host)) else RESULTS


def _lines(row: Row, origin: str, profile: Profile, devices: int) -> Iterator[Line]:
    region = "/".join(sorted(regions_of(profile)[0]))
    for port in row.ports:
        yield {
            "host": row.endpoint,
            "port": port,
            "services": row.service,
            "regions": region,
            "modes": "streamlined" if profile.is_streamlined else "standard",
            "agents": profile.agent or "unknown",
            "named_by": origin,
            "inspection": row.ssl_inspection,
            "anonymous": row.anonymous,
            "devices": devices,
            "profile": profile,
        }


def _merged(lines: list[Line]) -> pd.DataFrame:
    """One row a host and port; the strictest word on inspection, and each profile's devices once."""
    found: defaultdict[tuple[str, int], list[Line]] = defaultdict(list)
    for line in lines:
        found[str(line["host"]), int(str(line["port"]))].append(line)
    rows = []
    for (host, port), alike in sorted(found.items()):
        row: Line = {"host": host, "port": port, "wildcard": is_pattern(host) or "*" in host}
        row |= {name: ",".join(sorted({str(line[name]) for line in alike})) for name in _JOINED}
        words = {line["inspection"] for line in alike}
        row["inspection"] = next((word for word in ("bypass", "allowed") if word in words), "unknown")
        row["anonymous"] = any(line["anonymous"] for line in alike)
        row["devices"] = sum({line["profile"]: int(str(line["devices"])) for line in alike}.values())
        rows.append(row)
    return pd.DataFrame(rows, columns=list(COLUMNS))
