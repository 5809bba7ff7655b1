"""Lists as tables, in constant memory.

The same table goes to a terminal and to a pipe; only a terminal gets colour and cut cells.
"""

from __future__ import annotations

from itertools import groupby, islice, pairwise

from timelog_cli.domain.text import shown
from timelog_cli.render.plain import RESET, STYLES, cut, is_narrow, styled, width
from timelog_cli.render.plain.fitting import GAP, Fitting

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence
    from typing import Any

    from timelog_cli.render.listing import Column, Groups
    from timelog_cli.render.plain.fitting import Fit

    Row = dict[str, Any]
    # What a group is called, and its sum where that is known.
    Head = tuple[str, int | None]

_PORTION = 2000
_TURNS = "\u200e"  # what stands behind a text from right to left starts at the left again
_NO_COLOUR = "\x1b[39m"


def cell(value: Any, column: Column) -> str:
    """The text of a cell on one line; nothing in it steers the terminal."""
    return _cells((value,), column)[0]


def _cells(values: Iterable[Any], column: Column) -> list[str]:
    """The texts of the cells of a column."""
    if column.show is not None:
        values = map(column.show, values)
    return [
        value if isinstance(value, str) and value.isprintable() else _cell(value)
        for value in values
    ]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, (list, tuple)):
        value = " ".join(str(item) for item in value)
    text = value if isinstance(value, str) else str(value)
    return shown(" ".join(text.split()) if "\n" in text else text)


def table(
    rows: Iterable[Row],
    columns: Sequence[Column],
    *,
    columns_wide: int | None = None,
    color: bool = False,
) -> str:
    """The rows under their titles, numbers to the right, cut to ``columns_wide`` if given."""
    return "\n".join(table_lines(rows, columns, columns_wide=columns_wide, color=color))


def table_lines(
    rows: Iterable[Row],
    columns: Sequence[Column],
    *,
    columns_wide: int | None = None,
    color: bool = False,
    header: bool = True,
    groups: Groups | None = None,
) -> Iterator[str]:
    """The lines of a table, in constant memory.

    Columns are as wide as the first two thousand rows need; a later row that needs more makes
    them wider from its portion on.
    """
    return _Table(columns, columns_wide, color, header, groups).lines(rows)


class _Table:
    """How a table is written, and what is known of its rows so far."""

    def __init__(
        self,
        columns: Sequence[Column],
        wide: int | None,
        color: bool,
        header: bool,
        groups: Groups | None,
    ) -> None:
        self._columns = columns
        self._wide = wide
        self._color = color
        self._header = header
        self._groups = groups and _Grouping(groups)
        self._fitting = Fitting(columns, wide)
        self._widths = [width(column.title) for column in columns]
        self._only: dict[int, set[str]] = {
            at: set() for at, column in enumerate(columns) if column.alike and wide is not None
        }
        self._empty = set() if wide is None else set(range(len(columns)))
        self._fit: Fit | None = None

    def lines(self, rows: Iterable[Row]) -> Iterator[str]:
        """The titles, the rows, and the totals."""
        for portion, last, goes_on in _portions(rows, self._groups):
            cells = [
                _cells([row.get(column.key) for row in portion], column) for column in self._columns
            ]
            heads = self._groups.heads(portion, goes_on=goes_on) if self._groups else {}
            styles = [
                _styles(portion, column, heads) if self._color else None for column in self._columns
            ]
            portion.clear()  # before the next are read
            totals = [_total(column) if last else "" for column in self._columns]
            yield from self._titles(cells, totals)
            yield from self._portion(cells, styles, heads)
            cells.clear()
            if any(totals):
                yield from self._sums(totals)

    def _titles(self, cells: list[list[str]], totals: Sequence[str]) -> Iterator[str]:
        """The titles, before the first rows, and again where others need other columns."""
        self._measures = [
            _measure(texts, total) for texts, total in zip(cells, totals, strict=True)
        ]
        self._widths = [
            max(wide, measure(total), *map(measure, texts))
            for wide, measure, total, texts in zip(
                self._widths, self._measures, totals, cells, strict=True
            )
        ]
        for at, texts in self._only.items():
            texts.update(cells[at])
        filled = {at for at in self._empty if totals[at] or any(cells[at])}
        self._empty -= filled
        fit, fitting = self._fit, self._fitting
        alike = {at for at in self._only if self._is_alike(at)}
        lost = fit and ((set(self._only) - alike) | filled) - fit.kept
        if fit is None or lost or not fitting.holds(fit, self._widths):
            self._fit = fitting.fit(self._widths, alike, self._empty)
        assert self._fit is not None
        self._narrow = fitting.widths(self._fit, self._widths)
        if self._fit != fit and self._header:
            more = f"{GAP}…" if self._fit.dropped else ""
            lines = self._lines([column.title for column in self._columns])
            for number, line in enumerate(lines):
                yield styled(self._marked(line + ("" if number else more)), "bold", self._color)

    def _is_alike(self, at: int) -> bool:
        """Whether a column says one thing, which need not be said."""
        texts, may = self._only[at] - {""}, self._columns[at].alike
        if len(texts) > 1 or may is None:
            return False
        return not texts or may(next(iter(texts)))

    def _marked(self, line: str) -> str:
        """A line of titles with the signs that explain others in their colours."""
        for column in self._columns if self._color else ():
            for mark, style in (column.marks or {}).items():
                line = line.replace(mark, f"{STYLES[style]}{mark}{_NO_COLOUR}")
        return line

    def _lines(self, texts: Sequence[str]) -> Iterator[str]:
        """A row of titles or totals, on one line or on two."""
        assert self._fit is not None
        for number, line in enumerate(self._fit.lines):
            parts = [
                _pad(cut(texts[at], self._narrow[at]), self._narrow[at], self._columns[at].right)
                for at in line
            ]
            yield (GAP * min(number, 1) + GAP.join(parts)).rstrip()

    def _portion(
        self,
        cells: Sequence[list[str]],
        styles: Sequence[Sequence[str] | str | None],
        heads: dict[int, list[Head]],
    ) -> Iterator[str]:
        assert self._fit is not None
        lines = [
            zip(*[self._column(at, cells[at], styles[at]) for at in line], strict=True)
            for line in self._fit.lines
        ]
        if len(lines) == 1 and not heads:
            for parts in lines[0]:
                yield GAP.join(parts).rstrip()
            return
        for at, line in enumerate(zip(*lines, strict=True)):
            for head in heads.get(at, ()):
                yield from self._heading(*head)
            for number, parts in enumerate(line):
                text = GAP.join(parts).rstrip()
                if text or not number:
                    yield GAP * min(number, 1) + text
        for head in heads.get(len(cells[0]), ()):
            yield from self._heading(*head)

    def _column(
        self, at: int, texts: Sequence[str], styles: Sequence[str] | str | None
    ) -> Iterable[str]:
        """The cells of a column as wide as it is shown."""
        column, wide, measure = self._columns[at], self._narrow[at], self._measures[at]
        if self._widths[at] > wide:
            texts, measure = [cut(text, wide) for text in texts], width
        if measure is not len and self._wide is not None:
            texts = [turned(text) for text in texts]
        if measure is len:
            pad = str.rjust if column.right else str.ljust
            padded = [pad(text, wide) for text in texts]
        else:
            padded = [_pad(text, wide, column.right) for text in texts]
        if styles is None:
            return padded
        if column.marks:
            return [_with_marks(text, column.marks) for text in padded]
        return _painted(texts, padded, styles, right=column.right)

    def _heading(self, label: str, seconds: int | None) -> Iterator[str]:
        """The heading of a group: a blank line, what it is, and its sum in the column of these."""
        assert self._fit is not None
        assert self._groups is not None
        if self._groups.begun:
            yield ""
        self._groups.begun = True
        if seconds is None:
            yield styled(label, "bold", self._color)
            return
        at, text = self._groups.sum_of(self._columns, seconds)
        line, room = self._fit.lines[0], 0
        if at in line:
            before = line[: line.index(at) + 1]
            room = sum(self._narrow[one] + len(GAP) for one in before) - len(GAP)
        blank = max(len(GAP), room - width(label) - width(text))
        yield styled(f"{label}{' ' * blank}{text}".strip(), "bold", self._color)

    def _sums(self, totals: Sequence[str]) -> Iterator[str]:
        """The totals below the numbers they are of."""
        rules = [
            "─" * self._narrow.get(at, 0) if total and column.right else ""
            for at, (total, column) in enumerate(zip(totals, self._columns, strict=True))
        ]
        for rule, line in zip(self._lines(rules), self._lines(totals), strict=True):
            if line:
                yield rule
                yield styled(line, "bold", self._color)


class _Grouping:
    """The headings of the rows: where each stands, and the sum of those below it."""

    def __init__(self, groups: Groups) -> None:
        self._groups = groups
        self._label: str | None = None
        self._long: int | None = None  # the sum so far of a group that is longer than a portion
        self.begun = False

    def label(self, row: Row) -> Any:
        """What a row stands under."""
        return row[self._groups.key]

    def heads(self, portion: Sequence[Row], *, goes_on: bool) -> dict[int, list[Head]]:
        """Before which rows there are headings, with their sums.

        A group that is longer than a portion has its sum at its end, as it is not kept in memory.
        """
        found: dict[int, list[Head]] = {}
        at = 0
        for label, rows in groupby(portion, self.label):
            seconds = [row[self._groups.summed] for row in rows]
            if label != self._label:
                found.setdefault(at, []).append((label, None if goes_on else sum(seconds)))
                self._label, self._long = label, sum(seconds) if goes_on else None
            elif self._long is not None:
                self._long += sum(seconds)
            at += len(seconds)
            if self._long is not None and not goes_on:
                found.setdefault(at, []).append((label, self._long))
                self._long = None
        return found

    def sum_of(self, columns: Sequence[Column], seconds: int) -> tuple[int, str]:
        """The column of the sums, and the sum as its cells are written."""
        at = [column.key for column in columns].index(self._groups.summed)
        return at, cell(seconds, columns[at])


def _portions(
    rows: Iterable[Row], groups: _Grouping | None
) -> Iterator[tuple[list[Row], bool, bool]]:
    """So many rows at a time, whether these are the last, and whether they are part of one group.

    Only a group that is longer than a portion is cut.
    """
    left = iter(rows)
    following = list(islice(left, 1))
    while True:
        portion = [*following, *islice(left, max(0, _PORTION - len(following)))]
        following = list(islice(left, 1))
        last, end = not following, len(portion)
        if groups and following:
            label = groups.label(following[0])
            while end and groups.label(portion[end - 1]) == label:
                end -= 1
            if end:
                following = [*portion[end:], *following]
                del portion[end:]
        yield portion, last, not end
        if last:
            return


def _styles(
    rows: Sequence[Row], column: Column, heads: Container[int]
) -> Sequence[str] | str | None:
    """The style of each cell of a column, or the one of all.

    :param heads: the rows below a heading, which repeat nothing
    """
    if column.marks:
        return ""
    if callable(column.style):
        return [column.style(row) for row in rows]
    if column.style != "repeated":
        return column.style or None
    values = [row.get(column.key) for row in rows]
    repeats = ("repeated" if one == other else "" for one, other in pairwise(values))
    return ["", *("" if at in heads else style for at, style in enumerate(repeats, 1))]


def _painted(
    texts: Sequence[str], padded: Sequence[str], styles: Sequence[str] | str, *, right: bool
) -> list[str]:
    """The cells in their styles, the blanks around them without."""
    if isinstance(styles, str):
        styles = [styles] * len(texts)
    begin = STYLES
    if right:
        return [
            f"{pad[: len(pad) - len(text)]}{begin[style]}{text}{RESET}" if style and text else pad
            for text, pad, style in zip(texts, padded, styles, strict=True)
        ]
    return [
        f"{begin[style]}{text}{RESET}{pad[len(text) :]}" if style and text else pad
        for text, pad, style in zip(texts, padded, styles, strict=True)
    ]


def _with_marks(text: str, marks: dict[str, str]) -> str:
    """A cell in which some characters have their own styles, such as a bar of two parts."""
    runs = (("".join(run), marks.get(mark)) for mark, run in groupby(text))
    return "".join(styled(run, style, True) if style else run for run, style in runs)


def _measure(texts: Sequence[str], total: str) -> Callable[[str], int]:
    """``width``, or what is the same for texts in which every character takes one column."""
    return len if is_narrow("".join(texts) + total) else width


def _pad(text: str, wide: int, right: bool) -> str:
    blank = " " * (wide - width(text))
    return blank + text if right else text + blank


def turned(text: str) -> str:
    """A text such that what follows it stands to its right, whichever way it runs itself."""
    return text + _TURNS if _is_from_the_right(text) else text


def _is_from_the_right(text: str) -> bool:
    """Whether a text has Hebrew, Arabic or the like, behind which a number would go to its left."""
    if text.isascii():
        return False
    from unicodedata import bidirectional

    return any(bidirectional(char) in {"R", "AL", "AN"} for char in text)


def _total(column: Column) -> str:
    total = column.total() if callable(column.total) else column.total or ""
    if isinstance(total, str):
        return total
    return " of ".join(_cells(total, column))
