"""What a down-level report says of its channels, beside what its rows show.

The report's script looks for words alone: a test that never ran, for want of its list of URLs, holds no word of
failure and counts as passed; and since 2024 the script keeps nothing of what the tests print.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from mdeanalysis.tables.typed import categorical, codes_of

#: Item of the report -> the channel's name, and the account whose rows judge it.
_CHANNELS = {
    "Command and Control channel as System Account": ("command_control", "system"),
    "Command and Control channel as User Account": ("command_control", "user"),
    "OMS channel": ("workspaces", "system"),
}
COLUMNS = ("result_id", "channel", "context", "tool_state", "state", "source", "line")


def channels(facts: pd.DataFrame, urls: pd.DataFrame, workspace_hosts: pd.DataFrame) -> pd.DataFrame:
    """One row a result and channel of a down-level report, in COLUMNS.

    `tool_state` is the report's own verdict and `state` ours, both `reached`, `failed` or `not_tested` (ours also
    `unknown`); `source` and `line` are those of the report's.
    """
    said = facts[facts["name"].isin(_CHANNELS)]
    own = said["result_id"].unique()
    seen = _seen(urls[urls["result_id"].isin(own)], workspace_hosts[workspace_hosts["result_id"].isin(own)])
    names = [_CHANNELS[name] for name in said["name"]]
    keys = [(result, *name) for result, name in zip(said["result_id"], names, strict=True)]
    columns: dict[str, Any] = {
        "result_id": said["result_id"].array,
        "channel": categorical(*codes_of([channel for channel, _ in names])),
        "context": categorical(*codes_of([context for _, context in names])),
        "tool_state": categorical(*codes_of([_tool_state(value) for value in said["value"]])),
        "state": categorical(*codes_of([seen.get(key, "not_tested") for key in keys])),
        "source": said["source"].array,
        "line": said["line"].array,
    }
    return pd.DataFrame(columns, columns=list(COLUMNS))


def _tool_state(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    words = value.lower()
    return "failed" if "failed" in words else "not_tested" if "not tested" in words else "reached"


def _seen(urls: pd.DataFrame, workspace_hosts: pd.DataFrame) -> dict[tuple[str, str, str], str]:
    """(result, channel, context) -> the worst state of its rows."""
    tested = zip(urls["result_id"], urls["context"], urls["state"], strict=True)
    told = [(result, "command_control", context, state) for result, context, state in tested]
    for result, outcome in zip(workspace_hosts["result_id"], workspace_hosts["outcome"], strict=True):
        told.append((result, "workspaces", "system", "reached" if outcome == "succeeded" else outcome))
    order = ("failed", "cut_off", "unknown", "not_tested", "reached")
    worst: dict[tuple[str, str, str], str] = {}
    for result, channel, context, state in told:
        key = result, channel, context
        worst[key] = min(worst.get(key, "reached"), state, key=order.index)
    return worst
