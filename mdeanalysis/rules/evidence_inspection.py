"""What shows TLS inspection: refused certificates, and issuers that are neither Microsoft's nor its suppliers'."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from mdeanalysis.catalogue.issuers import is_known_issuer
from mdeanalysis.rules.evidence_join import amount, codes_in, counted, listed, tries_of
from mdeanalysis.rules.rule import View, hits
from mdeanalysis.verdict.inspection import ISSUED

WITHOUT_PROXY = "no proxy"
_COLUMNS = ["result_id", "source", "line", "context", "host", "way", "lost", "issuer"]


def inspected(view: View) -> pd.DataFrame:
    """One row a line that shows it: where, by which way, whether its URL failed (`lost`), the issuer.

    `blocked` tells that a URL of this result failed at which this way shows a foreign certificate.
    """
    urls = view.urls[view.urls["inspection"] == "intercepted"].reset_index(drop=True)
    refused = view.attempts[view.attempts["reason"] == "tls_inspection"]
    tries, at = tries_of(refused, urls)
    issuers = _issuers(view, urls)
    seen = pd.DataFrame({**{name: urls[name].array[at] for name in ("context", "host", "state")}}, tries.index)
    rows = pd.concat([tries[["result_id", "source", "line"]], seen], axis=1)
    rows["way"] = _ways(tries, at, view)
    # The test of down-level Windows prints the issuer in the answer itself.
    printed = tries["message"].astype("object").where(tries["outcome"] == "succeeded")
    rows["issuer"] = pd.Series(at, rows.index).map(issuers["value"]).astype("object").fillna(printed)
    alone = issuers[~issuers.index.isin(at)]
    named = urls.loc[alone.index, ["result_id", "context", "host", "state"]]
    named = named.assign(
        source=alone["source"], line=alone["line"], issuer=alone["value"], way=_discovered(view, named["result_id"])
    )
    found = pd.concat([_plain(rows), _plain(named)], ignore_index=True)
    found["lost"] = found.pop("state") == "failed"
    found = found.reindex(columns=_COLUMNS)
    group = found["result_id"] + " " + found["context"] + " " + found["way"]
    found["blocked"] = found["lost"].astype(bool).groupby(group).transform("any").astype(bool)
    return found


def told(rows: pd.DataFrame, who: str = "") -> pd.DataFrame:
    """The rows as hits: one finding a device and way."""
    group = rows["result_id"] + " " + rows["way"]
    many = amount(group.map(counted(group, rows["host"])), "host")
    issuer = group.map(rows.dropna(subset="issuer").groupby(group)["issuer"].first()).astype("object")
    by = ("; issued by " + issuer.astype("str")).where(issuer.notna(), "")
    hosts = group.map(listed(group, rows["host"])).astype("object")
    message = "by " + rows["way"] + who + ", a certificate that is not Microsoft's at " + many + ": " + hosts
    return hits(rows, rows["way"], message + by)


def _plain(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.astype({name: "object" for name in rows.columns if name != "line"})


def _ways(tries: pd.DataFrame, at: Any, view: View) -> pd.Series[Any]:
    """The proxy of each try, by its address where that is known."""
    method = tries["method"].astype("object")
    direct = pd.Series(at, tries.index).isin(at[(method == "direct").to_numpy()])
    settings = view.proxy_settings
    set_by_hand = settings[(settings["scope"] == "winhttp") & (settings["kind"] == "static")]
    winhttp = _address(tries["result_id"], set_by_hand.rename(columns={"address": "proxy_address"}))
    results = view.results
    winhttp = winhttp.fillna(_address(tries["result_id"], results[results["proxy_method"] == "winhttp"]))
    wpad = _address(tries["result_id"], results[results["proxy_method"] == "wpad"])
    # Without a proxy of their own, both fall back to the direct way.
    fallen = pd.Series(WITHOUT_PROXY, tries.index, dtype="object").where(direct)
    by_method = {
        "default_proxy": winhttp.fillna(fallen).fillna("the default proxy"),
        "wpad": wpad.fillna(fallen).fillna("the proxy of WPAD"),
        "direct": pd.Series(WITHOUT_PROXY, tries.index, dtype="object"),
        "agent": pd.Series("the agent's own way", tries.index, dtype="object"),
    }
    way = tries["proxy_address"].astype("object")
    for name, address in by_method.items():
        way = way.where(way.notna() | (method != name), address)
    return way.fillna("a proxy")


def _address(result: pd.Series[Any], rows: pd.DataFrame) -> pd.Series[Any]:
    known = rows[rows["proxy_address"].notna()].drop_duplicates("result_id")
    by_result = pd.Series(known["proxy_address"].astype("object").array, known["result_id"].astype("object").array)
    return result.astype("object").map(by_result).astype("object")


def _discovered(view: View, result: pd.Series[Any]) -> pd.Series[Any]:
    return _address(result, view.results).fillna("an unknown way")


def _issuers(view: View, urls: pd.DataFrame) -> pd.DataFrame:
    """The facts that name a foreign issuer of a URL, or a foreign root alone, by the URL's position."""
    names = view.facts["name"].cat.categories
    facts = view.stated(*names[names.str.startswith(ISSUED)])
    facts = facts[facts["result_id"].isin(urls["result_id"].unique())]
    foreign = [name for name in facts["value"].unique() if not is_known_issuer(name)]
    facts = facts[facts["value"].isin(foreign)]
    url = facts["name"].astype("object").str.removeprefix(ISSUED[0]).str.removeprefix(ISSUED[1]).astype("category")
    keys = pd.DataFrame({"url": url.array, "result_id": facts["result_id"].array}, facts.index)
    pair = codes_in(keys["result_id"], urls["result_id"]) * (len(urls["url"].cat.categories) + 1)
    pair = np.where(pair < 0, -1, pair + codes_in(keys["url"], urls["url"]))
    system = urls[urls["context"] == "system"]
    own = system["result_id"].cat.codes.astype("int64") * (len(urls["url"].cat.categories) + 1)
    at = pd.Index(own + system["url"].cat.codes).get_indexer(pd.Index(pair))
    found = facts[["source", "line", "value"]].astype({"source": "object", "value": "object"})[at >= 0]
    return found.set_axis(system.index[at[at >= 0]]).loc[lambda frame: ~frame.index.duplicated()]
