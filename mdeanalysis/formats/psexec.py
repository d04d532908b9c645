"""What PsExec writes around the tool's output: noise, refusals, and one more source of the host name."""

from __future__ import annotations

import re

from mdeanalysis.records import Reading

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


def understand(line: str, reading: Reading) -> bool:
    """Whether the line is PsExec's, quoted in a mail or not; notes what it tells of the run."""
    line = line.lstrip("> \t")
    if found := _EXITED.match(line):
        reading.host = reading.host or found["host"]
        _note(line, "psexec_finished", reading)
    elif _NOISE.match(line):
        reading.marks.add("psexec_said")
    elif _STARTING.match(line):
        _note(line, "psexec_started", reading)
    elif _REFUSED.match(line):
        reading.marks.add("no_psexec")
    elif _EULA.search(line):
        reading.marks.add("eula")
    else:
        return False
    return True


def _note(line: str, mark: str, reading: Reading) -> None:
    """PsExec also runs certutil for the certificate check; only the URL test's own run counts."""
    if _CHECKER in line.lower():
        reading.marks.add(mark)
