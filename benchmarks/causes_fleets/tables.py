"""A made-up fleet as DataFrames, as loading gives them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from causes_fleets.model import RULES, SERVICES, Made
from mdeanalysis.tables.typed import categorical, to_frame
from mdeanalysis.vocabulary import REASONS


def tables(made: Made) -> dict[str, pd.DataFrame]:
    """The fleet's tables, as loading gives them."""
    found = {"urls": _urls(made), "workspace_hosts": _workspace_hosts(made), "attempts": to_frame("attempts", {}, 0)}
    failed = pd.concat(
        [
            found["urls"][found["urls"]["state"] == "failed"]["device_key"].astype("str"),
            found["workspace_hosts"][found["workspace_hosts"]["outcome"] == "failed"]["device_key"].astype("str"),
        ]
    )
    state = made.devices["state"].where(made.devices["state"] != "tested", "reached")
    state = state.mask(made.devices["name"].isin(failed) & (state == "reached"), "failed")
    plain = {name: _column(made.devices[name]) for name in made.devices if name not in ("name", "state", "os_build")}
    plain["os_build"] = pd.array(made.devices["os_build"], dtype="Int64")
    names = _column(made.devices["name"])
    keys = {"device_key": names, "device_name": names, "result_id": names}
    found["devices"] = to_frame("devices", keys | plain | {"state": _column(state)}, len(state))
    found["results"] = to_frame("results", keys | plain, len(state))
    return found


def _column(values: Any) -> pd.Categorical:
    codes, names = pd.factorize(pd.Series(values))
    return categorical(codes, [str(name) for name in names])


def _urls(made: Made) -> pd.DataFrame:
    device, host = np.nonzero(made.exposed)
    reason = made.reason[device, host]
    names = made.devices["name"].tolist()
    hosts = made.hosts
    line = np.arange(len(device)) % 300 + 40
    return to_frame(
        "urls",
        {
            "result_id": categorical(device, names),
            "device_key": categorical(device, names),
            "device_name": categorical(device, names),
            "context": categorical(np.zeros(len(device), dtype=np.int8), ["system"]),
            "url": categorical(host, [f"https://{name}/ping" for name in hosts.names]),
            "host": categorical(host, hosts.names),
            "service": categorical(hosts.service[host], [name for name, _, _ in SERVICES]),
            "required": pd.array(np.ones(len(device), dtype=bool), dtype="boolean"),
            "state": categorical((reason >= 0).astype(np.int8), ["reached", "failed"]),
            "reason": categorical(reason, list(REASONS)),
            "source": categorical(device, [f"{name}.txt" for name in names]),
            "line": pd.array(line, dtype="Int64"),
        },
        len(device),
    )


def _workspace_hosts(made: Made) -> pd.DataFrame:
    rows = []
    codes = made.workspace_fails
    planted = next((p.conditions["workspace_ids"] for p in made.planted if p.kind == "workspace_storage"), None)
    chosen = (made.devices["state"] == "tested") & made.devices["workspace_ids"].notna()
    for device in np.flatnonzero(chosen):
        name, code = made.devices["name"].iloc[device], int(codes[device])
        for workspace in made.devices["workspace_ids"].iloc[device].split(","):
            for rule in RULES:
                hit = code >= 100 and rule == RULES[1] and workspace == planted
                reason = REASONS[code - 100] if hit else REASONS[code] if 0 <= code < 100 else None
                rows.append(
                    (name, workspace, rule, rule.replace("*", workspace), "failed" if reason else "succeeded", reason)
                )
    columns = list(zip(*rows, strict=True)) if rows else [[]] * 6
    names = ("device_key", "workspace_id", "rule", "host", "outcome", "reason")
    values: dict[str, Any] = {name: list(column) for name, column in zip(names, columns, strict=True)}
    values |= {"result_id": values["device_key"], "device_name": values["device_key"]}
    values |= {"source": [f"{name}.txt" for name in values["device_key"]], "line": list(range(1, len(rows) + 1))}
    return to_frame("workspace_hosts", values, len(rows))
