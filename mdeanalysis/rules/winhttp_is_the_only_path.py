"""The machine's WinHTTP proxy is a client's only way out."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_proxies import settings_of
from mdeanalysis.rules.evidence_ways import reaching
from mdeanalysis.rules.rule import Rule, View, hits


def find(view: View) -> pd.DataFrame:
    """A client that reaches what it reaches by the WinHTTP proxy alone; servers stay where they are."""
    devices = view.devices
    clients = devices[(devices["os_edition"] == "Client") & (devices["working_methods"] == "default_proxy")]
    discovered = settings_of(view, "discovered")
    by_winhttp = clients[clients["proxy_method"] == "winhttp"]["result_id"]
    settings = pd.concat([settings_of(view, "winhttp"), discovered[discovered["result_id"].isin(by_winhttp)]])
    named = settings[settings["result_id"].isin(clients["result_id"])]
    message = "all that the device reaches, it reaches by the WinHTTP proxy " + named["address"].astype("str")
    message += "; if it is a laptop, it reaches nothing elsewhere"
    ways = pd.Series("default_proxy", named["result_id"].astype("str").unique(), dtype="str")
    return pd.concat([hits(named, "WinHTTP", message), hits(reaching(view, ways), "WinHTTP", "reached by WinHTTP")])


RULE = Rule(
    "winhttp_is_the_only_path",
    "info",
    "The WinHTTP proxy is a client's only way out",
    "A proxy set by `netsh winhttp set proxy` binds all services of the device and suits desktops that stay in "
    "one network. For a laptop clear it (`netsh winhttp reset proxy`) and let WPAD or direct access carry it, or "
    "give the sensor its own proxy, TelemetryProxyServer (REG_SZ, host:port) in "
    "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\DataCollection, which falls back to direct.",
    "https://learn.microsoft.com/defender-endpoint/configure-proxy-internet",
    find,
)
