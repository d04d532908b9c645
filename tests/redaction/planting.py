"""Made-up secrets, texts that have them in every field and escape, and a search that knows no redactor."""

from __future__ import annotations

import base64
import gzip
import html
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

_UNIT = re.compile(r"\\u([0-9a-fA-F]{4})")
#: Kinds of secrets, and what number `n` of each looks like.
SECRETS = {
    "device": "QZ-WS{n:03}",
    "linux": "qzlx{n:03}",
    "user": "jürgen.vogt{n}",
    "plain_user": "kmeier{n:02}",
    "windows_domain": "ZORBAX{n:02}",
    "domain": "zorbax{n:02}.ch",
    "proxy": "pxq-out{n:02}",
    "proxy_user": "svcout{n:02}",
    "password": "Tr0ub4dor{n:02}xyz",
    "organisation": "Zorbax Holding{n:02}",
    "tag": "Ring Wäscherei {n:02}",
    "authority": "Zorbax Aufsicht{n:02} CA",
    "server": "fsq{n:03}",
    "resource": "rgzorb{n:03}",
    "site": "Quellikon{n:02}",
    "ipv4": "10.{n}.44.17",
    "public": "203.0.113.{n}",
    "ipv6": "2001:db8:77:{n:x}::9",
    "guid": "{n:08x}-1a2b-4c3d-9e8f-0123456789ab",
    "device_id": "{n:03x}b0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a3b",
    "sid": "S-1-5-21-8{n:03}123-456789012-345678901",
    "mac": "00:1b:44:11:3a:{n:02x}",
    "machine": "vmzorb{n:03}",
}


def secrets(number: int) -> dict[str, str]:
    """One secret of each kind; other numbers give others."""
    return {kind: pattern.format(n=number) for kind, pattern in SECRETS.items()}


def report(s: dict[str, str]) -> str:
    """A text report that has each secret where the tool would print it."""
    host = f"{s['proxy']}.{s['domain']}"
    return f"""PowerShell Language mode: : FullLanguage
Script Version: : 28042022
######################## device Info summary #############################
Device name: {s["device"]}
Device Operating System: Windows 10 Enterprise
OS build number: Microsoft Windows NT 10.0.19044.0.1645
Device ID: {s["device_id"]}
Organization Id: {s["guid"]}
Optional Sense DeviceTag is: {s["tag"]}
SCP Tenant Name: {s["organisation"]}
Azure Resource Id: /subscriptions/{s["guid"]}/resourceGroups/{s["resource"]}/providers/c/x/virtualMachines/y
its name: /subscriptions/{s["guid"]}/providers/c/virtualMachines/{s["machine"]}
Connectivity output, using psexec -s:
Proxy config: Method=TelemetryProxyServer, address=http://{s["proxy_user"]}:{s["password"]}@{host}:8080
Testing URL : https://winatp-gw-weu.microsoft.com/commands/test
1 - Default proxy: Succeeded (200)
2 - Proxy auto discovery (WPAD): Failed (12029: WinHttpSendRequest: 12029: Rechner {s["device"].lower()} meldet)
3 - Proxy disabled: Succeeded (200)
4.1 - Named proxy ( {host}:8080): Succeeded (200)
5 - Command line proxy: Doesn't exist
Starting C:\\Users\\{s["plain_user"]}\\MDEClientAnalyzer.exe on {s["device"]}...
MDEClientAnalyzer.exe exited on {s["device"]} with error code 0.
The cert issuer for https://winatp-gw-weu.microsoft.com/commands/test is :
CN={s["authority"]}, O={s["organisation"]}, C=CH
    Proxy Server(s) :  {s["ipv4"]}:3128
    Bypass List     :  *.{s["domain"]};{s["public"]}
"""


def notes(s: dict[str, str]) -> str:
    """What no format knows, with each secret once more."""
    return f"""{s["windows_domain"]}\\{s["plain_user"]} signed in from {s["public"]}, {s["ipv6"]}
its ids: {s["mac"]}, {s["sid"]}-1104
User Name: {s["user"]}
mail to {s["plain_user"]}@{s["domain"]}; share \\\\{s["server"]}\\c$ ; /home/{s["plain_user"]}/x ; Site: {s["site"]}
Host Name: {s["linux"]}.{s["domain"]}
Device name: {s["linux"]}
"""


def escaped(value: str) -> Iterator[str]:
    """A value as texts of other programs hold it."""
    yield value
    yield value.upper()
    yield value.title()
    yield f"x{value}y_"
    yield quote(value, safe="")
    yield "".join(f"%{byte:02X}" for byte in value.encode())
    yield quote(quote(value, safe=""), safe="")
    yield html.escape(value).encode("ascii", "xmlcharrefreplace").decode()
    yield "".join(f"&#x{ord(letter):x};" for letter in value)
    yield "".join(f"\\u{ord(letter):04x}" for letter in value)
    yield base64.b64encode(f"the value is {value}, so".encode()).decode()
    yield base64.b64encode(f"Get-Item {value} -Force".encode("utf-16-le")).decode()
    yield "\0".join(value)
    yield value.encode().decode("cp1252", "replace") if not value.isascii() else value


def carried(text: str, name: str) -> Iterator[tuple[str, bytes]]:
    """Files that carry the text: in every encoding, archive and depth."""
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252", "cp850"):
        yield f"{encoding}-{name}", text.encode(encoding, "replace")
    data = text.encode("utf-16")
    yield f"{name}.gz", gzip.compress(data)
    yield f"{name}.zip", zipped({f"SystemInfoLogs\\{name}": data})
    yield f"nested-{name}.zip", zipped({f"inner-{name}.zip": zipped({name: data}), "b.txt.gz": gzip.compress(data)})
    yield f"packed-{name}.zip.gz", gzip.compress(zipped({name: data}))


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def written(folder: Path) -> Iterator[tuple[str, str]]:
    """Everything that a folder holds, as (place, text): names, and files in every reading that may show something."""
    for file in sorted(folder.rglob("*")):
        yield str(file), file.relative_to(folder).as_posix()
        if file.is_file():
            yield from _readings(str(file), file.read_bytes())


def _readings(place: str, data: bytes) -> Iterator[tuple[str, str]]:
    if data[:2] == b"\x1f\x8b":
        yield from _readings(place, gzip.decompress(data))
    elif data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield place, name
                yield from _readings(f"{place}!{name}", archive.read(name))
    else:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "cp850"):
            text = data.decode(encoding, "ignore").replace("\0", "")
            yield place, text
            yield place, unquote(unquote(text))
            yield place, html.unescape(text)
            yield place, _UNIT.sub(lambda unit: chr(int(unit[1], 16)), text)
            for word in text.split():
                yield place, _plain(word)


def _plain(word: str) -> str:
    try:
        data = base64.b64decode(word, validate=True)
    except ValueError:
        return ""
    return data.decode("utf-8", "ignore") + data.decode("utf-16-le", "ignore")
