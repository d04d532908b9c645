"""The device reports to an organisation that has expired, or that the onboarding policy does not name."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_parts import of_result, together
from mdeanalysis.rules.rule import Rule, View, hits

_EXPIRED = 122005


def find(view: View) -> pd.DataFrame:
    """The tool's event, or the policy's body with another organisation than the sensor's."""
    events = view.events[view.events["event_id"] == _EXPIRED]
    expired = hits(events, "organisation", "the service refuses its organisation as expired (event 122005)")
    return together(expired, _differing(view))


def _differing(view: View) -> pd.DataFrame:
    """An organisation that the body itself names as the former one is moved on purpose."""
    stated = view.stated("orgId")
    sources = stated["source"].cat.categories.astype("str")
    policy = stated["source"].isin(sources[sources.str.lower().str.endswith("regonboardinginfopolicy.json")])
    stated = stated[policy & of_result(view, "org_id", stated).notna()]
    own, named = of_result(view, "org_id", stated).astype("str"), stated["value"].astype("str").str.lower()
    rows = stated[(named != own) & ~stated["result_id"].isin(_moved(view))]
    message = "the sensor reports to " + own[rows.index] + ", the onboarding policy names " + named[rows.index]
    return hits(rows, "organisation", message)


def _moved(view: View) -> pd.Series[str]:
    """Results whose body names the sensor's organisation among the former ones."""
    former = view.stated("previousOrgIds")
    each = former.assign(value=former["value"].astype("str").str.lower().str.split(",")).explode("value")
    own = of_result(view, "org_id", former).astype("str")
    found: pd.Series[str] = each[each["value"] == own[each.index]]["result_id"]
    return found


RULE = Rule(
    "wrong_organisation",
    "error",
    "The device reports to an expired or another organisation",
    "Offboard the device with the old organisation's package, then onboard it with the one of the organisation "
    "that it belongs to; onboarding over an old organisation does not move it.",
    "https://learn.microsoft.com/defender-endpoint/offboard-machines",
    find,
)
