"""A proxy that is written wrongly: with a blank, a scheme, or so that the tool refused it."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.rule import Rule, View, hits

_POLICY = "TelemetryProxyServer"
#: The tool of 2024 says so itself, also where its table is cut at the console's width.
_BLANK_EVENT = 131002
_SUBJECTS = {"named_proxy": _POLICY, "command_line_proxy": "-p of the checker"}


def find(view: View) -> pd.DataFrame:
    """The policy's value as registry and rows print it; of the command line only what the tool refused."""
    settings = view.proxy_settings
    policy = settings[(settings["scope"] == "telemetry_policy") & settings["address"].notna()]
    address = policy["address"].astype("str")
    wrong = policy[address.str.contains(r"\s|://", regex=True).astype(bool)]
    tries = view.attempts
    refused = tries[tries["outcome"] == "invalid_proxy"]
    refused = refused[~refused.duplicated(["result_id", "method"])]
    subject = refused["method"].astype("str").map(_SUBJECTS)
    shown = subject + " is " + refused["proxy_address"].astype("string").fillna("of a form that the tool hides")
    said = view.events[view.events["event_id"] == _BLANK_EVENT]
    parts = [
        hits(wrong, _POLICY, _POLICY + " is " + wrong["address"].astype("str") + ": " + _fault(wrong["address"])),
        hits(refused, subject, shown + ": " + _fault(refused["proxy_address"], "the tool refuses it")),
        hits(said, _POLICY, f"{_POLICY} holds a blank, as the tool says"),
    ]
    return pd.concat(parts).drop_duplicates(["result_id", "subject", "source", "line"])


def _fault(address: pd.Series[str], other: str = "") -> pd.Series[str]:
    """What is wrong with an address. The tool itself puts `https://` before what stood behind `-p`."""
    text = address.astype("string").fillna("").str.removeprefix("https://") if other else address.astype("string")
    words = pd.Series(other, address.index, dtype="string")
    words = words.mask(text.str.contains("://", regex=False), "it holds a scheme")
    return words.mask(text.str.contains(r"\s", regex=True), "it holds a blank")


RULE = Rule(
    "proxy_malformed",
    "warning",
    "A proxy is written wrongly",
    "Write TelemetryProxyServer (HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\DataCollection, REG_SZ) as host:port, "
    "for example 10.0.0.6:8080, without scheme, blank or path; the policy is Configure connected user experiences "
    "and telemetry. The checker's argument -p has the same form.",
    "https://learn.microsoft.com/defender-endpoint/configure-proxy-internet",
    find,
)
