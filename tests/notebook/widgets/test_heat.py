"""The heat map of buttons: each says what the picture says, and lists the devices that it counts."""

from __future__ import annotations

import pytest

from mdeanalysis.errors import SelectionError
from mdeanalysis.notebook import DimensionFilter, HeatMap, devices_in, failure_rates, heat_map


def test_the_buttons_say_what_the_picture_says(tables):
    widget = HeatMap(tables, rows="site", columns="os_release")
    figure = heat_map(failure_rates(tables, "site", "os_release"))
    drawn = [text.get_text() for text in figure.axes[0].texts]
    assert [button.description for button in widget.cells.values()] == drawn


@pytest.mark.parametrize(("rows", "columns"), [("region", "proxy_method"), ("service", "site"), ("site", "host")])
def test_each_cell_lists_the_devices_that_it_counts(tables, rows, columns):
    for row in failure_rates(tables, rows, columns, most=6).to_dict("records"):
        found = devices_in(tables, (rows, row[rows]), (columns, row[columns]), most=6)
        state = found["cell_state"] if "cell_state" in found else found["state"]
        assert (len(found), int((state == "failed").sum())) == (row["devices"], row["failed"])


def test_a_click_chooses_and_the_failed_stand_first(tables):
    widget = HeatMap(tables, rows="region", columns="proxy_method")
    assert len(widget.value) == len(tables["devices"])
    widget.cells["EU", "static"].click()
    assert widget.cell == ("EU", "static")
    assert len(widget.value) == 11
    assert widget.value["state"].tolist()[:3] == ["failed"] * 3
    assert "Devices of region EU and proxy method static" in widget.words.value
    assert all(name in widget.list.value for name in widget.value["device_name"])
    assert "mde-chosen" in widget.cells["EU", "static"]._dom_classes
    widget.cells["US", "static"].click()
    assert "mde-chosen" not in widget.cells["EU", "static"]._dom_classes


def test_other_dimensions_make_another_map_without_a_choice(tables):
    widget = HeatMap(tables)
    widget.choose("EU", "static")
    widget.rows.value = "site"
    assert widget.cell is None
    assert {row for row, _ in widget.cells} == set(tables["devices"]["site"].astype("str"))


def test_one_dimension_twice_is_refused_in_words(tables):
    widget = HeatMap(tables, rows="region", columns="site")
    widget.rows.value = "site"
    assert "two different dimensions" in widget.words.value
    assert "two different dimensions" in widget.static()
    assert widget.grid.children == ()


def test_a_map_follows_its_filter(tables):
    chosen = DimensionFilter(tables, name="for the map")
    widget = HeatMap(chosen, rows="site", columns="region")
    chosen.dimension.value = "site"
    chosen.values.value = ("Lyon",)
    assert {row for row, _ in widget.cells} == {"Lyon"}
    assert set(widget.value["site"]) == {"Lyon"}
    chosen.clear.click()


def test_a_page_without_a_kernel_has_the_picture_and_the_list(tables):
    widget = HeatMap(tables)
    widget.choose("EU", "static")
    bundle, _ = widget._repr_mimebundle_()
    assert set(bundle) >= {"application/vnd.jupyter.widget-view+json", "text/html"}
    assert bundle["text/html"].count("data:image/png;base64,") == 1
    assert "LYS-SRV00040" in bundle["text/html"]


def test_a_map_of_nothing_has_no_cell(fleet, tmp_path):
    from mdeanalysis import load

    widget = HeatMap(load(tmp_path).tables)
    assert widget.cells == {}
    assert len(widget.value) == 0


def test_a_dimension_that_is_not_there_is_named(tables):
    with pytest.raises(SelectionError, match="no column 'colour'"):
        HeatMap(tables, rows="colour")
