"""Change requests for the teams that own the ways out: a folder each, complete in itself.

`ticket.txt` is to be pasted, `hosts.csv` is for the firewall team, `devices.csv` names who is concerned, and
`evidence.csv` has the line of text behind every row. Files appear only when all of them are complete.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import fill

import pandas as pd

from mdeanalysis.catalogue.advice import advice_for
from mdeanalysis.errors import OutputError
from mdeanalysis.plan import Plan
from mdeanalysis.plan.egress import DIRECT
from mdeanalysis.plan.hosts import is_name
from mdeanalysis.plan.needs import NAMES, ON_HOSTS, OWN_NETWORK
from mdeanalysis.plan.systems import SYSTEMS
from mdeanalysis.report.export import export
from mdeanalysis.report.printable import printable
from mdeanalysis.report.retest import check, retest
from mdeanalysis.report.section import counted
from mdeanalysis.report.selection import records

_WIDTH = 78
_AGAIN = "rerun_test"
_NOT_IN_A_NAME = re.compile(r"[^a-z0-9.]+")
#: Letters of a way out that its folder's name keeps.
_LONGEST = 60
#: Devices that a ticket names; all are in its table.
_NAMED = 10
_HOSTS = ["rank", "change", "host", "port", "service", "why", "answer", "devices"]
_DEVICES = [
    "device_name",
    "device_key",
    "site",
    "region",
    "os_release",
    "device_tag",
    "run_at",
    "changes",
    "freed_by",
]
_EVIDENCE = ["rank", "device_name", "url", "why", "answer", "source", "line"]


def write_tickets(
    plan: Plan, tables: Mapping[str, pd.DataFrame], folder: Path, paths: Sequence[str]
) -> list[tuple[Path, str]]:
    """A folder in `folder` for each way out that needs a change, and what it asks for, in words.

    `paths` are what the plan was made from, for the command that checks it again. Raises `OutputError` where nothing
    can be written.
    """
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is a file; --tickets takes a folder")
    asked = plan.changes[plan.changes["kind"] != _AGAIN]
    told = []
    try:
        alone = asked["target"].str.startswith(OWN_NETWORK)
        for number, (_, changes) in enumerate(asked.groupby([asked["egress"], alone], sort=False), start=1):
            egress = str(changes["egress"].iloc[0])
            place = folder / f"{number:02}-{_slug(egress)}{'-own-network' * bool(alone[changes.index[0]])}"
            needs = plan.needs[plan.needs["rank"].isin(changes["rank"])]
            text = _ticket(egress, changes, needs, tables, paths)
            _write(place, text, _frames(needs, tables["devices"]))
            told.append((place, f"{counted(len(changes), 'change')}, {counted(_devices(needs), 'device')}"))
    except OSError as error:
        raise OutputError(f"cannot write to {folder}: {error.strerror or error}") from error
    return told


def _slug(egress: str) -> str:
    return _NOT_IN_A_NAME.sub("-", egress.lower()).strip("-.")[:_LONGEST] or "way"


def _write(place: Path, text: str, frames: Mapping[str, pd.DataFrame]) -> None:
    place.mkdir(parents=True, exist_ok=True)
    export(frames, place, "csv")
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=place, prefix=".ticket-", delete=False) as out:
        out.write(text)
    Path(out.name).replace(place / "ticket.txt")


def _devices(needs: pd.DataFrame) -> int:
    return int(needs["device_key"].nunique())


def _frames(needs: pd.DataFrame, devices: pd.DataFrame) -> dict[str, pd.DataFrame]:
    own = needs.sort_values(["rank", "host", "device_name"], kind="stable").rename(columns={"kind": "change"})
    return {
        "hosts": _hosts(own),
        "devices": _of_devices(own, devices),
        "evidence": own[_EVIDENCE].drop_duplicates(),
    }


def _hosts(needs: pd.DataFrame) -> pd.DataFrame:
    """One row a change and host. What is asked host by host names DNS names alone."""
    rows = needs[~needs["change"].isin(ON_HOSTS) | needs["host"].astype("str").map(is_name)]
    plain = rows[[*_HOSTS[:-1], "device_key"]].astype(dict.fromkeys(_HOSTS[1:-1], "string"))
    groups = plain.groupby(_HOSTS[:4])
    made = groups[["service", "why", "answer"]].agg(_joined)
    return made.assign(devices=groups["device_key"].nunique()).reset_index()[_HOSTS]


def _joined(values: pd.Series[str]) -> str:
    return " ".join(sorted(set(values.dropna())))


def _of_devices(needs: pd.DataFrame, devices: pd.DataFrame) -> pd.DataFrame:
    own = needs.groupby(needs["device_key"].astype("str"))["rank"]
    wanted = own.agg(lambda ranks: " ".join(map(str, sorted(set(ranks)))))
    rows = devices[devices["device_key"].isin(wanted.index)]
    keys = rows["device_key"].astype("str")
    last = needs.drop_duplicates("device_key").set_index(
        needs.drop_duplicates("device_key")["device_key"].astype("str")
    )
    rows = rows.assign(changes=keys.map(wanted), freed_by=keys.map(last["freed_by"]).astype("Int64"))
    return rows[_DEVICES].sort_values("device_name", key=lambda names: names.astype("str"))


def _ticket(
    egress: str, changes: pd.DataFrame, needs: pd.DataFrame, tables: Mapping[str, pd.DataFrame], paths: Sequence[str]
) -> str:
    shown = printable(egress)
    number = _devices(needs)
    lines = [f"To:      {_team(shown, changes)}", f"Subject: {_subject(shown, changes, number)}", ""]
    lines += [*_wrapped(_why(shown, number, int(changes["devices_freed"].sum()))), ""]
    for change in changes.itertuples(index=False):
        lines += _asked(change, needs[needs["rank"] == change.rank])
    lines += ["DEVICES", "", *_wrapped(_named(needs)), *_wrapped(_seen(needs, tables["devices"])), ""]
    lines += ["CHECK", "", *check(egress, changes, needs, tables["urls"]), *retest(paths), ""]
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


def _team(egress: str, changes: pd.DataFrame) -> str:
    """Who can make the changes: of settings and single devices those who manage them, else the way out's owner."""
    if not changes["kind"].isin([*ON_HOSTS, "other"]).any():
        return "whoever manages the devices' policies (Group Policy, Intune)"
    if changes["target"].str.startswith(OWN_NETWORK).all():
        return "support on site"
    if changes["target"].str.startswith(NAMES).all():
        return f"name server team, {egress}"
    if egress.startswith(SYSTEMS):
        return f"whoever manages Windows, {egress}"
    return f"firewall team, {egress}" if egress.startswith(DIRECT) else f"proxy team, {egress}"


def _subject(egress: str, changes: pd.DataFrame, number: int) -> str:
    pairs = zip(changes["kind"], changes["target"], changes["hosts"], strict=True)
    asked = "; ".join(_in_short(kind, printable(target), len(hosts)) for kind, target, hosts in pairs)
    return f"Microsoft Defender for Endpoint: {asked} ({egress}, {counted(number, 'device')})"


def _in_short(kind: str, target: str, hosts: int) -> str:
    if kind == "other":
        return target.partition(", ")[0]
    return _SHORT.get(kind, kind.replace("_", " ")).format(counted(hosts, "host"))


_SHORT = {
    "allow_host": "allow {}",
    "stop_inspection": "do not inspect {}",
    "allow_anonymous": "allow {} without sign-in",
}


def _why(egress: str, number: int, freed: int) -> str:
    way = "whichever way they go out" if egress.startswith(SYSTEMS) else "by this way out"
    said = f"{counted(number, 'device')} cannot reach a service of Microsoft Defender for Endpoint {way}: "
    said += f"{egress}. The sensor connects as SYSTEM, without a user. "
    said += f"The changes below free {freed:,} of {number:,}, as far as was tested"
    return said + ("." if freed == number else "; the others lack something elsewhere as well.")


def _asked(change: object, needs: pd.DataFrame) -> list[str]:
    """One change in words, with its hosts."""
    rank, kind, target = (getattr(change, name) for name in ("rank", "kind", "target"))
    head = f"CHANGE {rank} OF THE PLAN: {kind.replace('_', ' ')}, {printable(str(target))}"
    lines = [*_wrapped(head), "", *_wrapped(str(getattr(change, "ask"))), ""]  # noqa: B009 - a row has no type
    if kind in ON_HOSTS or (kind == "other" and not str(target).startswith(OWN_NETWORK)):
        lines += _table(needs)
    if kind in ON_HOSTS:
        lines += [*_wrapped(_BY_NAME), ""]
    if kind == "stop_inspection":
        lines += [*_wrapped(_ALL_OF_THEM), ""]
    return lines


def _table(needs: pd.DataFrame) -> list[str]:
    rows = records(_hosts(needs.rename(columns={"kind": "change"})), _HOSTS)
    lines = ["  Outbound, TCP, from the devices below to:", "", f"  {'host':<46} port  devices  seen"]
    for row in rows:
        why = [advice_for(name).title for name in row["why"].split()]
        seen = f"{', '.join(why)} ({row['answer']})" if row["answer"] else ", ".join(why)
        lines.append(f"  {printable(row['host']):<46} {row['port']:>4}  {row['devices']:>7,}  {seen}")
    return [*lines, ""]


_BY_NAME = (
    "Please name the hosts, not their addresses: Microsoft changes the addresses of these services without notice. "
    "TLS on port 443 must pass unopened."
)
_ALL_OF_THEM = (
    "The hosts above are those whose test can see inspection. Exempt the others too, such as the storage accounts: "
    "`mdeanalysis plan PATH --allowlist csv` has all of them, with `bypass` where it is needed."
)


def _named(needs: pd.DataFrame) -> str:
    names = sorted({printable(str(name)) for name in needs["device_name"]})
    more = f", and {len(names) - _NAMED:,} more in devices.csv" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _seen(needs: pd.DataFrame, devices: pd.DataFrame) -> str:
    """What the devices share, and between which days it was seen, for whoever looks into logs."""
    own = devices[devices["device_key"].isin(needs["device_key"])]
    said = ""
    for column, words in (("site", "site"), ("device_tag", "device tag")):
        values = own[column].unique()
        if len(own) > 1 and len(values) == 1 and isinstance(values[0], str):
            said += f"All have {words} {printable(values[0])}. "
    runs = own["run_at"].dropna()
    if len(runs):
        first, last = f"{runs.min():%Y-%m-%d %H:%M}", f"{runs.max():%Y-%m-%d %H:%M}"
        said += f"Tested {first} UTC. " if first == last else f"Tested between {first} and {last} UTC. "
    return said + "devices.csv has more of each, evidence.csv every failed URL."


def _wrapped(text: str) -> list[str]:
    return fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False).split("\n")
