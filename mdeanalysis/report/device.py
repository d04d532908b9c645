"""One device: what it is, every URL by every method, where proxies are named, and the lines that say so."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

import pandas as pd

from mdeanalysis.catalogue.reasons import describe_code
from mdeanalysis.errors import SelectionError
from mdeanalysis.report import findings
from mdeanalysis.report.coverage import find_listed
from mdeanalysis.report.section import Row, Section
from mdeanalysis.report.selection import records, select
from mdeanalysis.schema import TABLES
from mdeanalysis.verdict.channels import channels
from mdeanalysis.vocabulary import METHODS

Tables = Mapping[str, pd.DataFrame]
_SHOWN = (
    "device_id", "source", "site", "owner", "ring", "listed", "portal_health",
    "platform", "os_release", "os_version", "agent", "workspace_ids", "sense_version",
    "onboarded", "org_id", "region", "region_evidence", "datacenter", "connectivity_mode", "tool_version", "run_at",
    "test_state", "not_tested_reason", "proxy_method", "proxy_address", "working_methods", "required_urls",
    "reached_urls", "failed_urls", "untested_urls", "services_failed", "services_untested", "single_path",
    "direct_bypass", "results", "other_names", "same_name",
)  # fmt: skip
_SHORT = {"not_configured": "-", "invalid_proxy": "malformed", "missing": "missing", "exception": "exception"}
_WORST_FIRST = {"failed": 0, "cut_off": 1, "unknown": 2, "not_tested": 3, "reached": 4}


def find(tables: Tables, wanted: str) -> str:
    """The key of the device of this name (the inventory's too), key, device id or result id, of an older result too.

    Raises `SelectionError` where there is none or several of one name.
    """
    devices = tables["devices"]
    found = _keys(tables["results"], wanted) or find_listed(tables, wanted)["device_key"].dropna().unique().tolist()
    if len(found) == 1:
        return str(found[0])
    if found:
        keys = ", ".join(map(str, found))
        raise SelectionError(f"{len(found)} devices are named {wanted!r}; say which by its key: {keys}")
    names = {str(name).lower(): str(name) for name in devices["device_name"]}
    close = [names[name] for name in get_close_matches(wanted.lower(), names, 3)]
    hint = f"; did you mean {', '.join(close)}?" if close else f" among the {len(devices):,} devices read"
    raise SelectionError(f"no device {wanted!r}{hint}")


def _keys(results: pd.DataFrame, wanted: str) -> list[str]:
    """The keys of the devices with this name, else with this key, device id or result id."""
    for column in ("device_name", "device_key", "device_id", "result_id"):
        found = results[results[column].astype("str").str.lower() == wanted.lower()]["device_key"].unique()
        if len(found):
            return list(map(str, found))
    return []


def only_listed(tables: Tables, wanted: str) -> pd.DataFrame:
    """The lines of the inventory with this name or id, where no device of the results is meant; often none."""
    lines = find_listed(tables, wanted)
    known = lines["device_key"].notna().any() or (len(lines) and _keys(tables["results"], wanted))
    return lines[:0] if known else lines


def build(tables: Tables, key: str, as_of: pd.Timestamp | None = None) -> tuple[str, list[Section]]:
    """A headline and the sections of one device; its newest result speaks, and is so old `as_of` that day."""
    chosen = select(tables, [("device_key", key)])
    device = chosen["devices"].iloc[0]
    current = {n: f[f["result_id"] == device["result_id"]] for n, f in chosen.items() if "result_id" in f}
    older = int(chosen["results"]["superseded"].sum())
    headline = f"{device['device_name']}: {str(device['state']).replace('_', ' ')}"
    headline += f", {device['reason']}" if isinstance(device["reason"], str) else ""
    headline += f" ({older} older result{'s' if older > 1 else ''} left aside)" if older else ""
    return headline, [
        _facts(device, as_of),
        findings.of_device(current["findings"]),
        _urls(current),
        tries(current["attempts"]),
        *_downlevel(current),
        _settings(current["proxy_settings"]),
        _events(current["events"]),
        _problems(tables["problems"], str(device["source"])),
    ]


def _facts(device: pd.Series[Any], as_of: pd.Timestamp | None) -> Section:
    more = [name for name in device.index if name not in TABLES["devices"].names]  # the inventory's own
    rows = [{"name": name, "value": _said(device[name])} for name in (*_SHOWN, *more) if not _unknown(device[name])]
    if as_of is not None and not _unknown(device["run_at"]):
        days = (as_of.normalize() - device["run_at"].normalize()).days
        rows.append({"name": "age", "value": f"{days:,} days on {as_of:%Y-%m-%d}"})
    return Section("device", "Device", ("name", "value"), rows)


def _said(value: object) -> str:
    return {"True": "yes", "False": "no"}.get(str(value), str(value))


def _unknown(value: object) -> bool:
    return value is None or bool(pd.isna(value))  # type: ignore[call-overload]


def _urls(current: Tables) -> Section:
    columns = ("context", "line", "url", "service", "required", "state", "reason", *METHODS, "inspection")
    section = Section("urls", "URLs by method (status or error code)", columns)
    attempts = current["attempts"]
    names = ("context", "url", "method", "outcome", "http_status", "error_code", "reached", "reason")
    answers = {(row["context"], row["url"], row["method"]): answer(row) for row in records(attempts, names)}
    for row in records(current["urls"], [name for name in columns if name not in METHODS]):
        row |= {method: answers.get((row["context"], row["url"], method), "") for method in METHODS}
        section.rows.append(row)
    section.rows.sort(key=lambda row: (row["context"], _WORST_FIRST[row["state"]], row["line"]))
    dull = _one_context(section.rows)
    dull |= {method for method in METHODS if all(row[method] in {"-", ""} for row in section.rows)}
    section.columns = tuple(name for name in columns if name not in dull)
    section.note = "" if section.rows else "none: the test left no rows"
    return section


def _one_context(rows: list[Row]) -> set[str]:
    """The column that says nothing where all was tried as SYSTEM."""
    return {"context"} if all(row["context"] == "system" for row in rows) else set()


def answer(row: Row) -> str:
    """A try in one word: its status, its error number, or why it was none."""
    if row["outcome"] == "succeeded" and row["http_status"] is None:
        return "ok" if row["reached"] else str(row["reason"])
    if row["outcome"] == "succeeded":
        return str(row["http_status"])
    if row["outcome"] == "failed":
        return "failed" if row["error_code"] is None else str(row["error_code"])
    return _SHORT.get(row["outcome"], "?")


def tries(attempts: pd.DataFrame) -> Section:
    """Each different failure once, with the first line that shows it."""
    columns = ("context", "method", "proxy_address", "reason", "code", "meaning", "message", "urls", "evidence")
    section = Section("failures", "Why tries failed", columns)
    failed = attempts[attempts["reason"].notna()]
    keys = ["context", "method", "proxy_address", "reason", "error_code", "http_status", "message"]
    for _, rows in failed.groupby(keys, observed=True, dropna=False, sort=False):
        first = records(rows.head(1), [*keys, "source", "line"])[0]
        code = first["error_code"]
        first["code"] = first["http_status"] if code is None else code
        first["meaning"] = "" if code is None else describe_code(code)
        first["urls"] = len(rows)
        first["evidence"] = f"{first['source']}:{first['line']}"
        section.rows.append({name: first[name] for name in columns})
    section.rows.sort(key=lambda row: (row["context"], -row["urls"]))
    section.columns = tuple(name for name in columns if name not in _one_context(section.rows))
    section.note = "" if section.rows else "none failed"
    return section


def _downlevel(current: Tables) -> list[Section]:
    """What only devices with the monitoring agent have: its workspaces, and the report's own verdicts beside ours."""
    columns = ("workspace_id", "rule", "host", "port", "outcome", "reason", "message", "evidence")
    hosts = Section("workspace_hosts", "Workspaces and their hosts", columns)
    hosts.rows = _with_evidence(current["workspace_hosts"], columns)
    judged = channels(current["facts"], current["urls"], current["workspace_hosts"])
    title = "The report's own verdict (tool_state) beside ours"
    said = Section("channels", title, ("channel", "context", "tool_state", "state", "evidence"))
    said.rows = _with_evidence(judged, said.columns)
    return [section for section in (hosts, said) if section.rows]


def _settings(settings: pd.DataFrame) -> Section:
    columns = ("scope", "kind", "address", "bypass", "enabled", "evidence")
    section = Section("proxy_settings", "Proxy settings", columns)
    section.rows = _with_evidence(settings, columns)
    section.note = "" if section.rows else "none stated"
    return section


def _events(events: pd.DataFrame) -> Section:
    columns = ("event_id", "severity", "check", "text", "evidence")
    section = Section("events", "Errors and warnings of the tool itself", columns)
    section.rows = _with_evidence(events[events["severity"] != "Informational"], columns)
    section.note = "" if section.rows else "none"
    return section


def _with_evidence(frame: pd.DataFrame, columns: tuple[str, ...]) -> list[Row]:
    rows = records(frame, [*columns[:-1], "source", "line"])
    return [row | {"evidence": f"{row.pop('source')}:{row.pop('line')}"} for row in rows]


def _problems(problems: pd.DataFrame, source: str) -> Section:
    section = Section("problems", "Not understood", ("kind", "line", "reason"))
    inside = problems["source"].astype("str")
    own = problems[(inside == source) | inside.str.startswith((f"{source}/", f"{source}!"))]
    section.rows = records(own, section.columns)
    section.note = "" if section.rows else "everything was understood"
    return section
