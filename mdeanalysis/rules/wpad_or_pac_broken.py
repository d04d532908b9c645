"""Proxy discovery is there, and broken: its script, or the proxy that it names."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.catalogue.reasons import describe_code
from mdeanalysis.rules.evidence_ways import few, listed, number_of_urls
from mdeanalysis.rules.rule import Rule, View, hits

#: A name that is not resolved may be any, where the device has no network at all.
_NOBODY = ("timeout", "connect", "reset")


def find(view: View) -> pd.DataFrame:
    """A proxy script that is of no use, or names a dead proxy; 12180 alone (no WPAD offered) is no fault."""
    tries = view.attempts
    scripts = tries[(tries["reason"] == "wpad_script") & (tries["context"] == "system")]
    codes = scripts["error_code"].astype("Int64")
    words = codes.map({code: describe_code(code) for code in codes.dropna().unique().tolist()}).astype("string")
    told = "the proxy script is of no use for " + number_of_urls(scripts, "result_id") + ": "
    broken = hits(scripts, "WPAD", told + listed(scripts.assign(words=words), "words", "result_id"))
    return pd.concat([few(broken, "result_id"), _dead_proxy(view)])


def _dead_proxy(view: View) -> pd.DataFrame:
    """The checker discovered a proxy by WPAD, and by that way not one URL answers."""
    results = view.results
    named = results[(results["proxy_method"] == "wpad") & results["proxy_address"].notna()]
    tries = view.attempts
    tries = tries[(tries["method"] == "wpad") & (tries["context"] == "system") & (tries["outcome"] != "missing")]
    tries = tries[tries["result_id"].isin(named["result_id"])]
    dead = tries[~tries["result_id"].isin(tries["result_id"][~tries["reason"].isin(_NOBODY)])]
    proxy = dict(zip(named["result_id"].astype("str"), named["proxy_address"].astype("str"), strict=True))
    message = "the proxy that WPAD names, " + dead["result_id"].astype("str").map(proxy) + ", answers for no URL: "
    return few(hits(dead, "WPAD", message + listed(dead, "reason", "result_id")), "result_id")


RULE = Rule(
    "wpad_or_pac_broken",
    "warning",
    "Proxy discovery is broken",
    "Ask the owner of the PAC file whether SYSTEM can download and run it without sign-in and whether the proxies in "
    "it are alive, or give the sensor a static proxy: TelemetryProxyServer in "
    "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\DataCollection (REG_SZ, host:port).",
    "https://learn.microsoft.com/windows/win32/winhttp/error-messages",
    find,
)
