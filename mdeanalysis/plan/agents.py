"""Servers with the monitoring agent that fail only for what the unified agent does not need."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.catalogue.endpoints import lookup
from mdeanalysis.rules.no_unified_agent import SERVERS
from mdeanalysis.rules.rule import View
from mdeanalysis.verdict.profiles import Profiles

#: The service without which an agent is of no use: it must be seen to work.
_FIRST = "command_control"


def with_agent(view: View, needs: pd.DataFrame) -> pd.DataFrame:
    """The needs, where a new agent frees a device by itself that one in the place of all others.

    The monitoring agent is out of support, so where either would do, the agent is what is asked for.
    """
    results = view.results
    old = results[results["os_release"].isin(SERVERS) & (results["agent"] == "mma")]
    old = old[old["result_id"].isin(_gateway_reached(view)) & old["result_id"].isin(needs["result_id"])]
    profiles = Profiles.of(old)
    unified = [profile._replace(agent="unified") for profile in profiles.values]
    profile = dict(zip(old["result_id"].astype("str"), profiles.of_result.tolist(), strict=True))
    own = needs[needs["result_id"].isin(old["result_id"])]
    pairs = own[["result_id", "url"]].astype("str").drop_duplicates()
    needed = [lookup(url, unified[profile[result]]).required for result, url in pairs.itertuples(index=False)]
    still = set(pairs["result_id"][[word is not False for word in needed]])
    freed = own["result_id"].astype("str").map(lambda result: result not in still).astype(bool)
    release = old["os_release"].astype("str").set_axis(old["result_id"].astype("str"))
    target = "unified agent, " + own["result_id"].astype("str").map(release).astype("object")
    changed = own[freed].assign(kind="install_agent", target=target[freed], single=True)
    return pd.concat([needs.drop(changed.index), changed]).sort_index()


def _gateway_reached(view: View) -> pd.Series[str]:
    urls = view.system_urls
    return urls[(urls["service"] == _FIRST) & (urls["state"] == "reached")]["result_id"]
