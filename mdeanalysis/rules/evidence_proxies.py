"""Which proxies a device names, by which of them a try went, and whether two addresses can mean one proxy."""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import ip_address
from itertools import product
from typing import Any, NamedTuple

import pandas as pd

from mdeanalysis.rules.rule import View, hits

_PROXY = re.compile(r"(?:(?P<of>\w+)=)?(?:\w+://)?(?P<host>\[[^\]]*\]|[^:/\s\[\]]+)(?::(?P<port>\d+))?/?")


class Proxy(NamedTuple):
    """Host in lower case, and port where it is stated."""

    host: str
    port: str | None


def settings_of(view: View, scope: str) -> pd.DataFrame:
    """The addresses that SYSTEM has in a scope; what a user's own test discovered is none of them."""
    settings = view.proxy_settings
    found = settings[(settings["scope"] == scope) & settings["address"].notna()]
    sources = found["source"].cat.categories
    return found[~found["source"].isin(sources[sources.str.lower().str.endswith("_user.txt")])]


def proxy_of(view: View, tries: pd.DataFrame) -> pd.Series[Any]:
    """The proxy by which each try went: as its row prints it, else as WinHTTP or WPAD is set; `<NA>` for none."""
    results = view.results
    winhttp = pd.concat([_first(settings_of(view, "winhttp")), _address(results, "winhttp")])
    winhttp = winhttp[~winhttp.index.duplicated()]
    owner = tries["result_id"].astype("str")
    default = owner.map(winhttp).where(tries["method"] == "default_proxy")
    found = owner.map(_address(results, "wpad")).where(tries["method"] == "wpad")
    return tries["proxy_address"].astype("string").fillna(default.astype("string")).fillna(found.astype("string"))


def shown(pairs: pd.DataFrame, subject: str, message: pd.Series[Any]) -> pd.DataFrame:
    """Pairs that differ as hits, with both places as evidence."""
    one = pairs.rename(columns={"source_one": "source", "line_one": "line"})
    other = pairs.rename(columns={"source_other": "source", "line_other": "line"})
    return pd.concat([hits(one, subject, message), hits(other, subject, message)])


def _first(settings: pd.DataFrame) -> pd.Series[Any]:
    first = settings[~settings.duplicated("result_id")]
    return pd.Series(first["address"].astype("str").array, first["result_id"].astype("str"), dtype="str")


def _address(results: pd.DataFrame, method: str) -> pd.Series[Any]:
    own = results[(results["proxy_method"] == method) & results["proxy_address"].notna()]
    return pd.Series(own["proxy_address"].astype("str").array, own["result_id"].astype("str"), dtype="str")


def pairs_that_differ(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Settings of one device that cannot mean the same proxy: `result_id`, `one`, `other`, and each `source`, `line`.

    A result of which any two settings agree is left out. An address with a blank is no list but malformed where
    the sensor has it, the `one`.
    """
    left, right = _slim(one, "one"), _slim(other, "other")
    left = left[~left["one"].str.contains(r"\s", regex=True).astype(bool)]
    pairs = left.merge(right, on="result_id")
    distinct = pairs[["one", "other"]].drop_duplicates()
    distinct["same"] = [may_be_same(*pair) for pair in zip(distinct["one"], distinct["other"], strict=True)]
    pairs = pairs.merge(distinct, on=["one", "other"])
    agreeing = pairs["result_id"][pairs["same"].astype(bool)]
    apart = pairs[~pairs["result_id"].isin(agreeing)]
    return apart[~apart.duplicated("result_id")]


def _slim(settings: pd.DataFrame, name: str) -> pd.DataFrame:
    """The columns that a pair needs, as plain text: two tables' categories are not the same."""
    known = pd.DataFrame({"result_id": settings["result_id"].astype("str"), name: settings["address"].astype("str")})
    known[f"source_{name}"] = settings["source"].astype("str")
    known[f"line_{name}"] = settings["line"]
    return known


def may_be_same(one: str, other: str) -> bool:
    """Whether two addresses can mean one proxy; a name and an IP address can, and so can what cannot be read."""
    left, right = proxies_in(one), proxies_in(other)
    return not left or not right or any(_meet(*pair) for pair in product(left, right))


@lru_cache(maxsize=1 << 16)
def proxies_in(address: str) -> tuple[Proxy, ...]:
    """The proxies of an address or list; of a list by schemes those for https, by which Defender speaks."""
    found = [_PROXY.fullmatch(part) for part in re.split(r"[;,\s]+", address.strip()) if part]
    if None in found:
        return ()
    parts = [part for part in found if part]
    chosen = [part for part in parts if part["of"] in {None, "https"}] or parts
    return tuple(Proxy(part["host"].lower().rstrip("."), part["port"]) for part in chosen)


def _meet(one: Proxy, other: Proxy) -> bool:
    if one.port and other.port and one.port != other.port:
        return False
    if one.host == other.host or _is_ip(one.host) != _is_ip(other.host):
        return True
    short, long = sorted((one.host, other.host), key=len)
    return not _is_ip(long) and "." not in short and long.startswith(f"{short}.")


def _is_ip(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")) is not None
    except ValueError:
        return False
