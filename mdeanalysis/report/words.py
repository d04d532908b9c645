"""All words of a report that are its own, in one place, and how another language tells them.

Sentences of rules, advice, plan and readers come from the tables; `language/sentences.py` tells them anew.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property

from mdeanalysis.report.language.catalogue import SOURCE, translations
from mdeanalysis.report.language.codes import CODES, PLAIN, VALUES
from mdeanalysis.report.language.numbers import Numbers
from mdeanalysis.report.language.sentences import Sentences
from mdeanalysis.vocabulary import SEVERITIES

_SECTIONS = {
    "headline": "Headline and coverage",
    "first": "What to do first",
    "causes": "Causes",
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
    "causes": "What sets devices that fail apart from the others, by more than chance. Rates have 95 % intervals "
    "(Wilson); q is the chance of such a difference without a cause, corrected for all conditions that were tried.",
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
    "causes": "Nothing failed, so there is nothing to explain.",
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
    "causes": "Causes, that of most devices first",
    "causes_known": "What else is known of each cause",
    "cause_devices": "Devices of each cause",
    "unexplained": "Not explained by any cause",
    "unexplained_devices": "Devices whose failures no cause explains",
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
    "codes": "Codes",
}
_COLUMNS = {
    "egress": "way out", "of": "of", "devices": "devices", "os_release": "operating system", "source": "source",
    "workspace_ids": "workspace", "workspace_id": "workspace", "http_status": "HTTP status",
    "age_days": "age in days", "needed_by": "needed by", "url": "URL", "urls": "URLs", "failed_urls": "failed URLs",
    "reached_urls": "reached URLs", "failing_devices": "failing", "exposed_devices": "of", "low_share": "from",
    "high_share": "to", "elsewhere_failing": "failing elsewhere", "elsewhere_exposed": "of (elsewhere)",
    "elsewhere_share": "share elsewhere", "q_value": "q", "not_told_apart": "cannot be told apart from",
    "named_for": "named first since", "other_paths": "reach it by another path", "run_at": "run (UTC)",
    "device_id": "device id",
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
    "first_rows": "The first {shown} of {count} rows.",
    "all_rows": "All {count} rows, to sort, filter and search",
    "back": "Back to the report",
    "scrolls": "{title}, scrolls sideways",
    "judged_on": "judged on",
    "written": "report written on",
    "tool_versions": "versions of the tool (devices)",
    "plan_headline": "{text}.",
    "no_conflicts": "No rule found a conflict.",
    "and": " and ",
    "without": "no {name}",
    "more": "and {count} more",
    "picture_causes": "Share of devices that fail by each cause, and elsewhere, with 95 % intervals",
    "alt_causes": "Dots with intervals. {rows}.",
    "alt_cause": "{label}: {failed} of {of} fail, {low} to {high}",
    "alt_elsewhere": "elsewhere {failed} of {of}",
    "here": "with this condition",
    "elsewhere": "elsewhere",
    "cause_label": "{failed} of {of}; elsewhere {others} of {of_others}",
    "cause_label_alone": "{failed} of {of}; no others tested",
    "heat_title": "Devices that failed, of those tested, by {down} and {across}",
    "heat_cell": "{failed} of {of}",
    "heat_untested": "{devices} without\na verdict",
    "heat_scale": "failed, of tested",
    "change": "{kind}: {target}",
    "label": "{code} ({meaning})",
}
_STATES = {
    "reached": "reached", "failed": "failed", "cut_off": "cut off", "not_tested": "not tested", "unknown": "unknown",
    "reached, services never tested": "reached, services never tested",
}  # fmt: skip
_DIMENSIONS = {
    "proxy_address": "proxy", "os_release": "", "os_build": "build", "workspace_ids": "workspace",
    "group_ids": "group", "device_tag": "tag", "org_id": "organisation", "connectivity_mode": "connectivity",
    "tool_version": "analyzer version",
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
    "copied_one": "{count} row copied",
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
    "dimension": _DIMENSIONS,
}  # fmt: skip
#: By kind and key; the kind is the context in which a translator finds the text.
ENGLISH: dict[str, str] = {f"{kind}.{key}": text for kind, words in _PREFIXED.items() for key, text in words.items()}


class Words:
    """One language's words, numbers, days and sentences."""

    def __init__(self, language: str = SOURCE) -> None:
        self.language = language
        self._found = translations(language)
        numbers = Numbers(language)
        self.number, self.percent, self._day = numbers.number, numbers.percent, numbers.day
        self._numbers = numbers

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key, with its values; whole numbers are grouped."""
        text = self._said(key.partition(".")[0], ENGLISH[key])
        said = {name: self.number(value) if isinstance(value, int) else value for name, value in values.items()}
        return text.format(**said) if said else text

    def column(self, name: str) -> str:
        """A heading: the catalogue's, else the column's name with blanks."""
        return self._said("column", ENGLISH.get(f"column.{name}", name.replace("_", " ")))

    def dimension(self, name: str) -> str:
        """A dimension of devices as it stands before its value, such as `proxy`."""
        key = f"dimension.{name}"
        return self(key) if key in ENGLISH else self.column(name)

    def state(self, name: str) -> str:
        """A state in words; other texts as they are."""
        key = f"state.{name}"
        return self(key) if key in ENGLISH else name

    def term(self, name: str) -> str:
        """A word that the report defines: a state, or what heads a column."""
        return self.state(name) if f"state.{name}" in ENGLISH else self.column(name)

    def of(self, kind: str) -> dict[str, str]:
        """All texts of a kind without its prefix, such as those that the page's script needs."""
        start = f"{kind}."
        return {key.removeprefix(start): self(key) for key in ENGLISH if key.startswith(start)}

    def labels(self) -> dict[str, str]:
        """How the contract's own words are shown: the code with its meaning; nothing where it says itself."""
        if self.language == SOURCE:
            return {}
        meant = {code: self._said("code", code) for code in (*CODES, *PLAIN)}
        shown = {code: self("say.label", code=code, meaning=meant[code]) for code in CODES}
        return shown | {word: meant[word] for word in PLAIN} | {value: self.sentence(value) for value in VALUES}

    def label(self, text: str) -> str:
        """A code with its meaning beside it; other texts as they are."""
        return self._labels.get(text, text)

    def severity(self, name: str) -> str:
        """A severity in words."""
        return self._said("code", name) if name in SEVERITIES else name

    def value(self, text: str) -> str:
        """What stands where there is no value; other texts as they are."""
        return self._labels.get(text, text) if text in VALUES else text

    def values(self) -> dict[str, str]:
        """How each text reads that stands where there is no value; nothing where it says itself."""
        return {text: self._labels[text] for text in VALUES if text in self._labels}

    def severities(self) -> dict[str, str]:
        """The severities in words; nothing where they say themselves."""
        return {} if self.language == SOURCE else {name: self.severity(name) for name in SEVERITIES}

    def meanings(self) -> dict[str, str]:
        """The meaning of each of the contract's own words; nothing where it says itself."""
        return {} if self.language == SOURCE else {code: self._said("code", code) for code in CODES}

    def day(self, day: date) -> str:
        """A day as this language writes it."""
        return self._day(day)

    def sentence(self, text: str) -> str:
        """A sentence that other parts of the code wrote, in this language where it is known."""
        return text if self.language == SOURCE else self._sentences(text)

    def knows(self, text: str) -> bool:
        """Whether a sentence can be told in this language."""
        return self.language == SOURCE or self._sentences.knows(text)

    @cached_property
    def _labels(self) -> dict[str, str]:
        return self.labels()

    @cached_property
    def _sentences(self) -> Sentences:
        from mdeanalysis.report.language.templates import templates

        return Sentences(templates(), self._found, self._numbers)

    def _said(self, kind: str, text: str) -> str:
        return self._found.pgettext(kind, text) if text else ""
