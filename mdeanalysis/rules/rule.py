"""What a rule is, and what it looks at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd

#: Columns that `Rule.find` gives: one row a line of evidence. Rows of one result and subject are one finding, with
#: the first row's message. A finding of the whole fleet has no `result_id`; evidence may lack its line or be `<NA>`.
HITS = ("result_id", "subject", "message", "source", "line")


@dataclass(frozen=True)
class View:
    """A fleet as rules see it: of every device the newest result alone, on the day `as_of`."""

    tables: Mapping[str, pd.DataFrame]
    as_of: pd.Timestamp

    @cached_property
    def devices(self) -> pd.DataFrame:
        """One row a device, with the columns of `devices`."""
        return self.tables["devices"]

    @cached_property
    def results(self) -> pd.DataFrame:
        """The devices' newest results."""
        return self._current("results")

    @cached_property
    def urls(self) -> pd.DataFrame:
        """Their URLs, of every context."""
        return self._current("urls")

    @cached_property
    def system_urls(self) -> pd.DataFrame:
        """Their URLs as SYSTEM tried them, which judge the sensor."""
        return self.urls[self.urls["context"] == "system"]

    @cached_property
    def attempts(self) -> pd.DataFrame:
        """The tries of their URLs, of every context."""
        return self._current("attempts")

    @cached_property
    def facts(self) -> pd.DataFrame:
        """What they state."""
        return self._current("facts")

    @cached_property
    def proxy_settings(self) -> pd.DataFrame:
        """The places that name a proxy."""
        return self._current("proxy_settings")

    @cached_property
    def events(self) -> pd.DataFrame:
        """The tool's own events."""
        return self._current("events")

    @cached_property
    def workspace_hosts(self) -> pd.DataFrame:
        """The hosts of their workspaces."""
        return self._current("workspace_hosts")

    @cached_property
    def inventory(self) -> pd.DataFrame:
        """The list of expected devices; empty where none was given."""
        return self.tables["inventory"]

    def stated(self, *names: str) -> pd.DataFrame:
        """The facts of these names that have a value."""
        facts = self.facts[self.facts["name"].isin(names)]
        return facts[facts["value"].notna()]

    def _current(self, table: str) -> pd.DataFrame:
        frame = self.tables[table]
        return frame[frame["result_id"].isin(self.devices["result_id"])]


class Rule(NamedTuple):
    """One thing that may be wrong. `find` works on whole columns, never row by row, and gives HITS.

    `advice` says in plain words what mends it, with the exact policy path, registry value and type or command;
    `docs` is the page of Microsoft's documentation that the rule rests on. A finding is an `error` where a service
    cannot be reached or the device is not protected, a `warning` where that is likely or about to come, else `info`.
    """

    name: str
    severity: str
    title: str
    advice: str
    docs: str
    find: Callable[[View], pd.DataFrame]


def hits(rows: pd.DataFrame, subject: Any, message: Any) -> pd.DataFrame:
    """Rows of any table as HITS; `subject` and `message` are columns, or words for all of them."""
    found = pd.DataFrame({name: rows[name] for name in ("result_id", "source", "line") if name in rows}, rows.index)
    found["subject"] = subject
    found["message"] = message
    return found.reindex(columns=list(HITS))
