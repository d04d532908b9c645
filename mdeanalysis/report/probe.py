"""A live probe: each URL by each method, how long the ways take, who opens TLS, who else answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from mdeanalysis.report import device
from mdeanalysis.report.section import Row, Section, counted
from mdeanalysis.report.selection import records
from mdeanalysis.schema import TABLES
from mdeanalysis.vocabulary import METHODS

Tables = Mapping[str, pd.DataFrame]
_WORST_FIRST = ("failed", "cut_off", "unknown", "not_tested", "reached")
_STEPS = ("dns_ms", "connect_ms", "tls_ms", "answer_ms")
#: Of Python's, Windows' and macOS's words for it.
_REFUSAL = "SSLCertVerificationError"
_WHO = ("server", "via", "auth_schemes", "location")


def build(tables: Tables, *, whole: bool = False) -> tuple[str, list[Section]]:
    """A headline and the sections of a probe's tables; `whole` adds what each way saw."""
    sections = [urls(tables), device.tries(tables["attempts"]), ways(tables), names(tables)]
    sections += [inspecting(tables), refused(tables), answering(tables)]
    if len(tables["workspace_hosts"]):
        columns = ("workspace_id", "rule", "host", "outcome", "message")
        hosts = records(tables["workspace_hosts"], columns)
        sections.insert(1, Section("workspace_hosts", "Workspaces and their hosts", columns, hosts))
    if whole:
        seen = tuple(name for name in TABLES["live"].names if name not in ("result_id", "device_key"))
        sections.append(Section("live", "What each way saw", seen, records(tables["live"], seen)))
    return headline(tables), sections


def headline(tables: Tables) -> str:
    """How many of the URLs are reached, and why the others are not."""
    found = tables["urls"]
    who = tables["results"]["device_name"].iloc[0]
    reached = int((found["state"] == "reached").sum())
    text = f"From {who}: {reached:,} of {counted(len(found), 'URL')} reached"
    failed = found[found["state"] == "failed"]
    reasons = failed["reason"].astype("str").value_counts(sort=True)
    told = ", ".join(f"{reason} {count:,}" for reason, count in reasons.items())
    text += f"; {len(failed):,} failed: {told}" if len(failed) else ""
    cut = int((found["state"] == "cut_off").sum())
    return text + (f"; broken off, {cut:,} not tried to the end" if cut else "")


def urls(tables: Tables) -> Section:
    """One row a URL, what fails first."""
    columns = ("url", "service", "required", "expected_status", "state", "reason", *METHODS[:5], "inspection")
    section = Section("urls", "URLs by method (status or error code)", columns)
    answers = answers_of(tables["attempts"])
    for row in records(tables["urls"], [name for name in columns if name not in METHODS]):
        section.rows.append(row | {method: answers.get((row["url"], method), "") for method in METHODS[:5]})
    section.rows.sort(key=lambda row: _WORST_FIRST.index(row["state"]))
    section.columns = columns
    return section


def answers_of(attempts: pd.DataFrame) -> dict[tuple[str, str], str]:
    """(URL, method) -> its try in one word."""
    names = ("url", "method", "outcome", "http_status", "error_code", "reached", "reason")
    return {(row["url"], row["method"]): device.answer(row) for row in records(attempts, names)}


def ways(tables: Tables) -> Section:
    """Each way with what it reached and its steps' median times; the last ways of the tries count."""
    columns = ("method", "proxy_address", "reached", "of", *_STEPS)
    section = Section("ways", "Ways, and the median milliseconds of their steps", columns)
    live = _last_ways(tables["live"])
    reached = set(_pairs(tables["attempts"][tables["attempts"]["reached"]]))
    for (method, proxy), rows in live.groupby(["method", "proxy_address"], observed=True, dropna=False, sort=False):
        known = {"method": str(method), "proxy_address": proxy if isinstance(proxy, str) else None}
        count = sum(pair in reached for pair in _pairs(rows))
        section.rows.append(
            known | {"reached": count, "of": len(rows)} | {step: _median(rows[step]) for step in _STEPS}
        )
    section.rows.sort(key=lambda row: METHODS.index(row["method"]))
    section.note = "" if section.rows else "none was tried"
    return section


def _last_ways(live: pd.DataFrame) -> pd.DataFrame:
    return live.drop_duplicates(["url", "method"], keep="last")


def _pairs(rows: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(rows["url"].astype("str"), rows["method"].astype("str"), strict=True))


def _median(times: pd.Series[Any]) -> int | None:
    known = times.dropna()
    return round(float(known.median())) if len(known) else None


def names(tables: Tables) -> Section:
    """Where DNS leads: one row a name that was looked up, a service's or a proxy's."""
    section = Section("names", "Names and where they lead", ("name", "leads_to", "dns_said", "urls"))
    found: dict[str, list[Row]] = {}
    for row in records(tables["live"], ("name", "aliases", "canonical_name", "addresses", "dns_said", "url")):
        found.setdefault(row["name"] or "", []).append(row)
    for name, rows in found.items():
        told = max(rows, key=lambda row: bool(row["addresses"]))
        if told["addresses"] != name:  # else it is an address
            urls = len({row["url"] for row in rows})
            section.rows.append({"name": name, "leads_to": _way(told), "dns_said": told["dns_said"], "urls": urls})
    unknown = any(row["dns_said"] is None for row in section.rows)
    section.note = "DNS itself was not asked where it says nothing: aliases are not known" if unknown else ""
    section.note = section.note if section.rows else "none was looked up"
    return section


def _way(row: Row) -> str:
    """Alias for alias to the addresses; of what the system says only the last alias is known."""
    if row["dns_said"] is None:
        steps = ["...", row["canonical_name"]] if row["canonical_name"] else []
    else:
        steps = [row["aliases"].replace(",", " > ")] if row["aliases"] else []
    return " > ".join([*steps, row["addresses"] or "no address"])


def inspecting(tables: Tables) -> Section:
    """Who opens TLS: issuers that are neither Microsoft's nor its suppliers'."""
    columns = ("issuer", "root", "method", "proxy_address", "urls", "example")
    section = Section("inspection", "Who opens TLS on the way", columns)
    live = tables["live"]
    section.rows = _grouped(live[live["certificate"] == "foreign"], columns[:4])
    if not section.rows:
        seen = int(live["certificate"].notna().sum())
        section.note = f"nobody, of {counted(seen, 'certificate')} seen" if seen else "no certificate was seen"
    return section


def refused(tables: Tables) -> Section:
    """Certificates that this computer does not take: too old, too new, of another name, of an unknown issuer."""
    columns = ("error", "issuer", "method", "proxy_address", "urls", "example")
    section = Section("refused", "Certificates that this computer refuses", columns)
    live = tables["live"]
    section.rows = _grouped(live[live["error"].astype("string").str.contains(_REFUSAL, na=False)], columns[:4])
    dated = any("yet valid" in row["error"] or "expired" in row["error"] for row in section.rows)
    section.note = "none" if not section.rows else "look at this computer's clock too" if dated else ""
    return section


def answering(tables: Tables) -> Section:
    """Who answers in the service's place, and what it wants: answers of ways that did not reach it."""
    columns = ("http_status", "method", "proxy_address", *_WHO, "urls", "example")
    section = Section("answers", "Answers that do not count as reached", columns)
    live = _last_ways(tables["live"])
    reached = set(_pairs(tables["attempts"][tables["attempts"]["reached"]]))
    other = [pair not in reached for pair in _pairs(live)]
    section.rows = _grouped(
        live[pd.Series(other, index=live.index, dtype=bool) & live["http_status"].notna()], columns[:7]
    )
    section.note = "" if section.rows else "none"
    return section


def _grouped(live: pd.DataFrame, keys: tuple[str, ...]) -> list[Row]:
    """One row for all that is alike, with its first URL."""
    found: dict[tuple[Any, ...], Row] = {}
    for row in records(live, [*keys, "url"]):
        group = found.setdefault(tuple(row[key] for key in keys), {**row, "urls": 0, "example": row["url"]})
        group["urls"] += 1
    rows = [{name: row[name] for name in (*keys, "urls", "example")} for row in found.values()]
    return sorted(rows, key=lambda row: -row["urls"])
