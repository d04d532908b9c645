"""The device's clock is off."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_parts import at_fact, together
from mdeanalysis.rules.rule import Rule, View, hits

_SUBJECT = "clock"
#: The tool's own word for it: the monitoring agent's log, and enrollment.
_EVENTS = (122007, 121032, 122031)
_DATE, _OTHER = "CERT_DATE_INVALID", "INVALID_CA|CERT_CN_INVALID|CERT_REVOKED"
#: What the checker prints for CERT_E_EXPIRED.
_EXPIRED = "2148204801"
_DATE_CODE = 12037
#: By how much a clock is to be ahead of every run that is past.
_AHEAD = pd.Timedelta(days=30)


def find(view: View) -> pd.DataFrame:
    """The tool says so, the run lies in the future, or no certificate of any host has a date that suits it."""
    return together(_told(view), _future(view), _certificates(view))


def _told(view: View) -> pd.DataFrame:
    events = view.events[view.events["event_id"].isin(_EVENTS)]
    number = events["event_id"].astype("str")
    return hits(events, _SUBJECT, "the tool says that the clock is off (event " + number + ")")


def _future(view: View) -> pd.DataFrame:
    """Far ahead of all others; where the fleet's runs go on behind `as_of`, it is the wrong day, and no clock."""
    dated = view.results[view.results["run_at"].notna()]
    late = dated["run_at"] > view.as_of + pd.Timedelta(days=1)
    ahead = dated["run_at"] > dated["run_at"][~late].max() + _AHEAD
    ran = dated[late & ahead & (late.mean() < 0.5)]
    told = ran["run_at"].dt.strftime("%Y-%m-%d %H:%M")
    return hits(at_fact(view, ran, "Script RunTime"), _SUBJECT, "it ran on " + told + " UTC, which is yet to come")


def _certificates(view: View) -> pd.DataFrame:
    """Dates alone are refused, at two hosts or more, and no certificate was taken: one that expired fails alone."""
    tries = view.attempts
    flags = _having(tries["tls_flags"], _DATE)
    dated = tries["tls_flags"].isin(flags[~flags.str.contains(_OTHER)])
    dated |= tries["message"].isin(_having(tries["message"], _EXPIRED))
    dated |= (tries["error_code"] == _DATE_CODE).fillna(False).astype(bool)
    found = tries[dated & ~tries["result_id"].isin(_taken(view)) & ~tries["result_id"].isin(_refused(tries))]
    hosts = found["host"].astype("object").groupby(found["result_id"].astype("object")).transform("nunique")
    found = found[hosts > 1].drop_duplicates(["result_id", "host"])
    words = "certificates of several hosts are refused for their dates, and none is taken"
    return hits(found, _SUBJECT, words + ": the clock is off, or a proxy shows expired ones")


def _taken(view: View) -> pd.Series[str]:
    """Results in which a certificate was good, or one of a proxy."""
    urls = view.urls
    secure = urls["url"].isin(_having(urls["url"], "^https:"))
    taken = secure & (urls["state"] == "reached")
    found: pd.Series[str] = urls[taken | (urls["inspection"] == "intercepted")]["result_id"]
    return found


def _refused(tries: pd.DataFrame) -> pd.Series[str]:
    """Results in which a certificate was refused for another reason."""
    found: pd.Series[str] = tries[tries["tls_flags"].isin(_having(tries["tls_flags"], _OTHER))]["result_id"]
    return found


def _having(values: pd.Series[str], pattern: str) -> pd.Index[str]:
    """The column's distinct values that hold a pattern."""
    distinct = values.cat.categories.astype("str")
    return distinct[distinct.str.contains(pattern)]


RULE = Rule(
    "clock_skew",
    "warning",
    "The device's clock is off",
    "Set the clock: as an administrator `w32tm /resync`, and `w32tm /query /status` shows the time source; "
    "certificates are only valid within their dates, and the service refuses clients whose time differs.",
    "https://learn.microsoft.com/windows-server/networking/windows-time-service/windows-time-service-top",
    find,
)
