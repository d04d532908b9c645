"""Which column of a list of devices holds what, by its heading in any case, with any blanks and punctuation.

The headings are those of Defender's own lists (the portal's export, the machines API, advanced hunting's DeviceInfo),
of Intune and Entra, and what people call such columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Of several headings of a kind the one named first here is meant; the others are columns like any other.
_ALIASES = {
    "device_id": ("deviceid", "machineid", "defenderdeviceid", "mdedeviceid", "mdatpdeviceid", "senseid", "id"),
    "aad_device_id": (
        *("aaddeviceid", "azureaddeviceid", "entradeviceid", "microsoftentradeviceid", "entraiddeviceid"),
        "microsoftentraiddeviceid",
    ),
    "fqdn": (
        *("fqdn", "dnsname", "dnshostname", "computerdnsname", "devicednsname", "fullyqualifieddomainname"),
        *("devicefqdn", "hostfqdn", "fullname"),
    ),
    "name": (
        *("devicename", "name", "hostname", "host", "computername", "computer", "machinename", "machine", "device"),
        *("netbiosname", "servername", "server", "workstation", "assetname", "pcname", "systemname", "displayname"),
    ),
    "domain": ("dnsdomain", "devicedomain", "domain", "domainname"),
    "site": ("site", "sitename", "location", "officelocation", "office", "branch", "campus", "adsite"),
    "owner": (
        *("owner", "deviceowner", "assetowner", "businessowner", "ownername", "owneremail", "responsible"),
        *("assignedto", "contact", "primaryuser", "primaryuserupn"),
    ),
    "ring": (
        *("ring", "deploymentring", "rolloutring", "updatering", "wave", "phase", "devicegroup", "machinegroup"),
        *("devicegroupname", "rbacgroupname", "rbacgroup", "group", "groupname"),
    ),
    "portal_health": (
        *("sensorhealthstate", "healthstatus", "sensorhealth", "sensorhealthstatus", "devicehealthstatus"),
        *("healthstate", "sensorstate", "sensorstatus", "devicehealth", "health"),
    ),
    "portal_onboarding": ("onboardingstatus", "onboardingstate", "onboarding"),
}
#: What tells a device; a list without any of them is none.
KEYS = ("device_id", "aad_device_id", "fqdn", "name")
KINDS = tuple(_ALIASES)
#: Lines in which headings are looked for: titles may stand above them.
HEAD_LINES = 20
_LONGEST_NAME = 40
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,62})(?:\.[A-Za-z0-9_-]{1,63}){0,8}")
_NOT_HEADING = frozenset({"total", "count"})

Columns = dict[str, int]


def headings(rows: Sequence[Sequence[str]]) -> tuple[int, Columns] | None:
    """The place of the line of headings, and the column of each kind that it names; None where there is none."""
    found = ((at, columns_of(cells)) for at, cells in enumerate(rows[:HEAD_LINES]))
    return next((pair for pair in found if set(pair[1]) & set(KEYS)), None)


def columns_of(cells: Sequence[str]) -> Columns:
    """The column of each kind; of two equal headings the first."""
    plain = [re.sub(r"[\W_]+", "", cell.casefold()) for cell in cells]
    best = {kind: next((name for name in names if name in plain), None) for kind, names in _ALIASES.items()}
    return {kind: plain.index(name) for kind, name in best.items() if name}


def is_bare(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows are names or ids one below the other, without any heading."""
    filled = [cells for cells in rows if any(cells)]
    plausible = all(len(cells) == 1 and _HOST.fullmatch(cells[0]) for cells in filled)
    return bool(filled) and plausible and filled[0][0].casefold() not in _NOT_HEADING


def column_names(cells: Sequence[str], taken: set[str]) -> list[str]:
    """Names for columns of any heading: lower case, words joined by `_`; `listed_` before one that is taken."""
    names: list[str] = []
    for place, cell in enumerate(cells, start=1):
        name = re.sub(r"\W+", "_", cell.casefold()).strip("_")[:_LONGEST_NAME] or f"column_{place}"
        name = f"listed_{name}" if name in taken else name
        while name in names or name in taken:
            name += "_2"
        names.append(name)
    return names
