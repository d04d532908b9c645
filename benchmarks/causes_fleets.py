"""Made-up fleets as DataFrames, with planted causes that are known: what `causes.py` measures the search on.

Dimensions hang together as they do in the field: a site stands in one region, a region mostly decides the proxy, the
Windows release decides the agent, and only devices with the monitoring agent have workspaces.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mdeanalysis.tables.typed import categorical, to_frame
from mdeanalysis.vocabulary import REASONS

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
REGIONS = ("US", "EU", "UK", "AU")
#: Release, build, agent, share in percent.
SYSTEMS = (
    ("Windows 10 21H2", 19044, "built_in", 14),
    ("Windows 10 22H2", 19045, "built_in", 22),
    ("Windows 11 22H2", 22621, "built_in", 14),
    ("Windows 11 23H2", 22631, "built_in", 14),
    ("Windows 10 1809", 17763, "built_in", 6),
    ("Windows Server 2019", 17763, "built_in", 8),
    ("Windows Server 2016", 14393, "unified", 8),
    ("Windows Server 2012 R2", 9600, "mma", 14),
)
#: Service, hosts a region, hosts of all regions.
SERVICES = (
    ("command_control", 3, 0),
    ("cyber_data", 2, 0),
    ("autoir_blob", 2, 0),
    ("sample_upload_blob", 3, 0),
    ("mde_config_mgr", 0, 3),
    ("ctl_crl", 0, 2),
    ("settings", 0, 1),
    ("events", 0, 1),
)
RULES = ("*.ods.opinsights.azure.com", "*.blob.core.windows.net")
KINDS = (
    "proxy_refuses",
    "site_firewall",
    "inspection",
    "proxy_auth",
    "wpad_site",
    "malformed_ring",
    "workspace_storage",
    "old_root",
    "region_and_proxy",
)


#: A cause of which fewer devices are left, since others hide it by more telling reasons, was not planted.
LEAST = 6


@dataclass
class Planted:
    """A cause as planted: the devices that fail by it, and the cells (device, host), where they are URLs."""

    kind: str
    reason: str
    services: frozenset[str]
    conditions: dict[str, Any]
    cells: Bools | None
    devices: frozenset[str] = frozenset()


@dataclass
class Hosts:
    """Every host with its service and its region, -1 for all."""

    names: list[str]
    service: Ints
    region: Ints


@dataclass
class Made:
    """A fleet being made: columns of codes, who is tested for which host, and the reason's code where it fails."""

    rng: np.random.Generator
    devices: pd.DataFrame
    hosts: Hosts
    exposed: Bools
    reason: Ints
    workspace_fails: Ints
    planted: list[Planted] = field(default_factory=list)
    taken: set[tuple[str, str]] = field(default_factory=set)


def fleet(devices: int, causes: int, noise: float, seed: int) -> tuple[dict[str, pd.DataFrame], list[Planted]]:
    """A fleet's tables, and what was planted in it; `noise` is the share of devices with a trouble of its own."""
    rng = np.random.default_rng(seed)
    frame = _devices(rng, devices)
    hosts = _hosts()
    made = Made(
        rng, frame, hosts, _exposed(frame, hosts), np.full((devices, len(hosts.names)), -1), np.full(devices, -1)
    )
    _noise(made, noise)
    while len(made.planted) < causes:
        _PLANTERS[str(rng.choice(KINDS))](made)
    names = made.devices["name"].to_numpy()
    for one in made.planted:
        if one.cells is not None:
            left = one.cells & (made.reason == REASONS.index(one.reason))
            one.devices, one.cells = frozenset(names[left.any(axis=1)].tolist()), None
    return _tables(made), made.planted


def _pick(rng: np.random.Generator, options: int, size: int, first: float) -> Ints:
    """Codes of which the first is taken by the share `first`, the rest evenly."""
    weights = np.full(options, (1 - first) / max(1, options - 1))
    weights[0] = first if options > 1 else 1.0
    return rng.choice(options, size, p=weights)


def _devices(rng: np.random.Generator, n: int) -> pd.DataFrame:
    sites = int(np.clip(n / 30, 8, 60))
    site_region = np.concatenate([np.arange(4), rng.choice(4, sites - 4, p=[0.4, 0.3, 0.2, 0.1])])
    site = rng.choice(sites, n, p=rng.dirichlet(np.full(sites, 3.0)))
    region = site_region[site]
    site_proxy = rng.integers(0, 3, sites)
    number = np.where(rng.random(n) < 0.85, site_proxy[site], rng.integers(0, 3, n))
    proxy_region = np.where(rng.random(n) < 0.96, region, rng.integers(0, 4, n))
    site_method = rng.choice(4, sites, p=[0.4, 0.2, 0.2, 0.2])
    method = np.where(rng.random(n) < 0.85, site_method[site], rng.integers(0, 4, n))
    methods = np.array(["static", "winhttp", "wpad", "direct"])[method]
    proxies = np.array([f"10.{r + 1}.0.{p + 1}:8080" for r in range(4) for p in range(3)])[proxy_region * 3 + number]
    system = rng.choice(len(SYSTEMS), n, p=np.array([s[3] for s in SYSTEMS]) / 100)
    agent = np.array([s[2] for s in SYSTEMS])[system]
    workspace = np.array([f"ws-{w}" for w in range(max(3, min(12, n // 60)))])
    own = workspace[rng.integers(0, len(workspace), n)]
    two = own + np.where(rng.random(n) < 0.1, "," + workspace[0], "")
    rings = np.array(["ring-0", "ring-1", "ring-2", "ring-3", "ring-4", "ring-5"])
    ring = rings[rng.choice(6, n, p=[0.05, 0.1, 0.15, 0.2, 0.2, 0.3])]
    tag = np.array(["Finance", "Lab", "Kiosk", "Servers", ""])[rng.choice(5, n, p=[0.15, 0.1, 0.1, 0.15, 0.5])]
    state = rng.choice(["tested", "not_tested", "cut_off"], n, p=[0.95, 0.03, 0.02])
    return pd.DataFrame(
        {
            "name": [f"PC-{i:06d}" for i in range(n)],
            "site": np.array([f"site-{s:02d}" for s in range(sites)])[site],
            "region": np.array(REGIONS)[region],
            "proxy_method": methods,
            "proxy_address": np.where(methods == "direct", None, proxies),
            "os_release": np.array([s[0] for s in SYSTEMS])[system],
            "os_build": np.array([s[1] for s in SYSTEMS])[system],
            "agent": agent,
            "connectivity_mode": np.where((rng.random(n) < 0.15) & (agent == "built_in"), "streamlined", "standard"),
            "workspace_ids": np.where(agent == "mma", two, None),
            "group_ids": ring,
            "device_tag": np.where(tag == "", None, tag),
            "tool_version": np.array(["2024.1", "2024.2", "2023.9"])[_pick(rng, 3, n, 0.6)],
            "org_id": np.where(region == 0, "org-americas", np.where(region == 3, "org-pacific", "org-europe")),
            "state": state,
        }
    )


def _hosts() -> Hosts:
    names, service, region = [], [], []
    for at, (name, own, common) in enumerate(SERVICES):
        for code, where in enumerate(REGIONS):
            for number in range(own):
                names.append(f"{name.replace('_', '-')}-{where.lower()}{number}.example.com")
                service.append(at)
                region.append(code)
        for number in range(common):
            names.append(f"{name.replace('_', '-')}{number}.example.com")
            service.append(at)
            region.append(-1)
    return Hosts(names, np.array(service), np.array(region))


def _exposed(frame: pd.DataFrame, hosts: Hosts) -> Bools:
    region = frame["region"].map({name: code for code, name in enumerate(REGIONS)}).to_numpy()
    fits = (hosts.region[None, :] == region[:, None]) | (hosts.region[None, :] == -1)
    return np.asarray(fits & (frame["state"] == "tested").to_numpy()[:, None])


def _noise(made: Made, share: float) -> None:
    """Some devices are offline, some lose a service, most a host or three; each for a reason of its own."""
    rng = made.rng
    for device in np.flatnonzero(rng.random(len(made.devices)) < share).tolist():
        reason = int(rng.choice(13, p=_REASON_SHARES))
        kind = rng.random()
        hosts = np.flatnonzero(made.exposed[device])
        if not len(hosts):
            continue
        if kind < 0.2:
            chosen = hosts
        elif kind < 0.5:
            chosen = hosts[made.hosts.service[hosts] == rng.integers(0, len(SERVICES))]
        else:
            chosen = rng.choice(hosts, int(rng.integers(1, 4)), replace=False)
        made.reason[device, chosen] = reason
        if rng.random() < 0.3:
            made.workspace_fails[device] = reason


_REASON_SHARES = np.array([4, 4, 8, 8, 2, 3, 18, 14, 10, 18, 5, 3, 3]) / 100


def _fail(made: Made, chosen: Bools, hosts: Bools, reason: str, conditions: dict[str, Any], kind: str) -> bool:
    """Plants a cause in the chosen devices, of which some get out by another path; False where they are too few."""
    rng, n = made.rng, len(made.devices)
    key = tuple(sorted((name, str(value)) for name, value in conditions.items()))
    if (kind, str(key)) in made.taken or any(
        set(planted.conditions.items()) == set(conditions.items()) for planted in made.planted
    ):
        return False
    affected = chosen & made.exposed[:, hosts].any(axis=1) & (rng.random(n) < rng.choice([1.0, 1.0, 0.9, 0.7]))
    if not max(LEAST, 0.01 * n) <= affected.sum() <= 0.35 * n:
        return False
    made.taken.add((kind, str(key)))
    code = REASONS.index(reason)
    cells = affected[:, None] & hosts[None, :] & made.exposed
    made.reason[cells & ((made.reason < 0) | (made.reason > code))] = code
    services = frozenset(SERVICES[s][0] for s in np.unique(made.hosts.service[hosts]))
    made.planted.append(Planted(kind, reason, services, conditions, cells))
    return True


def _value(made: Made, name: str) -> Any:
    """A value of the dimension, each as likely as another."""
    values = made.devices[name].dropna().unique()
    return made.rng.choice(np.sort(values.astype(str)))


def _service(made: Made, *names: str) -> Bools:
    wanted = [at for at, (name, _, _) in enumerate(SERVICES) if name in names]
    return np.isin(made.hosts.service, wanted)


def _all(made: Made) -> Bools:
    return np.ones(len(made.hosts.names), dtype=bool)


def _fits(made: Made, **wanted: Any) -> Bools:
    chosen = np.ones(len(made.devices), dtype=bool)
    for name, value in wanted.items():
        chosen &= (made.devices[name].astype("str") == str(value)).to_numpy()
    return chosen


def _proxy_refuses(made: Made) -> bool:
    proxy = _value(made, "proxy_address")
    service = made.rng.choice([name for name, _, _ in SERVICES])
    hosts = _service(made, service)
    if made.rng.random() < 0.3:
        one = made.rng.choice(np.flatnonzero(hosts))
        hosts = np.arange(len(hosts)) == one
    return _fail(
        made, _fits(made, proxy_address=proxy), hosts, "proxy_refused", {"proxy_address": proxy}, "proxy_refuses"
    )


def _site_firewall(made: Made) -> bool:
    site = _value(made, "site")
    reason = str(made.rng.choice(["timeout", "connect", "reset"]))
    wanted = {"site": site, "proxy_method": "direct"} if made.rng.random() < 0.6 else {"site": site}
    return _fail(made, _fits(made, **wanted), _all(made), reason, wanted, "site_firewall")


def _inspection(made: Made) -> bool:
    proxy = _value(made, "proxy_address")
    hosts = _service(made, "command_control", "cyber_data")
    return _fail(
        made, _fits(made, proxy_address=proxy), hosts, "tls_inspection", {"proxy_address": proxy}, "inspection"
    )


def _proxy_auth(made: Made) -> bool:
    proxy = _value(made, "proxy_address")
    return _fail(
        made, _fits(made, proxy_address=proxy), _all(made), "proxy_auth", {"proxy_address": proxy}, "proxy_auth"
    )


def _wpad_site(made: Made) -> bool:
    wanted = {"site": _value(made, "site"), "proxy_method": "wpad"}
    return _fail(made, _fits(made, **wanted), _all(made), "wpad_script", wanted, "wpad_site")


def _malformed_ring(made: Made) -> bool:
    wanted = {"group_ids": _value(made, "group_ids")}
    return _fail(made, _fits(made, **wanted), _all(made), "invalid_proxy", wanted, "malformed_ring")


def _old_root(made: Made) -> bool:
    wanted = {"os_build": int(made.rng.choice([9600, 14393, 17763]))}
    return _fail(
        made,
        _fits(made, **wanted),
        _service(made, "command_control", "cyber_data", "mde_config_mgr"),
        "tls",
        wanted,
        "old_root",
    )


def _region_and_proxy(made: Made) -> bool:
    proxy = _value(made, "proxy_address")
    behind = made.devices[(made.devices["proxy_address"] == proxy).to_numpy()]
    region = behind["region"].mode()
    if not len(region):
        return False
    wanted = {"region": region.iloc[0], "proxy_address": proxy}
    hosts = _service(made, "sample_upload_blob", "autoir_blob")
    return _fail(made, _fits(made, **wanted), hosts, "proxy_refused", wanted, "region_and_proxy")


def _workspace_storage(made: Made) -> bool:
    """The storage host of one workspace; it exists for no other device."""
    workspace = _value(made, "workspace_ids").split(",")[0]
    chosen = (
        made.devices["workspace_ids"].fillna("").str.split(",").map(lambda own: workspace in own).to_numpy(dtype=bool)
    )
    chosen = chosen & (made.devices["state"] == "tested").to_numpy()
    if not max(LEAST, 0.005 * len(chosen)) <= chosen.sum() or any(
        p.kind == "workspace_storage" for p in made.planted
    ):
        return False
    code = REASONS.index("timeout")
    made.workspace_fails = np.where(chosen, code + 100, made.workspace_fails)
    names = made.devices["name"].to_numpy()[chosen]
    made.planted.append(
        Planted(
            "workspace_storage",
            "timeout",
            frozenset([RULES[1]]),
            {"workspace_ids": workspace},
            None,
            frozenset(names.tolist()),
        )
    )
    return True


_PLANTERS: dict[str, Callable[[Made], bool]] = {
    "proxy_refuses": _proxy_refuses,
    "site_firewall": _site_firewall,
    "inspection": _inspection,
    "proxy_auth": _proxy_auth,
    "wpad_site": _wpad_site,
    "malformed_ring": _malformed_ring,
    "workspace_storage": _workspace_storage,
    "old_root": _old_root,
    "region_and_proxy": _region_and_proxy,
}


def _tables(made: Made) -> dict[str, pd.DataFrame]:
    """The fleet's tables, as loading gives them."""
    tables = {"urls": _urls(made), "workspace_hosts": _workspace_hosts(made), "attempts": to_frame("attempts", {}, 0)}
    failed = pd.concat(
        [
            tables["urls"][tables["urls"]["state"] == "failed"]["device_key"].astype("str"),
            tables["workspace_hosts"][tables["workspace_hosts"]["outcome"] == "failed"]["device_key"].astype("str"),
        ]
    )
    state = made.devices["state"].where(made.devices["state"] != "tested", "reached")
    state = state.mask(made.devices["name"].isin(failed) & (state == "reached"), "failed")
    plain = {name: _column(made.devices[name]) for name in made.devices if name not in ("name", "state", "os_build")}
    plain["os_build"] = pd.array(made.devices["os_build"], dtype="Int64")
    names = _column(made.devices["name"])
    keys = {"device_key": names, "device_name": names, "result_id": names}
    tables["devices"] = to_frame("devices", keys | plain | {"state": _column(state)}, len(state))
    tables["results"] = to_frame("results", keys | plain, len(state))
    return tables


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
