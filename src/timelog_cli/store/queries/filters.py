"""Filters of logs as a condition on the tables ``log`` and ``record``, every value bound."""

from __future__ import annotations

from timelog_cli.domain.filters import LogSelection
from timelog_cli.domain.text import folded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from timelog_cli.domain.filters import Filters
    from timelog_cli.store.connection import Store

_TAGGED = "EXISTS (SELECT 1 FROM log_tag WHERE log_id = log.id AND tag IN ({}))"
_TWO_DAYS = 172_800
_NOTED = "instr(folded(log.note), ?) > 0"
_TOLD = (
    "instr(folded(log.note || char(10) || record.title || char(10) || coalesce(record.key, '')), ?)"
    " > 0"
)


def where(store: Store, filters: Filters) -> tuple[str, list[Any]]:
    """The condition and its values; names are as they are stored."""
    parts: list[str] = []
    values: list[Any] = []

    def add(part: str, *bound: Any) -> None:
        parts.append(part)
        values.extend(bound)

    _period(store, filters, add)
    for condition, choice in _choices(filters):
        _chosen(condition, choice, add)
    _texts(store, _NOTED, filters.note, add)
    _texts(store, _TOLD, filters.text, add)
    if filters.billable is not None:
        add("log.billable = ?", int(filters.billable))
    if filters.invoiced is not None:
        add(f"log.invoice_id IS {'NOT ' if filters.invoiced else ''}NULL")
    if filters.changed_since is not None:
        add("log.changed_at >= ?", filters.changed_since)
    return " AND ".join(parts) or "1", values


def _period(store: Store, filters: Filters, add: Callable[..., None]) -> None:
    if filters.end is not None:
        add("log.start_at < ?", filters.end)
    if filters.start is not None:
        # Not all that began before has to be looked at: most logs are short, the rest is known.
        add("log.start_at > ?", _first_start(store, filters.start))
        # A log of no length, a timer stopped at once, lies in the period that it starts in.
        add("(log.end_at > ? OR log.start_at >= ?)", filters.start, filters.start)


def _first_start(store: Store, start: int) -> int:
    """An instant after which every log begins that reaches beyond ``start``."""
    sql = "SELECT min(+start_at) - 1 FROM log WHERE end_at - start_at > 172800 AND end_at > ?"
    of_long = store.value(sql, start)
    return start - _TWO_DAYS - 1 if of_long is None else min(start - _TWO_DAYS - 1, int(of_long))


def _choices(filters: Filters) -> tuple[tuple[str, LogSelection], ...]:
    return (
        (
            "log.record_id IN ({})",
            LogSelection(*(tuple(map(_number, refs)) for refs in filters.record)),
        ),
        ("record.type IN ({})", filters.type),
        ("coalesce(record.customer_id, 0) IN " + _ids("customer"), filters.customer),
        ("coalesce(record.service_id, 0) IN " + _ids("service"), filters.service),
        ("log.owner_id IN " + _ids("owner"), filters.owner),
        (_TAGGED, filters.tag),
    )


def _number(ref: str) -> str:
    return ref.rpartition("-")[2]


def _ids(table: str) -> str:
    return f"(SELECT id FROM {table} WHERE name IN ({{}}))"


def _chosen(condition: str, choice: LogSelection, add: Callable[..., None]) -> None:
    for wanted, no in ((choice.any_of, ""), (choice.none_of, "NOT ")):
        if wanted:
            add(no + condition.format(", ".join("?" * len(wanted))), *wanted)


def _texts(store: Store, condition: str, choice: LogSelection, add: Callable[..., None]) -> None:
    if any(choice):
        know_folded(store)
    if choice.any_of:
        either = " OR ".join([condition] * len(choice.any_of))
        add(f"({either})", *map(folded, choice.any_of))
    for text in choice.none_of:
        add(f"NOT {condition}", folded(text))


def know_folded(store: Store) -> None:
    """Give SQL the function ``folded``, by which texts are compared."""
    store.connection.create_function("folded", 1, folded, deterministic=True)
