"""The user has a proxy, SYSTEM has none, and SYSTEM reaches nothing."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_proxies import settings_of
from mdeanalysis.rules.evidence_ways import UNANSWERED, judging
from mdeanalysis.rules.rule import Rule, View, hits

#: WinINET scopes that SYSTEM's own services read. `.DEFAULT` is SYSTEM's hive by another name.
_OF_SYSTEM = ("wininet_machine", "wininet_system", "wininet_default")
#: A name that is not resolved may also mean a device without any network.
_NOT_OFFLINE = tuple(reason for reason in UNANSWERED if reason != "dns")


def find(view: View) -> pd.DataFrame:
    """WinINET's proxy of the user is on, every scope of SYSTEM is known to be without one, and nobody answers it."""
    user = settings_of(view, "wininet_user")
    user = user[user["enabled"].fillna(False) & user["result_id"].isin(_without(view))]
    down = judging(view.system_urls)
    down = down[down["result_id"].isin(user["result_id"]) & (down["state"] == "failed")]
    known = pd.concat([down[down["reason"].isin(_NOT_OFFLINE)]["result_id"].astype("str"), _users_get_out(view)])
    down = down[down["reason"].isin(UNANSWERED) & down["result_id"].isin(known)]
    user = user[user["result_id"].isin(down["result_id"])]
    message = "the user's proxy is " + user["address"].astype("str") + ", SYSTEM has none and nobody answers it"
    parts = [hits(user, "SYSTEM", message), hits(down, "SYSTEM", "SYSTEM has no proxy and nobody answers it")]
    return pd.concat(parts)


def _users_get_out(view: View) -> pd.Series[str]:
    """Results whose report fetched the trust list as the user, which rules out a device without any network."""
    names = view.facts["name"].cat.categories
    said = view.stated(*names[names.str.startswith("StatusCode for ")])
    return said[said["value"] == "OK"]["result_id"].astype("str")


def _without(view: View) -> pd.Series[str]:
    """Results in which SYSTEM has no proxy and reaches nothing; run as SYSTEM, the tool takes SYSTEM for the user."""
    devices, settings = view.devices, view.proxy_settings
    cut_off = devices[(devices["failed_urls"] > 0) & (devices["reached_urls"] == 0)]
    direct = cut_off[cut_off["proxy_method"] == "direct"]["result_id"]
    netsh = settings[(settings["scope"] == "winhttp") & (settings["kind"] == "direct")]["result_id"]
    own = settings["scope"].isin(_OF_SYSTEM) & settings["enabled"].fillna(True)
    other = settings["scope"].isin(["telemetry_policy", "environment"])
    proxied = settings[(own | other) & settings["address"].notna()]["result_id"]
    said = view.stated("Connectivity output")
    as_system = said[said["value"] == "running as System"]["result_id"]
    return direct[direct.isin(netsh) & ~direct.isin(proxied) & ~direct.isin(as_system)]


RULE = Rule(
    "proxy_for_users_only",
    "warning",
    "The user has a proxy, SYSTEM has none",
    "Give SYSTEM a proxy: for the sensor alone TelemetryProxyServer (REG_SZ, host:port) in "
    "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\DataCollection with DisableEnterpriseAuthProxy (REG_DWORD) 1, "
    "or for all services `netsh winhttp set proxy HOST:PORT`. The sensor speaks by WinHTTP and never sees a user's "
    "own settings.",
    "https://learn.microsoft.com/windows/win32/wininet/wininet-vs-winhttp",
    find,
)
