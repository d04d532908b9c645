"""Single hosts that the device requires and the list of URLs does not have."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_testing import last_urls
from mdeanalysis.rules.evidence_untested import lacks
from mdeanalysis.rules.rule import Rule, View, hits


def find(view: View) -> pd.DataFrame:
    """Hosts of services of which others were tested; one finding a device."""
    found = lacks(view)
    found = found[found["hosts"].notna()]
    own = found.set_index(found["result_id"].astype("object"))
    rows = last_urls(view, found)
    cut = rows["result_id"].map(own["test_state"] == "cut_off").astype(bool)
    subject = pd.Series("older list of URLs", rows.index, dtype="object").mask(cut, "test cut off")
    return hits(rows, subject, subject + ": never tested: " + rows["result_id"].map(own["hosts"]).astype("object"))


RULE = Rule(
    "required_untested",
    "info",
    "Required hosts were never tested",
    "Let firewall and proxy allow the hosts named, which Microsoft's current list requires, and test them with the "
    "newest analyzer: the list in use is older than they are, or its test was cut off.",
    "https://learn.microsoft.com/defender-endpoint/configure-environment",
    find,
)
