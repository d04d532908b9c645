"""The sensor goes by one proxy, Defender Antivirus or the monitoring agent by another."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_proxies import pairs_that_differ, settings_of, shown
from mdeanalysis.rules.rule import Rule, View

_OTHERS = {"av_policy": "Defender Antivirus", "oms": "the monitoring agent"}


def find(view: View) -> pd.DataFrame:
    """The sensor's proxy is the policy's, else the discovered one; only stated addresses are compared."""
    policy, discovered = settings_of(view, "telemetry_policy"), settings_of(view, "discovered")
    sensor = pd.concat([policy, discovered[~discovered["result_id"].isin(policy["result_id"])]])
    return pd.concat([_against(sensor, settings_of(view, scope), who) for scope, who in _OTHERS.items()])


def _against(sensor: pd.DataFrame, settings: pd.DataFrame, who: str) -> pd.DataFrame:
    pairs = pairs_that_differ(sensor, settings)
    message = "the sensor's proxy is " + pairs["one"] + f", that of {who} is " + pairs["other"]
    message += "; nothing here tells whether that is meant"
    return shown(pairs, who, message)


RULE = Rule(
    "agents_proxies_differ",
    "info",
    "The sensor and another agent have different proxies",
    "Allow the hosts of each agent on its own proxy, or give both the same: the sensor's is TelemetryProxyServer in "
    "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\DataCollection (REG_SZ, host:port), that of Defender Antivirus is "
    "ProxyServer in HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows Defender (REG_SZ, http://host:port), and the "
    "monitoring agent's stands in its Control Panel item, tab Proxy Settings.",
    "https://learn.microsoft.com/defender-endpoint/configure-proxy-internet",
    find,
)
