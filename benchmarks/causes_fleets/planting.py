"""The kinds of causes, and how each is planted in a made-up fleet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from causes_fleets.model import RULES, SERVICES, Bools, Made, Planted
from mdeanalysis.vocabulary import REASONS

#: A cause of which fewer devices are left, since others hide it by more telling reasons, was not planted.
LEAST = 6


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


#: By their names; the order is that of KINDS.
PLANTERS: dict[str, Callable[[Made], bool]] = {
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
KINDS = tuple(PLANTERS)
