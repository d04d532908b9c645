"""Direct tries are answered by something that is no Microsoft service."""

from __future__ import annotations

from typing import Any

import pandas as pd

from mdeanalysis.rules.evidence_ways import few, listed, number_of_urls
from mdeanalysis.rules.rule import Rule, View, hits

#: What block pages, gateways and portals answer with. One host alone may mean it; hosts of two services hardly do.
_IN_ANOTHERS_PLACE = (301, 302, 303, 307, 308, 403, 502, 503, 504, 511)


def find(view: View) -> pd.DataFrame:
    """A foreign certificate or a 407 without a proxy tells by itself, other answers where two services give them."""
    tries = view.attempts
    direct = tries[(tries["method"] == "direct") & (tries["context"] == "system") & tries["reason"].notna()]
    foreign = direct[direct["reason"] == "tls_inspection"]
    asked = direct[direct["http_status"] == 407]
    odd = _of_two_services(view, direct[direct["http_status"].isin(_IN_ANOTHERS_PLACE)])
    return pd.concat(
        [
            _told(foreign, "a certificate under a foreign root"),
            _told(asked, "a proxy's 407, though no proxy was asked"),
            _told(odd, listed(odd, "http_status", "result_id") + " alike, from hosts of several services"),
        ]
    )


def _of_two_services(view: View, tries: pd.DataFrame) -> pd.DataFrame:
    """The tries of results in which hosts of several services answer with one status."""
    urls = view.system_urls
    urls = urls[urls["result_id"].isin(tries["result_id"]) & urls["service"].notna()]
    text = {"result_id": "str", "url": "str"}
    services = urls[["result_id", "url", "service"]].astype({**text, "service": "str"})
    known = tries[["result_id", "url", "http_status", "source", "line"]].astype(text)
    known = known.merge(services, on=["result_id", "url"])
    different = known.groupby(["result_id", "http_status"])["service"].transform("nunique")
    return known[different > 1]


def _told(tries: pd.DataFrame, what: Any) -> pd.DataFrame:
    message = "direct tries of " + number_of_urls(tries, "result_id") + " get " + what
    return few(hits(tries, "direct", message), "result_id")


RULE = Rule(
    "transparent_proxy_suspected",
    "warning",
    "Something on the direct way answers in the services' place",
    "Ask the network team what opens or answers the connections of this device, a transparent proxy, a firewall that "
    "inspects TLS, a portal or a filter on the device itself, and let these hosts pass it unopened: the sensor's "
    "traffic must not be inspected.",
    "https://learn.microsoft.com/defender-endpoint/configure-device-connectivity",
    find,
)
