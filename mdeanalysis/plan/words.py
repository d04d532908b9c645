"""What to ask for, in one sentence a change."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.plan.needs import NAMES, OWN_NETWORK, PART, SETTING, UNLISTED, working_proxies
from mdeanalysis.plan.systems import SYSTEMS, TLS
from mdeanalysis.rules.rule import View

_ASK = {
    "allow_host": "Allow these hosts from the devices listed",
    "stop_inspection": "Pass the TLS connections to these hosts on unopened: the sensor takes no certificate but "
    "Microsoft's own",
    "allow_anonymous": "Let computers reach these hosts without a sign-in: SYSTEM cannot sign in to a proxy",
    "fix_proxy": "Correct the proxy setting of the devices listed, as host:port",
    "clear_proxy": "Clear the proxy setting of the devices listed: the proxy does not answer, and others at the same "
    "site work without one",
    "rerun_test": "Run the newest analyzer again on these devices as SYSTEM, and let it end by itself",
    "install_agent": "Install the unified agent: it needs no workspace, and the monitoring agent is out of support",
}
_OTHER = {
    OWN_NETWORK: "Look at each device by itself (cable, address, name server): it hears nobody where its peers do",
    UNLISTED: "Find out who tested these hosts, and why, before they are allowed: Microsoft's lists do not name them",
    NAMES: "Let these names resolve for the devices listed, or give them a proxy that resolves them",
    TLS + SYSTEMS: "Look for what this release lacks on these devices (root certificates, TLS 1.2, updates): TLS "
    "fails whichever way they go out",
    TLS: "Look for the clock, roots and TLS 1.2 of these devices, and for what alters TLS on the way",
    "unexpected answers, ": "Open a URL on one of the devices: something on the way answers in the service's place",
    "other errors, ": "Look up the error number, and compare with a device that works",
}
#: Statuses of a proxy that let the request through its rules and got no further.
_NO_WAY_OUT = (502, 503, 504)
_UNSET = "no proxy set, "
_SCRIPT = "proxy script (WPAD), "


_OF_FIX = {
    _SCRIPT: "Mend the proxy script, so that SYSTEM can fetch and run it, or set a static proxy",
    _UNSET: "Give these devices a proxy: directly they hear nobody",
}
_SILENT_PROXY = "Mend this proxy, or name another in the setting of the devices listed: it answers none of them"


def sentences() -> list[str]:
    """What may be asked for, each as it stands where nothing is known beside it."""
    return [f"{text}." for text in (*_ASK.values(), *_OTHER.values(), *_OF_FIX.values(), _SILENT_PROXY)]


def ask(changes: pd.DataFrame, rows: pd.DataFrame, view: View, tries: pd.DataFrame) -> list[str]:
    """A sentence for each change; `rows` are the needs with the change's `rank`, `tries` those of `system_tries`."""
    hints = _working(rows, view, tries) | _of_gateways(rows)
    pairs = zip(changes["rank"].tolist(), changes["kind"], changes["target"], strict=True)
    return [_sentence(kind, target, hints.get(rank, "")) for rank, kind, target in pairs]


def _sentence(kind: str, target: str, hint: str) -> str:
    text = _ASK.get(kind) or next(words for start, words in _OTHER.items() if target.startswith(start))
    if kind == "fix_proxy" and not target.startswith(SETTING):
        text = next((words for start, words in _OF_FIX.items() if target.startswith(start)), _SILENT_PROXY)
    if target.endswith(PART):
        text += "; most devices by the same way reach them, so look for a rule by address, group or segment"
    return text + hint + "."


def _of_gateways(rows: pd.DataFrame) -> dict[int, str]:
    """For proxies whose every answer is that they did not get through."""
    asked = rows[rows["kind"] == "allow_host"]
    all_so = asked["answer"].isin(_NO_WAY_OUT).groupby(asked["rank"]).all()
    hint = "; the proxy answers that it did not get through, so look at its own way out and name resolution"
    return dict.fromkeys(all_so.index[all_so.to_numpy(dtype=bool)].tolist(), hint)


def _working(rows: pd.DataFrame, view: View, tries: pd.DataFrame) -> dict[int, str]:
    """For proxies that are to be corrected: the one by which the site's other devices work."""
    wrong = rows[rows["kind"] == "fix_proxy"]
    if not len(wrong):
        return {}
    site = view.devices["site"].astype("string").set_axis(view.devices["result_id"].astype("str"))
    own = wrong["result_id"].astype("str").map(site)
    good = pd.DataFrame({"rank": wrong["rank"], "proxy": own.map(working_proxies(view, tries))})
    most = good.dropna().groupby("rank")["proxy"].agg(lambda values: values.astype("str").mode().iloc[0])
    return {rank: f" (at the same site {proxy} works)" for rank, proxy in zip(most.index.tolist(), most, strict=True)}
