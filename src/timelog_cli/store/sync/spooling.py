"""What comes from the hub, kept aside until all of it is here: the file is not locked meanwhile."""

from __future__ import annotations

import json
import tempfile

from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType
    from typing import Any

    Row = dict[str, Any]

_IN_MEMORY = 4_000_000  # bytes
_AT_ONCE = 1000


class _Part(Frozen):
    """The rows of a table in the file."""

    table: str
    place: int
    rows: int


class Spool:
    """Rows by table, in memory or in a temporary file, which is gone when this is closed."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115
        self._parts: list[_Part] = []

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each table that has some."""
        return {part.table: part.rows for part in self._parts}

    def fill(
        self, rows: Iterable[tuple[str, Row]], report: Callable[[int], None] | None = None
    ) -> None:
        """Take rows with the names of their tables, those of a table one behind the other.

        :param report: is told how many more there are, now and then
        """
        for count, (table, row) in enumerate(rows, 1):
            if not self._parts or self._parts[-1].table != table:
                self._parts.append(_Part(table, self._file.tell(), 0))
            self._parts[-1] = self._parts[-1]._replace(rows=self._parts[-1].rows + 1)
            self._file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
            if report is not None and count % _AT_ONCE == 0:
                report(_AT_ONCE)

    def tables(self) -> Iterator[tuple[str, Iterator[Row]]]:
        """The rows of each table that has some; each is to be read before the next."""
        for part in self._parts:
            yield part.table, self._rows(part)

    def _rows(self, part: _Part) -> Iterator[Row]:
        self._file.seek(part.place)
        for _ in range(part.rows):
            yield json.loads(self._file.readline())
