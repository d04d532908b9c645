"""The workspace_hosts table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from mdeanalysis.records import Result, WorkspaceHost
from mdeanalysis.tables.shared import Shared, runs_of
from mdeanalysis.tables.typed import to_frame

_COLUMNS = ("workspace_id", "rule", "host", "outcome", "reason", "message")


def workspace_hosts_frame(results: Sequence[Result]) -> pd.DataFrame:
    """The hosts that the cloud connection test tried, one row a workspace, rule, host and port of a result."""
    shared = Shared([run for at, result in enumerate(results) for run in runs_of(at, _hosts(result))])
    columns = {name: shared.column(name) for name in _COLUMNS} | shared.place(results)
    ports = [shared.rows[row].port for row in shared.row.tolist()]
    return to_frame("workspace_hosts", columns | {"port": ports}, len(shared))


def _hosts(result: Result) -> Iterator[tuple[str, WorkspaceHost]]:
    """(source, host): the first of those that several documents repeat."""
    seen: dict[WorkspaceHost, tuple[str, WorkspaceHost]] = {}
    for reading in result.readings:
        for host in reading.workspace_hosts:
            seen.setdefault(host._replace(line=0), (reading.document.source, host))
    yield from seen.values()
