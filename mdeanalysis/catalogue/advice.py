"""What an administrator can do about a reason, in plain words."""

from __future__ import annotations

from typing import NamedTuple


class Advice(NamedTuple):
    """A short name for a reason, and one sentence that says whom to ask for what."""

    title: str
    advice: str


#: For each reason why a URL failed.
REASON_ADVICE: dict[str, Advice] = {
    "tls_inspection": Advice(
        "TLS inspection",
        "Ask the proxy or firewall team to exempt these hosts from TLS inspection: the sensor accepts only "
        "Microsoft's own certificate.",
    ),
    "proxy_auth": Advice(
        "Proxy asks for a sign-in",
        "Ask the proxy team to allow these hosts without authentication: the sensor runs as SYSTEM and cannot "
        "sign in to a proxy.",
    ),
    "proxy_refused": Advice(
        "Refused on the way",
        "Ask the proxy team to allow these hosts and to look up in the proxy's log why it refused them or could "
        "not reach them.",
    ),
    "tls": Advice(
        "TLS failed",
        "Check the device's clock, its trusted roots and TLS 1.2, and ask the network team whether anything on the "
        "way alters TLS to these hosts.",
    ),
    "invalid_proxy": Advice(
        "Proxy setting malformed",
        "Correct the policy TelemetryProxyServer on these devices to host:port, without scheme, blanks or path.",
    ),
    "wpad_script": Advice(
        "Proxy script broken",
        "Ask whoever owns the proxy script (PAC) to check that SYSTEM can download it and that it runs without "
        "an error, or set a static proxy.",
    ),
    "timeout": Advice(
        "No answer in time",
        "Ask the firewall team to allow port 443 to these hosts, since packets seem to be dropped silently, and "
        "check the proxy's load.",
    ),
    "connect": Advice(
        "No connection",
        "Ask the firewall team to open port 443 to these hosts, or to the proxy on its own port if the devices "
        "use one, and check that the proxy runs.",
    ),
    "reset": Advice(
        "Connection cut",
        "Ask the firewall team which device on the way cuts these connections; a filter by host name or protocol "
        "is the usual culprit.",
    ),
    "dns": Advice(
        "Name not resolved",
        "Ask the DNS team to let these names resolve on the devices, or give the devices a proxy that resolves "
        "outside names for them.",
    ),
    "unexpected_status": Advice(
        "Unexpected answer",
        "Open the URL on an affected device and ask the proxy team whether the page comes from the proxy, such as "
        "a block page or a captive portal.",
    ),
    "exception": Advice(
        "Test broke off",
        "Run the analyzer again on the device, in its newest version; if it breaks off again, check the proxy "
        "settings for odd values.",
    ),
    "other": Advice(
        "Other error",
        "Look up the error number and the message in the result, and compare the device with one that works.",
    ),
    "wpad_not_found": Advice(
        "No proxy discovery",
        "Give the device a proxy by policy or allow direct access to these hosts, since the network offers no "
        "WPAD to find a proxy by.",
    ),
}
#: For each reason why a run tested no URL.
NOT_TESTED_ADVICE: dict[str, Advice] = {
    "asr_rule": Advice(
        "Blocked by an attack surface reduction rule",
        "Run the analyzer as SYSTEM through a scheduled task, Intune or Configuration Manager, so that it needs no "
        "PsExec, or exclude PsExec from the rule for the time of the test.",
    ),
    "no_psexec": Advice(
        "PsExec missing or blocked",
        "Put PsExec into the analyzer's Tools folder and allow it, or run the analyzer as SYSTEM through a "
        "scheduled task, Intune or Configuration Manager.",
    ),
    "eula": Advice(
        "Licence terms not accepted",
        "Run the analyzer again and accept the licence terms, which unattended runs have to accept beforehand.",
    ),
    "dotnet_missing": Advice(
        ".NET Framework missing",
        "Install a current .NET Framework on the device and run the analyzer again.",
    ),
    "no_endpoints": Advice(
        "No list of URLs",
        "Unpack the whole analyzer zip into a fresh folder and run it from there, so that it finds its URL list.",
    ),
    "downlevel_not_captured": Advice(
        "Test output not kept",
        "Send the file MDEClientAnalyzer_User.txt along, or run the analyzer's older edition: this edition does "
        "not keep what the test printed.",
    ),
    "unknown": Advice(
        "Not tested, cause unknown",
        "Run the analyzer again as an administrator, let it finish, and send the whole result zip.",
    ),
}


def advice_for(reason: str) -> Advice:
    """Title and advice of any reason of a failure or of a missing test."""
    return REASON_ADVICE.get(reason) or NOT_TESTED_ADVICE.get(reason) or REASON_ADVICE["other"]
