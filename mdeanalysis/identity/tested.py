"""Whether the connectivity test ran to its end, was cut off, or never ran, and why not."""

from __future__ import annotations

from mdeanalysis.records import Result

#: Marks of the reports that explain a missing test, the most telling first.
_REASONS = ("asr_rule", "eula", "no_psexec", "dotnet_missing", "no_endpoints")
_NO_TEST_EVENT = 131001
_TEXTS = frozenset({"modern_text", "downlevel_text", "url_block"})


def test_state(result: Result) -> tuple[str | None, str | None]:
    """`results.test_state` and `results.not_tested_reason`; unknown where only an XML report is at hand."""
    readings = [r for r in result.readings if r.context == "system"]
    formats = {name for r in readings for name in r.formats}
    marks = set().union(*(r.marks for r in readings))
    if tested := [r for r in readings if r.blocks]:
        cut = _is_killed(marks) or all("cut_in_test" in r.marks for r in tested)
        return ("cut_off" if cut else "complete"), None
    if "cut_in_test" in marks and not marks & set(_REASONS):
        return "cut_off", None
    if any(event.event_id == _NO_TEST_EVENT for r in readings for event in r.events) or _TEXTS & formats:
        return "not_tested", _reason(marks, formats)
    return None, None


def _is_killed(marks: set[str]) -> bool:
    """PsExec started the tool and never saw it end."""
    return "psexec_started" in marks and "psexec_finished" not in marks


def _reason(marks: set[str], formats: set[str]) -> str:
    for reason in _REASONS:
        if reason in marks:
            return reason
    if "psexec" in marks and "psexec_said" in marks and "psexec_started" not in marks:
        return "no_psexec"
    if "psexec_finished" in marks:
        return "no_endpoints"  # the checker ran, and prints nothing where its list is empty
    return "downlevel_not_captured" if "downlevel_text" in formats else "unknown"
