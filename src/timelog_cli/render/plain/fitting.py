"""Which columns of a table a terminal has room for, and how wide each is.

Columns that say nothing go first, then what can be spared, such as currencies and dates; then
titles and notes are cut; then a row takes two lines; and at last columns are left out, never those
that say which row it is.
"""

from __future__ import annotations

from timelog_cli.frozen import Frozen
from timelog_cli.render.plain import width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from timelog_cli.render.listing import Column

GAP = "  "
_MORE = len(GAP) + 1  # a mark at the end of the titles says that columns are left out
_NARROWEST = 8
_LONG = 15  # a name, number or key may be cut to that, if nothing else is left
_READABLE = 24  # of what can be cut, before others are spared for it


class Fit(Frozen):
    """Where the columns stand.

    :param lines: the columns of the one or two lines of a row
    :param dropped: whether any is left out that does not go without saying
    """

    lines: tuple[tuple[int, ...], ...]
    dropped: bool = False

    @property
    def kept(self) -> set[int]:
        """The columns that are shown."""
        return {at for line in self.lines for at in line}


class Fitting:
    """The columns of a table on a terminal of a width, or without one."""

    def __init__(self, columns: Sequence[Column], wide: int | None) -> None:
        self._columns = columns
        self._wide = wide
        named = [at for at, column in enumerate(columns) if column.names]
        self._naming = set(named or range(len(columns))[:1])
        self._told = {at for at, column in enumerate(columns) if column.alike}

    def fit(
        self, widths: Sequence[int], alike: Collection[int], empty: Collection[int] = ()
    ) -> Fit:
        """Where the columns stand, if they need so much room.

        :param alike: the columns in which every cell is the same
        :param empty: those in which no cell has a text
        """
        every = range(len(self._columns))
        if self._wide is None:
            return Fit((tuple(every),))
        kept = [at for at in every if self._is_needed(at, alike)]
        many = len(kept)
        for at in self._spared(kept, alike, empty):
            wanted = [self._wanted(widths, one) for one in kept]
            if _sum(wanted) <= self._room(len(kept) < many):
                break
            kept.remove(at)
        while True:
            fit = self._lines(kept, widths, dropped=len(kept) < many)
            able = [at for at in kept if at not in self._naming]
            if fit or not able:
                return fit or Fit(_cut_in_two(kept), len(kept) < many)
            kept.remove(next((at for at in reversed(able) if at not in self._told), able[-1]))

    def _is_needed(self, at: int, alike: Collection[int]) -> bool:
        column = self._columns[at]
        return column.spare or column.alike is None or at not in alike

    def _spared(
        self, kept: Sequence[int], alike: Collection[int], empty: Collection[int]
    ) -> list[int]:
        """What can be left out, in order: first what says nothing, or the same in every row."""
        able = [at for at in kept if at not in self._naming]
        void = [at for at in reversed(able) if at in empty]
        spare = [at for at in able if self._columns[at].spare and at not in empty]
        same = [at for at in spare if self._columns[at].alike and at in alike]
        return void + same + [at for at in reversed(spare) if self._columns[at].alike is None]

    def _wanted(self, widths: Sequence[int], at: int) -> int:
        return min(widths[at], _READABLE) if self._columns[at].shrink else widths[at]

    def _least(self, widths: Sequence[int], at: int) -> int:
        column = self._columns[at]
        return min(widths[at], max(_NARROWEST, width(column.title)) if column.shrink else 10**9)

    def _room(self, dropped: bool) -> int:
        assert self._wide is not None
        return self._wide - _MORE if dropped else self._wide

    def _lines(self, kept: Sequence[int], widths: Sequence[int], *, dropped: bool) -> Fit | None:
        """The columns on one line, else on two so that least is cut; nothing if not so."""
        room = self._room(dropped)
        least = [self._least(widths, at) for at in kept]
        if _sum(least) <= room:
            return Fit((tuple(kept),), dropped)
        cuts = [
            cut
            for cut in range(1, len(kept))
            if _sum(least[:cut]) <= room and _sum(least[cut:]) <= room - len(GAP)
        ]
        if not cuts:
            return None
        fits = [Fit((tuple(kept[:cut]), tuple(kept[cut:])), dropped) for cut in cuts]
        shown = [sum(self.widths(fit, widths).values()) for fit in fits]
        return fits[max(range(len(fits)), key=lambda one: (shown[one], one))]

    def widths(self, fit: Fit, widths: Sequence[int]) -> dict[int, int]:
        """How wide each column that is shown is, if they need so much."""
        if self._wide is None:
            return dict(enumerate(widths))
        found: dict[int, int] = {}
        room = self._room(fit.dropped)
        for line in fit.lines:
            found |= self._narrowed(line, widths, room)
            room = self._room(fit.dropped) - len(GAP)
        return found

    def _narrowed(self, line: Sequence[int], widths: Sequence[int], room: int) -> dict[int, int]:
        """What can be cut is cut, the widest first; what is left in the end, to nothing."""
        found = {at: widths[at] for at in line}
        if _sum(list(found.values())) <= room:
            return found
        for at in line:
            if self._columns[at].shrink:
                found[at] = max(min(widths[at], room), self._least(widths, at))
        _take({at: self._least(widths, at) for at in line if self._columns[at].shrink}, found, room)
        if len(line) == 1 or set(line) <= self._naming:
            _take({at: 1 if self._columns[at].shrink else _LONG for at in line}, found, room)
        return found

    def holds(self, fit: Fit, widths: Sequence[int]) -> bool:
        """Whether rows of such widths still have room."""
        if self._wide is None:
            return True
        found, room = self.widths(fit, widths), self._room(fit.dropped)
        return all(
            _sum([found[at] for at in line]) <= room - (len(GAP) if number else 0)
            for number, line in enumerate(fit.lines)
        )


def _cut_in_two(kept: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    half = (len(kept) + 1) // 2
    return tuple(line for line in (tuple(kept[:half]), tuple(kept[half:])) if line)


def _take(least: dict[int, int], widths: dict[int, int], room: int) -> None:
    """Make the widest of some columns narrower, until all fit or none can be narrower."""
    for _ in range(_sum(list(widths.values())) - room):
        able = [at for at, low in least.items() if widths[at] > low]
        if not able:
            return
        widths[max(able, key=widths.__getitem__)] -= 1


def _sum(widths: Sequence[int]) -> int:
    return sum(widths) + len(GAP) * (len(widths) - 1)
