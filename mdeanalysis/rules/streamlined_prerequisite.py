"""What a device lacks for streamlined connectivity, by the analyzer's own item."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.rule import Rule, View, hits

_ITEMS = ("Streamlined Connectivity Readiness", "Streamlined Connectivity Readiness (Preview)")
_EVENTS = (131018, 131019, 131020)
#: How the sentence may call a component -> its name and what it must be.
_COMPONENTS = {
    r"unified agent": ("unified agent", "installed (Server 2012 R2 and 2016)"),
    r"\bsense\b|\bEDR sensor\b": ("sensor", "10.8040 or later, with the update of March 2022"),
    r"MoCAMP|platform|anti-?malware client": ("antivirus platform", "4.18.2211.5 or later"),
    r"engine": ("antivirus engine", "1.1.19900.2 or later"),
    r"intelligence|signature|definition": ("security intelligence", "1.391.345.0 or later"),
}


def find(view: View) -> pd.DataFrame:
    """The tool's sentence on readiness, or its events; one finding a component that the sentence names."""
    said = view.stated(*_ITEMS)
    lacking = said[said["value"].astype("object").str.strip().str.upper() != "READY"]
    events = view.events[view.events["event_id"].isin(_EVENTS)]
    events = events[~events["result_id"].isin(said["result_id"].unique())].rename(columns={"text": "value"})
    names = ["result_id", "source", "line", "value"]
    rows = pd.concat([part[names].astype({"source": "object", "value": "object"}) for part in (lacking, events)])
    rows = rows.reset_index(drop=True)
    rows["value"] = rows["value"].fillna("no reason given")
    parts = [_naming(rows, pattern, *component) for pattern, component in _COMPONENTS.items()]
    named = rows["value"].str.contains("|".join(_COMPONENTS), case=False, regex=True).astype(bool)
    rest = rows[~named]
    message = "not ready for streamlined connectivity, the analyzer says: " + rest["value"]
    return pd.concat([*parts, hits(rest, "streamlined connectivity", message)], ignore_index=True)


def _naming(rows: pd.DataFrame, pattern: str, name: str, wanted: str) -> pd.DataFrame:
    found = rows[rows["value"].str.contains(pattern, case=False, regex=True).astype(bool)]
    message = f"not ready for streamlined connectivity: {name} must be {wanted}; the analyzer says: " + found["value"]
    return hits(found, name, message)


RULE = Rule(
    "streamlined_prerequisite",
    "warning",
    "Not ready for streamlined connectivity",
    "Bring the component named to its least version: sensor 10.8040 (the cumulative update of March 2022 or later), "
    "antivirus platform 4.18.2211.5, engine 1.1.19900.2, security intelligence 1.391.345.0 (Update-MpSignature), the "
    "unified agent on Server 2012 R2 and 2016. Windows 10 before 1809 needs a longer list of URLs, and a device with "
    "the Log Analytics agent cannot use it. Until then keep the device on the standard URLs.",
    "https://learn.microsoft.com/defender-endpoint/configure-device-connectivity",
    find,
)
