"""Reports that name proxies: WinINET, bitsadmin and netsh, the table of the policy, what the checker discovered."""

from __future__ import annotations

from builders import device, report

_SECTION = "########################### PROXY SETTINGS ################################"
_TABLE = "#################### Data Collection Registry setting #####################"
_LABELS = {
    "machine": "The detected Proxy settings in device path (HKLM) are :  ",
    "system": "The detected proxy settings in SYSTEM HKU path (S-1-5-18) are :  ",
    "user": "The detected proxy settings in current user path (HKCU) are :  ",
    "default": "The detected proxy settings in the default user path (.DEFAULT) are :  ",
}


def policy(value: str) -> str:
    """The line of the policy's table that names the proxy."""
    return f"DataCollection                 TelemetryProxyServer       : {value}"


def netsh(value: str) -> str:
    """The line of netsh that names the proxy."""
    return f"    Proxy Server(s) :  {value}"


def wininet(scope: str, value: str) -> str:
    """The line that names a WinINET proxy."""
    return _LABELS[scope] + value


def proxied(
    *blocks: str,
    name: str = "CONTOSO-WS01",
    wininet_on: dict[str, str] | None = None,
    wininet_off: dict[str, str] | None = None,
    winhttp: str | None = None,
    named: str | None = None,
    found: str = "Method=Direct, address=",
    items: dict[str, str] | None = None,
    more: tuple[str, ...] = (),
    output: str = "using psexec -s",
) -> str:
    """A whole report; `found` is what the checker discovered, `more` are lines before the proxies."""
    lines = [*more, _SECTION]
    for enabled, scopes in ((1, wininet_on), (0, wininet_off)):
        for scope, value in (scopes or {}).items():
            lines += [wininet(scope, value), f"ProxyEnable is set to :  {enabled}"]
    direct = ["    Direct access (no proxy server)."]
    lines += [
        "Proxy setting detected via bitsadmin:  Proxy usage:  NO_PROXY",
        "",
        "Current WinHTTP proxy settings:",
        "",
    ]
    lines += [netsh(winhttp), "    Bypass List     :  (none)"] if winhttp else direct
    lines += ["", _TABLE, *([policy(named)] if named else [])]
    text = report(*blocks, cloud=lines, items=device(name, **(items or {})), output=output)
    return text.replace("Method=Direct, address=", found, 1)
