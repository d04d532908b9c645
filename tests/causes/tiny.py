"""Fleets of a few devices, told in a line each: what a device has, and for which host it fails and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from mdeanalysis.tables.typed import to_frame

HOST = "gw.example.com"


def device(
    name: str, fails: Mapping[str, str] | None = None, hosts: Sequence[str] = (HOST,), **has: Any
) -> dict[str, Any]:
    """A device with its dimensions (`state` too), the hosts it tested and those that failed, with the reason."""
    return {"name": name, "fails": dict(fails or {}), "hosts": tuple(hosts), "has": has}


def several(count: int, prefix: str, fails: str | None = None, **has: Any) -> list[dict[str, Any]]:
    """Devices alike, which all fail HOST for a reason or all reach it."""
    return [device(f"{prefix}{number}", {HOST: fails} if fails else {}, **has) for number in range(count)]


def tables(devices: Sequence[dict[str, Any]], services: Mapping[str, str] | None = None) -> dict[str, pd.DataFrame]:
    """The tables of the devices; `services` gives each host's service, which is else `command_control`."""
    names = [one["name"] for one in devices]
    keys = {"device_key": names, "device_name": names, "result_id": names}
    dimensions = {name for one in devices for name in one["has"]} - {"state"}
    columns: dict[str, list[Any]] = {name: [one["has"].get(name) for one in devices] for name in sorted(dimensions)}
    states = [one["has"].get("state") or ("failed" if one["fails"] else "reached") for one in devices]
    sources = [f"{name}.txt" for name in names]
    return {
        "devices": to_frame("devices", keys | columns | {"state": states, "source": sources}, len(names)),
        "urls": _urls(devices, services or {}),
        "attempts": to_frame("attempts", {}, 0),
        "facts": to_frame("facts", {}, 0),
        "proxy_settings": to_frame("proxy_settings", {}, 0),
        "workspace_hosts": to_frame("workspace_hosts", {}, 0),
    }


def _urls(devices: Sequence[dict[str, Any]], services: Mapping[str, str]) -> pd.DataFrame:
    rows = [(one, host, line) for one in devices for line, host in enumerate(one["hosts"], start=10)]
    names = [one["name"] for one, _, _ in rows]
    reasons = [one["fails"].get(host) for one, host, _ in rows]
    columns: dict[str, list[Any]] = {
        "result_id": names,
        "device_key": names,
        "device_name": names,
        "context": ["system"] * len(rows),
        "url": [f"https://{host}/ping" for _, host, _ in rows],
        "host": [host for _, host, _ in rows],
        "service": [services.get(host, "command_control") for _, host, _ in rows],
        "required": [True] * len(rows),
        "state": ["failed" if reason else "reached" for reason in reasons],
        "reason": reasons,
        "source": [f"{name}.txt" for name in names],
        "line": [line for _, _, line in rows],
    }
    return to_frame("urls", columns, len(rows))


def with_attempts(frames: Mapping[str, pd.DataFrame], names: Sequence[str], reason: str) -> dict[str, pd.DataFrame]:
    """The tables with a try of HOST by each device that failed for a reason, whatever else reached it."""
    columns: dict[str, list[Any]] = {
        "result_id": [*names],
        "device_key": [*names],
        "context": ["system"] * len(names),
    }
    columns |= {"host": [HOST] * len(names)}
    columns |= {"reason": [reason] * len(names), "outcome": ["failed"] * len(names)}
    return {**frames, "attempts": to_frame("attempts", columns, len(names))}
