"""Where the report names proxies: the four WinINET scopes, bitsadmin, netsh in any language, the policy table."""

from __future__ import annotations

import re

from mdeanalysis.formats.memory import remembered
from mdeanalysis.formats.proxy_config import parse_config
from mdeanalysis.records import ProxySetting, Reading

_SCOPES = {
    "the detected proxy settings in device path (hklm) are": "wininet_machine",
    "the detected proxy settings in system hku path (s-1-5-18) are": "wininet_system",
    "the detected proxy settings in current user path (hkcu) are": "wininet_user",
    "the detected proxy settings in the default user path (.default) are": "wininet_default",
}
_DETECTED = re.compile(
    r"Proxy settings? (?:in .+ level were detected|discovered in \w+ variable)$|"
    r"The detected proxy settings point to :",
    re.IGNORECASE,
)
_BITS = re.compile(r"Proxy setting detected via bitsadmin:(.*)", re.IGNORECASE | re.DOTALL)
_CONNECTION = re.compile(r"Proxy usage:", re.IGNORECASE)
#: bitsadmin's own words, which no language translates.
_USAGE = re.compile(r"\b(?:NO_PROXY|AUTODETECT|AUTOSCRIPT|MANUAL|OVERRIDE)\b.*", re.DOTALL)
_LIST = re.compile(r"list:\s*(\S+)", re.IGNORECASE)
_SCRIPT = re.compile(r"https?://\S+", re.IGNORECASE)
_HOST_PORT = re.compile(r"(?:\w+=)?[\w.-]+:\d+")
#: One proxy of a netsh list; a port is not required.
_ADDRESS = re.compile(r"(?:\w+=)?(?:https?://)?[\w.\-\[\]]+(?::\d+)?")
_COLON = re.compile(r"[:：]")
_POLICY = re.compile(r"\s*(?:DataCollection\s+)?([A-Za-z]\w*)\s+:\s?(.*)$")
_ENVIRONMENT = frozenset({"Curl HTTPS proxy", "Curl HTTP proxy", "Curl ALL proxy"})
#: Items that name a proxy.
PROXY_ITEMS = _ENVIRONMENT | {
    "Curl NO proxy override",
    "Defender AV proxy configuration",
    "System-wide WinHTTP proxy",
}


class Proxies:
    """Collects the proxy settings of one report while its lines go by; lines count as in the source."""

    def __init__(self) -> None:
        self.settings: list[ProxySetting] = []
        self._netsh: list[tuple[str, int]] = []
        self._no_proxy: str | None = None
        self._system_wide: tuple[str, int] | None = None
        self._in_netsh = False
        self._done = False

    def take(self, line: str, number: int) -> bool:
        """Whether the line is one of the section's; `line` comes without outer blanks."""
        name, _, value = line.partition(" :")
        if scope := _SCOPES.get(name.lower()):
            self.settings.append(ProxySetting(scope, "static", value.strip() or None, None, None, number))
            return True
        if line.startswith("ProxyEnable is set to"):
            return self._enable(line)
        if found := _BITS.match(line):
            self.settings += [bits_setting(usage, number) for usage in _usages(found[1])]
            self._in_netsh = True
            return True
        return _DETECTED.match(line) is not None

    def take_netsh(self, line: str, number: int) -> bool:
        """Whether a line that nobody else knows is netsh's, in whatever language."""
        if self._done:
            return False
        self._in_netsh = True
        self._netsh.append((line, number))
        return True

    def end_netsh(self, line: str) -> None:
        """A line of the report itself stands behind netsh's text; items of the environment stand before it."""
        self._done = self._done or (self._in_netsh and not line.startswith("Curl "))

    def item(self, name: str, value: str | None, number: int) -> None:
        """Items that name a proxy. The sentences above Curl's items have wrong labels, so only the items count."""
        if not value:
            return
        if name in _ENVIRONMENT:
            self.settings.append(ProxySetting("environment", "static", value, None, None, number))
        elif name == "Curl NO proxy override":
            self._no_proxy = value
        elif name == "Defender AV proxy configuration":
            self.settings.append(ProxySetting("av_policy", "static", value, None, None, number))
        elif name == "System-wide WinHTTP proxy":
            self._system_wide = value, number

    def finish(self) -> list[ProxySetting]:
        """All settings, netsh's last; where its text is missing, the item that repeats its fourth line."""
        settings = [s._replace(bypass=self._no_proxy) if s.scope == "environment" else s for s in self.settings]
        whole = self._done or len(self._netsh) > 1  # cut behind its title, netsh has said nothing yet
        if self._netsh and whole:
            return [*settings, netsh_setting(self._netsh)]
        return [*settings, netsh_setting([self._system_wide])] if self._system_wide else settings

    def _enable(self, line: str) -> bool:
        value = line.rpartition(":")[2].strip()
        last = self.settings[-1] if self.settings else None
        if last and last.scope.startswith("wininet") and value in {"0", "1"}:
            self.settings[-1] = last._replace(enabled=value == "1")
        return True


def _usages(text: str) -> list[str]:
    usages = _CONNECTION.split(text)[1:]
    if not usages and (found := _USAGE.search(text)):
        usages = [found[0]]
    return [usage.strip() for usage in usages or [text]]


def bits_setting(usage: str, number: int) -> ProxySetting:
    """What one connection of bitsadmin's one-line output says after `Proxy usage:`."""
    words = usage.upper()
    if words.startswith("NO_PROXY"):
        return ProxySetting("bits_localsystem", "direct", None, None, None, number)
    if words.startswith(("MANUAL", "OVERRIDE")):
        address, bypass = _addresses(usage)
        return ProxySetting("bits_localsystem", "static", address, bypass, None, number)
    if script := _SCRIPT.search(usage):
        return ProxySetting("bits_localsystem", "script", script[0], None, None, number)
    if words.startswith("AUTODETECT"):
        return ProxySetting("bits_localsystem", "auto_detect", None, None, None, number)
    if words.startswith("AUTOSCRIPT"):
        return ProxySetting("bits_localsystem", "script", None, None, None, number)
    return ProxySetting("bits_localsystem", "unknown", None, None, None, number)


def _addresses(usage: str) -> tuple[str | None, str | None]:
    lists = [value.strip("'\"") for value in _LIST.findall(usage)]
    if not lists:
        lists = [word for word in re.split(r"[\s;,]+", usage) if _HOST_PORT.fullmatch(word)][:1]
    return (lists[0] if lists else None), (lists[1] if len(lists) > 1 else None)


def netsh_setting(lines: list[tuple[str, int]]) -> ProxySetting:
    """netsh's text without knowing its language: the first value that can be a proxy is it, the next the bypass."""
    address: tuple[str, int] | None = None
    for line, number in lines:
        value = [*_COLON.split(line, maxsplit=1), ""][1].strip()
        if address:
            nothing = not value or value[0] in "(（"
            bypass = None if nothing else value
            return ProxySetting("winhttp", "static", address[0], bypass, None, address[1])
        if value and all(_ADDRESS.fullmatch(part.strip()) for part in re.split(r"[; ]+", value)):
            address = value, number
    if address:
        return ProxySetting("winhttp", "static", address[0], None, None, address[1])
    number = next((number for line, number in lines if not _COLON.search(line)), lines[0][1])
    return ProxySetting("winhttp", "direct", None, None, None, number)


@remembered
def policy_value(line: str) -> tuple[str, str] | None:
    """Name and data of one value in the policy table of section Data Collection."""
    found = _POLICY.match(line)
    return (found[1], found[2].strip()) if found else None


def take_discovered(reading: Reading, value: str | None, number: int) -> None:
    """The discovered proxy as an item repeats it, where the test's own line is missing."""
    if reading.proxy_method is None and (config := parse_config(value or "", number)):
        reading.proxy_method = config.method
        setting = ProxySetting("discovered", config.kind, config.address, None, None, number)
        reading.proxy_settings.append(setting)
