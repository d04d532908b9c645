"""What of a fleet must be the same before and after: everything that is no name, address or id."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mdeanalysis.loading import Fleet, load

AS_OF = datetime(2025, 3, 21, tzinfo=UTC)
#: Table -> the columns whose values, row by row in any order, must be the same.
SAME = {
    "results": (
        "formats tool_version run_at_local os_release os_version platform region region_evidence datacenter "
        "connectivity_mode agent onboarded test_state not_tested_reason proxy_method superseded encoding"
    ),
    "attempts": "context method outcome http_status error_code error_function tls_flags reason reached pinned line",
    "urls": (
        "context service endpoint_region required state reason working_methods statuses tool_state inspection line"
    ),
    "facts": "section alert line",
    "proxy_settings": "scope kind enabled line",
    "workspace_hosts": "port outcome reason line",
    "events": "event_id severity category check at_local line",
    "findings": "rule severity",
    "problems": "kind line",
    "inputs": "taken_for encoding lines blank understood unknown skipped",
    "devices": (
        "state reason required_urls reached_urls failed_urls untested_urls services_failed services_untested "
        "working_methods single_path direct_bypass results same_name"
    ),
}
#: Columns of names: how often each value stands there must be the same.
RELATIONS = {
    "results": (
        "device_key device_name device_id sense_guid org_id tenant_id device_tag workspace_ids site proxy_address"
    ),
    "attempts": "url host proxy_address",
    "proxy_settings": "address bypass",
    "workspace_hosts": "workspace_id host rule",
    "facts": "name value",
    "findings": "subject",
}


def judged(*paths: str | Path) -> Fleet:
    """The fleet of the paths as any command sees it on the examples' day."""
    return load(*paths).judge(AS_OF)


def numbers(fleet: Fleet) -> dict[str, Any]:
    """All that may be compared, by table, with causes and plan."""
    found: dict[str, Any] = {}
    for name, columns in SAME.items():
        rows = fleet.tables[name][columns.split()].astype("str")
        found[name] = sorted(str(tuple(row)) for row in rows.itertuples(index=False))
    for name, columns in RELATIONS.items():
        for column in columns.split():
            counts = fleet.tables[name][column].value_counts()
            found[f"{name}.{column}"] = sorted(count for count in counts.tolist() if count)
    causes = fleet.explain()
    found["causes"] = sorted(
        (cause.reason, sorted(cause.conditions), cause.failing_devices, cause.exposed_devices)
        for cause in causes.causes
    )
    found["plan"] = sorted(zip(fleet.plan()["kind"], fleet.plan()["devices_freed"], strict=True))
    return found
