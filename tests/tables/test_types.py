"""Columns have the schema's types whatever rows there are, and unknown is <NA>."""

import pandas as pd
import pytest
from builders import GATEWAY, block, device, onboarding, report, write, xml

from mdeanalysis.loading import load
from mdeanalysis.schema import TABLES
from mdeanalysis.tables import concat, empty, to_frame
from mdeanalysis.tables.typed import categorical, codes_of

DTYPES = {"text": "string", "int": "Int64", "bool": "boolean", "time": "datetime64[us, UTC]"}
FILES = {
    "Zurich/PC1.txt": report(block(GATEWAY, "200 12007 ssl 407 -"), items=device("PC1")),
    "Zurich/PC1.xml": xml(device("PC1")),
    "Lyon/PC2.txt": report(items=device("PC2")),
    "Lyon/notes.txt": "hello",
    "Lyon/PC3/SystemInfoLogs/RegOnboardedInfoCurrent.json": onboarding(),
    "Lyon/empty.txt": "",
}


def assert_typed(tables):
    assert list(tables) == list(TABLES)
    for name, table in TABLES.items():
        frame = tables[name]
        assert frame.columns.tolist() == table.names, name
        for column in table.columns:
            dtype = frame[column.name].dtype
            if column.kind == "category":
                assert isinstance(dtype, pd.CategoricalDtype), (name, column)
                assert dtype.categories.dtype == "str", (name, column)
            else:
                assert str(dtype) == DTYPES[column.kind], (name, column)


def test_a_full_fleet_has_the_schemas_types(tmp_path):
    assert_typed(load(write(tmp_path, FILES)).tables)


def test_an_empty_fleet_has_the_schemas_types(tmp_path):
    tables = load(tmp_path).tables
    assert all(len(frame) == 0 for frame in tables.values())
    assert_typed(tables)


def test_unknown_is_na_and_never_an_empty_text(tmp_path):
    for name, frame in load(write(tmp_path, FILES)).tables.items():
        for column in frame.columns:
            values = [value for value in frame[column].tolist() if isinstance(value, str)]
            assert "" not in values, (name, column)
            assert not {"None", "nan", "<NA>"} & set(values) - {"None"}, (name, column)
            if column != "alert":
                assert "None" not in values, (name, column)


def test_every_row_with_a_result_has_its_devices_key_and_name(tmp_path):
    fleet = load(write(tmp_path, FILES))
    keys = fleet.results.set_index("result_id")[["device_key", "device_name"]]
    for name in ("attempts", "urls", "facts", "events", "proxy_settings", "devices"):
        frame = fleet.tables[name]
        for column in ("device_key", "device_name"):
            assert frame[column].tolist() == [keys[column][result] for result in frame["result_id"]], (name, column)


def test_frames_below_each_other_unite_their_categories():
    one, two = (to_frame("problems", {"source": ["a"], "kind": [kind]}) for kind in ("unsafe", "duplicate"))
    joined = concat("problems", [one, empty("problems"), two])
    assert joined["kind"].tolist() == ["unsafe", "duplicate"]
    assert joined.index.tolist() == [0, 1]
    assert concat("problems", [])["kind"].dtype == "category"


def test_what_is_not_given_is_unknown_throughout():
    frame = to_frame("problems", {"source": ["a", "b"]})
    assert frame[["line", "kind", "reason"]].isna().all(axis=None)


@pytest.mark.parametrize("values", [[], ["b", None, "a", "b"], [None]])
def test_a_categorical_has_the_values_that_it_uses(values):
    made = categorical(*codes_of(values))
    assert [None if pd.isna(value) else value for value in made] == values
    assert list(made.categories) == list(dict.fromkeys(value for value in values if value))
