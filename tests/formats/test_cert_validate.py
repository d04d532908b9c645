"""certutil's dump of the chain: golden pairs, signs of trouble, and what tells the file."""

from __future__ import annotations

import pytest
from formats.golden import Case, cases, document, rows

from mdeanalysis.formats import cert_validate


def trouble(text: str) -> str | None:
    facts = cert_validate.parse(document(text)).facts
    return next((fact.value for fact in facts if fact.name == cert_validate.TROUBLE), None)


@pytest.mark.parametrize("case", cases("cert_validate"), ids=lambda case: case.name)
def test_each_dump_gives_the_rows_that_its_pair_states(case: Case):
    assert rows(cert_validate.parse(case.document)) == case.expected


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Element.dwErrorStatus = CERT_TRUST_IS_REVOKED (0x4)", "Element.dwErrorStatus"),
        ("FEHLER: 0x80072EFD und 0x80072efd", "0x80072efd"),
        ("0x80070057\nElement.dwErrorStatus = x", "0x80070057, Element.dwErrorStatus"),
        ("0x8007", "0x8007"),
        ("0x80070000f", "0x8007"),
        ("0x80092012", None),
        ("dwErrorStatus=0", None),
        ("Element.dwInfoStatus = x", None),
    ],
)
def test_the_analyzer_s_own_signs_are_one_fact(text: str, signs: str | None):
    assert trouble(text) == signs


def test_the_fact_of_trouble_stands_at_its_first_sign():
    facts = cert_validate.parse(document("fine\n0x80072ee7\n\n0x80072efd", first_line=10)).facts
    assert [(fact.value, fact.line) for fact in facts] == [("0x80072ee7, 0x80072efd", 11)]


@pytest.mark.parametrize(
    ("text", "source", "is_one"),
    [
        ("CertContext[0][0]: dwInfoStatus=102 dwErrorStatus=0", "x.txt", True),
        ("CertUtil: -verify command FAILED: 0x80092012", "x.txt", True),
        ("", "CertValidate.log", True),
        ("Issuer: CN=Contoso", "x.txt", False),
        ("see CertUtil: it says no", "x.txt", False),
    ],
)
def test_the_dump_is_told_by_certutil_s_words_or_its_name(text: str, source: str, is_one: bool):
    assert cert_validate.matches(document(text, source)) is is_one
