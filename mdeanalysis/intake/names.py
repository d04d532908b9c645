"""What a file's name alone says: a carrier of results, a side file, something foreign. Content decides all else."""

from __future__ import annotations

import re
from typing import Literal

#: The file by which a store is known.
STORE_FILE = "mdeanalysis-store.json"
_CARRIER = re.compile(
    r"m(?:datp|de)clientanalyzer(?:result)?.*\.(?:zip|txt|xml|html?)|.*_output\.zip|mde\.xml", re.I | re.S
)
_OF_LOGS = re.compile(r"(?:^|[/!])mdeconfigmgrlogs/[^/!]*\.(?:log|txt)\Z", re.I)
_NO_PART = re.compile(r"(?:\.gz)?(?:#\d+)?\Z")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: A last folder of this name belongs to the result above it.
INFO_FOLDER = "systeminfologs"
#: So does one of this name: logs of the settings management, of which those that state the enrollment are read.
LOGS_FOLDER = "mdeconfigmgrlogs"
#: What the analyzer collects beside `SystemInfoLogs`: logs of Windows, of no format that is read but for those above.
COLLECTED_FOLDERS = _words(f"{LOGS_FOLDER} eventlogs defenderav nettraces dlp mdc mdm crashdumps")
_SIDE = _words(
    """
    installedupdates.txt ifeo.txt sessionmanager.txt ssl_00010002.txt schannel.txt diagtracklistener.txt
    senseomslistener.txt filters.txt winsock_catalog.txt enabledciphers.txt dfss_settings.txt deviceguardsettings.txt
    moduleinfo.json addremoveprograms.csv addremoveprogramswow64.csv msinfo32.nfo gp.html dcmwmiprovider.log
    psr.zip issuerinfo.txt
    """
)
_MAY_BE_EMPTY = _words(
    """
    regonboardinginfopolicy.json regonboardedinfocurrent.json regoffboardinginfo.json
    certsigner.log certvalidate.log dsregcmd.txt healthservicereg.txt psexeclog.txt
    """
)
_FOREIGN_NAMES = _words(".ds_store thumbs.db desktop.ini")
_FOREIGN_SUFFIXES = _words(
    """
    png jpg jpeg gif bmp tif tiff webp svg ico heic
    doc docx docm dot dotx xls xlsx xlsm xlsb ppt pptx pptm odt ods odp rtf vsd vsdx one msg pst pdf csv md
    ini inf ps1 psm1 psd1 cmd bat vbs js py pyc sh exe dll sys msi msix com lnk url cat mui
    evtx evt etl cab dmp mdmp hdmp blg nfo pml pcap pcapng cap wprp
    mp3 mp4 m4a avi mov mkv wav wmv iso vhd vhdx db sqlite parquet ipynb
    """
)


def plain_name(name: str) -> str:
    """The last part of a path, in lower case, without `.gz` and a second member's `#2`, which say nothing."""
    last = name.lower()
    for separator in "/\\!":
        last = last.rpartition(separator)[2]
    return _NO_PART.sub("", last) if last.endswith(".gz") or "#" in last else last


def is_carrier_name(name: str) -> bool:
    """Whether a file is named as the analyzers name what they leave behind."""
    return _CARRIER.fullmatch(plain_name(name)) is not None


def left_by_name(name: str) -> Literal["side", "foreign"] | None:
    """Why a file that nobody gave by name is left unread, if it is."""
    plain = plain_name(name)
    if plain in _SIDE:
        return "side"
    if (
        plain in _FOREIGN_NAMES
        or (plain.partition(".")[1] and plain.rpartition(".")[2] in _FOREIGN_SUFFIXES)
        or plain.startswith("._")
    ):
        return "foreign"
    return None


def is_log(name: str) -> bool:
    """Whether a file of `LOGS_FOLDER` is named as its logs are."""
    return name.lower().endswith((".log", ".txt"))


def may_be_empty(name: str) -> bool:
    """Whether a file by its path is one that the analyzer leaves without content where there is nothing to say."""
    return plain_name(name) in _MAY_BE_EMPTY or _OF_LOGS.search(name) is not None
