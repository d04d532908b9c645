"""Places where a value stands behind its name, whatever it is: in text, XML, HTML and JSON alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

#: Names of fields by what their values are.
_NAMES = {
    "host": (
        r"Device[ _]?name|Device Host Name|Host[ _]?Name|Computer(?: ?Name)?|Machine(?:Dns)?Name|NetBIOS Name"
        r"|dns_name|listed_name|Logon Server|DeviceDnsName|FQDN|other_names"
    ),
    "tag": r"Optional Sense DeviceTag is|device_tag|Device ?Tag|Machine ?Tags?|{alone}(?:Tags|ring)",
    "group": r"Optional Sense GroupIds is|Sense GroupIds|group_ids",
    "organisation": (
        r"SCP Tenant Name|Tenant ?Name|TenantDisplayName|RegisteredOrganization|Organization Name|{alone}Company"
    ),
    "domain": r"Domain ?Name|User ?Domain|USERDNSDOMAIN|Workgroup|{alone}Domain",
    "user": (
        r"User ?Name|User(?: Identity| ?Email| Principal Name)|UPN|Executing Account Name|Account Name"
        r"|{alone}(?:User|Account|Owner)|Registered ?Owner|ProxyUsername|Logged[- ]on user|Last logged on user"
    ),
    "secret": r"Proxy ?Password|{alone}Password|Shared ?Key|Account ?Key|Client ?Secret",
    "site": r"{alone}site",
    "proxies": (
        r"TelemetryProxyServer|ProxyServer|ProxyOverride|ProxyUrl|Curl (?:HTTPS|HTTP|ALL) proxy"
        r"|Curl NO proxy override|Defender AV proxy configuration|proxy_address|HTTPS?_PROXY|NO_PROXY|ALL_PROXY"
        r"|AutoConfigURL|{alone}bypass"
    ),
    "authority": r"{alone}issuer",
}
#: Words that end other names as well: fields only where no word stands before them.
_ALONE = "(?<![A-Za-z] )"
#: Between a field's name and its value: a colon, or what markup and JSON put there.
_BETWEEN = (
    r'(?:[ \t]*(?:is)?[ \t]*[:=]{1,2}[ \t]*(?!/)|[ \t]+REG_(?:SZ|EXPAND_SZ)[ \t]+|"[ \t]*:[ \t]*"'
    r'|"[ \t]*>(?:[ \t]*<value>)?'
    r"|:?[ \t]*</(?:th|td|b)>[ \t]*(?:<td[^>]*>)?(?:[ \t]*<(?:span|b)[^>]*>)?[ \t]*)"
)
_FIELD = re.compile(
    r"(?<![\w.-])(?:"
    + "|".join(f"(?P<{kind}>{names.replace('{alone}', _ALONE)})" for kind, names in _NAMES.items())
    + r")"
    r"(?:" + _BETWEEN + r'(?P<value>[^<>"\r\n\t]*[^<>"\s])|"[ \t]*>[ \t]*(?P<pending>[\r\n]*\Z))',
    re.IGNORECASE,
)
#: A value of an XML item whose name stands on the line before.
_PENDING = re.compile(r"\s*<value>\s*(?P<value>[^<>]*[^<>\s])\s*</value>")
_TAGGED = re.compile(
    r"<(?P<tag>device_name|host_name|deviceName)(?:\s[^<>]*)?>(?P<value>[^<>]*[^<>\s])\s*</(?P=tag)>", re.IGNORECASE
)
_LINES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "proxies",
        re.compile(r"[45](?:\.\d+)? [-–—] (?:Named|Command[ -]line) proxy \( ?(?P<value>.{0,400}?) ?\)(?=:(?:\s|$))"),
    ),
    ("proxies", re.compile(r"Proxy config: Method=\w+, address=(?P<value>[^<>\r\n]*[^<>\s])")),
    ("proxies", re.compile(r"Using OMS proxy (?P<value>\S+)")),
    ("proxies", re.compile(r"The detected proxy settings .{0,80}? are ?:[ \t]*(?P<value>\S[^\r\n]*)", re.IGNORECASE)),
    ("proxies", re.compile(r"The detected proxy settings point to ?:[ \t]*(?P<value>\S[^\r\n]*)", re.IGNORECASE)),
    (
        "proxies",
        re.compile(
            r"^[ \t>]*Proxy[ -][^:：(]{2,20}[:：][ \t]+(?=\S*[.:=]\S)(?P<value>[\w.=:;/\[\] -]+?)[ \t]*$",
            re.IGNORECASE,
        ),
    ),
    ("proxies", re.compile(r"Bypass List +: +(?P<value>[^(\s][^\r\n]*)", re.IGNORECASE)),
    ("proxies", re.compile(r"(?:Proxy|Bypass) list:\s*(?P<value>[^\s'\"]+)", re.IGNORECASE)),
    ("host", re.compile(r"exited on (?P<value>\S{1,255}?) with error code -?\d")),
    (
        "host",
        re.compile(r"(?:PSEXESVC service|PsExec service|\.exe) on (?P<value>[^\s.]+(?:\.\w[^\s.]*)*)(?=\.\.\.|:)"),
    ),
    ("host", re.compile(r"authentication key to (?P<value>[^\s.]+(?:\.\w[^\s.]*)*)(?=\.\.\.)")),
    ("authority", re.compile(r"Certificate Issuer is (?P<value>.{0,400}?) : Test result is")),
)
#: What any line of `_LINES` has in it: looking for these first is far cheaper.
_MARKS = re.compile(r"prox|bypass|exited on| on |authentication key|Certificate Issuer", re.IGNORECASE)


class Found(NamedTuple):
    """A value of a kind, and where it stands."""

    start: int
    end: int
    kind: str
    value: str


def fields(line: str, pending: str | None) -> tuple[list[Found], str | None]:
    """The fields in a line, and the kind of the value that the next line has, where this one ends with its name."""
    found = []
    if pending and (value := _PENDING.match(line)):
        found.append(_found(value, pending))
    waits = None
    for field in _FIELD.finditer(line):
        kind = str(next(name for name in _NAMES if field[name] is not None))
        if field["value"] is None:
            waits = kind
        else:
            found.append(_found(field, kind))
    found += [_found(tagged, "host") for tagged in _TAGGED.finditer(line)]
    if _MARKS.search(line):
        found += _of_lines(line)
    return found, waits


def _of_lines(line: str) -> Iterator[Found]:
    for kind, pattern in _LINES:
        for match in pattern.finditer(line):
            if match["value"]:
                yield _found(match, kind)


def _found(match: re.Match[str], kind: str) -> Found:
    return Found(match.start("value"), match.end("value"), kind, match["value"])
