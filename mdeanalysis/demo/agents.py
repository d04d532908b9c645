"""Which of a deck's devices have no sensor of Windows: servers with the old monitoring agent, Linux and macOS."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol, TypeVar

from mdeanalysis.demo.stories import AGENT_STORIES, HEALTHY, Story


class Card(Protocol):
    """As much of a card as is looked at here."""

    @property
    def story(self) -> Story:
        """What goes wrong at its device."""

    @property
    def carrier(self) -> str:
        """In what the device's result comes."""

    @property
    def edition(self) -> str:
        """Which script ran."""

    @property
    def encoding(self) -> str:
        """How its text is encoded."""


C = TypeVar("C", bound=Card)
#: In what results of Linux and macOS come.
XMDE_CARRIERS = ("output_zip", "output_folder", "output_zip")


class Turn(NamedTuple):
    """The card at a place takes another story; an empty carrier leaves its own."""

    at: int
    story: Story
    carrier: str = ""


def turns(cards: Sequence[C], common: Sequence[str], deck: int) -> Iterator[Turn]:
    """Three cards a deck for each agent: healthy ones, so that no story is lost, and of no encoding the only one.

    The first deck has every agent's story once; in each later one two of three devices are well.
    """
    healthy = [at for at, card in enumerate(cards) if card.story is HEALTHY and card.carrier in common]
    only = {card.encoding: at for at, card in reversed(list(enumerate(cards))) if at in healthy}
    healthy.sort(key=lambda at: cards[at].edition != "e22")
    # Of the commonest edition and carrier there are enough.
    spare = sorted((at for at in healthy if at not in only.values()), key=lambda at: cards[at].carrier != "zip")
    xmde = spare[:3]
    mma = [at for at in healthy if at not in xmde][:3]
    for at, story, carrier in zip(xmde, _stories("xmde", deck), XMDE_CARRIERS, strict=False):
        yield Turn(at, story, carrier)
    for at, story in zip(mma, _stories("mma", deck), strict=False):
        yield Turn(at, story)


def _stories(agent: str, deck: int) -> list[Story]:
    well, *others = (story for story in AGENT_STORIES if story.agent == agent)
    return [well, *others] if deck == 0 else [well, others[deck % len(others)], well]
