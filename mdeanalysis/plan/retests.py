"""Devices of which the run does not tell enough, and what they have instead of a plan: the test again."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.catalogue.advice import NOT_TESTED_ADVICE
from mdeanalysis.plan.egress import egresses
from mdeanalysis.rules.evidence_testing import last_urls, lines_of_missing_tests
from mdeanalysis.rules.evidence_ways import judging
from mdeanalysis.rules.rule import View

_CUT_OFF, _UNKNOWN, _SERVICES = "the test was cut off", "answers that tell nothing", "services never tested"
_WORDS = {"cut_off": _CUT_OFF, "unknown": _UNKNOWN, "not_tested": "no way was tested"}


def retests(view: View) -> pd.DataFrame:
    """One row a device and cause: who was not tested, not to the end, or not for every service that it requires.

    Failed devices are among them where a required URL has no verdict: what would free them, the run does not tell.
    """
    found = pd.concat([_whole(view), _some_urls(view), _services(view)], ignore_index=True)
    found["egress"] = found["result_id"].map(egresses(view)).astype("str")
    lacking = dict.fromkeys(("host", "port", "service", "url", "why", "answer"))
    return found.assign(kind="rerun_test", single=False, **lacking)


def _whole(view: View) -> pd.DataFrame:
    """Devices without any verdict."""
    devices = view.devices[view.devices["state"].isin(["not_tested", "cut_off", "unknown"])]
    titles = {reason: advice.title for reason, advice in NOT_TESTED_ADVICE.items()}
    reason = devices["not_tested_reason"].astype("object").map(titles)
    state = devices["state"].astype("object").map(_WORDS)
    target = reason.where((devices["state"] == "not_tested") & reason.notna(), state)
    return _rows(view, devices, target)


def _some_urls(view: View) -> pd.DataFrame:
    """Failed devices, some of whose required URLs have no verdict."""
    failed = view.devices[view.devices["state"] == "failed"]
    urls = judging(view.system_urls)
    urls = urls[urls["state"].isin(list(_WORDS)) & urls["result_id"].isin(failed["result_id"])]
    first = urls.drop_duplicates("result_id")
    target = first["state"].astype("object").map(_WORDS)
    names = ["device_key", "device_name", "result_id", "source", "line"]
    return first[names].astype(dict.fromkeys(names[:4], "object")).assign(target=target)


def _services(view: View) -> pd.DataFrame:
    """Devices that reach all that was tested, which was not all."""
    devices = view.devices
    devices = devices[(devices["state"] == "reached") & devices["services_untested"].notna()]
    return _rows(view, devices, pd.Series(_SERVICES, devices.index, dtype="object"))


def _rows(view: View, devices: pd.DataFrame, target: pd.Series[str]) -> pd.DataFrame:
    names = ["device_key", "device_name", "result_id"]
    rows = devices[names].astype("object").assign(target=target)
    tested = view.system_urls["result_id"].unique()
    with_urls = devices["result_id"].isin(tested)
    places = pd.concat([last_urls(view, devices[with_urls]), lines_of_missing_tests(view, devices[~with_urls])])
    first = places.drop_duplicates("result_id")
    return rows.merge(first.astype({"result_id": "object"}), on="result_id", how="left")
