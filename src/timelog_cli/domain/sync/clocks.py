"""Hybrid logical clocks: when something was changed, with an order where clocks of machines differ.

A clock is one integer: milliseconds since 1970, and a counter in its last 16 bits. Each is above
all that the file has given or seen before, so what follows from a change is later than it.
"""

from __future__ import annotations

_COUNTER_BITS = 16


def after(clock: int, at_ms: int) -> int:
    """The clock of a change.

    :param clock: the last clock that was given or seen
    :param at_ms: the moment of the change by the clock of the machine, in milliseconds
    """
    return max(clock + 1, at_ms << _COUNTER_BITS)


def milliseconds(clock: int) -> int:
    """The moment of a clock, in milliseconds since 1970."""
    return clock >> _COUNTER_BITS
