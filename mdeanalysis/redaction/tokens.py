"""Values that are told by their own shape, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from functools import partial

from mdeanalysis.redaction.fields import Found
from mdeanalysis.redaction.kept import ACCOUNTS, is_host, some, words
from mdeanalysis.redaction.shapes import Shapes

_MARKED = r"""
    (?<=://)(?P<credentials>[^\s/@:<>"']{1,64}(?::[^\s/@<>"']{0,128})?)(?=@)
    |(?<![\w.+-])(?P<mail>[\w.+-]{1,64}@(?:[\w-]{1,63}\.)+[a-z]{2,24}(?![\w-]))
    |(?:[a-z]:(?:\\+|/)(?:Users|Documents\ and\ Settings)(?:\\+|/)|(?<![\w.])/home/|(?<![\w.:])/Users/)
     (?P<home>[^\\/:*?"<>|\s,;']+(?:\ [^\\/:*?"<>|\s,;']+)*(?=[\\/])|[^\\/:*?"<>|\s,;']+)
    |(?<![\\\w])\\\\(?P<unc>[a-z0-9][\w.-]*)\\(?P<share>[^\\\s"'<>|,;]+)
    |(?<=/resourceGroups/)(?P<group>[^/\s"'<>]+)
    |(?<=/virtualMachines/)(?P<machine>[^/\s"'<>]+)
    |(?<=/machines/)(?P<arc>[^/\s"'<>]+)
    |(?<=/workspaces/)(?P<workspace>[^/\s"'<>]+)
    |\b(?:password|passwd|pwd|sharedaccesskey|accountkey|client_secret|sig)=(?P<secret>[^\s"'&;,<>]+)
    |\bAuthorization:\ *(?:Basic|Bearer)\ +(?P<authorization>\S+)
    |(?<![\w-])(?P<sid>S-1-(?:5-21|12-1)(?:-\d{1,10}){3,12})(?![\w])
    |(?P<name>\b(?:CN|OU|O|DC)\ ?=(?:[^,<>"\r\n]|"[^"\r\n]*")*
     (?:,\s?(?:CN|OU|O|L|ST|S|STREET|E|DC|C|SERIALNUMBER)\ ?=(?:"[^"\r\n]*"|[^,<>"\r\n]*))*)
"""
_HOST = r"(?<![\w.@-])(?P<host>\*?(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z]{2,24})(?![\w-]|\.\w|\()"
_IDS = r"""
    (?<![0-9a-f])(?P<guid>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?![0-9a-f])
    |(?<![0-9a-z:.-])(?P<mac>[0-9a-f]{2}(?P<between>[:-])(?:[0-9a-f]{2}(?P=between)){4}[0-9a-f]{2})(?![0-9a-z:-])
    |(?<![\w:.])(?P<v6>(?:[0-9a-f]{0,4}:){2,7}(?:[0-9a-f]{1,4}|(?:\d{1,3}\.){3}\d{1,3})?)(?![\w:]|\.\d)
    |(?<!\d)(?<![\d.-]\.)(?P<v4>(?:\d{1,3}\.){3}\d{1,3})(?!\d|\.\d|-\d)
    |(?<![0-9a-f])(?:0x)?
     (?P<hex>[0-9a-f]{128}|[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32}|[0-9a-f]{16})(?![0-9a-f])
"""
_ACCOUNT = r"(?<![\w\\:/.%-])(?P<account>[\w][\w.-]{1,62}\\[\w][\w.$-]{0,63})(?![\\\w])"
_TOKEN = re.compile("|".join((_MARKED, _HOST, _IDS, _ACCOUNT)), re.IGNORECASE | re.VERBOSE)
#: What may stand inside of what looked like a host or an account, and is none.
_ID = re.compile(_IDS, re.IGNORECASE | re.VERBOSE)
#: The same inside other words, where chance has such shapes as well: only values that are known elsewhere.
_WITHIN = re.compile(
    r"""
    (?P<sid>S-1-(?:5-21(?:-\d{1,10}){3}|12-1(?:-\d{1,10}){4}))(?!\d)
    |(?P<mac>[0-9a-f]{2}(?P<between>[:-])(?:[0-9a-f]{2}(?P=between)){4}[0-9a-f]{2})
    |(?<![0-9a-f:])(?P<address>(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4})(?![0-9a-f:])
    """,
    re.IGNORECASE | re.VERBOSE,
)
#: In front of numbers with dots that are a version's.
_VERSION = re.compile(
    r"(?:version|engine|platform|intelligence|\bNT|release|build|update)\W*(?:\w+\W+)?\Z|\bv\Z", re.IGNORECASE
)
_LOOK_BACK = 40
_ENDING = re.compile(
    r"\.(?:exe|dll|txt|log|xml|json|ps1|cmd|bat|cs|sys|zip|htm|html|msi|psm1|cab|evtx)\Z", re.IGNORECASE
)


def tokens(line: str) -> Iterator[Found]:
    """The values of a shape of their own in a line."""
    for match in _TOKEN.finditer(line):
        kind = _kind(match)
        if kind == "share":
            yield _found(match, "unc")
        if not _is_none(kind, match, line):
            yield _found(match, kind)
        elif kind in {"host", "account"}:
            inner = _ID.finditer(line, match.start(), match.end())
            yield from (_found(one, _kind(one)) for one in inner if not _is_none(_kind(one), one, line))


def _kind(match: re.Match[str]) -> str:
    kind = str(match.lastgroup)
    return "mac" if kind == "between" else kind


def tokens_within(line: str, known: Container[tuple[str, str]]) -> Iterator[Found]:
    """Values of a shape of their own that stand inside other words, where `known` has their kind and text."""
    for match in _WITHIN.finditer(line):
        kind = _kind(match)
        if (kind, match[kind].lower()) in known:
            yield _found(match, kind)


def _found(match: re.Match[str], kind: str) -> Found:
    return Found(match.start(kind), match.end(kind), kind, match[kind])


def _is_none(kind: str, match: re.Match[str], line: str) -> bool:
    """Whether the shape is one of chance."""
    value = match[kind]
    if kind == "host":
        return not is_host(value.lower().removeprefix("*").lstrip("."))
    if kind == "v4":
        return _VERSION.search(line, max(0, match.start(kind) - _LOOK_BACK), match.start(kind)) is not None
    if kind == "account":
        return _is_path(value)
    if kind == "hex":
        return value.isdigit() or (len(value) == 16 and value.isalpha())
    return False


def _is_path(value: str) -> bool:
    domain, _, user = value.partition("\\")
    if _ENDING.search(user) or domain.upper().startswith("HK"):
        return True
    if domain != domain.upper() and domain.lower() in words():
        return True
    return domain.lower() in ACCOUNTS or not any(letter.isalpha() for letter in domain)


class Images:
    """The pseudonym of a token by its kind; None where it stays."""

    def __init__(self, shapes: Shapes) -> None:
        vault = shapes.vault
        resource, secret, mac, hex_ = (partial(vault.image, kind) for kind in ("resource", "secret", "mac", "hex"))
        host, user = (partial(shapes.value, kind) for kind in ("host", "user"))
        self._of: dict[str, Callable[[str], str | None]] = {
            "credentials": shapes.credentials,
            "mail": user,
            "home": user,
            "unc": host,
            "share": lambda value: value if value.lower() in _SHARES else resource(value),
            "group": resource,
            "workspace": resource,
            "machine": host,
            "arc": host,
            "secret": secret,
            "authorization": secret,
            "sid": shapes.sid,
            "host": lambda value: _wild(shapes, value),
            "guid": shapes.guid,
            "mac": mac,
            "v6": shapes.address,
            "address": shapes.address,
            "v4": shapes.address,
            "hex": hex_,
            "account": user,
        }

    def image(self, kind: str, value: str) -> str | None:
        """What stands for the token."""
        made = self._of[kind](value)
        return None if made == value else made


_SHARES = some("c$ d$ admin$ ipc$ print$ sysvol netlogon")


def _wild(shapes: Shapes, value: str) -> str | None:
    star = value[: len(value) - len(value.lstrip("*."))]
    image = shapes.host(value[len(star) :])
    return None if image is None else star + image
