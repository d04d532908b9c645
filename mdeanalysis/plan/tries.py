"""The tries of all devices as SYSTEM made them: the way each took, and the one of a failed URL that decides."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from mdeanalysis.plan.egress import direct_paths, vias
from mdeanalysis.rules.evidence_join import tries_of
from mdeanalysis.rules.evidence_ways import UNANSWERED, judging
from mdeanalysis.rules.rule import View
from mdeanalysis.vocabulary import REASONS

#: Reasons that come with no answer of anybody who could be asked.
SILENT = (*UNANSWERED, "other", "wpad_not_found", "wpad_script", "exception")
_RANKS = {name: rank for rank, name in enumerate(REASONS)}


def system_tries(view: View) -> pd.DataFrame:
    """SYSTEM's tries that were made, with `via` (the proxy, `<NA>` for none) and `path` (the way out's name)."""
    tries = view.attempts
    made = tries[(tries["context"] == "system") & (tries["reached"].fillna(False) | tries["reason"].notna())]
    via = vias(view, made)
    direct = made["result_id"].astype("str").map(direct_paths(view)).astype("string")
    return made.assign(via=via.astype("category"), path=via.fillna(direct).astype("category"))


def failed_urls(view: View) -> pd.DataFrame:
    """The URLs for which devices fail: of those that judge them, with `port`."""
    urls = judging(view.system_urls)
    failing = view.devices[view.devices["state"] == "failed"]["result_id"]
    urls = urls[(urls["state"] == "failed") & urls["result_id"].isin(failing)]
    plain = urls["url"].astype("str").str.lower().str.startswith("http://")
    return urls.assign(port=np.where(plain, 80, 443)).reset_index(drop=True)


def deciding(tries: pd.DataFrame, urls: pd.DataFrame) -> pd.DataFrame:
    """One row a failed URL: what it is, and `via`, `path`, `why`, `answer`, `source` and `line` of the deciding try.

    `answer` is its HTTP status, else its error number. An answer counts before silence, in the contract's order of
    reasons. Of silent tries the one by the proxy counts, for where there is a proxy the direct way is closed on
    purpose; then that by a proxy script, then the direct one. The proxy on the checker's command line is the
    tester's, not the device's: it comes last.
    """
    found, at = tries_of(tries[tries["reason"].notna()], urls)
    reason = found["reason"].astype("object")
    silent = reason.isin(SILENT)
    order = pd.DataFrame(
        {
            "url": at,
            "guest": found["method"] == "command_line_proxy",
            "silent": silent,
            "by": np.where(found["via"].notna(), 0, np.where(reason == "wpad_script", 1, 2)) * silent,
            "direct": (found["method"] != "direct") & silent,
            "rank": reason.map(_RANKS),
        },
        index=found.index,
    )
    first = order.sort_values([str(name) for name in order], kind="stable").drop_duplicates("url")
    told = found.loc[first.index, ["via", "path", "method", "reason", "http_status", "error_code", "source", "line"]]
    told = told.assign(answer=told.pop("http_status").fillna(told.pop("error_code")).astype("Int64"))
    told = told.rename(columns={"reason": "why"}).set_axis(first["url"].to_numpy())
    kept = urls[["result_id", "device_key", "device_name", "url", "host", "port", "service"]].loc[told.index]
    made: pd.DataFrame = pd.concat([kept, told], axis=1)
    return made


def answered(tries: pd.DataFrame, *names: str) -> pd.Series[Any]:
    """How many devices got an answer (any that is not silence), by the columns named."""
    heard = tries[~tries["reason"].isin(SILENT)]
    return _devices(heard, *names)


def reached(tries: pd.DataFrame, *names: str) -> pd.Series[Any]:
    """How many devices reached the service, by the columns named."""
    return _devices(tries[tries["reached"].fillna(False).astype(bool)], *names)


def _devices(tries: pd.DataFrame, *names: str) -> pd.Series[Any]:
    wanted = list(dict.fromkeys([*names, "result_id"]))
    keys = tries[wanted].drop_duplicates()
    return keys.groupby(list(names), observed=True, sort=False).size()
