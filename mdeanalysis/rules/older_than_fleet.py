"""A sensor, antivirus platform or engine older than that of most of the fleet."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_parts import at_fact, together
from mdeanalysis.rules.rule import Rule, View, hits

#: Devices to compare with, how many of them are to be newer, and by how many months antivirus is to lag.
_FEWEST, _MOST, _MONTHS = 10, 0.75, 3
_AGE = pd.Timedelta(days=30)
_ITEMS = {"Defender AV Platform Version": "antivirus platform", "Defender AV engine Version": "antivirus engine"}
_MONTH = r"^\d\.\d+\.(\d\d)(\d\d)\d?\."
_GENERATION = r"^10\.(\d{4,5})\."


def find(view: View) -> pd.DataFrame:
    """Among results of one month, so that no result is old only because it was taken long ago."""
    results = view.results[view.results["platform"] == "windows"]
    recent = results[results["run_at"] > results["run_at"].max() - _AGE]
    stated = view.stated(*_ITEMS)
    stated = stated[stated["result_id"].isin(recent["result_id"])].drop_duplicates(["result_id", "name"])
    return together(_sensors(view, recent), *(_antivirus(stated, name) for name in _ITEMS))


def _sensors(view: View, results: pd.DataFrame) -> pd.DataFrame:
    """Sensors of one Windows release, by the number that rises with each of their generations."""
    version = results["sense_version"].astype("str")
    number = pd.to_numeric(version.str.extract(_GENERATION)[0])
    known = results[number.notna() & results["os_release"].notna()]
    release = known["os_release"].astype("str")
    behind = _newer(number[known.index], release) >= _MOST
    rows = known[behind]
    message = "sensor " + version + " is older than that of most devices of this fleet with " + release
    return hits(at_fact(view, rows, "Sense version"), "sensor", message[rows.index])


def _antivirus(stated: pd.DataFrame, name: str) -> pd.DataFrame:
    """Antivirus updates are the same for every Windows, and their number says the month."""
    rows = stated[stated["name"] == name]
    parts = rows["value"].astype("str").str.extract(_MONTH).astype("float")
    month = (parts[0] * 12 + parts[1]).dropna()
    everywhere = pd.Series("", month.index)
    behind = (_newer(month, everywhere) >= _MOST) & (month.median() - month >= _MONTHS)
    rows = rows.loc[month.index[behind]]
    told = _ITEMS[name] + " " + rows["value"].astype("str")
    return hits(rows, _ITEMS[name], told + " is months older than that of most devices of this fleet")


def _newer(number: pd.Series[float], group: pd.Series[str]) -> pd.Series[float]:
    """The part of each one's group with a higher number; none where the group is small."""
    size = number.groupby(group).transform("size")
    higher = size - number.groupby(group).rank(method="max")
    return (higher / size).where(size >= _FEWEST, 0.0)


RULE = Rule(
    "older_than_fleet",
    "info",
    "A component is older than in most of this fleet",
    "See whether the device gets updates as the others do: the sensor by Windows Update, platform (KB4052623) and "
    "engine with the antivirus updates, by hand with `Update-MpSignature` in PowerShell.",
    "https://learn.microsoft.com/defender-endpoint/microsoft-defender-antivirus-updates",
    find,
)
