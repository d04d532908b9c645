"""The devices of a made-up fleet, the hosts that they test, and the trouble that each has for itself.

Dimensions hang together as they do in the field: a site stands in one region, a region mostly decides the proxy, the
Windows release decides the agent, and only devices with the monitoring agent have workspaces.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from causes_fleets.model import REGIONS, SERVICES, Bools, Hosts, Ints, Made

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
_REASON_SHARES = np.array([4, 4, 8, 8, 2, 3, 18, 14, 10, 18, 5, 3, 3]) / 100


def _pick(rng: np.random.Generator, options: int, size: int, first: float) -> Ints:
    """Codes of which the first is taken by the share `first`, the rest evenly."""
    weights = np.full(options, (1 - first) / max(1, options - 1))
    weights[0] = first if options > 1 else 1.0
    return rng.choice(options, size, p=weights)


def devices(rng: np.random.Generator, n: int) -> pd.DataFrame:
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


def hosts() -> Hosts:
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


def exposed(frame: pd.DataFrame, hosts: Hosts) -> Bools:
    region = frame["region"].map({name: code for code, name in enumerate(REGIONS)}).to_numpy()
    fits = (hosts.region[None, :] == region[:, None]) | (hosts.region[None, :] == -1)
    return np.asarray(fits & (frame["state"] == "tested").to_numpy()[:, None])


def trouble(made: Made, share: float) -> None:
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
