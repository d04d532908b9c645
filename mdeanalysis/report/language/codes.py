"""The contract's own words: codes that stay as they are in every language, and the columns that hold one.

Another language shows its label beside the code.
"""

from __future__ import annotations

from mdeanalysis.catalogue.advice import NOT_TESTED_ADVICE
from mdeanalysis.plan.needs import KINDS
from mdeanalysis.vocabulary import INSPECTION, METHODS, OUTCOMES, PROBLEM_KINDS, REASONS, SCOPES, SERVICES, SEVERITIES

#: Of `proxy_method` and of `kind` in `proxy_settings`.
_PROXIES = ("direct", "winhttp", "static", "wpad", "auto_detect", "script")
#: Plain words of the report's own tables, told without the English one beside.
PLAIN = ("fails", "reaches", "reaches by another path", "yes", "no", "shipped", "imported")
CODES = tuple(
    dict.fromkeys(
        (
            *(*SERVICES, *METHODS, *OUTCOMES, *REASONS, *NOT_TESTED_ADVICE, *SCOPES, *INSPECTION, *PROBLEM_KINDS),
            *(*SEVERITIES, *_PROXIES, *KINDS, "not_tested"),
        )
    )
)
COLUMNS = frozenset(
    {
        *("reason", "service", "method", "outcome", "scope", "kind", "change", "proxy_method", "inspection", "does"),
        *("frees", "origin", "not_tested_reason"),
    }
)
#: Columns that are headed by their name alone, which another language words.
HEADINGS = frozenset(
    {
        *("address", "advice", "agent", "ambiguous", "architecture", "ask", "attempts", "cannot_tell"),
        *("cause", "change", "clean", "code", "connectivity_mode", "counter_examples", "cumulative"),
        *("cut_off", "datacenter", "dated", "detail", "device_name", "device_tag", "devices_freed"),
        *("disagree", "documentation", "does", "evidence", "expected", "expected_status", "failed"),
        *("finding", "findings", "frees", "fresh", "group_ids", "healthy", "host", "hosts", "intercepted"),
        *("kind", "line", "list", "listed_name", "meaning", "message", "method", "name", "never_received"),
        *("not_tested", "not_tested_reason", "onboarded", "org_id", "origin", "os_build", "os_edition"),
        *("os_name", "os_version", "outcome", "owner", "platform", "port", "portal_active_failing"),
        *("portal_health", "portal_inactive_healthy", "proxy_address", "proxy_method", "rank", "rate"),
        *("reached", "readable", "reason", "received", "region", "required", "results", "ring", "rows"),
        *("rule", "scope", "sense_version", "service", "services", "services_failed", "services_untested"),
        *("severity", "share", "site", "state", "statuses", "subject", "target", "tenant_id", "test_state"),
        *("tested", "title", "tool_state", "tool_version", "undated", "unexpected", "unknown", "value"),
        *("why", "word", "working_methods"),
    }
)
#: What stands in a column where there is no value of its own; told anew, with no code beside.
VALUES = ("(not stated)", "(all sites)", "(whole fleet)", "not in the catalogue")


def is_coded(column: str, values: list[object]) -> bool:
    """Whether a column of a table holds codes, maybe among others; that of another table may hold sentences."""
    return column in COLUMNS and any(value in _KNOWN for value in values)


_KNOWN = frozenset({*CODES, *PLAIN, *VALUES})
