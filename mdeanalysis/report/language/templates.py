"""Every sentence that a report may have to tell in another language."""

from __future__ import annotations

from functools import cache

from mdeanalysis.catalogue.advice import NOT_TESTED_ADVICE, REASON_ADVICE
from mdeanalysis.catalogue.event_advice import event_advice
from mdeanalysis.catalogue.events import MEANINGS, XMDE_MEANINGS
from mdeanalysis.plan.words import sentences
from mdeanalysis.report.causes import AGAIN
from mdeanalysis.report.language.found import FOUND
from mdeanalysis.report.language.sentences import Template
from mdeanalysis.report.language.told import TOLD
from mdeanalysis.rules import rules


@cache
def templates() -> tuple[Template, ...]:
    """Templates, and the whole sentences of rules, advice, events and plan, each once."""
    advice = (*REASON_ADVICE.values(), *NOT_TESTED_ADVICE.values())
    whole = [text for one in advice for text in one] + [
        text for rule in rules() for text in (rule.title, rule.advice)
    ]
    whole += [meaning for _, meaning in (*MEANINGS.values(), *XMDE_MEANINGS.values())]
    whole += [one.advice for one in event_advice().values() if one.advice]
    return tuple(dict.fromkeys((*TOLD, *FOUND, *whole, *sentences(), AGAIN)))
