"""Reading grows linearly with the size of what is read, whatever it holds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hostile_bait import TEXTS, growth

#: Four times as much takes 4 times as long where each byte is looked at alike, and 16 where it is looked at again.
TIMES, MOST = 4, 10


@pytest.mark.parametrize("make", TEXTS.values(), ids=TEXTS)
def test_four_times_the_bait_takes_about_four_times_the_work(make: Callable[[int], bytes]) -> None:
    assert growth(make, TIMES)[0] < MOST
