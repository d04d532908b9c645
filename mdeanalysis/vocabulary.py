"""The field's fixed words, in the order in which they are shown."""

from __future__ import annotations

METHODS = ("default_proxy", "wpad", "direct", "named_proxy", "command_line_proxy", "oms_proxy", "agent")
#: Tests by an agent of its own, of whose path only a proxy may be known.
AGENT_METHODS = ("oms_proxy", "agent")
OUTCOMES = ("succeeded", "failed", "not_configured", "invalid_proxy", "exception", "missing", "unknown")
STATES = ("reached", "failed", "cut_off", "not_tested", "unknown")
#: From the most telling to the least: the first that any try of a URL has is the URL's reason.
REASONS = (
    "tls_inspection",
    "proxy_auth",
    "proxy_refused",
    "tls",
    "invalid_proxy",
    "wpad_script",
    "timeout",
    "connect",
    "reset",
    "dns",
    "unexpected_status",
    "exception",
    "other",
    "wpad_not_found",
)
INSPECTION = ("intercepted", "clean", "cannot_tell")
SCOPES = (
    "winhttp",
    "telemetry_policy",
    "wininet_machine",
    "wininet_system",
    "wininet_user",
    "wininet_default",
    "bits_localsystem",
    "environment",
    "av_policy",
    "oms",
    "discovered",
)
FORMATS = (
    "modern_text",
    "downlevel_text",
    "legacy_text",
    "xml",
    "html",
    "url_block",
    "gateway_block",
    "cloud_connection",
    "xmde_xml",
    "mdatp_test",
    "onboarding_json",
)
#: Copies of registry and tools beside a report, the best source of a host's name first. They join its result, never
#: make one, and stand in no `results.formats`.
SIDE_FORMATS = ("psexec_log", "dsregcmd", "config_mgr", "health_service", "cert_signer", "cert_validate")
#: What an input was taken for where it was read as no format.
#: `archive` was opened for its members, `collected` is a folder of Windows' own logs, `side` a file that belongs to a
#: result and says nothing of connectivity, `foreign` is of another kind; `unknown` and `failed` are problems.
NO_FORMAT = ("archive", "collected", "side", "foreign", "unknown", "failed")
PROBLEM_KINDS = ("unreadable", "too_large", "unsafe", "unknown_format", "unknown_line", "duplicate", "internal")
#: Kinds that make a run exit with 4: something given was not read.
NOT_READ = ("unreadable", "too_large", "unsafe", "unknown_format", "internal")
#: Where rows of one host could serve several services, the first of these is meant.
SERVICES = (
    "command_control",
    "cyber_data",
    "autoir_blob",
    "sample_upload_blob",
    "mde_config_mgr",
    "ctl_crl",
    "settings",
    "events",
    "maps",
    "maps_xplat",
    "definition_update",
    "ecs_config",
    "streamlined_core",
)
#: What the analyzer itself tests; a required host of these that a run lacks was "never tested".
TESTED_SERVICES = SERVICES[:8]
#: What `tool_version` begins with where a live probe wrote the result.
PROBE_VERSION = "mdeanalysis"
#: Of findings, the worst first.
SEVERITIES = ("error", "warning", "info")
#: What the digits of an event id say: the first the platform, the second the category, the third the severity.
_EVENT_CATEGORIES = {1: "Environment", 2: "Configuration", 3: "Connectivity", 4: "Telemetry"}
_EVENT_SEVERITIES = {0: "Informational", 1: "Warning", 2: "Error"}
_EVENT_PLATFORMS = {1: "windows", 2: "macos", 3: "linux"}


def category_of(event_id: int) -> str | None:
    """The category that the second digit names; None for numbers that are no event ids."""
    return _EVENT_CATEGORIES.get(event_id // 10_000 % 10) if platform_of(event_id) else None


def severity_of(event_id: int) -> str | None:
    """The severity that the third digit names; None for numbers that are no event ids."""
    return _EVENT_SEVERITIES.get(event_id // 1_000 % 10) if platform_of(event_id) else None


def platform_of(event_id: int) -> str | None:
    """The platform that the first of six digits names."""
    return _EVENT_PLATFORMS.get(event_id // 100_000)
