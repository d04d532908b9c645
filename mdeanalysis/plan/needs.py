"""What each failed URL needs: one change of a fixed kind, on one target.

What the deciding try says comes first. A silent one leaves open who is silent; there the same way's other tries tell,
of this device and of its peers:

- the device hears others by this way: the host is blocked on it, or its name is not resolved;
- it hears nobody, peers do: its own network is at fault;
- nobody hears anything by a proxy: the setting names a proxy that is not there;
- nobody hears anything directly: the path is closed, or the device lacks the proxy that its site has.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from mdeanalysis.plan.egress import DIRECT, egresses
from mdeanalysis.plan.hosts import is_listed
from mdeanalysis.plan.systems import TLS, by_system
from mdeanalysis.plan.tries import SILENT, answered, deciding, failed_urls, reached
from mdeanalysis.rules.rule import View

KINDS = (
    "allow_host",
    "stop_inspection",
    "fix_proxy",
    "clear_proxy",
    "allow_anonymous",
    "rerun_test",
    "install_agent",
    "other",
)
#: Changes that are made host by host on a way out.
ON_HOSTS = ("allow_host", "stop_inspection", "allow_anonymous")
#: What stands behind a target where most devices by the same way reach the host.
PART = ", part of its devices"
NAMES = "name resolution, "
SETTING = "TelemetryProxyServer "
OWN_NETWORK = "own network of single devices, "
#: Nobody is asked to allow a host because a result names it.
UNLISTED = "hosts that no list names, "
COLUMNS = (
    *("device_key", "device_name", "result_id", "kind", "target", "egress", "host", "port", "service", "url"),
    *("why", "answer", "single", "source", "line"),
)


def needs(view: View, tries: pd.DataFrame) -> pd.DataFrame:
    """One row a failed URL that judges its device, in COLUMNS; `tries` are those of `system_tries`.

    `target` is what has to change, `egress` the way out that it is on, `single` whether the change is one of each
    device by itself.
    """
    urls = failed_urls(view)
    found = deciding(tries, urls)
    found["egress"] = found["path"].astype("str")
    facts = _facts(view, found, tries)
    kind, target = _chosen(found, facts)
    found["kind"], found["target"] = kind, target
    found["single"] = found["target"].str.startswith(OWN_NETWORK)
    found = _parted(found, tries)
    found["target"] = found["target"].astype("str")
    found = by_system(view, found)
    lacking = urls[~urls.index.isin(found.index)]
    return pd.concat([found, _unexplained(view, lacking)])[list(COLUMNS)].reset_index(drop=True)


def _facts(view: View, found: pd.DataFrame, tries: pd.DataFrame) -> pd.DataFrame:
    """What the tries of device, peers and site say of each deciding try's way."""
    own = pd.MultiIndex.from_frame(found[["result_id", "path"]].astype("str"))
    path = found["path"].astype("str")
    site = found["result_id"].astype("str").map(_sites(view))
    direct = DIRECT + site.fillna("")
    by_device = _named(answered(tries, "result_id", "path"))
    by_path = _named(answered(tries, "path"))
    went_directly = found["result_id"].isin(tries["result_id"][tries["method"] == "direct"])
    return pd.DataFrame(
        {
            "proxy": found["via"].notna(),
            "heard": np.asarray(own.isin(by_device.index)),
            "peers": path.isin(by_path.index),
            "site_proxy": site.map(working_proxies(view, tries)).astype("string"),
            "site_direct": direct.isin(by_path.index) & ~went_directly,
            "place": path.str.removeprefix(DIRECT),
            "site": site.astype("string").fillna("an unknown site"),
            "listed": found["host"].map({host: is_listed(host) for host in found["host"].cat.categories}),
        },
        index=found.index,
    )


def _chosen(found: pd.DataFrame, facts: pd.DataFrame) -> tuple[Any, pd.Series[Any]]:
    """Kind and target of each row, by the first rule that fits."""
    why, path = found["why"].astype("object"), found["path"].astype("object")
    silent = why.isin(SILENT)
    proxy, heard, peers = (facts[name].astype(bool) for name in ("proxy", "heard", "peers"))
    unset = ~proxy & facts["site_proxy"].notna()
    resolving = NAMES + path
    rules: list[tuple[Any, str, Any]] = [
        (~facts["listed"].astype("boolean").fillna(False), "other", UNLISTED + path),
        (why == "tls_inspection", "stop_inspection", path),
        (why == "proxy_auth", "allow_anonymous", path),
        (why == "proxy_refused", "allow_host", path),
        (why == "invalid_proxy", "fix_proxy", SETTING + path),
        (why == "wpad_script", "fix_proxy", "proxy script (WPAD), " + facts["site"].astype("object")),
        (why == "exception", "rerun_test", "the checker broke off"),
        (why == "tls", "other", TLS + path),
        (why == "unexpected_status", "other", "unexpected answers, " + path),
        (why.isin(["other", "wpad_not_found"]) & heard, "other", "other errors, " + path),
        ((why == "dns") & heard & ~proxy, "other", resolving),
        (heard, "allow_host", path),
        (silent & peers, "other", OWN_NETWORK + path),
        (silent & proxy & facts["site_direct"].astype(bool), "clear_proxy", path),
        (silent & proxy, "fix_proxy", path),
        (silent & unset, "fix_proxy", "no proxy set, " + facts["place"].astype("object")),
        (why == "dns", "other", resolving),
    ]
    conditions = [np.asarray(rule[0], dtype=bool) for rule in rules]
    kind = np.select(conditions, [rule[1] for rule in rules], "allow_host")
    targets = [np.broadcast_to(np.asarray(rule[2], dtype="object"), len(found)) for rule in rules]
    return kind, pd.Series(np.select(conditions, targets, path), found.index)


def _parted(found: pd.DataFrame, tries: pd.DataFrame) -> pd.DataFrame:
    """The same, with PART behind the target where more devices reach the host by this way than need the change."""
    keys = ["path", "host"]
    known = _named(reached(tries, *keys))
    here = pd.MultiIndex.from_frame(found[keys].astype("str"))
    good = pd.Series(known.reindex(here).fillna(0).to_numpy(), found.index)
    needing = found.groupby([found["kind"], *(found[key].astype("str") for key in keys)])["result_id"]
    part = (good > needing.transform("nunique")) & found["kind"].isin(ON_HOSTS)
    return found.assign(target=found["target"].where(~part, found["target"] + PART))


def working_proxies(view: View, tries: pd.DataFrame) -> pd.Series[Any]:
    """The proxy by which most devices of a site that reach everything do so, by site."""
    good = view.devices[view.devices["state"] == "reached"]["result_id"]
    own = tries[tries["via"].notna() & tries["reached"].fillna(False).astype(bool) & tries["result_id"].isin(good)]
    pairs = own[["result_id", "via"]].drop_duplicates()
    site = pairs["result_id"].astype("str").map(_sites(view))
    counts = pairs.groupby([site.rename("site"), pairs["via"].astype("str")]).size().reset_index(name="devices")
    counts = counts.sort_values(["devices", "via"], ascending=[False, True]).drop_duplicates("site")
    return counts.set_index("site")["via"]


def _sites(view: View) -> pd.Series[Any]:
    return view.devices["site"].astype("string").set_axis(view.devices["result_id"].astype("str"))


def _unexplained(view: View, urls: pd.DataFrame) -> pd.DataFrame:
    """Failed URLs without a try that says why: only another test can tell."""
    egress = urls["result_id"].astype("str").map(egresses(view)).astype("str")
    return urls.assign(
        kind="rerun_test", target="no try says why", egress=egress, why=None, answer=None, single=False
    )


def _named(counts: pd.Series[Any]) -> pd.Series[Any]:
    """The same under plain text, for two tables' categories are not the same."""
    names = counts.index.to_frame(index=False).astype("str")
    if names.shape[1] == 1:
        return counts.set_axis(pd.Index(names.iloc[:, 0]))
    return counts.set_axis(pd.MultiIndex.from_frame(names))
