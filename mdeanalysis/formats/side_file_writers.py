"""Writes the copies of registry and tools that lie beside a report, one small function each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

_KEY = "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\HealthService\\Parameters"


class SignedList(NamedTuple):
    """A list of roots as certutil is asked for it, when its signer expires, and in how many days (`12.5`)."""

    command: str
    expires: str
    days: str


class Certificate(NamedTuple):
    """One certificate of a chain; `error` is its state where something is wrong with it."""

    issuer: str
    subject: str
    error: str = ""


def write_dsregcmd(values: Mapping[str, str]) -> str:
    """How the device is joined: one box, and the values below it aligned at their colons."""
    rule = "+" + "-" * 70 + "+"
    title = f"| {'Device State':<69}|"
    return _text(["", rule, title, rule, "", *(f"{name:>26} : {value}" for name, value in values.items())])


def write_cert_signer(lists: Iterable[SignedList]) -> str:
    """Until when each list is signed."""
    lines = ["############## CertSigner Results #############"]
    for one in lists:
        expiration = f'\tSignerExpiration = "{one.expires}", "{one.days} Days"'
        lines += ["Command:", f"\t{one.command}", "Results:", expiration]
    return _text(lines)


def write_cert_validate(chain: Iterable[Certificate], failure: str = "") -> str:
    """A chain as certutil dumps it; `failure` is the code and name of the error that it ends with."""
    lines = []
    for number, one in enumerate(chain):
        lines += [f"CertContext[0][{number}]: dwInfoStatus=102 dwErrorStatus={40 if one.error else 0}"]
        lines += [f"  Issuer: {one.issuer}", f"  Subject: {one.subject}"]
        lines += [f"  Element.dwErrorStatus = {one.error}"] if one.error else []
    end = f"FAILED: {failure}" if failure else "completed successfully."
    return _text([*lines, "", f"CertUtil: -verify command {end}"])


def write_health_service(workspaces: Iterable[str], proxy: str = "") -> str:
    """The monitoring agent's key: its proxy, and a management group for each workspace."""
    lines = [_KEY, f"    ProxyUrl    REG_SZ    {proxy}" if proxy else "    ServiceMode    REG_DWORD    0x1", ""]
    groups = (f"{_KEY}\\Management Groups\\AOI-{workspace}" for workspace in workspaces)
    return _text([*lines, *groups])


def write_config_mgr(values: Mapping[str, str]) -> str:
    """What settings management says of the device, aligned at the colons."""
    return _text([f"{name:<16} : {value}" for name, value in values.items()])


def _text(lines: Iterable[str]) -> str:
    return "".join(line + "\r\n" for line in lines)
