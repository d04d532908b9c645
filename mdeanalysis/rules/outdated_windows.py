"""A Windows release that Microsoft or Defender no longer supports."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.catalogue.support import support_end
from mdeanalysis.rules.evidence_parts import at_fact, together
from mdeanalysis.rules.rule import Rule, View, hits

_UNSUPPORTED = 112002


def find(view: View) -> pd.DataFrame:
    """Past its edition's end of support on the day of judgement, or the tool's own event."""
    results = view.results[view.results["os_release"].notna()]
    release = results["os_release"].astype("str")
    kind = release + "|" + results["os_name"].astype("object").fillna("").astype("str")
    ends = {text: support_end(*text.split("|", 1)) for text in kind.unique()}
    end = pd.to_datetime(kind.map(ends).astype("object"), utc=True)
    # The last day is one of support still.
    rows = results[end + pd.Timedelta(days=1) <= view.as_of]
    message = release + " has been out of support since " + end.dt.strftime("%Y-%m-%d") + ", extended updates aside"
    aged = hits(at_fact(view, rows, "OS build number"), "Windows", message[rows.index])
    events = view.events[view.events["event_id"] == _UNSUPPORTED]
    return together(aged, hits(events, "Windows", "Defender does not support this build (event 112002)"))


RULE = Rule(
    "outdated_windows",
    "warning",
    "Windows is out of support",
    "Update Windows to a release in support, or buy extended security updates where there are any: without updates "
    "the sensor, root certificates and TLS grow old.",
    "https://learn.microsoft.com/lifecycle/products/",
    find,
)
