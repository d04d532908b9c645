"""Until when Microsoft supports a Windows release, extended security updates aside."""

from __future__ import annotations

import re
from datetime import date

#: The last day of Home and Pro, then of Enterprise and Education; servers have one for all editions.
_ENDS = {
    "Windows 7 SP1": ("2020-01-14", "2020-01-14"),
    "Windows 8": ("2016-01-12", "2016-01-12"),
    "Windows 8.1": ("2023-01-10", "2023-01-10"),
    "Windows 10 1507": ("2017-05-09", "2017-05-09"),
    "Windows 10 1511": ("2017-10-10", "2018-04-10"),
    "Windows 10 1607": ("2018-04-10", "2019-04-09"),
    "Windows 10 1703": ("2018-10-09", "2019-10-08"),
    "Windows 10 1709": ("2019-04-09", "2020-10-13"),
    "Windows 10 1803": ("2019-11-12", "2021-05-11"),
    "Windows 10 1809": ("2020-11-10", "2021-05-11"),
    "Windows 10 1903": ("2020-12-08", "2020-12-08"),
    "Windows 10 1909": ("2021-05-11", "2022-05-10"),
    "Windows 10 2004": ("2021-12-14", "2021-12-14"),
    "Windows 10 20H2": ("2022-05-10", "2023-05-09"),
    "Windows 10 21H1": ("2022-12-13", "2022-12-13"),
    "Windows 10 21H2": ("2023-06-13", "2024-06-11"),
    "Windows 10 22H2": ("2025-10-14", "2025-10-14"),
    "Windows 11 21H2": ("2023-10-10", "2024-10-08"),
    "Windows 11 22H2": ("2024-10-08", "2025-10-14"),
    "Windows 11 23H2": ("2025-11-11", "2026-11-10"),
    "Windows 11 24H2": ("2026-10-13", "2027-10-12"),
    "Windows Server 2008 SP2": ("2020-01-14", "2020-01-14"),
    "Windows Server 2008 R2 SP1": ("2020-01-14", "2020-01-14"),
    "Windows Server 2012": ("2023-10-10", "2023-10-10"),
    "Windows Server 2012 R2": ("2023-10-10", "2023-10-10"),
    "Windows Server 2016": ("2027-01-12", "2027-01-12"),
    "Windows Server, version 1709": ("2019-04-09", "2019-04-09"),
    "Windows Server, version 1803": ("2019-11-12", "2019-11-12"),
    "Windows Server, version 1903": ("2020-12-08", "2020-12-08"),
    "Windows Server, version 1909": ("2021-05-11", "2021-05-11"),
    "Windows Server, version 2004": ("2021-12-14", "2021-12-14"),
    "Windows Server, version 20H2": ("2022-08-09", "2022-08-09"),
    "Windows Server 2019": ("2029-01-09", "2029-01-09"),
    "Windows Server 2022": ("2031-10-14", "2031-10-14"),
}
#: Releases with a long-term edition that has ended by dates of its own; those of the others are left out.
_LONG_TERM = {"Windows 10 1507": "2025-10-14", "Windows 10 1607": "2026-10-13"}
_IS_LONG_TERM = re.compile(r"\bLTS[BC]\b", re.IGNORECASE)
_ENDS_EARLY = re.compile(r"\b(?:Home|Pro|Professional|Core)\b", re.IGNORECASE)


def support_end(release: str, os_name: str | None) -> date | None:
    """The last day of support; the later one where the name does not tell the edition, none where it is not known."""
    if os_name and _IS_LONG_TERM.search(os_name):
        end = _LONG_TERM.get(release)
    else:
        early, late = _ENDS.get(release, (None, None))
        end = early if os_name and _ENDS_EARLY.search(os_name) else late
    return date.fromisoformat(end) if end else None
