"""Endpoint lists to import, as Microsoft and the analyzer write them, in small."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl

WINDOWS = "Windows 10, 11; Server 2022, 2019, 2016 (Unified Agent); Server 2012 R2 (Unified Agent)"
MMA = "Windows 7, 8.1, Windows Server 2008 R2, 2012 R2, 2016 (MMA Based)"
HEADINGS = (
    *("Service", "Geography", "Category", "Port", "Endpoint/URL", "Endpoint/URL Description"),
    *("Required or Optional", WINDOWS, MMA, "Mac", "Linux", "Comments"),
)
PROSE = (("Microsoft Defender for Endpoint URLs",), (), ("Read this first: see https://contoso.example.com/help.",))
DEFENDER = "Microsoft Defender for Endpoint"


def standard(
    url: str,
    region: str = "WW",
    category: str = "",
    required: str = "Required",
    port: object = 443,
    ticks: str = "w-ml",
) -> tuple[object, ...]:
    """A line of the standard list; `ticks` has a letter or a dash for each of the four columns of systems."""
    marks = ["" if tick == "-" else "X" for tick in ticks]
    return (DEFENDER, region, category, port, url, f"{category} URL", required, *marks, "")


def workbook(
    file: Path, sheets: dict[str, Sequence[Sequence[object]]], merged: Sequence[tuple[str, str]] = ()
) -> Path:
    """A workbook of these sheets; `merged` are pairs of sheet and range."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
    for name, cells in merged:
        book[name].merge_cells(cells)
    book.save(file)
    return file


#: The tab before `NoPinning` stands raw in the strings, as the analyzer writes it.
REGIONS_JSON = """[
 {"Region": "EU", "DatacenterPrefix": "",
  "CnCURLs": ["https://winatp-gw-weu.microsoft.com/commands/test", "https://winatp-gw-neu.microsoft.com/commands/test",
              "https://winatp-gw-weu9.microsoft.com/commands/test"],
  "CyberDataURLs": ["https://eu.vortex-win.data.microsoft.com/ping", "https://eu-v20.events.data.microsoft.com/ping"],
  "AutoIRBlobs": ["https://automatedirstrprdweu.blob.core.windows.net\tNoPinning"],
  "MdeConfigMgr": ["https://enterpriseregistration.windows.net\tNoPinning"],
  "SampleUploadBlobs": ["https://usseu1northprod.blob.core.windows.net\tNoPinning"]},
 {"Region": "GW_EU", "DatacenterPrefix": "",
  "CnCURLs": ["https://edr-weu9.eu.endpoint.security.microsoft.com/edr/commands/test"],
  "AutoIRBlobs": ["https://edr-weu9.eu.endpoint.security.microsoft.com/storage/automatedirstrprdweu9/\tNoPinning"]},
 {"Region": "EU", "DatacenterPrefix": "Canary", "CnCURLs": ["https://winatp-gw-weuc.microsoft.com/commands/test"]},
 {"Region": "FFL4", "DatacenterPrefix": "UsMod", "CnCURLs": ["https://winatp-gw-usmx.microsoft.com/commands/test"]},
 {"Region": "ALL", "DatacenterPrefix": "",
  "CTLDL": ["http://ctldl.windowsupdate.com/msdownload/update/v3/static/trustedr/en/disallowedcertstl.cab\tNoPinning"],
  "Events": ["https://events.data.microsoft.com/ping"], "Settings": ["https://settings-win.data.microsoft.com/qos"]}
]"""
