"""The report's section titles, as they are compared: lower case, blanks collapsed, without hashes."""

from __future__ import annotations

from mdeanalysis.formats.memory import remembered

_TITLES = """
device info summary
multiple workspaces check
orgid error check
defender for endpoint cloud service check
oms validation details
os validation details
connectivity details for command and control validation
connectivity details for oms validation
device registration and enrollment
defender antivirus cloud service check
metered network check
windows security center checks
asr rule check
auth root policies
connectivity check for ctldl.windowsupdate.com
trusted publishers policy
certificate validation check
proxy settings
vdi information
data collection registry setting
diagtrack listener check
senseoms listener check
connectivity check for live response url
processmitigations check
unsupported win os check
winsock error check
fsutil usn journal query
mma certificate error check
client timeskew check
missing default path check
sccm onboarding check
mma unsupported os check
imagestate check
scep client check
imagepath check
mde certificate chain validation
mde commandline usage information
"""
TITLES = frozenset(_TITLES.strip().split("\n"))
#: The first header, which every report since 2021 has.
DEVICE = "device info summary"
#: The report's last section: where it stands, the report was written to its end.
LAST = "mde commandline usage information"
#: Sections that stand in a report only where something is so: the fact, and its value.
TELLING = {"auth root policies": ("Root certificate auto-update", "disabled")}
#: The first section behind the connectivity test.
AFTER_TEST = "defender for endpoint cloud service check"
#: The place of the test's output, which has no header of its own.
TEST = "connectivity"
#: How the titles above the tests of down-level Windows begin.
OTHER_TESTS = ("connectivity details for", "validation of ")
#: Fewer hashes make no header.
LEAST_HASHES = 6
PROXY = "proxy settings"
POLICY = "data collection registry setting"


@remembered
def title_of(line: str) -> str | None:
    """The title of a header line, which has six hashes or more before it; None for any other line."""
    text = line.lstrip(" \t>")
    rest = text.lstrip("#")
    if len(text) - len(rest) < LEAST_HASHES or not rest[:1].isspace():
        return None
    return rest.strip().rstrip("#").rstrip() or None


@remembered
def normal(title: str) -> str:
    """A title as TITLES has it: hash counts and blanks drift between editions."""
    return " ".join(title.split()).lower()
