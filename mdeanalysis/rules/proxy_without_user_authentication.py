"""A proxy by policy, and no word that Windows may not authenticate the user to it."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.rule import Rule, View, hits


def find(view: View) -> pd.DataFrame:
    """TelemetryProxyServer is set, and DisableEnterpriseAuthProxy is not stated as 1 in the table that shows it."""
    settings = view.proxy_settings
    policy = settings[(settings["scope"] == "telemetry_policy") & settings["address"].notna()]
    switch = view.stated("DisableEnterpriseAuthProxy")
    disabled = switch[switch["value"] == "1"]["result_id"]
    # Only a report that shows the policy's table can lack the value in it.
    shown = view.facts[view.facts["section"] == "Data Collection Registry setting"]["result_id"]
    found = policy[policy["result_id"].isin(shown) & ~policy["result_id"].isin(disabled)]
    message = "TelemetryProxyServer is " + found["address"].astype("str") + ", DisableEnterpriseAuthProxy is not 1"
    return hits(found, "DisableEnterpriseAuthProxy", message)


RULE = Rule(
    "proxy_without_user_authentication",
    "warning",
    "A proxy by policy without DisableEnterpriseAuthProxy",
    "Set HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\DataCollection, value DisableEnterpriseAuthProxy (REG_DWORD), "
    "to 1; the policy is Configure Authenticated Proxy usage for the Connected User Experience and Telemetry "
    "Service, set to Disable Authenticated Proxy usage.",
    "https://learn.microsoft.com/defender-endpoint/configure-proxy-internet",
    find,
)
