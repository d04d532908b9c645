"""The table of what mends the faults that the tool's events tell of."""

from mdeanalysis.catalogue.event_advice import URL, event_advice
from mdeanalysis.catalogue.events import meaning_of
from mdeanalysis.rules import rules
from mdeanalysis.vocabulary import severity_of


def test_each_id_has_advice_or_another_that_says_it():
    for event_id, one in event_advice().items():
        assert (one.told_by is None) != (one.advice is None), event_id
        assert meaning_of(event_id), event_id
        assert one.advice is None or one.advice.endswith("."), event_id


def test_what_is_told_elsewhere_is_told_by_a_rule_that_exists():
    names = {rule.name for rule in rules()} | {URL}
    assert {one.told_by for one in event_advice().values()} - {None} <= names


def test_information_is_in_the_table_only_where_a_rule_tells_it():
    quiet = {number: one for number, one in event_advice().items() if severity_of(number) == "Informational"}
    assert all(one.told_by for one in quiet.values())
