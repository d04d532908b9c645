"""Advice for every reason."""

from __future__ import annotations

import pytest

from mdeanalysis.catalogue.advice import NOT_TESTED_ADVICE, REASON_ADVICE, advice_for
from mdeanalysis.vocabulary import REASONS

NOT_TESTED = (
    *("asr_rule", "no_psexec", "eula", "dotnet_missing", "tls12_missing", "no_endpoints"),
    *("downlevel_not_captured", "unknown"),
)


def test_every_reason_has_its_advice_and_no_advice_lacks_a_reason():
    assert tuple(REASON_ADVICE) == REASONS
    assert tuple(NOT_TESTED_ADVICE) == NOT_TESTED


@pytest.mark.parametrize("reason", [*REASONS, *NOT_TESTED])
def test_advice_is_a_title_and_one_sentence(reason):
    title, advice = advice_for(reason)
    assert 0 < len(title) <= 60
    assert not title.endswith(".")
    assert advice.endswith(".")
    assert ". " not in advice
    assert len(advice) <= 97, "one line of the summary holds it"


def test_an_unknown_reason_gets_the_advice_for_other_errors():
    assert advice_for("no such reason") == REASON_ADVICE["other"]
