"""Services and their states, which .NET names the same in every language."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.rule import View

_STATES = ("Stopped", "StopPending", "StartPending", "Paused", "PausePending", "ContinuePending")


def stopped(view: View, *names: str) -> pd.DataFrame:
    """The facts of these names that state a service which does not run."""
    facts = view.stated(*names)
    return facts[facts["value"].isin(_STATES)]
