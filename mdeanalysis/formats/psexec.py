"""What PsExec writes around the tool's output: noise, refusals, and one more source of the host name."""

from __future__ import annotations

import re
from typing import NamedTuple

from mdeanalysis.formats.memory import remembered
from mdeanalysis.records import Fact, Reading

_EXITED = re.compile(r"\s*(?P<exe>[\w.]+) exited on (?P<host>\S+?) with error code (?P<code>-?\d+)\.?\s*$")
_STARTING = re.compile(r"\s*Starting \S.* on \S+\.\.\.\s*$")
_NOISE = re.compile(
    r"\s*(?:Connecting to (?:local system|\S+)\.\.\.|Starting PSEXESVC service on .*|Copying authentication key to .*"
    r"|Connecting with PsExec service on .*|PsExec v\d.*|Copyright \(C\) .*|Sysinternals - .*)\s*$"
)
_REFUSED = re.compile(
    r"\s*(?:Couldn[’']t install PSEXESVC service|Access is denied\.?|PsExec could not start .*"
    r"|Error establishing communication .*)"
)
#: The program of the URL test.
_CHECKER = "clientanalyzer"
# A whole word: error records quote the switch `-accepteula`.
_EULA = re.compile(r"\beula\b|licen[cs]e (?:agreement|terms)", re.IGNORECASE)


#: Section and name of the facts that PsExec's lines state, and what each mark stands for.
SECTION = NAME = "PsExec"
STATES = {
    "psexec_started": "started the test",
    "psexec_finished": "ended the test",
    "no_psexec": "refused",
    "eula": "licence terms not accepted",
}


class Said(NamedTuple):
    """What a line of PsExec tells: a mark about the run, and the host's name."""

    mark: str | None = None
    host: str | None = None


def understand(line: str, reading: Reading, number: int) -> bool:
    """Whether the line (of this number) is PsExec's, quoted in a mail or not; notes what it tells of the run."""
    said = meaning(line)
    if said is None:
        return False
    reading.host = reading.host or said.host
    if said.mark:
        reading.marks.add(said.mark)
    if said.mark in STATES:
        reading.facts.append(Fact(SECTION, NAME, STATES[said.mark], None, number))
    return True


@remembered
def meaning(line: str) -> Said | None:
    """What a line of PsExec says; None for any other line.

    PsExec also runs certutil for the certificate check; only the URL test's own run leaves a mark.
    """
    line = line.lstrip("> \t")
    checker = _CHECKER in line.lower()
    if found := _EXITED.match(line):
        return Said("psexec_finished" if checker else None, found["host"])
    if _NOISE.match(line):
        return Said("psexec_said")
    if _STARTING.match(line):
        return Said("psexec_started" if checker else None)
    if _REFUSED.match(line):
        return Said("no_psexec")
    return Said("eula") if _EULA.search(line) else None


def host_in(line: str) -> str | None:
    """The host that a line of PsExec names."""
    said = meaning(line)
    return said.host if said else None
