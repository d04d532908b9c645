"""Services that the device requires and the run never tried."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_testing import last_urls
from mdeanalysis.rules.evidence_untested import lacks
from mdeanalysis.rules.rule import Rule, View, hits


def find(view: View) -> pd.DataFrame:
    """A required service without any tested URL; one finding a device, whose subject is why."""
    found = lacks(view)
    found = found[found["services"].notna()]
    own = found.set_index(found["result_id"].astype("object"))
    rows = last_urls(view, found)
    subject = rows["result_id"].map(_why(view, own)).astype("object")
    services = rows["result_id"].map(own["services"].str.replace(",", ", ")).astype("object")
    hosts = rows["result_id"].map(own["service_hosts"]).astype("object")
    return hits(rows, subject, subject + ": no URL was tested of " + services + " (" + hosts + ")")


def _why(view: View, own: pd.DataFrame) -> pd.Series[str]:
    """Gateways that are all foreign show that the list was meant for other regions."""
    why = pd.Series("incomplete list of URLs", own.index, dtype="object")
    urls = view.system_urls
    gateways = urls[urls["service"] == "command_control"]["result_id"].unique()
    without_own = own["services"].str.split(",").str[0] == "command_control"
    foreign = without_own & own.index.isin(gateways)
    return why.mask(foreign, "list of URLs of other regions").mask(own["test_state"] == "cut_off", "test cut off")


RULE = Rule(
    "service_untested",
    "warning",
    "A required service was never tested",
    "Run the newest analyzer again from its whole folder on the onboarded device, and let it end by itself: then it "
    "tests the services of the device's own region. An older list of URLs, the seven URLs built into the checker and "
    "a test that was cut off all leave services out, and silence is no proof of health.",
    "https://learn.microsoft.com/defender-endpoint/verify-connectivity",
    find,
)
