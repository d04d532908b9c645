"""What stays: Microsoft's own hosts by the catalogue, well-known accounts and numbers, the tools' own words."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from mdeanalysis.catalogue.rows import catalogue


def some(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


#: Domains of Microsoft's, of certificate authorities and of standards that no catalogue row needs.
_OTHER_DOMAINS = some("""
    microsoftonline.com microsoftonline.us azure.com azure.us azure.net windows.com windows.net usgovcloudapi.net
    office.com office.net office365.com office365.us live.com msn.com bing.com skype.com aka.ms sysinternals.com
    onmicrosoft.com onmicrosoft.us sharepoint.com sharepoint.us microsoft.com microsoft.us microsoft.net
    digicert.com globalsign.com verisign.com msocsp.com w3.org xmlsoap.org ietf.org
    azurewebsites.net trafficmanager.net
    """)
#: Below these the first names are a customer's.
_CUSTOMERS = (
    "onmicrosoft.com",
    "onmicrosoft.us",
    "sharepoint.com",
    "sharepoint.us",
    "blob.core.windows.net",
    "file.core.windows.net",
    "queue.core.windows.net",
    "table.core.windows.net",
    "blob.core.usgovcloudapi.net",
    "database.windows.net",
    "vault.azure.net",
    "azurewebsites.net",
    "cloudapp.azure.com",
    "cloudapp.net",
    "trafficmanager.net",
)
#: Storage accounts of Defender's and of the monitoring agent's.
_OWN_ACCOUNT = re.compile(r"(?:automatedirstr\w+|(?:uss|ws)\w+prod|scadvisor\w*)")
_TWO_LETTERS = re.compile(r"[a-z]{2}")
#: Country domains that are file names' endings as well; beside one other name they are rather that.
_FILE_ENDINGS = some("cc cs db gz js md mo pl ps py rs sh so st ts vb io")
_ENDS = some("""
    com net org edu gov mil int info biz name pro app dev cloud online site shop tech store group company systems
    solutions services network global world digital agency bank insurance health
    local lan corp internal intra intern intranet home priv private ad dom loc prod test example invalid localdomain
    """)
_NAMESPACES = some("system microsoft windows asp ado vb node")
ACCOUNTS = some("""
    system localsystem local network service administrator administrators admin guest public default defaultuser0
    defaultaccount wdagutilityaccount root daemon nobody shared everyone users nt authority builtin all
    trustedinstaller
    defaultapppool localservice networkservice krbtgt 0 false true unknown none n/a na yes no null -
    """)
_LABELS = some("www wpad localhost autodiscover isatap _ldap _tcp _udp _kerberos _msdcs * localdomain")
#: Ids that everybody has: nothing, all, and the attack surface reduction rules and folders that reports name.
GUIDS = some("""
    00000000-0000-0000-0000-000000000000 ffffffff-ffff-ffff-ffff-ffffffffffff d1e49aac-8f56-4280-b9ba-993a6d77406c
    """)
_VALUES = some("false true unknown none (none) n/a - yes no null undefined default")


@cache
def words() -> frozenset[str]:
    """The words of the tools' own texts, in lower case: a value that is one of them is told by its field alone."""
    text = files(__package__).joinpath("words.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


def says_nothing(value: str) -> bool:
    """Whether a field's value names nobody."""
    return not value.strip() or value.strip().lower() in _VALUES


def is_label_kept(label: str) -> bool:
    """Whether a name of one part is everybody's."""
    return label.lower() in _LABELS


@cache
def _catalogued() -> tuple[frozenset[str], frozenset[str]]:
    """The catalogue's hosts, and the last two names of each."""
    hosts = frozenset(row.endpoint.lower() for row in catalogue())
    return hosts, frozenset(".".join(host.split(".")[-2:]) for host in hosts)


@lru_cache(maxsize=1 << 16)
def is_host(name: str) -> bool:
    """Whether a dotted name (in lower case) is a host's, not a file's or a program's."""
    labels = name.split(".")
    last = labels[-1]
    if labels[0] in _NAMESPACES and not is_microsofts(name):
        return False
    if last in _ENDS:
        return True
    if not _TWO_LETTERS.fullmatch(last):
        return False
    return len(labels) > 2 or last not in _FILE_ENDINGS


@lru_cache(maxsize=1 << 16)
def is_microsofts(name: str) -> bool:
    """Whether a host (in lower case) lies in a domain of those that stay."""
    hosts, domains = _catalogued()
    return name in hosts or ".".join(name.split(".")[-2:]) in domains | _OTHER_DOMAINS


@lru_cache(maxsize=1 << 16)
def customers_names(name: str) -> int:
    """How many of the first names of a Microsoft host are a customer's."""
    hosts, _ = _catalogued()
    if name in hosts:
        return 0
    for domain in _CUSTOMERS:
        if name.endswith(f".{domain}"):
            own = name[: -len(domain) - 1].split(".")
            return 0 if _OWN_ACCOUNT.fullmatch(own[-1]) else len(own)
    return 0
