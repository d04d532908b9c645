"""The signers of root lists: golden pairs, odd answers, and what tells the file."""

from __future__ import annotations

import pytest
from formats.golden import Case, cases, document, rows

from mdeanalysis.formats import cert_signer


@pytest.mark.parametrize("case", cases("cert_signer"), ids=lambda case: case.name)
def test_each_log_gives_the_rows_that_its_pair_states(case: Case):
    assert rows(cert_signer.parse(case.document)) == case.expected


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ('SignerExpiration = "1/2/2027", "1.5 Days"', "1/2/2027, 1.5 Days"),
        ('\tSignerExpiration = "1/2/2027"', "1/2/2027"),
        ('SignerExpiration = "", "-3.0 Days"', "-3.0 Days"),
        ('SignerExpiration = ""', None),
        ("SignerExpiration = 1", ...),
        ('x SignerExpiration = "1"', ...),
        ('SignerExpiration = "1/2/20', ...),
    ],
)
def test_an_expiration_is_a_day_and_the_days_that_are_left(line: str, value: object):
    facts = cert_signer.parse(document(line)).facts
    assert [fact.value for fact in facts] == ([] if value is ... else [value])


def test_a_command_stands_on_the_line_below_its_title():
    facts = cert_signer.parse(document("Command:\n\ta\nb\nCommand:\n\nc\nCommand:")).facts
    assert [fact.value for fact in facts] == ["a"]


@pytest.mark.parametrize(
    ("text", "source", "is_one"),
    [
        ("############## CertSigner Results #############", "x.txt", True),
        ("", "CertSigner.log", True),
        ("", "CertSigner.log.txt", False),
        ("CertSigner", "x.txt", False),
    ],
)
def test_the_log_is_told_by_its_title_or_its_name(text: str, source: str, is_one: bool):
    assert cert_signer.matches(document(text, source)) is is_one
