"""Faults that are put into the synchronisation, to see whether the schedules notice them."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from tests.hub.server import Database

Patch = pytest.MonkeyPatch
Mutant = Callable[[Database, Patch], None]
MUTANTS: dict[str, Mutant] = {}


def mutant(made: Mutant) -> Mutant:
    """A fault, known by its name."""
    MUTANTS[made.__name__] = made
    return made


def replace(database: Database, functions: str, old: str, new: str) -> None:
    """Put another text in place of one in the functions of the hub whose names match."""
    found = database.sql(
        "SELECT pg_get_functiondef(p.oid) FROM pg_proc AS p JOIN pg_namespace AS n"
        " ON n.oid = pronamespace WHERE nspname = 'timelog' AND prokind = 'f' AND proname ~ %s",
        f"^{functions}$",
    )
    changed = 0
    for (text,) in found:
        mutated, times = re.subn(old, new, text)
        if times:
            database.sql(mutated)
            changed += 1
    assert changed, f"no function {functions} has {old}"


@mutant
def no_idempotency(database: Database, patch: Patch) -> None:
    """What arrived, but was not answered, is sent and taken once more, as if it were new."""
    from timelog_cli.store.sync import outgoing

    replace(database, "push", "p_batch <= calling.batch", "false")
    patch.setattr(outgoing, "drop_until", lambda *_: None)


@mutant
def pull_overwrites_what_is_pending(database: Database, patch: Patch) -> None:
    """What the hub has is put in before what waits here has gone there."""
    from timelog_cli.store.sync import noting
    from timelog_cli.usecases.sync import exchanging

    push, pull = exchanging.push, exchanging.pull
    pending = noting.pending

    def first_pull(met: Any, counter: Any) -> None:
        patch.setattr(noting, "pending", lambda _: 0)
        try:
            pull(met, counter)
        finally:
            patch.setattr(noting, "pending", pending)
        push(met, counter)

    patch.setattr(exchanging, "push", first_pull)


@mutant
def refused_values_are_not_echoed(database: Database, patch: Patch) -> None:
    """A file whose value lost is not told which one is kept."""
    replace(
        database,
        "merge_.*",
        r"(?s)CASE\s+WHEN \(s\.hub_seq <= .{0,9000}? THEN p\.node ELSE 0 END AS known_by",
        "p.node AS known_by",
    )


@mutant
def decisions_have_a_losing_clock(database: Database, patch: Patch) -> None:
    """What the hub decides is older than what it decides about."""
    replace(database, "push", r"greatest\(shared\.clock, [^;]*?\) \+ 1", "1")


@mutant
def flagged_logs_are_billed(database: Database, patch: Patch) -> None:
    """Logs that overlap, and nobody has decided about, go on invoices."""
    from timelog_cli.store.queries import unbilled

    replace(database, "bill", r"c\.kind = 'overlap' AND", "false AND")
    text = unbilled._OVERLAPPING
    for name, value in vars(unbilled).items():
        if isinstance(value, str) and text in value:
            patch.setattr(unbilled, name, value.replace(text, "SELECT 0 AS id WHERE 0"))


@mutant
def numbers_come_from_a_plain_sequence(database: Database, patch: Patch) -> None:
    """A number that was taken is not given back when the transaction fails."""
    from timelog_cli.store.queries import billing

    sequences: dict[str, Any] = {}
    next_in = billing.next_in

    def from_sequence(store: Any, series: str) -> int:
        first = next_in(store, series)
        number = next(sequences.setdefault(series, count(first)))
        store.run("UPDATE counter SET last = ? WHERE series = ?", (number, series))
        return int(number)

    replace(database, "check_document_numbers", r"p\.issues AND EXISTS", "false AND EXISTS")
    patch.setattr(billing, "next_in", from_sequence)
