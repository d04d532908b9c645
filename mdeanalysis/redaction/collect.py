"""What the parsers know: devices, sites, tags and proxies by the columns that they stand in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from mdeanalysis.redaction.redactor import Redactor

if TYPE_CHECKING:
    import pandas as pd

#: What is made of nothing that a device or person is called by.
_OURS = re.compile(r"\(unnamed \d+\)|\(all sites\)")
#: Column -> what its values are; a `*` behind it where they are comma lists.
COLUMNS: dict[str, str] = {
    "device_name": "host",
    "listed_name": "host",
    "other_names": "host*",
    "owner": "user",
    "device_tag": "tag",
    "ring": "tag",
    "group_ids": "group",
    "site": "site",
    "proxy_address": "proxies",
    "address": "proxies",
    "bypass": "proxies",
}
#: Columns of values that have a shape of their own, and of digests of such.
IDS: dict[str, str] = {
    "device_key": "hex",
    "result_id": "hex",
    "device_id": "hex",
    "sense_guid": "guid",
    "org_id": "guid",
    "tenant_id": "guid",
    "aad_device_id": "guid",
    "workspace_id": "guid",
    "workspace_ids": "guid*",
}
_PART = re.compile(r"[^\s,][^,]*")


def learn_tables(tables: Mapping[str, pd.DataFrame], redactor: Redactor) -> None:
    """Takes the values of all columns that hold any into the redactor's vault."""
    for frame in tables.values():
        for column in frame.columns.intersection(list(COLUMNS)):
            for value in frame[column].dropna().unique():
                cell_image(COLUMNS[column], str(value), redactor)


def cell_image(kind: str, value: str, redactor: Redactor) -> str:
    """What stands for a cell of a column of a kind."""
    if kind.endswith("*"):
        return _PART.sub(lambda part: cell_image(kind[:-1], part[0], redactor), value)
    if _OURS.fullmatch(value):
        return value
    if kind == "guid":
        return redactor.shapes.guid(value) or value
    return redactor.shapes.value(kind, value)
