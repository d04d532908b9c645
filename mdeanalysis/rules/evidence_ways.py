"""Which ways reach which URLs, and how many lines a finding needs to show it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from mdeanalysis.rules.gather import MOST_EVIDENCE
from mdeanalysis.rules.rule import View
from mdeanalysis.vocabulary import METHODS

#: Reasons of a try that got no answer from anybody.
UNANSWERED = ("dns", "timeout", "connect", "reset")


def judging(urls: pd.DataFrame) -> pd.DataFrame:
    """The URLs that judge a device: those it requires, or all where that is not known."""
    return urls[urls["required"].fillna(True).astype(bool)]


def works_by(urls: pd.DataFrame, method: str) -> pd.Series[bool]:
    """Whether the method reached each URL."""
    lists = urls["working_methods"]
    return lists.isin([names for names in lists.cat.categories if method in names.split(",")])


def few(rows: pd.DataFrame, *names: str) -> pd.DataFrame:
    """The first rows of each group, as many as a finding shows."""
    return rows.groupby(list(names), observed=True, sort=False).head(MOST_EVIDENCE)


def number_of_urls(rows: pd.DataFrame, *names: str) -> pd.Series[Any]:
    """`1 URL`, `12 URLs`: the different URLs of each row's group, in words."""
    once = ~rows.duplicated([*names, "url"])
    keys = [rows[name] for name in names]
    return in_words(once.groupby(keys, observed=True, sort=False).transform("sum").astype("int64"))


def listed(rows: pd.DataFrame, column: str, *names: str) -> pd.Series[Any]:
    """The different values that a column has in each row's group, joined by commas."""
    once = rows[[*names, column]].dropna().drop_duplicates().astype({column: "str"}).sort_values(column)
    joined = once.groupby(list(names), observed=True, sort=False)[column].agg(", ".join)
    return rows[list(names)].merge(joined, left_on=list(names), right_index=True, how="left")[column]


def reaching(view: View, ways: pd.Series[Any]) -> pd.DataFrame:
    """From the one method of each result (its index): the first tries by that method that reached a URL."""
    tries = view.attempts
    tries = tries[tries["reached"] & (tries["context"] == "system") & tries["result_id"].isin(ways.index)]
    codes = ways.map({name: code for code, name in enumerate(METHODS)})
    wanted = tries["result_id"].map(codes.to_dict()).astype("int64")
    return few(tries[wanted == tries["method"].cat.set_categories(METHODS).cat.codes], "result_id")


def in_words(numbers: pd.Series[Any]) -> pd.Series[Any]:
    """Numbers of URLs in words."""
    return numbers.astype("str") + (numbers == 1).map({True: " URL", False: " URLs"})
