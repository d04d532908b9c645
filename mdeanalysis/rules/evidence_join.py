"""Finds which URL a try belongs to, and puts names into a message."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]
_KEYS = ("result_id", "context", "url")


def codes_in(column: pd.Series[Any], other: pd.Series[Any]) -> Ints:
    """The codes of a categorical column by another one's categories; -1 for what that one lacks."""
    known = other.cat.categories.get_indexer(column.cat.categories)
    found: Ints = np.append(known, -1).astype(np.int64)[column.cat.codes.to_numpy()]
    return found


def row_of(tries: pd.DataFrame, urls: pd.DataFrame) -> Ints:
    """The position in `urls` of the URL that each try belongs to; -1 where it is not there."""
    wanted, known = np.zeros(len(tries), dtype=np.int64), np.zeros(len(urls), dtype=np.int64)
    lacking = np.zeros(len(tries), dtype=bool)
    for name in _KEYS:
        size = len(urls[name].cat.categories) + 1
        codes = codes_in(tries[name], urls[name])
        lacking |= codes < 0
        wanted, known = wanted * size + codes, known * size + urls[name].cat.codes.to_numpy()
    first = ~pd.Series(known).duplicated().to_numpy()
    found = pd.Index(known[first]).get_indexer(pd.Index(wanted))
    return np.where(lacking | (found < 0), -1, np.append(np.flatnonzero(first), -1)[found])


def tries_of(attempts: pd.DataFrame, urls: pd.DataFrame) -> tuple[pd.DataFrame, Ints]:
    """The tries of some URLs, each with the position of its URL."""
    own = attempts[attempts["result_id"].isin(urls["result_id"].unique())]
    at = row_of(own, urls)
    return own[at >= 0], at[at >= 0]


def listed(group: pd.Series[Any], names: pd.Series[Any], most: int = 3) -> pd.Series[Any]:
    """The first names of each group, without repetition, and how many more there are."""
    frame = pd.DataFrame({"group": group.astype("object"), "name": names.astype("object")}).drop_duplicates()
    place = frame.groupby("group", sort=False).cumcount()
    shown = frame[place < most].groupby("group", sort=False)["name"].agg(", ".join)
    more = frame.groupby("group", sort=False).size() - most
    return shown + (" and " + more.astype("str") + " more").where(more > 0, "")


def counted(group: pd.Series[Any], names: pd.Series[Any]) -> pd.Series[Any]:
    """How many different names each group has."""
    frame = pd.DataFrame({"group": group.astype("object"), "name": names.astype("object")})
    return frame.drop_duplicates().groupby("group", sort=False).size()


def amount(counts: pd.Series[Any], word: str) -> pd.Series[Any]:
    """Numbers with their word: `1 host`, `2 hosts`."""
    numbers = counts.fillna(0).astype("int64")
    words = pd.Series(np.where(numbers == 1, f" {word}", f" {word}s"), numbers.index, dtype="object")
    return numbers.astype("str").astype("object") + words
