"""Whether the connectivity test ran to its end, was cut off, or never ran, and why not."""

from __future__ import annotations

from mdeanalysis.records import Reading, Result

#: Marks of the reports that explain a missing test, the most telling first.
_REASONS = ("asr_rule", "eula", "no_psexec", "dotnet_missing", "tls12_missing", "no_endpoints")
_NO_TEST_EVENT = 131001
#: From this edition on a down-level report does not capture what its test printed.
_NOT_CAPTURED_SINCE = 2024
_TEXTS = frozenset({"modern_text", "downlevel_text", "legacy_text", "url_block", "gateway_block", "mdatp_test"})


def test_state(result: Result) -> tuple[str | None, str | None]:
    """`results.test_state` and `results.not_tested_reason`; unknown where only an XML report is at hand."""
    readings = [r for r in result.readings if r.context == "system"]
    formats = {name for r in readings for name in r.formats}
    marks = set().union(*(r.marks for r in readings))
    if tested := [r for r in readings if r.blocks]:
        cut = _is_killed(marks) or all(r.marks & {"cut_in_test", "tls12_missing"} for r in tested)
        return ("cut_off" if cut else "complete"), None
    if "cut_in_test" in marks and not marks & set(_REASONS):
        return "cut_off", None
    event = any(event.event_id == _NO_TEST_EVENT for r in readings for event in r.events)
    if event or _TEXTS & formats:
        return "not_tested", _reason(marks, readings)
    return None, None


def _edition(readings: list[Reading]) -> int:
    """The year of the script's version; 0 where none is stated."""
    versions = (value or "" for reading in readings for value in reading.values_of("Script Version"))
    year = next(versions, "")[-4:]
    return int(year) if year.isdecimal() else 0


def _is_killed(marks: set[str]) -> bool:
    """PsExec started the tool and never saw it end."""
    return "psexec_started" in marks and "psexec_finished" not in marks


def _reason(marks: set[str], readings: list[Reading]) -> str:
    for reason in _REASONS:
        if reason in marks:
            return reason
    if "psexec" in marks and "psexec_said" in marks and "psexec_started" not in marks:
        return "no_psexec"
    if "psexec_finished" in marks:
        return "no_endpoints"  # the checker ran, and prints nothing where its list is empty
    downlevel = any("downlevel_text" in reading.formats for reading in readings)
    return "downlevel_not_captured" if downlevel and _edition(readings) >= _NOT_CAPTURED_SINCE else "unknown"
