"""What single words of the cloud connection test mean: workspaces, hosts, outcomes and reasons."""

from __future__ import annotations

import re
from typing import NamedTuple

from mdeanalysis.formats.memory import remembered

_GUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_WORKSPACE = re.compile(r"workspace id\b", re.IGNORECASE)
_ID = re.compile(rf"\D*?(?<![0-9a-f])({_GUID})(?![0-9a-f-])", re.IGNORECASE)
#: A mail breaks the line between the words and the id.
_BROKEN = re.compile(r"workspace id\W*$", re.IGNORECASE)
_ID_ALONE = re.compile(rf"\W*({_GUID})\W*", re.IGNORECASE)
_OWNER = re.compile(rf"({_GUID})\.(?:ods|oms)\.opinsights\.azure\.\w+")
#: .NET's names end in a capitalised word, hosts never do.
_HOST = re.compile(
    r"(?<![\w.@\\*-])(?P<host>[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*\.(?P<top>[a-z]{2,}|[A-Z]{2,}))"
    r"(?![\w-]|\.\w)(?::(?P<port>\d{1,5})(?!\d))?"
)
_FILES = frozenset({"exe", "dll", "config", "log", "txt", "cs"})
_FAILED = re.compile(
    r"fail|blocked host|unable|cannot|could(?:n.t| not)|error|refused|denied|timed? ?out|\bnot\b|unreachable"
    r"|unsuccess|disconnect",
    re.IGNORECASE,
)
_SUCCEEDED = re.compile(r"\bsucce|\bpassed|\bconnected|\bok\b|\breachable", re.IGNORECASE)
#: Words of failure that say that there was none.
_NO_FAILURE = re.compile(
    r"\b(?:no|0)\s+(?:error|fail)\w*|\b(?:blocked hosts?|errors?|fail\w*)\s*:\s*(?:none|0)\b", re.IGNORECASE
)
#: A proxy's refusal and the name server come first: whatever else is said follows from them.
_REASONS = (
    ("proxy_auth", re.compile(r"\b407\b|proxy authentication", re.IGNORECASE)),
    ("dns", re.compile(r"could not be resolved|name resolution", re.IGNORECASE)),
    ("timeout", re.compile(r"timed? ?out", re.IGNORECASE)),
    ("connect", re.compile(r"refused|unreachable|unable to connect", re.IGNORECASE)),
    ("tls", re.compile(r"certificate|\bssl|\btls", re.IGNORECASE)),
)


class Workspace(NamedTuple):
    """A workspace that a line opens, and what the line says besides."""

    guid: str
    rest: str


class HostPort(NamedTuple):
    """A host that a line names, and what the line says besides; `ends_line` where nothing stands behind it."""

    host: str
    port: int | None
    rest: str
    ends_line: bool


@remembered
def find_guid(text: str) -> Workspace | None:
    """The workspace behind the words `workspace id`."""
    words = _WORKSPACE.search(text)
    found = _ID.match(text, words.end()) if words else None
    if words is None or found is None:
        return None
    return Workspace(found[1].lower(), f"{text[: words.start()]} {text[found.end() :]}")


def awaits_guid(text: str) -> bool:
    """Whether a line ends with the words `workspace id`, so that the next one may name it."""
    return _BROKEN.search(text) is not None


def guid_alone(text: str) -> str | None:
    """The id that is all of a line."""
    found = _ID_ALONE.fullmatch(text)
    return found[1].lower() if found else None


@remembered
def find_host(text: str) -> HostPort | None:
    """The first host of a line; a program's name is none."""
    for found in _HOST.finditer(text):
        if found["top"].lower() not in _FILES and len(found["host"]) <= 253:
            port = int(found["port"]) if found["port"] and int(found["port"]) < 65536 else None
            rest = f"{text[: found.start()]} {text[found.end() :]}"
            return HostPort(found["host"].lower(), port, rest, found.end() == len(text))
    return None


def host_workspace(host: str) -> str | None:
    """The workspace that a host of the agent is named after."""
    found = _OWNER.fullmatch(host)
    return found[1] if found else None


@remembered
def outcome_of(text: str) -> str:
    """`succeeded`, `failed` or `unknown`. A host's name says nothing, and words of failure win."""
    said = _NO_FAILURE.sub(" ", _HOST.sub(" ", text))
    if _FAILED.search(said):
        return "failed"
    return "succeeded" if _SUCCEEDED.search(said) else "unknown"


@remembered
def reason_of(text: str) -> str:
    """Why a host failed, where the words of its failing lines tell it."""
    return next((reason for reason, words in _REASONS if words.search(text)), "other")
