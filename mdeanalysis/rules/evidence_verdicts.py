"""What the tool's events say of each channel, beside what its URLs show."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from mdeanalysis.rules.evidence_join import codes_in, tries_of
from mdeanalysis.rules.rule import View

#: Service -> the events that say: no URL failed, exactly one did, "all" did (which means two or more).
CHANNELS = {
    "command_control": (130017, 131013, 132021),
    "cyber_data": (130018, 131014, 132022),
    "autoir_blob": (130019, 131015, 132023),
    "sample_upload_blob": (130020, 131016, 132024),
    "mde_config_mgr": (130021, 131017, 132025),
}
_WORDS = ("none", "one", "all")
_SERVICES = {number: service for service, numbers in CHANNELS.items() for number in numbers}
_SAID = {number: said for numbers in CHANNELS.values() for number, said in zip(numbers, _WORDS, strict=True)}


def verdicts(view: View) -> pd.DataFrame:
    """The events on channels of results whose URLs are at hand, with how many of the URLs are in what state.

    `said` is `none`, `one` or `all`; `lacking` tells that the device requires the service and the run tested none.
    """
    urls = view.system_urls
    events = view.events[view.events["event_id"].isin(list(_SERVICES))]
    events = events[events["result_id"].isin(urls["result_id"].unique())]
    number = events["event_id"].astype("int64")
    events = events.assign(service=number.map(_SERVICES), said=number.map(_SAID))
    size = len(urls["service"].cat.categories) + 1
    own = urls["result_id"].cat.codes.to_numpy().astype(np.int64) * size + urls["service"].cat.codes.to_numpy() + 1
    service = urls["service"].cat.categories.get_indexer(pd.Index(events["service"].astype("object"))) + 1
    wanted = codes_in(events["result_id"], urls["result_id"]) * size + service
    known = service > 0
    length = size * (len(urls["result_id"].cat.categories) + 1)
    for state in ("reached", "failed", "cut_off"):
        counts = np.bincount(own[(urls["state"] == state).to_numpy()], minlength=length)
        events[state] = np.where(known, counts[np.where(known, wanted, 0)], 0)
    events["tested"] = np.where(known, np.bincount(own, minlength=length)[np.where(known, wanted, 0)], 0)
    events["lacking"] = _lacking(view, events)
    return events


def _lacking(view: View, events: pd.DataFrame) -> Any:
    """Whether the service is among those that the run should have tested; where that is unknown, it may be."""
    devices = view.devices[view.devices["required_urls"].notna()]
    known = events["result_id"].isin(devices["result_id"].unique()).to_numpy()
    lists = devices[["result_id", "services_untested"]].dropna()
    pairs = lists.assign(service=lists["services_untested"].astype("object").str.split(",")).explode("service")
    listed = pd.MultiIndex.from_frame(pairs[["result_id", "service"]].astype("object"))
    own = pd.MultiIndex.from_frame(events[["result_id", "service"]].astype("object"))
    return ~known | own.isin(listed)


def answers(view: View, tool: str, state: str) -> pd.DataFrame:
    """The answers of URLs that are `tool` for the tool and `state` for us, each with its URL's `service`."""
    urls = view.system_urls
    urls = urls[(urls["tool_state"] == tool) & (urls["state"] == state)].reset_index(drop=True)
    tries = view.attempts
    concerned = (tries["outcome"] == "succeeded") & tries["result_id"].isin(urls["result_id"].unique())
    tries, at = tries_of(tries[concerned], urls)
    names = ("service", "host", "expected_status")
    service = {name: urls[name].astype("object").array[at] for name in names}
    rows = tries.assign(**service)
    rows["service"] = rows["service"].fillna("unknown service")
    return rows
