"""What PsExec said while it ran the connectivity test as the system's account (`psexeclog.txt`).

Sample:

    Connecting to local system...
    Starting PSEXESVC service on local system...
    Connecting with PsExec service on CONTOSO-WS017...
    Starting C:\\Tools\\MDEClientAnalyzer.exe on CONTOSO-WS017...
    MDEClientAnalyzer.exe exited on CONTOSO-WS017 with error code 0.
"""

from __future__ import annotations

import re

from mdeanalysis.formats import psexec, side_file
from mdeanalysis.records import Document, Fact, Format, Reading

_EXITED = re.compile(r"\s*[\w.]+ exited on \S+ with error code (-?\d+)")
_SAID = re.compile(
    r"^[ \t]*(?:Connecting to local system\.\.\.|Starting PSEXESVC service on |Connecting with PsExec service on "
    r"|Couldn[’']t install PSEXESVC service|PsExec could not start |PsExec v\d"
    r"|Error establishing communication with PsExec|[\w.]+ exited on \S+ with error code -?\d)",
    re.MULTILINE,
)


def parse(document: Document) -> Reading:
    """The host's name, the marks that explain a missing test, and with which code a program ended."""
    reading = side_file.start(document, "psexec_log")
    for number, line in side_file.numbered(document):
        psexec.understand(line, reading, number)
        if found := _EXITED.match(line):
            reading.facts.append(Fact(psexec.SECTION, "error code", found[1], None, number))
    return reading


def matches(document: Document) -> bool:
    """A line that only PsExec prints, or the file's name."""
    head = side_file.head(document)
    told = ("PsExec" in head or "PSEXESVC" in head or " exited on " in head) and _SAID.search(head) is not None
    return told or side_file.is_named(document, "psexeclog.txt")


FORMAT = Format("psexec_log", "PsExec's messages", 200, matches, parse)
