"""The way out that a try took: a proxy, else the direct path of the device's site, else of its region."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from mdeanalysis.rules.evidence_proxies import proxies_in, proxy_of, settings_of
from mdeanalysis.rules.rule import View
from mdeanalysis.vocabulary import AGENT_METHODS

DIRECT = "direct from "
UNKNOWN_PLACE = "an unknown site"
#: Of the places that name a proxy those that SYSTEM goes by, the first that has one.
_SCOPES = ("telemetry_policy", "winhttp", "oms")


def direct_paths(view: View) -> pd.Series[Any]:
    """The direct path of each result, by `result_id`."""
    devices = view.devices
    region = ("region " + devices["region"].astype("string")).fillna(UNKNOWN_PLACE)
    place = devices["site"].astype("string").fillna(region)
    return (DIRECT + place).set_axis(devices["result_id"].astype("str"))


def proxies(view: View) -> pd.Series[Any]:
    """The proxy of each result, by `result_id`: as the tool discovered it, else as it is set; `<NA>` for none."""
    results = view.results
    found = results["proxy_address"].astype("string").set_axis(results["result_id"].astype("str"))
    for scope in _SCOPES:
        rows = settings_of(view, scope).drop_duplicates("result_id")
        named = rows["address"].astype("string").set_axis(rows["result_id"].astype("str"))
        found = found.fillna(named.reindex(found.index))
    return normal(found)


def egresses(view: View) -> pd.Series[Any]:
    """The way out of each device as a whole, by `result_id`: its proxy, else its direct path."""
    own, direct = proxies(view), direct_paths(view)
    return own.fillna(direct.reindex(own.index))


def vias(view: View, tries: pd.DataFrame) -> pd.Series[Any]:
    """The proxy that each try went by; `<NA>` for none. The test of another agent goes by the device's own."""
    printed = proxy_of(view, tries)
    own = tries["result_id"].astype("str").map(proxies(view)).where(tries["method"].isin(AGENT_METHODS))
    return normal(printed.fillna(own.astype("string")))


def normal(addresses: pd.Series[Any]) -> pd.Series[Any]:
    """Addresses of one proxy in one form, `host:port`; what is none stays as it is written."""
    known = {text: _normal(str(text)) for text in addresses.dropna().unique().tolist()}
    return addresses.map(known, na_action="ignore").astype("string")


def _normal(address: str) -> str:
    found = () if re.search(r"\s", address.strip()) else proxies_in(address)
    if not found:
        return address
    return f"{found[0].host}:{found[0].port}" if found[0].port else found[0].host
