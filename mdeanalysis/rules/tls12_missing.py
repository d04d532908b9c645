"""TLS 1.2, or what it needs of ciphers and updates, is missing on the device."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_testing import lines_of_missing_tests
from mdeanalysis.rules.rule import Rule, View, hits

#: What the events of the tool's checks say.
_EVENTS = {
    122044: ("cipher suites", "no cipher suite that the service takes is usable"),
    122045: ("TLS 1.2", "TLS 1.2 is turned off"),
    122046: ("ECDH", "the key exchange ECDH is turned off"),
    132006: ("elliptic curves", "a policy leaves no elliptic curve, which breaks TLS"),
}
_UNSUPPORTED = "Environment is not supported"


def find(view: View) -> pd.DataFrame:
    """The tool's events, its sentence about the environment, and a test that gave up for want of TLS."""
    events = view.events[view.events["event_id"].isin(list(_EVENTS))]
    number = events["event_id"].astype("int64")
    message = number.map(_MESSAGES).astype("object")
    urls = view.system_urls
    answering = events["result_id"].isin(urls[urls["state"] == "reached"]["result_id"].unique())
    message = message.mask(answering, message + "; yet URLs were reached in this run")
    told = hits(events, number.map({n: s for n, (s, _) in _EVENTS.items()}), message)
    told = pd.concat([told, _environment(view)], ignore_index=True)
    return pd.concat([told, _gave_up(view, told[told["subject"] == "TLS 1.2"])], ignore_index=True)


def _environment(view: View) -> pd.DataFrame:
    """The same sentence begins where updates are missing; its words tell which it is."""
    facts = view.stated(_UNSUPPORTED)
    value = facts["value"].astype("object")
    of_tls = value.str.contains("TLS", regex=False).astype(bool)
    subject = pd.Series("TLS 1.2", facts.index, dtype="object").where(of_tls, "updates")
    return hits(facts, subject, "the analyzer says that the environment is not supported: " + value)


def _gave_up(view: View, told: pd.DataFrame) -> pd.DataFrame:
    """Whoever has said so already is told once."""
    without = view.results[view.results["not_tested_reason"] == "tls12_missing"]
    without = without[~without["result_id"].isin(told["result_id"].unique())]
    message = "no URL was tested: the test gave up, as Windows or .NET offers no TLS 1.2"
    return hits(lines_of_missing_tests(view, without), "TLS 1.2", message)


_MESSAGES = {number: message for number, (_, message) in _EVENTS.items()}
RULE = Rule(
    "tls12_missing",
    "error",
    "TLS 1.2 or what it needs is missing",
    "TLS 1.2: in HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS 1.2\\Client "
    "set Enabled (REG_DWORD) to 1 and DisabledByDefault (REG_DWORD) to 0, and restart. Elliptic curves: set Computer "
    "Configuration, Administrative Templates, Network, SSL Configuration Settings, ECC Curve Order to Not Configured "
    "(HKLM\\SOFTWARE\\Policies\\Microsoft\\Cryptography\\Configuration\\SSL\\00010002, EccCurves, REG_MULTI_SZ, must "
    "not be empty). Windows 7 and Server 2008 R2: install the newest monthly rollup (KB4074598 or later) and .NET "
    "Framework 4.5.2 or later, or KB3154518.",
    "https://learn.microsoft.com/windows-server/security/tls/manage-tls",
    find,
)
