"""All words of a report, in one place. A second language is a second catalogue with the same keys.

Sentences of rules, advice and readers stay as they are told; they come from the tables.
"""

from __future__ import annotations

from collections.abc import Mapping

_SECTIONS = {
    "headline": "Headline and coverage",
    "first": "What to do first",
    "findings": "Findings",
    "services": "Reachability by service and method",
    "regions": "Reachability by region",
    "systems": "Reachability by operating system",
    "by_workspace": "Reachability by workspace",
    "sites": "Reachability by site",
    "proxies": "Proxy paths and conflicts",
    "inspection": "TLS inspection",
    "workspaces": "Workspaces",
    "devices": "Devices, worst first",
    "failures": "Failed URLs",
    "verdicts": "The tool's verdict and ours",
    "unread": "What was not read",
    "method": "Method and definitions",
}
_LEADS = {
    "headline": "Every device is judged by its newest result, over the URLs that it requires.",
    "first": "The smallest set of changes that frees the failed devices, the one that frees most first.",
    "findings": "What rules say of devices and of the fleet. An error keeps a service or a device from its work; a "
    "warning is likely to, or will.",
    "services": "Each way out is judged by itself: a device that reaches a service by one method and not by another "
    "counts as failed for the other alone. The devices' own verdict is better where one way is enough.",
    "of_devices": "Devices of each value, by state. The rate is of the devices that reached or failed.",
    "proxies": "The way that the tool discovered, and what became of the devices that use it.",
    "inspection": "The sensor accepts no certificate but Microsoft's. Where none could be seen, as at storage "
    "accounts, nothing can be told.",
    "workspaces": "Hosts of the Log Analytics workspaces, as the old agent's own test saw them.",
    "devices": "The newest result of each device. Evidence is the line of its first failed URL, else its carrier.",
    "failures": "Required URLs that no method reached, a row each, with the line that says so.",
    "verdicts": "The tool counts a URL as reached at any answer of 200, 400, 404 and, lately, 405. We ask for the "
    "answer that the endpoint gives.",
    "unread": "Nothing is dropped in silence: what could not be read, or not in full, stands here.",
    "method": "How to read this report, and what it rests on.",
}
_NOTHING = {
    "headline": "No device was read.",
    "first": "Nothing: no device failed, and all were tested.",
    "findings": "No rule found anything.",
    "services": "No required URL was tried.",
    "of_devices": "No device was read.",
    "proxies": "No result names a proxy or a way out.",
    "inspection": "No result tells of a certificate.",
    "workspaces": "No result tests a workspace.",
    "devices": "No device was read.",
    "failures": "No required URL failed.",
    "verdicts": "No result has a verdict of the tool.",
    "unread": "Everything was read.",
}
_TABLES = {
    "states": "Devices by state",
    "coverage": "Expected, received, readable, fresh, tested, healthy",
    "never_received": "Expected, never received",
    "unexpected": "Received, not expected",
    "portal_active_failing": "Active in the portal, failing here",
    "portal_inactive_healthy": "Not active in the portal, healthy here",
    "lines_left": "Lines of the inventory that need a look",
    "changes": "Changes",
    "plan_devices": "Devices of each change",
    "ask": "What to ask for",
    "again": "To be tested again: nothing here tells what these devices need",
    "rules": "Findings by rule",
    "each": "Each finding",
    "advice": "What to do about them",
    "ways": "Devices by service and method",
    "failed_ways": "Services not reached, by device and method",
    "regions": "Devices by region",
    "systems": "Devices by operating system",
    "by_workspace": "Devices by workspace",
    "sites": "Devices by site",
    "paths": "Devices by discovered way",
    "settings": "Places that name a proxy",
    "conflicts": "Conflicts and fragile ways",
    "inspection": "Devices by what their certificates show",
    "inspected": "Findings about inspection",
    "workspaces": "Workspaces by host",
    "devices": "Devices",
    "failed_services": "What fails, and why",
    "failures": "Each failed URL",
    "tool_says": "What rules say of the tool's own words",
    "verdicts": "URLs by both verdicts",
    "disagree": "Where they disagree",
    "unread": "Inputs not read, or not in full",
    "basis": "What this report rests on",
    "definitions": "Words",
    "lists": "Endpoint lists",
}
_COLUMNS = {
    "egress": "way out", "of": "of", "devices": "devices", "os_release": "operating system", "source": "source",
    "workspace_ids": "workspace", "workspace_id": "workspace", "http_status": "HTTP status",
    "age_days": "age in days", "needed_by": "needed by", "url": "URL", "urls": "URLs", "failed_urls": "failed URLs",
    "reached_urls": "reached URLs", "run_at": "run (UTC)", "device_id": "device id",
}  # fmt: skip
_SENTENCES = {
    "title": "Defender for Endpoint connectivity",
    "author": "Author: {author}",
    "as_of": "as of {day}",
    "versions": "mdeanalysis {version}",
    "contents": "Contents",
    "skip": "Skip to the report",
    "logo": "Logo",
    "evidence": "evidence",
    "picture_all": "All devices by state",
    "picture_states": "Share of devices by state, {by}",
    "alt_states": "Bar chart. {rows}.",
    "alt_row": "{label}: {failed} failed of {of} tested, {devices} in all",
    "bar_label": "{failed} of {of} failed, {devices} in all",
    "bar_untested": "none of {devices} tested",
    "alt_heat": "Heat map. {rows}.",
    "alt_more": "and {count} more in the table",
    "others": "{count} others",
    "not_stated": "(not stated)",
    "first_rows": "The first {shown} of {count} rows.",
    "all_rows": "All {count} rows, to sort, filter and search",
    "back": "Back to the report",
    "scrolls": "{title}, scrolls sideways",
    "judged_on": "judged on",
    "tool_versions": "versions of the tool (devices)",
    "no_service": "not in the catalogue",
    "plan_headline": "{text}.",
    "no_conflicts": "No rule found a conflict.",
}
_STATES = {
    "reached": "reached", "failed": "failed", "cut_off": "cut off", "not_tested": "not tested", "unknown": "unknown",
    "reached, services never tested": "reached, services never tested",
}  # fmt: skip
_DEFINITIONS = {
    "reached": "At least one method got the answer that this endpoint gives. A device: every URL that it requires.",
    "failed": "Every try is on record and none got that answer; the reason is the most telling one. A device: at "
    "least one required URL.",
    "cut_off": "The run ended before its answer was printed. It counts neither as failed nor as reached.",
    "not_tested": "There was nothing to try, or the test did not run.",
    "unknown": "The answer is none that we know; the row keeps it.",
    "rate": "Devices that failed, of those that reached or failed. The number that it is of stands beside it.",
    "required": "URLs that this device needs by Microsoft's lists for its region, build, agent and onboarding; where "
    "region or build is unknown, all that it tested.",
    "evidence": "Path below the input, `!` before a file in an archive, and the line of the decoded text.",
}
_SCRIPT = {
    "search": "Search {title}",
    "filters": "Filter columns",
    "filter_hint": "Text that a cell contains, or = and the whole of it",
    "clear": "Clear",
    "copy": "Copy as CSV",
    "copied": "{count} rows copied",
    "not_copied": "The browser did not allow it: download instead",
    "download": "Download CSV",
    "shown": "rows {first} to {last} of {count}",
    "shown_filtered": "rows {first} to {last} of {count}, out of {all}",
    "none": "no row fits, out of {all}",
    "previous": "Previous",
    "next": "Next",
    "sort": "Sort by {column}",
    "filter": "Filter by {column}",
}
_PDF = {
    "page": "Page {page} of {pages}",
    "cut": "The first {shown} of {count} rows. {where}",
    "elsewhere": "All of them stand in the report as HTML; the tables behind it come as CSV by `mdeanalysis export`.",
    "beside": "All of them stand in {file}.",
    "more": "… and {count} more letters",
    "letters": "Letters that have no font here, or no shape, stand as their code points. Different ones: {count}, "
    "such as {some}.",
}
_PREFIXED = {
    "section": _SECTIONS, "lead": _LEADS, "nothing": _NOTHING, "table": _TABLES, "column": _COLUMNS,
    "state": _STATES, "definition": _DEFINITIONS, "script": _SCRIPT, "say": _SENTENCES, "pdf": _PDF,
}  # fmt: skip
ENGLISH: dict[str, str] = {f"{kind}.{key}": text for kind, words in _PREFIXED.items() for key, text in words.items()}
CATALOGUES: dict[str, Mapping[str, str]] = {"en": ENGLISH}


class Words:
    """One language's catalogue."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self._texts = CATALOGUES[language]

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key, with its values; whole numbers are grouped."""
        said = {name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}
        return self._texts[key].format(**said) if said else self._texts[key]

    def column(self, name: str) -> str:
        """A heading: the catalogue's, else the column's name with blanks."""
        return self._texts.get(f"column.{name}", name.replace("_", " "))

    def state(self, name: str) -> str:
        """A state in words; other texts as they are."""
        return self._texts.get(f"state.{name}", name)

    def of(self, kind: str) -> dict[str, str]:
        """All texts of a kind without its prefix, such as those that the page's script needs."""
        start = f"{kind}."
        return {key.removeprefix(start): text for key, text in self._texts.items() if key.startswith(start)}
