"""Whatever a result holds, a widget shows it as text: names, addresses, sources and messages of broken machines."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import ipywidgets
import pytest
from report.html.hostile import poisoned

from mdeanalysis import explain
from mdeanalysis import notebook as nb
from mdeanalysis.loading import Fleet

#: What the widgets' own pages consist of; only their own style stands in a style element.
OWN = {"p", "b", "table", "thead", "tbody", "tr", "th", "td", "caption", "div", "span", "style", "img"}
MAKERS = {
    "filter": lambda tables: nb.DimensionFilter(tables, name="hostile"),
    "heat": lambda tables: nb.HeatMap(tables, rows="site", columns="proxy_address"),
    "device": nb.DeviceView,
    "causes": lambda tables: nb.CauseCards(explain(tables)),
    "plan": lambda tables: nb.PlanTable(nb.make_plan(tables)),
    "urls": lambda tables: nb.UrlFilter(nb.judging_urls(tables)),
}


class Elements(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def pages(widget):
    """Every HTML that a widget's parts hold."""
    if isinstance(widget, ipywidgets.HTML):
        yield widget.value
    for child in getattr(widget, "children", ()):
        yield from pages(child)


@pytest.fixture(scope="module")
def hostile(tables):
    return poisoned(tables)


def assert_harmless(page):
    for tag, attributes in Elements(page).found:
        assert tag in OWN
        assert not [name for name in attributes if name.startswith("on")]
        assert attributes.get("src", "data:image/png").startswith("data:image/png")
        assert "href" not in attributes
    for style in re.findall(r"<style[^>]*>(.*?)</style>", page, flags=re.DOTALL):
        assert "display:none" not in style
        assert "expression" not in style
    assert not re.search("[\x00-\x08\x1b\u2028\u202e]", page)


@pytest.mark.parametrize("name", MAKERS)
def test_hostile_text_stays_text(hostile, name):
    widget = MAKERS[name](hostile)
    if name == "heat":
        widget.choose(*next(iter(widget.cells)))
        assert "&lt;script&gt;" in widget.list.value + "".join(pages(widget.grid))
    for page in [*pages(widget.box), widget.static()]:
        assert_harmless(page)


@pytest.mark.parametrize("page", ["<script>1</script>", '<p onclick="x">', "<a href='x'>", '<img src="http://x">'])
def test_what_would_be_harm_is_seen(page):
    with pytest.raises(AssertionError):
        assert_harmless(page)


def test_hostile_devices_can_be_chosen_by_their_shown_name(hostile):
    view = nb.DeviceView(hostile)
    for name in view.device.options[:5]:
        view.device.value = name
        assert view.key is not None


def test_no_label_breaks_a_line_or_turns_the_writing(hostile):
    for name in ("filter", "device", "plan"):
        widget = MAKERS[name](hostile)
        labels = [label for part in widget.box.children for label in getattr(part, "_options_labels", ())]
        assert labels or name == "device"
        assert not re.search("[\n\r\x1b\u202e]", "".join(map(str, labels)))


def test_a_hostile_fleet_makes_a_report(hostile, tmp_path):
    files = nb.write_report(Fleet(dict(hostile)), tmp_path / "x.html", ["headline", "devices"])
    assert files[0].stat().st_size > 1_000
