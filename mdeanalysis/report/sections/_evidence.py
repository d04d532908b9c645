"""Lines that show what a device does: the first that fails for a reason, or that is reached, at some hosts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import pandas as pd

from mdeanalysis.report.part import Basis


class Evidence:
    """Places by device, for devices named as causes name them: by name, with the key where others have the same."""

    def __init__(self, basis: Basis) -> None:
        self._basis = basis

    def of_failures(self, devices: Sequence[str], reason: str, hosts: Sequence[str]) -> dict[str, str]:
        """By device the first line that failed for the reason at one of the hosts, else where its result stands."""
        rows = self._rows
        rows = rows[rows["failed"] & (rows["reason"] == reason) & rows["host"].isin(hosts)]
        return self._places(rows, devices)

    def of_answers(self, devices: Sequence[str], hosts: Sequence[str]) -> dict[str, str]:
        """By device the first line that was reached at one of the hosts, else where its result stands."""
        rows = self._rows
        return self._places(rows[rows["reached"] & rows["host"].isin(hosts)], devices)

    def _places(self, rows: pd.DataFrame, devices: Sequence[str]) -> dict[str, str]:
        keys = {name: self._keys.get(name, "") for name in devices}
        first = rows[rows["device_key"].isin(list(keys.values()))].drop_duplicates("device_key")
        place = first["source"].astype("str") + ":" + first["line"].astype("str")
        found = dict(zip(first["device_key"].astype("str"), place, strict=True))
        return {name: found.get(key) or self._carriers.get(key, "") for name, key in keys.items()}

    @cached_property
    def _keys(self) -> dict[str, str]:
        devices = self._basis.tables["devices"]
        pairs = zip(devices["device_name"].astype("str"), devices["device_key"].astype("str"), strict=True)
        named = [(one, key) for name, key in pairs for one in (name, f"{name} ({key})")]
        return dict(named)

    @cached_property
    def _carriers(self) -> dict[str, str]:
        devices = self._basis.tables["devices"]
        return dict(zip(devices["device_key"].astype("str"), devices["source"].astype("str"), strict=True))

    @cached_property
    def _rows(self) -> pd.DataFrame:
        """Judging URLs and hosts of workspaces alike."""
        urls, hosts = self._basis.judging, self._basis.view.workspace_hosts
        names = ["device_key", "host", "reason", "source", "line"]
        parts = [
            urls[names].assign(failed=urls["state"] == "failed", reached=urls["state"] == "reached"),
            hosts[names].assign(failed=hosts["outcome"] == "failed", reached=hosts["outcome"] == "succeeded"),
        ]
        text = dict.fromkeys(("device_key", "host", "reason"), "str")
        return pd.concat([part.astype(text) for part in parts], ignore_index=True)
