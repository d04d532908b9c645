"""Windows cannot fetch lists of trusted roots or of revoked certificates, or must not."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.rule import Rule, View, hits

_SERVICE = "ctl_crl"
_EXCEPTION = "Exception for "
_ROOT_UPDATE_OFF = (130009, 132012)
_REVOCATION_FAILS = 131005
_LIST_OUT_OF_REACH = 131003
_HOST = "ctldl.windowsupdate.com"
_BY_SCRIPT = "the account that ran the analyzer cannot fetch certificate lists from "
#: Of certutil's states of a certificate, those that tell of lists; a date that has passed is another matter.
_STATES = {"revocation": r"REVOCATION", "trusted root": r"UNTRUSTED_ROOT|PARTIAL_CHAIN"}
#: The errors of fetching over HTTP among what certutil prints.
_NOT_FETCHED = r"0x80072[0-9a-f]{3}"
_SIDE_FILE = "certificate validation"


def find(view: View) -> pd.DataFrame:
    """What tells of them: the test's URL, the script's own try, the tool's events, and certutil."""
    parts = [
        _tested(view),
        _tried_by_the_script(view),
        _root_update_off(view),
        _revocation_event(view),
        _certutil(view),
    ]
    return pd.concat(parts, ignore_index=True)


def _tested(view: View) -> pd.DataFrame:
    urls = view.system_urls
    failed = urls[(urls["service"] == _SERVICE) & (urls["state"] == "failed")]
    host, reason = failed["host"].astype("object"), failed["reason"].astype("object").fillna("unknown reason")
    return hits(failed, host, "the sensor's account cannot fetch certificate lists from " + host + ": " + reason)


def _tried_by_the_script(view: View) -> pd.DataFrame:
    """The account that ran the analyzer tries one list; where SYSTEM reached such a list, that outweighs it."""
    names = view.facts["name"].cat.categories
    said = view.facts[view.facts["name"].isin(names[names.str.startswith(_EXCEPTION + "http")])]
    host = said["name"].astype("object").str.extract(r"//([^/:]+)", expand=False)
    words = said["value"].astype("object").fillna("no reason given")
    events = view.events[view.events["event_id"] == _LIST_OUT_OF_REACH]
    events = events[~events["result_id"].isin(said["result_id"].unique())]
    parts = [hits(said, host, _BY_SCRIPT + host + ": " + words), hits(events, _HOST, _BY_SCRIPT + _HOST)]
    found = pd.concat(parts, ignore_index=True)
    urls = view.system_urls
    reached = urls[(urls["service"] == _SERVICE) & (urls["state"] == "reached")]["result_id"].unique()
    return found[~found["result_id"].isin(reached)]


def _root_update_off(view: View) -> pd.DataFrame:
    events = view.events[view.events["event_id"].isin(_ROOT_UPDATE_OFF)]
    return hits(events, "automatic root update", "a policy has turned off the automatic update of trusted roots")


def _revocation_event(view: View) -> pd.DataFrame:
    events = view.events[view.events["event_id"] == _REVOCATION_FAILS]
    return hits(events, "revocation", "the analyzer could not check revocation of the gateway's certificate")


def _certutil(view: View) -> pd.DataFrame:
    facts = view.facts[(view.facts["section"] == _SIDE_FILE) & view.facts["value"].notna()]
    states = facts[facts["name"] == "Element.dwErrorStatus"]
    parts = [_state(states, subject, pattern) for subject, pattern in _STATES.items()]
    signs = facts[facts["name"] == "trouble signs"]
    codes = signs["value"].astype("object").str.extract(f"({_NOT_FETCHED})", expand=False)
    signs, codes = signs[codes.notna()], codes.dropna()
    parts.append(hits(signs, "revocation", "certutil could not fetch what it needs to check the gateway's: " + codes))
    return pd.concat(parts, ignore_index=True)


def _state(states: pd.DataFrame, subject: str, pattern: str) -> pd.DataFrame:
    value = states["value"].astype("object")
    found = states[value.str.contains(pattern, regex=True).astype(bool)]
    said = found["value"].astype("object")
    return hits(found, subject, "certutil says of the gateway's certificate chain: " + said)


RULE = Rule(
    "certificate_lists_blocked",
    "warning",
    "Certificate lists cannot be fetched",
    "Let the device reach http://ctldl.windowsupdate.com, http://crl.microsoft.com and "
    "http://www.microsoft.com/pkiops/ on port 80, by the WinHTTP proxy (netsh winhttp set proxy HOST:PORT) or "
    "directly. Automatic root update: set Computer Configuration, Administrative Templates, System, Internet "
    "Communication Management, Internet Communication settings, Turn off Automatic Root Certificates Update to Not "
    "Configured (HKLM\\SOFTWARE\\Policies\\Microsoft\\SystemCertificates\\AuthRoot, DisableRootAutoUpdate, "
    "REG_DWORD, 0), or bring the lists to the device by other means.",
    "https://learn.microsoft.com/windows-server/identity/ad-cs/configure-trusted-roots-disallowed-certificates",
    find,
)
