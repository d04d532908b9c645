"""Widgets: frames in, `.value` out, each with a function or a page of HTML that shows the same without them."""

from mdeanalysis.notebook.widgets.cause_cards import CauseCards, devices_of
from mdeanalysis.notebook.widgets.device_view import DeviceView, state_grid, tries_of
from mdeanalysis.notebook.widgets.dimension_filter import DimensionFilter, only, values_of
from mdeanalysis.notebook.widgets.endpoint_browser import EndpointBrowser, endpoints
from mdeanalysis.notebook.widgets.heat import HeatMap, devices_in
from mdeanalysis.notebook.widgets.interactive import interactive, interactive_tables
from mdeanalysis.notebook.widgets.picker import ResultsPicker
from mdeanalysis.notebook.widgets.plan_table import PlanTable, plan_rows
from mdeanalysis.notebook.widgets.probe_panel import ProbePanel, probe_table
from mdeanalysis.notebook.widgets.report_builder import (
    ReportBuilder,
    can_write_pdf,
    report_sections,
    write_report,
    written,
)

__all__ = [
    "CauseCards",
    "DeviceView",
    "DimensionFilter",
    "EndpointBrowser",
    "HeatMap",
    "PlanTable",
    "ProbePanel",
    "ReportBuilder",
    "ResultsPicker",
    "can_write_pdf",
    "devices_in",
    "devices_of",
    "endpoints",
    "interactive",
    "interactive_tables",
    "only",
    "plan_rows",
    "probe_table",
    "report_sections",
    "state_grid",
    "tries_of",
    "values_of",
    "write_report",
    "written",
]
