"""Until when the lists of trusted roots are signed (`CertSigner.log`).

Sample:

    ############## CertSigner Results #############
    Command:
        certutil -verifyctl AuthRoot
    Results:
        SignerExpiration = "03/05/2027 10:12:00", "700.0 Days"
"""

from __future__ import annotations

import re

from mdeanalysis.formats import side_file
from mdeanalysis.records import Document, Fact, Format, Reading

SECTION = "certificate signer"
_TITLE = "CertSigner Results"
_EXPIRES = re.compile(r'\s*SignerExpiration = "(?P<day>[^"]*)"(?:, "(?P<left>[^"]*)")?')


def parse(document: Document) -> Reading:
    """The commands, and behind each when its list's signer expires and in how many days."""
    reading = side_file.start(document, "cert_signer")
    is_command = False
    for number, line in side_file.numbered(document):
        text = line.strip()
        if is_command and text:
            reading.facts.append(Fact(SECTION, "Command", text, None, number))
        elif found := _EXPIRES.match(line):
            value = ", ".join(part.strip() for part in found.groups() if part and part.strip())
            reading.facts.append(Fact(SECTION, "SignerExpiration", value or None, None, number))
        is_command = text == "Command:"
    return reading


def matches(document: Document) -> bool:
    """The title, or the file's name."""
    return _TITLE in side_file.head(document) or side_file.is_named(document, "certsigner.log")


FORMAT = Format("cert_signer", "certificate signers", 240, matches, parse)
