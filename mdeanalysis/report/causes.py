"""Causes in plain words, as one would send them to a network team."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pandas as pd

from mdeanalysis.catalogue.advice import REASON_ADVICE, advice_for
from mdeanalysis.causes import Cause, Explanation
from mdeanalysis.report.layout import wrapped
from mdeanalysis.report.printable import json_safe, printable
from mdeanalysis.report.render import marked
from mdeanalysis.report.render import to_markdown as to_tables
from mdeanalysis.report.render import to_text as to_page
from mdeanalysis.report.section import Section, counted, share
from mdeanalysis.report.selection import records

#: Names of devices, hosts and readings that a sentence holds; JSON has them all.
FEW = 3
#: Groups of unexplained failures on a page.
GROUPS = 8
#: What mends a cause by which nothing was tested.
AGAIN = "Run the analyzer again as SYSTEM on these devices; `mdeanalysis summarize` says why it did not test."
_NOT_TESTED = "not_tested"
#: Dimensions in the words of a sentence; a release's value says itself what it is.
_WORDS = {
    "proxy_address": "proxy", "proxy_method": "proxy method", "os_release": "", "os_build": "build",
    "workspace_ids": "workspace", "group_ids": "group", "device_tag": "tag", "org_id": "organisation",
    "connectivity_mode": "connectivity", "tool_version": "analyzer version",
}  # fmt: skip
#: A failure of so large a share of devices has nothing that sets them apart.
_NEARLY_ALL = 0.9
_COUNTED = ("failing_devices", "exposed_devices")


def headline(found: Explanation) -> str:
    """How much is explained, and of how many."""
    left, of = found.unexplained["failing_devices"], found.unexplained["of"]
    if not found.tested and not found.not_tested:
        return "no device: none was read, or none chosen"
    devices = f"{counted(found.tested, 'device')} tested, {found.not_tested:,} not"
    if not of:
        return f"{devices}: none fails" if found.tested else devices
    alone = found.unexplained.get("workspace_only", 0)
    told = f"{devices}: {_failing(of - alone)}"
    besides = f"; {alone:,} more {'lacks' if alone == 1 else 'lack'} hosts of a workspace alone" if alone else ""
    real = sum(cause.reason != _NOT_TESTED for cause in found.causes)
    if not real:
        return f"{told}, and no condition sets them apart from the others by more than chance{besides}"
    rest = f"{left:,} of them have failures that no cause explains" if left else "every failure is explained"
    return f"{told}, {counted(real, 'cause')} found, {rest}{besides}"


def _failing(count: int) -> str:
    """How many fail, as `summarize` counts them."""
    return f"{count:,} {'fails' if count == 1 else 'fail'}" if count else "none fails"


def paragraphs(cause: Cause) -> list[str]:
    """The sentences about a cause: what, how sure, what cannot be told apart, who escapes, what to do."""
    return [
        text for text in (_what(cause), _elsewhere(cause), _apart(cause), _escaped(cause), _hosts(cause)) if text
    ] + [
        f"What to do: {_advice(cause)}",
        f"Devices: {_few(cause.devices)}.",
        f"Evidence: {', '.join(cause.evidence)}",
    ]


def title(cause: Cause) -> str:
    """The condition and the reason, in a few words."""
    what = "Not tested" if cause.reason == _NOT_TESTED else REASON_ADVICE[cause.reason].title
    return f"{_condition(cause.conditions)}: {what}, {counted(cause.failing_devices, 'device')}"


def _condition(conditions: dict[str, Any]) -> str:
    words = {name: _WORDS.get(name, name) for name in conditions}
    return " and ".join(
        f"no {words[name]}" if value is None else f"{words[name]} {value}".strip()
        for name, value in conditions.items()
    )


def _what(cause: Cause) -> str:
    did = "were not tested" if cause.reason == _NOT_TESTED else f"fail {_few(cause.services, 9)} ({cause.reason})"
    part = f"{cause.failing_devices:,} of {counted(cause.exposed_devices, 'device')}"
    return f"{part} with {_condition(cause.conditions)} {did}: {_rate(cause.rate, cause.interval)}."


def _rate(rate: float, interval: tuple[float, float]) -> str:
    return f"{_percent(rate)}, 95 % interval {_percent(interval[0])} to {_percent(interval[1])}"


def _percent(rate: float) -> str:
    return f"{rate:.1%}" if 0 < rate < 0.095 else f"{rate:.0%}"


def _elsewhere(cause: Cause) -> str:
    chance = f"q {f'= {cause.q_value:.1g}' if cause.q_value else '< 1e-300'} over all conditions tried."
    if cause.rate_elsewhere is None:
        return f"No other device was tested for this. {chance}"
    part = f"{cause.failing_elsewhere:,} of {cause.exposed_elsewhere:,}"
    return f"Elsewhere {part} do: {_rate(cause.rate_elsewhere, cause.interval_elsewhere)}. {chance}"


def _apart(cause: Cause) -> str:
    if not cause.equivalent_conditions:
        return ""
    others = [_condition(way) for way in cause.equivalent_conditions]
    return (
        f"Cannot be told apart in this fleet: {_few([_condition(cause.conditions), *others], FEW + 1, ' = ')};"
        f" the first is named since {cause.speaks_of}."
    )


def _escaped(cause: Cause) -> str:
    told = []
    if cause.counter_examples:
        many = len(cause.counter_examples)
        told.append(f"Counter-examples: {counted(many, 'device')} of them {'do' if many > 1 else 'does'} not: "
                    f"{_few(cause.counter_examples)}.")  # fmt: skip
    if cause.masked:
        many = len(cause.masked)
        told.append(
            f"{counted(many, 'device')} {'get' if many > 1 else 'gets'} there by another path: {_few(cause.masked)}."
        )
    others = cause.exposed_devices - cause.failing_devices - len(cause.counter_examples) - len(cause.masked)
    if others > 0:
        told.append(f"{others:,} more {'fail' if others > 1 else 'fails'} for another reason or in part.")
    return " ".join(told)


def _hosts(cause: Cause) -> str:
    return f"Hosts: {_few(cause.hosts, 2 * FEW)}." if cause.hosts else ""


def _advice(cause: Cause) -> str:
    if cause.reason == _NOT_TESTED:
        return AGAIN
    return advice_for(cause.reason).advice


def _few(names: Sequence[str], most: int = FEW, between: str = ", ") -> str:
    left = len(names) - most
    return between.join(names[:most]) + (f" and {left:,} more" if left > 0 else "")


def to_text(found: Explanation, width: int) -> str:
    """The page for a terminal."""
    lines = wrapped(printable(headline(found)), width)
    for cause in found.causes:
        lines += ["", *wrapped(printable(f"{cause.rank}. {title(cause)}"), width)]
        for text in paragraphs(cause):
            lines += [f"   {line}" for line in wrapped(printable(text), width - 3)]
    left = unexplained(found)
    return "\n".join(lines) + "\n" + (to_page("", [left], width, short=True) if left.rows else "")


def to_markdown(found: Explanation) -> str:
    """The page for a ticket: a heading and a list a cause, then the rest as a table."""
    parts = [marked(headline(found))]
    for cause in found.causes:
        parts.append(f"## {cause.rank}\\. {marked(title(cause))}")
        parts.append("\n".join(f"- {marked(text)}" for text in paragraphs(cause)))
    left = unexplained(found)
    return "\n\n".join(parts) + "\n" + (to_tables("", [left]) if left.rows else "")


def to_json(found: Explanation) -> str:
    """The contract's JSON."""
    return json_safe(json.dumps(found.to_dict(), ensure_ascii=False, indent=2, allow_nan=False)) + "\n"


def overview(found: Explanation) -> Section:
    """One row a cause."""
    columns = ("rank", "conditions", "reason", "services", *_COUNTED, "share", "elsewhere_share", "lift", "q_value")
    section = Section("causes", "Causes", (*columns, "equivalent_conditions", "devices", "evidence"))
    for cause in found.causes:
        row = {name: getattr(cause, name) for name in ("rank", "reason", *_COUNTED)}
        row |= {"conditions": _condition(cause.conditions), "services": ", ".join(cause.services)}
        row |= {"share": round(cause.rate, 4), "q_value": f"{cause.q_value:.2g}"}
        row |= {"elsewhere_share": None if cause.rate_elsewhere is None else round(cause.rate_elsewhere, 4)}
        row |= {"lift": None if cause.lift is None else round(cause.lift, 2), "evidence": ", ".join(cause.evidence)}
        row["equivalent_conditions"] = "; ".join(map(_condition, cause.equivalent_conditions))
        row["devices"] = ", ".join(cause.devices)
        section.rows.append(row)
    section.note = "" if section.rows else "none: no condition fails more than chance lets it"
    return section


def unexplained(found: Explanation) -> Section:
    """One row a service and reason of which no cause is known."""
    columns = ("service", "reason", "devices", "of", "share", "hosts", "remark", "evidence")
    section = Section("unexplained", "Not explained by any cause", columns)
    for group in found.unexplained["groups"]:
        row = {"service": group["service"], "reason": group["reason"], "devices": group["failing_devices"]}
        row |= {"of": group["exposed_devices"], "share": share(group["failing_devices"], group["exposed_devices"])}
        remark = "nearly all" if row["of"] > FEW and row["devices"] >= _NEARLY_ALL * row["of"] else ""
        section.rows.append(row | {"hosts": len(group["hosts"]), "remark": remark, "evidence": group["evidence"]})
    return section.shorten(GROUPS, "pairs of service and reason: `--format json`")


def contrast_table(rows: pd.DataFrame, most: int) -> Section:
    """Single conditions against all other devices."""
    columns = (
        "service", "reason", "condition", "value", "failing", "exposed", "share", "low_share", "high_share",
        "elsewhere_failing", "elsewhere_exposed", "elsewhere_share", "difference_share", "p", "q",
    )  # fmt: skip
    renamed = rows.rename(
        columns={
            "rate": "share", "low": "low_share", "high": "high_share", "failing_elsewhere": "elsewhere_failing",
            "exposed_elsewhere": "elsewhere_exposed", "rate_elsewhere": "elsewhere_share",
            "difference": "difference_share",
        }
    )  # fmt: skip
    section = Section("contrasts", "Single conditions against all other devices", columns, records(renamed, columns))
    for row in section.rows:
        row |= {name: f"{row[name]:.2g}" for name in ("p", "q")}
        row |= {name: round(row[name], 4) for name in columns if name.endswith("share")}
    section.note = "" if section.rows else "nothing fails"
    return section.shorten(most, "contrasts: another `--format`")


def cross_table(rows: pd.DataFrame, by: Sequence[str], service: str | None) -> Section:
    """Devices by the values of some dimensions."""
    columns = (*by, "devices", "failed", "of", "share", "low_share", "high_share")
    found = rows.rename(columns={"rate": "share", "low": "low_share", "high": "high_share"})
    what = f" failing {service}" if service else " failing"
    section = Section("crosstab", f"Devices{what} by {', '.join(by)}", columns, records(found, columns))
    for row in section.rows:
        untold = row["share"] is None
        row |= {name: None if untold else round(row[name], 4) for name in ("share", "low_share", "high_share")}
    if len(rows):
        section.note = f"low and high bound the share, 95 %; one rate for all: p = {rows['p'].iloc[0]:.2g}"
    return section
