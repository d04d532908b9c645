"""What certutil says of the gateway's certificate chain (`CertValidate.log`), in the words of any language.

Sample:

    CertContext[0][0]: dwInfoStatus=102 dwErrorStatus=1000040
      Issuer: CN=Contoso TLS Inspection CA, O=Contoso, C=CH
      Element.dwErrorStatus = CERT_TRUST_REVOCATION_STATUS_UNKNOWN (0x40)
    CertUtil: -verify command FAILED: 0x80092012 (-2146885614 CRYPT_E_NO_REVOCATION_CHECK)
"""

from __future__ import annotations

import re

from mdeanalysis.formats import side_file
from mdeanalysis.records import Document, Fact, Format, Reading

SECTION = "certificate validation"
#: The fact that lists what the analyzer itself takes as signs of trouble.
TROUBLE = "trouble signs"
_STATUS = "Element.dwErrorStatus"
_LINE = re.compile(r"\s*(?P<name>Element\.dwErrorStatus|Issuer|Subject)(?: = |: )\s*(?P<value>\S.*)$")
_CODE = re.compile(r"0x8007[0-9a-fA-F]{4}(?![0-9a-fA-F])|0x8007")
#: What only certutil's dump of a chain holds.
_WORDS = ("dwErrorStatus", "dwInfoStatus", "CertUtil: -")


def parse(document: Document) -> Reading:
    """Names and error states of the chain's certificates, each once, and the signs of trouble as one fact."""
    reading = side_file.start(document, "cert_validate")
    facts: dict[tuple[str, str], Fact] = {}
    signs: dict[str, int] = {}
    for number, line in side_file.numbered(document):
        if found := _LINE.match(line):
            name, value = found["name"], found["value"].strip()
            facts.setdefault((name, value), Fact(SECTION, name, value, None, number))
        if _STATUS in line:
            signs.setdefault(_STATUS, number)
        if "0x8007" in line:
            signs |= {code.lower(): number for code in _CODE.findall(line) if code.lower() not in signs}
    reading.facts = list(facts.values())
    if signs:
        reading.facts.append(Fact(SECTION, TROUBLE, ", ".join(signs), None, min(signs.values())))
    return reading


def matches(document: Document) -> bool:
    """A chain as certutil prints it, or the file's name."""
    head = side_file.head(document)
    return any(word in head for word in _WORDS) or side_file.is_named(document, "certvalidate.log")


FORMAT = Format("cert_validate", "certificate validation", 250, matches, parse)
