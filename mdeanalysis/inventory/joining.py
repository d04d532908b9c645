"""Which line of a list is which device: by id, else FQDN, else short name, where that is unique."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mdeanalysis.inventory.frame import FIRST_PART, joinable, keys_of, to_inventory
from mdeanalysis.inventory.reading import Listed
from mdeanalysis.tables.typed import booleans, categorical, codes_of, column
from mdeanalysis.vocabulary import NOT_READ

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
#: Windows cuts a computer's name to so many letters where its DNS name is longer.
NETBIOS = 15
_UNNAMED = "("
#: Between the names in a source, and at their ends.
_PARTS, _ENDINGS, _WORDS = r"[/!\\]", r"(?:\.(?:ZIP|GZ|TXT|XML|HTML?|JSON|LOG))+$", r"[\s_.,;()\[\]]+"
_TOLD_TWICE = "its name is in several lines of the list"
_SEVERAL = "its name fits several devices"
_OTHER_ID = "joined by name: the device's own id is another"


def join(tables: dict[str, pd.DataFrame], listed: Listed) -> None:
    """Fills `inventory`, and from it `site`, `owner` and `ring` of `results` and `devices`, and of `devices` also
    `listed`, `portal_health` and the list's other columns.

    A line joins at most one device, a device at most one line. A name that several lines or devices have joins
    nothing, which `why` says.
    """
    keys, devices = keys_of(listed), tables["devices"]
    inventory = to_inventory(listed, keys)
    found, how, unclear = _matched(keys, _device_keys(devices), joinable(inventory))
    inventory["device_key"] = _at(devices["device_key"], found)
    inventory["device_name"] = _at(devices["device_name"], found)
    inventory["state"] = _at(devices["state"], found)
    inventory["joined_by"] = column("category", how)
    inventory["why"] = column("category", _whys(inventory, devices, found, unclear))
    came = (found >= 0) | keys["name"].isin(_names_not_read(tables["problems"])).to_numpy()
    inventory["arrived"] = booleans(came, came | (np.asarray(unclear) == ""))
    tables["inventory"] = inventory
    _describe(tables, inventory, found, keys["name"][np.asarray(unclear) != ""])


def _device_keys(devices: pd.DataFrame) -> pd.DataFrame:
    """What each device can be joined by, as `keys_of` has it, and `netbios` for names that may have been cut."""
    name = devices["device_name"].astype("object").str.upper()
    name = name.mask(name.str.startswith(_UNNAMED).fillna(False).astype(bool))
    dotted = name.str.contains(".", regex=False).fillna(False).astype(bool)
    cut = ~dotted & (name.str.len() == NETBIOS) & (devices["platform"].astype("object") == "windows")
    return pd.DataFrame(
        {
            "device_id": devices["device_id"].astype("object").str.lower(),
            "aad_device_id": devices["aad_device_id"].astype("object").str.lower(),
            "fqdn": name.where(dotted),
            "name": name.mask(dotted),
            "short": name.where(dotted).str.extract(FIRST_PART, expand=False),
            "netbios": name.where(cut),
        }
    )


def _matched(rows: pd.DataFrame, devices: pd.DataFrame, wanting: Bools) -> tuple[Ints, list[str | None], list[str]]:
    """The position of each line's device (-1: none), by what it was found, and what was unclear where it was not."""
    cut = rows["name"].where(rows["name"].str.len() > NETBIOS).str.slice(0, NETBIOS)
    # (said as, of lines, of devices); where both have an FQDN, only that counts.
    steps = [
        ("device_id", rows["device_id"], devices["device_id"]),
        ("aad_device_id", rows["aad_device_id"], devices["aad_device_id"]),
        ("fqdn", rows["fqdn"], devices["fqdn"]),
        ("name", rows["name"], devices["name"]),
        ("name", rows["name"].where(rows["fqdn"].isna()), devices["short"]),
        ("name", cut, devices["netbios"]),
    ]
    found = np.full(len(rows), -1, dtype=np.int64)
    free = np.ones(len(devices), dtype=bool)
    how = np.full(len(rows), None, dtype=object)
    unclear = np.full(len(rows), "", dtype=object)
    for word, wanted, known in steps:
        open_ = wanting & (found < 0) & (unclear == "") & wanted.notna().to_numpy()
        at, why = _unique(wanted[open_], known[free])
        place = np.flatnonzero(open_)
        hit = at >= 0
        found[place[hit]] = np.flatnonzero(free)[at[hit]]
        how[place[hit]] = word
        unclear[place] = why
        free[found[place[hit]]] = False
    return found, how.tolist(), unclear.tolist()


def _unique(wanted: pd.Series[Any], known: pd.Series[Any]) -> tuple[Ints, npt.NDArray[Any]]:
    """For each wanted key its position among the known ones where both are there once, and else why not."""
    lines, devices = wanted.map(wanted.value_counts()), known.value_counts()
    there = wanted.map(devices).fillna(0).to_numpy()
    once = (there == 1) & (lines == 1).to_numpy()
    first = pd.Series(np.arange(len(known)), known.to_numpy())
    first = first[known.notna().to_numpy() & ~known.duplicated().to_numpy()]
    at = first.reindex(wanted).fillna(-1).to_numpy(dtype=np.int64)
    why = np.where(there > 1, _SEVERAL, np.where((there == 1) & ~once, _TOLD_TWICE, ""))
    return np.where(once, at, -1), why


def _at(values: pd.Series[Any], found: Ints) -> pd.Categorical:
    """A categorical column's values at positions; -1 is unknown."""
    codes = np.append(values.cat.codes.to_numpy(), -1)[found]
    return categorical(codes, list(values.cat.categories))


def _whys(inventory: pd.DataFrame, devices: pd.DataFrame, found: Ints, unclear: list[str]) -> list[str | None]:
    """What is said of a line: why it is not counted, joins nothing, or is joined in spite of another id."""
    own = np.append(devices["device_id"].astype("object").fillna("").str.lower().to_numpy(), "")[found]
    listed = inventory["device_id"].astype("object").fillna("").to_numpy()
    other = (found >= 0) & (own != "") & (listed != "") & (own != listed)
    why = inventory["why"].astype("object")
    told = why.mask(other, _OTHER_ID).where(np.asarray(unclear) == "", pd.Series(unclear, why.index))
    return [None if missing else str(value) for value, missing in zip(told, told.isna(), strict=True)]


def _names_not_read(problems: pd.DataFrame) -> pd.Index[str]:
    """Words in the names and folders of what was given and could not be read; a device's name may be among them."""
    sources = problems["source"][problems["kind"].isin(NOT_READ)].astype("object").str.upper()
    parts = sources.str.split(_PARTS, regex=True).explode()
    whole = parts.str.replace(_ENDINGS, "", regex=True)
    words = parts.str.split(_WORDS, regex=True).explode()
    found: pd.Index[str] = pd.Index(pd.concat([whole, words]).dropna().unique())
    return found.drop("", errors="ignore")


def _describe(tables: dict[str, pd.DataFrame], inventory: pd.DataFrame, found: Ints, unclear: pd.Series[Any]) -> None:
    """Sets what the list says of devices, in `results` (older ones too) and `devices`."""
    devices = tables["devices"]
    row = np.full(len(devices), -1, dtype=np.int64)
    row[found[found >= 0]] = np.flatnonzero(found >= 0)
    known = row >= 0
    short = _device_keys(devices)[["name", "short"]].bfill(axis=1)["name"]
    doubtful = short.isin(unclear).to_numpy()
    devices["listed"] = booleans(known, known | ~doubtful)
    keys = pd.Index(devices["device_key"].astype("object"))
    of_result = keys.get_indexer(pd.Index(tables["results"]["device_key"].astype("object")))
    for frame, rows in ((devices, row), (tables["results"], np.append(row, -1)[of_result])):
        for name in ("owner", "ring"):
            frame[name] = _at(inventory[name], rows)
        site = pd.Series(_at(inventory["site"], rows), frame.index).astype("object")
        site = site.fillna(frame["site"].astype("object"))
        frame["site"] = categorical(*codes_of(site.where(site.notna(), None).tolist()))
    devices["portal_health"] = _at(inventory["portal_health"], row)
    for name in others(inventory):
        devices[name] = _at(inventory[name], row)


def others(inventory: pd.DataFrame) -> list[str]:
    """The list's columns that no table of ours has."""
    names = list(inventory.columns)
    return names[names.index("line") + 1 :]
