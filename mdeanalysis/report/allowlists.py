"""The hosts of a fleet as firewalls and proxies read them. Only DNS names go in, whatever the results held.

Palo Alto Networks: https://docs.paloaltonetworks.com/network-security/security-policy/administration/objects/
external-dynamic-lists/formatting-guidelines-for-an-external-dynamic-list (an entry ends in a slash, or it would match
longer names too). Zscaler: https://help.zscaler.com/zia/url-format-guidelines (no scheme, a leading dot for what is
below a name). `edl` is the plain list, a name a line, that most firewalls fetch.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd

from mdeanalysis.plan.hosts import is_name, is_pattern
from mdeanalysis.report.render import to_csv
from mdeanalysis.report.section import Section, counted
from mdeanalysis.report.selection import records

_HTTP = 80
_ABOUT = "Hosts that Microsoft Defender for Endpoint needs, by mdeanalysis on {day}. By name: the addresses change."


class Names(NamedTuple):
    """Hosts and patterns for one port; a pattern is kept as the name behind `*.`."""

    hosts: list[str]
    below: list[str]

    @property
    def uncovered(self) -> list[str]:
        """The hosts that no pattern covers."""
        return [host for host in self.hosts if not any(host.endswith(f".{name}") for name in self.below)]


def write(hosts: pd.DataFrame, form: str, day: date, *, raw: bool = False) -> str:
    """The allow-list `hosts` in one of the forms csv, edl, squid, pac, paloalto, zscaler."""
    if form == "csv":
        columns = [str(name) for name in hosts.columns]
        return to_csv([Section("allowlist", "Hosts", tuple(columns), records(hosts, columns))], raw=raw)
    secure, plain = _names(hosts[hosts["port"] != _HTTP]), _names(hosts[hosts["port"] == _HTTP])
    return _WRITERS[form](secure, plain, day)


def notes(hosts: pd.DataFrame, devices: pd.DataFrame, form: str) -> list[str]:
    """What the list itself cannot say, for standard error."""
    blind = int(devices["required_urls"].isna().sum())
    told = (
        [f"{counted(blind, 'device')} of unknown region or build: their hosts are not in the list"] if blind else []
    )
    if form == "csv":
        return told
    odd = [host for host in hosts["host"] if not is_name(host) and not is_pattern(host)]
    told += [f"not in the list, for no such form can say it: {', '.join(odd)}"] if odd else []
    alone = sorted(hosts[hosts["named_by"] == "results alone"]["host"].unique())
    told += [f"named by results alone, look at them first: {', '.join(alone)}"] if alone else []
    plain = sorted(set(hosts[hosts["port"] == _HTTP]["host"]))
    lists = form in {"edl", "paloalto", "zscaler"}
    return [*told, f"on port 80 (such a list cannot say it): {', '.join(plain)}"] if lists and plain else told


def _names(rows: pd.DataFrame) -> Names:
    found = sorted(set(rows["host"]))
    return Names([host for host in found if is_name(host)], [host[2:] for host in found if is_pattern(host)])


def _lines(secure: Names, plain: Names, host: str, pattern: str) -> str:
    hosts, below = sorted({*secure.hosts, *plain.hosts}), sorted({*secure.below, *plain.below})
    return "".join([f"{host.format(name)}\n" for name in hosts] + [f"{pattern.format(name)}\n" for name in below])


def _edl(secure: Names, plain: Names, _: date) -> str:
    return _lines(secure, plain, "{}", "*.{}")


def _paloalto(secure: Names, plain: Names, _: date) -> str:
    return _lines(secure, plain, "{}/", "*.{}/")


def _zscaler(secure: Names, plain: Names, _: date) -> str:
    return _lines(secure, plain, "{}", ".{}")


def _squid(secure: Names, plain: Names, day: date) -> str:
    """ACLs and rules to be included above those that ask for a sign-in."""
    lines = [
        f"# {_ABOUT.format(day=day)}",
        "# Include it below rules that refuse strangers, above rules that ask for a sign-in or deny by default.",
        "acl mde_connect method CONNECT",
        "acl mde_port_443 port 443",
        "acl mde_port_80 port 80",
        *_acl("mde_hosts", secure),
        *_acl("mde_hosts_80", plain),
    ]
    lines += ["http_access allow mde_connect mde_hosts mde_port_443"] if secure.hosts or secure.below else []
    lines += ["http_access allow mde_hosts_80 mde_port_80"] if plain.hosts or plain.below else []
    lines += ["# Where Squid opens TLS (a build with OpenSSL), put this before its other ssl_bump rules:"]
    lines += [f"# acl mde_tls ssl::server_name {name}" for name in _dotted(secure)]
    lines += ["# ssl_bump splice mde_tls"]
    return "\n".join(lines) + "\n"


def _acl(name: str, names: Names) -> list[str]:
    return [f"acl {name} dstdomain {text}" for text in _dotted(names)]


def _dotted(names: Names) -> list[str]:
    """Squid takes `.name` for the name and all below it, and refuses names beside it that it covers."""
    below = [name for name in names.below if not any(name.endswith(f".{wide}") for wide in names.below)]
    return [*(host for host in names.uncovered if host not in below), *(f".{name}" for name in below)]


def _pac(secure: Names, plain: Names, day: date) -> str:
    """A script by which these hosts go one way and all others another."""
    return _PAC.format(
        about=_ABOUT.format(day=day),
        https=_object(secure.hosts),
        https_below=json.dumps(secure.below),
        http=_object(plain.hosts),
        http_below=json.dumps(plain.below),
    )


def _object(names: Sequence[str]) -> str:
    return json.dumps(dict.fromkeys(names, 1), indent=1) if names else "{}"


_PAC = """\
// {about}
// Set both ways before use: "DIRECT", or "PROXY proxy.example.com:8080" with a proxy of yours.
var DEFENDER = "DIRECT";
var OTHERS = "DIRECT";

// Port 443.
var HOSTS = {https};
var BELOW = {https_below};
// Port 80.
var HOSTS_80 = {http};
var BELOW_80 = {http_below};

function isBelow(host, names) {{
  for (var i = 0; i < names.length; i++) {{
    var end = "." + names[i];
    if (host.length > end.length && host.substring(host.length - end.length) === end) return true;
  }}
  return false;
}}

function isDefender(url, host) {{
  var plain = url.substring(0, 5).toLowerCase() === "http:";
  var name = host.toLowerCase();
  var hosts = plain ? HOSTS_80 : HOSTS;
  return hosts.hasOwnProperty(name) || isBelow(name, plain ? BELOW_80 : BELOW);
}}

function FindProxyForURL(url, host) {{
  return isDefender(url, host) ? DEFENDER : OTHERS;
}}
"""
_WRITERS: dict[str, Callable[[Names, Names, date], str]] = {
    "edl": _edl,
    "squid": _squid,
    "pac": _pac,
    "paloalto": _paloalto,
    "zscaler": _zscaler,
}
