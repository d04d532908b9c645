"""The machine's WinHTTP proxy and the sensor's proxy by policy are two different ones."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_proxies import pairs_that_differ, settings_of, shown
from mdeanalysis.rules.rule import Rule, View


def find(view: View) -> pd.DataFrame:
    """Two static addresses that cannot mean one proxy; a name and an IP address can."""
    pairs = pairs_that_differ(settings_of(view, "telemetry_policy"), settings_of(view, "winhttp"))
    message = "TelemetryProxyServer is " + pairs["one"] + ", the WinHTTP proxy is " + pairs["other"]
    message += "; nothing here tells whether that is meant"
    return shown(pairs, "WinHTTP and TelemetryProxyServer", message)


RULE = Rule(
    "proxies_disagree",
    "info",
    "WinHTTP and the policy name different proxies",
    "Allow the hosts on both proxies, or make the two the same: the sensor takes TelemetryProxyServer, Windows "
    "itself (certificate revocation, Windows Update) the WinHTTP proxy. `netsh winhttp set proxy HOST:PORT` sets the "
    "latter, `netsh winhttp reset proxy` clears it.",
    "https://learn.microsoft.com/defender-endpoint/configure-proxy-internet",
    find,
)
