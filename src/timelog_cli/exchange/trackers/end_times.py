"""Logs with end times only, as utt and GTimeLog write them: a line says what was done until then.

So an entry lasts from the line before it to its own, unless its line begins a day.
"""

from __future__ import annotations

from timelog_cli.domain.foreign import Entry, Unreadable
from timelog_cli.exchange.trackers.clock import Clock
from timelog_cli.exchange.trackers.each import problem
from timelog_cli.exchange.trackers.texts import lines
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from timelog_cli.domain.foreign import Reading
    from timelog_cli.exchange.trackers.sources import File

_OTHERS = "log it by hand, once with the offset from UTC that was meant"


class Mark(Frozen):
    """A line of the log.

    :param stamp: its date and time as it is written
    :param local: year, month, day and seconds since midnight
    :param text: what was done until then
    :param offset: of the clock from UTC, in seconds, where it is written
    """

    stamp: str
    local: tuple[int, int, int, int]
    text: str
    offset: int | None = None


class Rules(Frozen):
    """What the two programs do in their own ways.

    :param mark: reads a line; ``None`` for a comment
    :param begins: whether a mark begins a day, after the mark before it
    :param entry: an entry from its line, its text and its stretch
    :param first: the line that begins a day, from its date and time
    """

    mark: Callable[[str], Mark | None]
    begins: Callable[[Mark, Mark], bool]
    entry: Callable[[str], Entry]
    first: str


class EndTimes:
    """Reads a file: what is done between its marks."""

    def __init__(self, file: File, reading: Reading, rules: Rules) -> None:
        self._file, self._reading, self._rules = file, reading, rules
        self._clock, self._utc = Clock(reading.zone), Clock("UTC")
        self._last: tuple[Mark, tuple[int, ...]] | None = None

    def read(self) -> Iterator[Entry]:
        """The entries in their order; breaks are among them."""
        for number, line in lines(self._file, self._reading):
            raw = line
            try:
                mark = self._rules.mark(line)
                if mark is None:
                    continue
                instants = self._instants(mark)
                raw = self._raw(mark, line)
                entry = self._entry(mark, instants)
            except Unreadable as error:
                self._reading.refuse(problem(self._file, number, raw, error))
            else:
                if entry is not None:
                    yield entry._replace(line=number, raw=raw)

    def _raw(self, mark: Mark, line: str) -> str:
        """The line behind one that begins where it begins, so that it says the same by itself."""
        if self._last is None or self._rules.begins(self._last[0], mark):
            return line
        return f"{self._last[0].stamp}{self._rules.first}\n{line}"

    def _entry(self, mark: Mark, instants: tuple[int, ...]) -> Entry | None:
        last = self._last
        if last is not None and instants[-1] < last[1][0]:
            raise Unreadable(
                f"{mark.stamp} is earlier than the line before it",
                "to read it, put the lines in the order of their times",
            )
        self._last = mark, instants
        if last is None or self._rules.begins(last[0], mark):
            return None
        pairs = [(one, other) for one in last[1] for other in instants if other >= one]
        if len(pairs) > 1:
            twice = mark if len(instants) > 1 else last[0]
            raise Unreadable(f"{twice.stamp} exists twice: the clocks were set back", _OTHERS)
        entry = self._rules.entry(mark.text)
        ((start, end),) = pairs
        return None if entry.skip and start == end else entry._replace(start=start, end=end)

    def _instants(self, mark: Mark) -> tuple[int, ...]:
        if mark.offset is None:
            return self._clock.instants(*mark.local)
        return (self._utc.instant(*mark.local) - mark.offset,)


def with_stars(text: str) -> tuple[str, str]:
    """A text without the stars at its end, and why it is no work, if they say so."""
    if text.endswith("***"):
        return text.rstrip("* "), "marked with *** as neither work nor break"
    if text.endswith("**"):
        return text.rstrip("* "), "a break"
    return text, ""
