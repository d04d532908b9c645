"""What the sensor says of its own last contact does not fit the test."""

from __future__ import annotations

from typing import Any

import pandas as pd

from mdeanalysis.rules.evidence_dates import long_dates
from mdeanalysis.rules.evidence_parts import of_result, together
from mdeanalysis.rules.rule import Rule, View, hits

_RECENT, _LONG = pd.Timedelta(hours=1), pd.Timedelta(days=7)
_UPLOADS = "Last SevilleDiagTrack "
#: A service, the facts about the last contact with it, and what that contact is.
_CONTACTS = (
    (
        "cyber_data",
        (f"{_UPLOADS}LastNormalUploadTime TimeStamp", f"{_UPLOADS}LastRealTimeUploadTime TimeStamp"),
        "the last upload",
    ),
    ("command_control", ("Last Sense Seen TimeStamp is",), "the sensor's last contact"),
)
_BUILD_2016 = 14393
_BOOT = "%m/%d/%Y %H:%M:%S"


def find(view: View) -> pd.DataFrame:
    """Contact within the hour before a test that fails, or none for a week before one that succeeds."""
    return together(*(_contact(view, *contact) for contact in _CONTACTS))


def _contact(view: View, service: str, names: tuple[str, ...], what: str) -> pd.DataFrame:
    state = _states(view, service)
    facts = view.stated(*names)
    facts = facts[facts["result_id"].isin(state.index) & _sound(view, facts)]
    facts = facts.assign(at=long_dates(facts["value"])).sort_values("at")
    last = facts[facts["at"].notna()].drop_duplicates("result_id", keep="last")
    before = of_result(view, "run_at", last) - last["at"]
    failed = _of(state, last) == "failed"
    recent = last[failed & (before >= pd.Timedelta(0)) & (before <= _RECENT)]
    silent = last[~failed & (before > _LONG) & ~_just_started(view, last)]
    shown = what + " was at " + last["at"].dt.strftime("%Y-%m-%d %H:%M") + " UTC, "
    near = shown[recent.index] + "less than an hour before a test in which no URL of " + service + " was reached"
    far = shown[silent.index] + "though the test reaches " + service + ": the sensor takes another way, or it was off"
    return together(hits(recent, service, near), hits(silent, service, far))


def _states(view: View, service: str) -> pd.Series[str]:
    """`failed` or `reached` for results of which all required URLs of a service are so."""
    urls = view.system_urls
    urls = urls[(urls["service"] == service) & urls["required"].fillna(True).astype(bool)]
    states = urls["state"].astype("object").groupby(urls["result_id"].astype("object"))
    first = states.first()
    alike: pd.Series[str] = first[(states.nunique() == 1) & first.isin(["failed", "reached"])]
    return alike


def _of(values: pd.Series[Any], rows: pd.DataFrame) -> pd.Series[Any]:
    """Values by result for rows of another table."""
    return values.reindex(rows["result_id"].astype("object")).set_axis(rows.index)


def _sound(view: View, rows: pd.DataFrame) -> pd.Series[bool]:
    """Of Server 2016 the tool reads a place that the unified agent does not write."""
    agent, build = of_result(view, "agent", rows), of_result(view, "os_build", rows)
    elsewhere = (agent == "unified") & (build == _BUILD_2016).fillna(False).astype(bool)
    known = of_result(view, "onboarded", rows).fillna(False).astype(bool)
    return known & ~(elsewhere & rows["name"].astype("str").str.startswith(_UPLOADS))


def _just_started(view: View, rows: pd.DataFrame) -> pd.Series[bool]:
    """A device that was switched on within the last day has had no time to catch up."""
    boots = view.stated("SystemBootTime").drop_duplicates("result_id")
    started = pd.to_datetime(boots["value"].astype("object"), format=_BOOT, errors="coerce")
    booted = started.set_axis(boots["result_id"].astype("object"))
    ran = pd.to_datetime(of_result(view, "run_at_local", rows), format="%Y-%m-%d %H:%M:%S", errors="coerce")
    up = ran - _of(booted, rows)
    return up < pd.Timedelta(days=1)


RULE = Rule(
    "last_upload_contradicts",
    "info",
    "The sensor's last contact does not fit the test",
    "Compare the proxy of the test (Proxy config) with the sensor's own, and run the test again as SYSTEM; the "
    "sensor's event log Microsoft-Windows-SENSE/Operational shows whether it reaches its service.",
    "https://learn.microsoft.com/defender-endpoint/event-error-codes",
    find,
)
