"""A fleet's tables under pseudonyms, before anything is judged by them: for reports and exports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from mdeanalysis.redaction import vault as vaults
from mdeanalysis.redaction.collect import COLUMNS, IDS, cell_image, learn_tables
from mdeanalysis.redaction.names import Names
from mdeanalysis.redaction.redactor import Redactor
from mdeanalysis.redaction.run import refuse
from mdeanalysis.redaction.verify import Search
from mdeanalysis.tables.typed import categorical

if TYPE_CHECKING:
    from mdeanalysis.loading import Fleet

_PLACES = frozenset({"source"})
_KINDS = {**COLUMNS, **IDS}


def redact_fleet(fleet: Fleet, key_file: Path) -> None:
    """Puts pseudonyms in the place of every value in the fleet's tables, and the map into `key_file`.

    Raises `OutputError` where a value is found afterwards.
    """
    vault = vaults.opened(key_file)
    redactor = Redactor(vault)
    learn_tables(fleet.tables, redactor)
    for frame in fleet.tables.values():
        _redacted(frame, redactor)  # for what stands in texts alone
    redactor.learn()
    for name, frame in fleet.tables.items():
        fleet.tables[name] = _redacted(frame, redactor)
    vaults.save(vault, key_file)
    refuse(Search(vault).frames(fleet.tables))


def _redacted(frame: pd.DataFrame, redactor: Redactor) -> pd.DataFrame:
    texts = [name for name in frame if _holds_text(frame[name])]
    made = {name: _column(frame[name], _changing(str(name), redactor)) for name in texts if name != "value"}
    if "value" in texts:
        made["value"] = _values(frame["name"], frame["value"], redactor)
    return frame.assign(**{str(name): values for name, values in made.items()})


def _holds_text(column: pd.Series[Any]) -> bool:
    return isinstance(column.dtype, pd.CategoricalDtype) or pd.api.types.is_string_dtype(column)


def _changing(name: str, redactor: Redactor) -> Callable[[str], str]:
    if name in _PLACES:
        return Names(redactor).path
    if name in _KINDS:
        return lambda value: cell_image(_KINDS[name], value, redactor)
    return redactor.text


def _column(column: pd.Series[Any], change: Callable[[str], str]) -> Any:
    """The column with its distinct values changed."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return categorical(np.asarray(column.cat.codes), [change(str(value)) for value in column.cat.categories])
    images = {value: change(str(value)) for value in column.dropna().unique()}
    return column.map(images, na_action="ignore").astype(column.dtype)


def _values(names: pd.Series[Any], values: pd.Series[Any], redactor: Redactor) -> Any:
    """Values of facts, told by the facts' names as they are in the text that they come from."""
    images: dict[tuple[str, str], str | None] = {}
    pairs = list(zip(names.astype("object"), values.astype("object"), strict=True))
    for name, value in dict.fromkeys(pairs):
        if isinstance(value, str):
            start = f"{name}: "
            images[name, value] = redactor.text(start + value).removeprefix(redactor.text(start))
    made = [images.get(pair) if isinstance(pair[1], str) else None for pair in pairs]
    return pd.Series(pd.Categorical(made), index=values.index)
