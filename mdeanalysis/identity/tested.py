"""Whether the connectivity test ran to its end, was cut off, or never ran, and why not."""

from __future__ import annotations

from mdeanalysis.identity.gather import Result

#: Marks of the reports that explain a missing test, the most telling first.
_REASONS = ("asr_rule", "eula", "no_psexec", "dotnet_missing", "no_endpoints")
_NO_TEST_EVENT = 131001
_TEXTS = frozenset({"modern_text", "downlevel_text", "url_block"})


def test_state(result: Result) -> tuple[str | None, str | None]:
    """`results.test_state` and `results.not_tested_reason`; unknown where only an XML report is at hand."""
    readings = [r for r in result.readings if r.context == "system"]
    tested = [r for r in readings if r.blocks]
    marks = set().union(*(r.marks for r in readings))
    if tested:
        return ("complete" if any(not _is_cut(r.marks) for r in tested) else "cut_off"), None
    if "cut_in_test" in marks and not marks & set(_REASONS):
        return "cut_off", None
    if any(event.event_id == _NO_TEST_EVENT for r in readings for event in r.events) or _TEXTS & set(result.formats):
        return "not_tested", _reason(marks, result.formats)
    return None, None


def _is_cut(marks: set[str]) -> bool:
    """A row is missing, or PsExec started the tool and never saw it end."""
    return "cut_in_test" in marks or ("psexec_started" in marks and "psexec_finished" not in marks)


def _reason(marks: set[str], formats: list[str]) -> str:
    for reason in _REASONS:
        if reason in marks:
            return reason
    if "psexec" in marks and "psexec_said" in marks and "psexec_started" not in marks:
        return "no_psexec"
    return "downlevel_not_captured" if "downlevel_text" in formats else "unknown"
