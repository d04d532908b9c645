"""What an administrator can do about a reason, in plain words."""

from __future__ import annotations

from typing import NamedTuple


class Advice(NamedTuple):
    """A short name for a reason, and one sentence that says whom to ask for what."""

    title: str
    advice: str


#: For each reason why a URL failed. A line of a terminal holds each sentence.
REASON_ADVICE: dict[str, Advice] = {
    "tls_inspection": Advice(
        "TLS inspection",
        "Ask the proxy team to exempt these hosts from inspection: the sensor wants Microsoft's own root.",
    ),
    "proxy_auth": Advice(
        "Proxy asks for a sign-in",
        "Ask the proxy team to let these hosts pass without sign-in: SYSTEM cannot sign in to a proxy.",
    ),
    "proxy_refused": Advice(
        "Refused by a proxy",
        "Ask the proxy team to allow these hosts; the proxy's log says why it refused or failed them.",
    ),
    "tls": Advice(
        "TLS failed",
        "Check the clock, trusted roots and TLS 1.2 of these devices, and what alters TLS on the way.",
    ),
    "invalid_proxy": Advice(
        "Proxy setting malformed",
        "Correct the policy TelemetryProxyServer to host:port, without scheme, blanks or path.",
    ),
    "wpad_script": Advice(
        "Proxy script broken",
        "Ask the owner of the PAC file whether SYSTEM can download and run it, or set a static proxy.",
    ),
    "timeout": Advice(
        "No answer in time",
        "Ask the firewall team to allow port 443 to these hosts: packets seem to be dropped silently.",
    ),
    "connect": Advice(
        "No connection",
        "Ask the firewall team to open port 443 to these hosts, or the proxy's port; check that it runs.",
    ),
    "reset": Advice(
        "Connection cut",
        "Ask the firewall team what cuts these connections; a filter by host name is the usual culprit.",
    ),
    "dns": Advice(
        "Name not resolved",
        "Let these names resolve on the devices, or give them a proxy that resolves names for them.",
    ),
    "unexpected_status": Advice(
        "Unexpected answer",
        "Open the URL on an affected device and ask whether a proxy's block page or a portal answers.",
    ),
    "exception": Advice(
        "Test broke off",
        "Run the newest analyzer again; if it breaks off again, look for odd values in the proxy settings.",
    ),
    "other": Advice(
        "Other error",
        "Look up the error number and message in the result, and compare with a device that works.",
    ),
    "wpad_not_found": Advice(
        "No proxy discovery",
        "Give the device a proxy by policy, or allow direct access: the network offers no WPAD.",
    ),
}
#: For each reason why a run tested no URL.
NOT_TESTED_ADVICE: dict[str, Advice] = {
    "asr_rule": Advice(
        "Test blocked by an ASR rule",
        "Run the analyzer as SYSTEM (scheduled task, Intune, ConfigMgr): it then needs no PsExec.",
    ),
    "no_psexec": Advice(
        "PsExec missing or blocked",
        "Run the analyzer as SYSTEM (scheduled task, Intune, ConfigMgr), or allow PsExec.",
    ),
    "eula": Advice(
        "Licence terms not accepted",
        "Run the analyzer again and accept the licence terms, or accept them beforehand when unattended.",
    ),
    "dotnet_missing": Advice(
        ".NET Framework missing",
        "Install a current .NET Framework on the device and run the analyzer again.",
    ),
    "tls12_missing": Advice(
        "TLS 1.2 missing",
        "Install the newest rollup and a current .NET Framework, turn on TLS 1.2, and test again.",
    ),
    "no_endpoints": Advice(
        "No list of URLs",
        "Unpack the whole analyzer into a fresh folder and run it there, so that it finds its URL list.",
    ),
    "downlevel_not_captured": Advice(
        "Test output not kept",
        "Send MDEClientAnalyzer_User.txt along: this edition keeps nothing else of what the test printed.",
    ),
    "unknown": Advice(
        "Not tested, cause unknown",
        "Run the analyzer again as an administrator, let it finish, and send the whole result zip.",
    ),
}


def advice_for(reason: str) -> Advice:
    """Title and advice of any reason of a failure or of a missing test."""
    return REASON_ADVICE.get(reason) or NOT_TESTED_ADVICE.get(reason) or REASON_ADVICE["other"]
