"""Words and lines that several rules share."""

import pandas as pd

from mdeanalysis.rules.evidence_ways import few, listed, number_of_urls, works_by

ROWS = pd.DataFrame(
    {
        "result_id": pd.Categorical(["a", "a", "a", "b"], categories=["a", "b", "unused"]),
        "url": ["u", "u", "v", "u"],
        "reason": pd.Categorical(["timeout", "connect", "timeout", None]),
    },
    index=[7, 3, 5, 9],
)


def test_urls_are_counted_once_in_each_group():
    assert number_of_urls(ROWS, "result_id").to_dict() == {7: "2 URLs", 3: "2 URLs", 5: "2 URLs", 9: "1 URL"}


def test_values_are_listed_once_in_each_group():
    told = listed(ROWS, "reason", "result_id")
    assert told.index.tolist() == ROWS.index.tolist()
    assert told.dropna().tolist() == ["connect, timeout"] * 3


def test_a_finding_needs_few_lines():
    many = pd.DataFrame({"result_id": ["a"] * 9 + ["b"]})
    assert few(many, "result_id").index.tolist() == [0, 1, 2, 3, 4, 9]


def test_a_method_is_looked_for_in_the_list():
    urls = pd.DataFrame({"working_methods": pd.Categorical(["wpad,direct", "wpad", None])})
    assert works_by(urls, "direct").tolist() == [True, False, False]
