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

from mdeanalysis.errors import OutputError
from mdeanalysis.plan import Plan
from mdeanalysis.plan.egress import DIRECT
from mdeanalysis.plan.hosts import is_name
from mdeanalysis.plan.needs import ON_HOSTS
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
_HOSTS = ["rank", "change", "host", "port", "service", "answer", "devices"]
_DEVICES = ["device_name", "device_key", "site", "region", "os_release", "changes", "freed_by"]
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
        for number, (egress, changes) in enumerate(asked.groupby("egress", sort=False), start=1):
            place = folder / f"{number:02}-{_slug(str(egress))}"
            needs = plan.needs[plan.needs["rank"].isin(changes["rank"])]
            text = _ticket(str(egress), changes, needs, tables, paths)
            _write(place, text, _frames(changes, needs, tables))
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


def _frames(changes: pd.DataFrame, needs: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    own = needs.sort_values(["rank", "host", "device_name"], kind="stable").rename(columns={"kind": "change"})
    return {
        "hosts": _hosts(own),
        "devices": _of_devices(changes, own, tables["devices"]),
        "evidence": own[_EVIDENCE].drop_duplicates(),
    }


def _hosts(needs: pd.DataFrame) -> pd.DataFrame:
    """One row a change and host. What is asked host by host names DNS names alone."""
    rows = needs[~needs["change"].isin(ON_HOSTS) | needs["host"].astype("str").map(is_name)]
    plain = rows[[*_HOSTS[:-2], "answer", "device_key"]].astype({"answer": "string", "service": "object"})
    keys = _HOSTS[:4]
    counts = plain.groupby(keys, observed=True, sort=False)
    made = counts.agg(service=("service", "first"), answer=("answer", _joined), devices=("device_key", "nunique"))
    return made.reset_index()[_HOSTS]


def _joined(values: pd.Series[str]) -> str:
    return " ".join(sorted(set(values.dropna())))


def _of_devices(changes: pd.DataFrame, needs: pd.DataFrame, devices: pd.DataFrame) -> pd.DataFrame:
    own = needs.groupby(needs["device_key"].astype("str"))["rank"]
    wanted = own.agg(lambda ranks: " ".join(map(str, sorted(set(ranks)))))
    rows = devices[devices["device_key"].isin(wanted.index)]
    keys = rows["device_key"].astype("str")
    last = needs.drop_duplicates("device_key").set_index(needs.drop_duplicates("device_key")["device_key"].astype("str"))
    rows = rows.assign(changes=keys.map(wanted), freed_by=keys.map(last["freed_by"]).astype("Int64"))
    return rows[_DEVICES].sort_values("device_name", key=lambda names: names.astype("str"))


def _ticket(
    egress: str, changes: pd.DataFrame, needs: pd.DataFrame, tables: Mapping[str, pd.DataFrame], paths: Sequence[str]
) -> str:
    shown = printable(egress)
    number = _devices(needs)
    lines = [f"To:      {_team(shown)}", f"Subject: {_subject(shown, changes, number)}", ""]
    lines += [*_wrapped(_why(shown, number, int(changes["devices_freed"].sum()))), ""]
    for change in changes.itertuples(index=False):
        lines += _asked(change, needs[needs["rank"] == change.rank])
    lines += ["DEVICES", "", *_wrapped(_named(needs)), ""]
    lines += ["CHECK", "", *check(egress, changes, needs, tables["urls"]), "", *retest(paths), ""]
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


def _team(egress: str) -> str:
    return f"firewall team, {egress}" if egress.startswith(DIRECT) else f"proxy team, {egress}"


def _subject(egress: str, changes: pd.DataFrame, number: int) -> str:
    kinds = " and ".join(dict.fromkeys(changes["kind"].str.replace("_", " ")))
    return f"Microsoft Defender for Endpoint: {kinds} ({egress}, {counted(number, 'device')})"


def _why(egress: str, number: int, freed: int) -> str:
    said = f"{counted(number, 'device')} cannot reach a service of Microsoft Defender for Endpoint by this way out: "
    said += f"{egress}. The sensor connects as SYSTEM, without a user. With the changes below"
    if freed == number:
        return said + (" it reaches all that it needs." if number == 1 else " all of them reach all that they need.")
    return said + f", {freed:,} of them reach all that they need; the others lack something elsewhere as well."


def _asked(change: object, needs: pd.DataFrame) -> list[str]:
    """One change in words, with its hosts."""
    rank, kind, target = (getattr(change, name) for name in ("rank", "kind", "target"))
    head = f"CHANGE {rank} OF THE PLAN: {kind.replace('_', ' ')}, {printable(str(target))}"
    lines = [*_wrapped(head), "", *_wrapped(str(getattr(change, "ask"))), ""]  # noqa: B009 - a row has no type
    rows = records(_hosts(needs.rename(columns={"kind": "change"})), _HOSTS)
    if kind in ON_HOSTS:
        lines += [f"  {'host':<52} port  answer  devices"]
        lines += [f"  {r['host']:<52} {r['port']:>4}  {r['answer'] or '-':<6}  {r['devices']:>7,}" for r in rows]
        lines += ["", *_wrapped(_BY_NAME), ""]
    return lines


_BY_NAME = (
    "Please name the hosts, not their addresses: Microsoft changes the addresses of these services without notice. "
    "Their TLS must not be opened on the way. Port 80 serves certificate lists alone."
)


def _named(needs: pd.DataFrame) -> str:
    names = sorted({printable(str(name)) for name in needs["device_name"]})
    more = f", and {len(names) - _NAMED:,} more in devices.csv" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _wrapped(text: str) -> list[str]:
    return fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False).split("\n")
