"""Tries and their URLs, names in a message."""

import pandas as pd
from builders import BAD, GATEWAY, GATEWAY_2, GOOD, block, device, report, write

from mdeanalysis import load
from mdeanalysis.rules.evidence_join import amount, counted, listed, row_of, tries_of


def tables(folder):
    files = {
        "a.txt": report(block(GATEWAY, BAD), block(GATEWAY_2, GOOD), items=device("A")),
        "b.txt": report(block(GATEWAY_2, BAD), items=device("B")),
    }
    return load(write(folder, files)).tables


def test_each_try_finds_its_url(tmp_path):
    frames = tables(tmp_path)
    urls, tries = frames["urls"], frames["attempts"]
    at = row_of(tries, urls)
    assert at.tolist() == [0] * 5 + [1] * 5 + [2] * 5
    assert (urls["url"].astype(str).to_numpy()[at] == tries["url"].astype(str)).all()


def test_a_try_of_another_url_finds_none(tmp_path):
    frames = tables(tmp_path)
    failed = frames["urls"][frames["urls"]["state"] == "failed"]
    tries, at = tries_of(frames["attempts"], failed)
    assert len(tries) == 10
    assert at.tolist() == [0] * 5 + [1] * 5
    assert row_of(tries, failed[:0]).tolist() == [-1] * 10


def test_names_are_listed_and_counted_once():
    group, names = pd.Series(list("aaaaab")), pd.Series(["x", "x", "y", "z", "w", "v"])
    assert listed(group, names).to_dict() == {"a": "x, y, z and 1 more", "b": "v"}
    assert counted(group, names).to_dict() == {"a": 4, "b": 1}


def test_an_amount_has_the_word_s_right_form():
    assert amount(pd.Series([1, 2, 0]), "URL").tolist() == ["1 URL", "2 URLs", "0 URLs"]
