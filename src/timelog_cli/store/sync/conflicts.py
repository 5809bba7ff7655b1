"""What the hub could not decide alone, or decided against somebody: open conflicts."""

from __future__ import annotations

from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from timelog_cli.store.connection import Store


class Conflict(Frozen):
    """A conflict that nobody has resolved.

    :param id: its number at the hub
    :param kind: ``change``, ``deletion``, ``name``, ``overlap``, ``billed``
    :param uuid: the row of ``table`` that it is about, in hexadecimal
    :param other_uuid: the second row, of two
    :param group: the columns that differ; empty for a whole row
    :param kept: the values that are in force, as JSON
    :param lost: the values that are not, as JSON
    :param node: the name of the machine that the lost values are from
    :param at: UTC seconds
    """

    id: int
    kind: str
    table: str
    uuid: str
    other_uuid: str | None
    group: str
    kept: str
    lost: str
    node: str
    member: str
    at: int


_SELECT = (
    "SELECT id, kind, tbl, lower(hex(uuid)), lower(hex(other_uuid)), grp, kept, lost, node,"
    " member, at FROM conflict"
)


def open_ones(store: Store) -> list[Conflict]:
    """All that are open, by their numbers."""
    return [_conflict(row) for row in store.rows(f"{_SELECT} ORDER BY id")]


def count(store: Store) -> int:
    """How many are open."""
    return int(store.value("SELECT count(*) FROM conflict"))


def find(store: Store, number: int) -> Conflict | None:
    """The one of that number, or ``None``."""
    row = store.row(f"{_SELECT} WHERE id = ?", (number,))
    return None if row is None else _conflict(row)


def put(store: Store, found: Iterable[Conflict]) -> None:
    """Add conflicts, or replace those of the same number."""
    store.run_many(
        "INSERT OR REPLACE INTO conflict VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                *one[:3],
                bytes.fromhex(one.uuid),
                bytes.fromhex(one.other_uuid) if one.other_uuid else None,
                *one[5:],
            )
            for one in found
        ],
    )


def close(store: Store, numbers: Iterable[int]) -> None:
    """Take away conflicts that are resolved."""
    store.run_many("DELETE FROM conflict WHERE id = ?", [(number,) for number in numbers])


def close_all(store: Store) -> None:
    """Take away all conflicts, as the hub tells those that are seen again."""
    store.run("DELETE FROM conflict")


def _conflict(row: tuple[int, str, str, str, str, str, str, str, str, str, int]) -> Conflict:
    return Conflict._make(row)._replace(other_uuid=row[4] or None)
