"""From a list's cells to the table `inventory` and to what its lines can be joined by."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mdeanalysis.inventory.reading import Listed
from mdeanalysis.tables.typed import categorical, codes_of, column, to_frame

#: What the portal says of onboarding where no result can be wanted: nothing can be run on these devices.
CANNOT_BE_ONBOARDED = ("unsupported", "insufficient_info", "insufficient_information")
#: A name up to its first dot.
FIRST_PART = r"^([^.]*)"
_ID = r"[0-9a-fA-F]{40}"
_GUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
#: Before a name: the domain of an account; behind it: the mark of a computer's account, the root of names.
_AROUND = r"^.*\\|[$.\s]+$"
_CANNOT = "the portal says that it cannot be onboarded: "
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])|[\W_]+")


def keys_of(listed: Listed) -> pd.DataFrame:
    """What each line can be joined by: `device_id`, `aad_device_id`, `fqdn` and `name` (short), unknown as None.

    Ids are in lower case, names in upper case. A name with a dot is an FQDN; one that is a device id is that.
    """
    cells = pd.DataFrame({kind: pd.Series(values, dtype="object") for kind, values in listed.kinds.items()})
    plain = cells["name"].fillna(cells["fqdn"]).str.replace(_AROUND, "", regex=True)
    is_id = plain.str.fullmatch(_ID).fillna(False).astype(bool)
    device_id = _like(cells["device_id"], _ID).fillna(plain.where(is_id))
    plain = plain.mask(is_id)
    dotted = plain.where(plain.str.contains(".", regex=False).fillna(False).astype(bool))
    domain = cells["domain"].where(cells["domain"].str.contains(".", regex=False).fillna(False).astype(bool))
    made = plain.where(dotted.isna()) + "." + domain
    fqdn = dotted.fillna(cells["fqdn"].str.replace(_AROUND, "", regex=True)).fillna(made)
    short = plain.fillna(fqdn).str.extract(FIRST_PART, expand=False)
    keys = {
        "device_id": device_id.str.lower(),
        "aad_device_id": _like(cells["aad_device_id"], _GUID).str.lower(),
        "fqdn": fqdn.where(fqdn.str.contains(".", regex=False).fillna(False).astype(bool)).str.upper(),
        "name": short.str.upper(),
    }
    return pd.DataFrame({name: values.where(values.notna() & (values != ""), None) for name, values in keys.items()})


def _like(values: pd.Series[Any], pattern: str) -> pd.Series[Any]:
    """The values that are wholly of a pattern; others, such as another product's ids, tell nothing."""
    return values.where(values.str.fullmatch(pattern).fillna(False).astype(bool))


def to_inventory(listed: Listed, keys: pd.DataFrame) -> pd.DataFrame:
    """The table `inventory`, joined with nothing yet; the list's other columns stand behind the schema's."""
    kinds = listed.kinds
    why = _why_not(keys, listed)
    names = zip(kinds["name"], kinds["fqdn"], kinds["device_id"], kinds["aad_device_id"], strict=True)
    columns: dict[str, Any] = {
        "listed_name": [next(filter(None, cells), None) for cells in names],
        "device_id": column("text", _plain(keys["device_id"])),
        "site": kinds["site"],
        "owner": kinds["owner"],
        "ring": kinds["ring"],
        "portal_health": [_word(cell) for cell in kinds["portal_health"]],
        "portal_onboarding": [_word(cell) for cell in kinds["portal_onboarding"]],
        "counted": column("bool", [text is None for text in why]),
        "why": why,
        "source": listed.source,
        "line": listed.line,
    }
    frame = to_frame("inventory", columns, len(listed.line))
    others = {name: categorical(*codes_of(values)) for name, values in listed.others.items()}
    return frame.assign(**others)


def joinable(inventory: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """The lines that may join a device: those that count, and those of devices that cannot be onboarded."""
    why = inventory["why"].astype("object").fillna("")
    return np.asarray((why == "") | why.str.startswith(_CANNOT), dtype=bool)


def _plain(values: pd.Series[Any]) -> list[str | None]:
    return [None if missing else str(value) for value, missing in zip(values, values.isna(), strict=True)]


def _word(cell: str | None) -> str | None:
    """The portal's words as one word: `No sensor data` and `NoSensorData` are `no_sensor_data`."""
    word = "_".join(filter(None, _WORDS.split(cell or ""))).lower()
    return word or None


def _why_not(keys: pd.DataFrame, listed: Listed) -> list[str | None]:
    """Why a line counts no device: none is named, it can run nothing, or an earlier line has the same."""
    onboarding = pd.Series([_word(cell) for cell in listed.kinds["portal_onboarding"]], dtype="object")
    cannot = onboarding.isin(CANNOT_BE_ONBOARDED)
    why = pd.Series(None, keys.index, dtype="object")
    first = _first_line(keys, listed)
    why = why.mask(first.notna(), "listed before, in line " + first.astype("Int64").astype("object").astype("str"))
    why = why.mask(cannot, _CANNOT + onboarding.fillna(""))
    nothing = keys.isna().all(axis=1)
    return _plain(why.mask(nothing, "it names no device"))


def _first_line(keys: pd.DataFrame, listed: Listed) -> pd.Series[Any]:
    """The line that listed the same device before: by id, or by name (and site) where one of the two has no id."""
    line = pd.Series(listed.line, keys.index, dtype="float64")
    by_id = keys["device_id"].fillna(keys["aad_device_id"])
    name = keys["fqdn"].fillna(keys["name"])
    site = pd.Series(listed.kinds["site"], keys.index, dtype="object").fillna("").str.casefold()
    place = name + "|" + site
    with_id = line[by_id.notna()].groupby(place[by_id.notna()]).min()
    same = by_id.fillna(place.where(by_id.isna()))
    repeated = same.duplicated() & same.notna()
    found = line.groupby(same).transform("min").where(repeated)
    return found.fillna(place.where(by_id.isna()).map(with_id))
