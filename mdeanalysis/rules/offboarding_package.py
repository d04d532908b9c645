"""An offboarding package stands in the policy."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.rule import Rule, View, hits


def find(view: View) -> pd.DataFrame:
    """The analyzer kept a body of offboarding; whether it or the onboarding is the younger one it does not say.

    The body tells it, or the name of its file.
    """
    facts = view.facts[view.facts["section"].isin(["onboarding", "offboarding"]) & view.facts["value"].notna()]
    sources = facts["source"].cat.categories.astype("str")
    bodies = sources[sources.str.lower().str.endswith("regoffboardinginfo.json")]
    rows = facts[facts["source"].isin(bodies) | (facts["section"] == "offboarding")].drop_duplicates("result_id")
    return hits(rows, "offboarding", "the policy holds an offboarding package")


RULE = Rule(
    "offboarding_package",
    "warning",
    "The policy holds an offboarding package",
    "Let one policy alone reach the device: where it should stay onboarded, take the offboarding package out of "
    "group policy or Intune, then onboard it again.",
    "https://learn.microsoft.com/defender-endpoint/offboard-machines",
    find,
)
