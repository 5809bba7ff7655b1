"""Looking for damage: in the file, in its schema, and in what the domain says must always hold.

Each check stands alone, so that one that cannot be made in a damaged file hides no other.
"""

from __future__ import annotations

import sqlite3
from functools import partial

from timelog_cli.errors import Busy, TimelogError
from timelog_cli.store.connection import FAILURES, VERSION, Store
from timelog_cli.store.maintenance import copies
from timelog_cli.store.maintenance.invariants import OF_HISTORY, OF_ROWS
from timelog_cli.store.schema import migrations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Look = tuple[str, Callable[[], list[str]]]

MOST = 20  # of one kind are named, the rest counted


def problems(store: Store, tick: Callable[[], None] | None = None) -> list[str]:
    """What is wrong with an open file, a sentence each; empty for a whole one.

    :param tick: called now and then
    """
    looks = ((what, partial(_at_one_moment, store, look)) for what, look in _looks(store))
    return _found(store, looks, tick)


def problems_of_rows(store: Store, tick: Callable[[], None] | None = None) -> list[str]:
    """What is wrong with the rows as the open transaction has left them."""
    return _found(store, _looks_at_rows(store), tick)


def _found(store: Store, looks: Iterable[Look], tick: Callable[[], None] | None) -> list[str]:
    found: list[str] = []
    for what, look in looks:
        if tick is not None:
            tick()
        try:
            with copies.Ticking(store, tick):
                found.extend(look())
        except Busy:
            raise
        except TimelogError as error:
            found.append(f"cannot check {what}: {_words(error)}")
    return list(dict.fromkeys(found))


def _at_one_moment(store: Store, look: Callable[[], list[str]]) -> list[str]:
    """What a look finds in the file as it is now; between two looks others can write."""
    store.run("BEGIN")
    try:
        return look()
    finally:
        store.roll_back()


def _looks(store: Store) -> Iterator[Look]:
    # What "db path" is asked needs none of what it loads.
    from timelog_cli.store.maintenance import history_checks

    yield "the file", partial(_damage, store)
    if store.value("PRAGMA user_version") != VERSION:
        yield "references between tables", partial(_dangling, store)
        yield "the documents", partial(_documents, store)
        return
    yield from _looks_at_rows(store)
    for sentence, sql in OF_HISTORY:
        yield f"“{_of_any(sentence)}”", partial(_rows, store, sentence, sql)
    yield "the history", partial(history_checks.problems, store)


def _looks_at_rows(store: Store) -> Iterator[Look]:
    from timelog_cli.store.maintenance import invoice_checks

    yield "references between tables", partial(_dangling, store)
    yield "the schema", partial(_schema, store)
    for sentence, sql in OF_ROWS:
        yield f"“{_of_any(sentence)}”", partial(_rows, store, sentence, sql)
    yield "number sequences", partial(_numbers, store)
    yield "the invoices", partial(invoice_checks.problems, store)
    yield "the documents", partial(_documents, store)


def _words(error: TimelogError) -> str:
    return str(error.__cause__) if isinstance(error.__cause__, sqlite3.Error) else error.message


def _damage(store: Store) -> list[str]:
    return [f"the file is damaged: {text}" for text in copies.damage(store, MOST)]


def _dangling(store: Store) -> list[str]:
    sql = 'SELECT "table", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2'
    return [
        f"{count} {'row' if count == 1 else 'rows'} of {table} without a matching row of {parent}"
        for table, parent, count in store.rows(sql)
    ]


def _rows(store: Store, sentence: str, sql: str) -> list[str]:
    found = store.rows(sql)
    said = [sentence.format(*row) for row in found[:MOST]]
    if len(found) > MOST:
        said.append(f"and {len(found) - MOST} more of this kind: {_of_any(sentence)}")
    return said


def _of_any(sentence: str) -> str:
    return sentence.format(*["…"] * 9)


def _schema(store: Store) -> list[str]:
    """Rules or history that somebody took away, changed, or added."""
    wanted, there = _fresh_schema(), schema_of(store.connection)
    said = []
    for key, sql in wanted.items():
        if key not in there:
            said.append(f"the {key[0]} {key[1]} is missing")
        elif there[key] != sql:
            said.append(f"the {key[0]} {key[1]} differs from what this version creates")
    extra = [name for kind, name in there if kind == "trigger" and (kind, name) not in wanted]
    return said + [f"the trigger {name} was not created by timelog" for name in extra]


def _fresh_schema() -> dict[tuple[str, str], str]:
    made = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrations.migrate(made)
        return schema_of(made)
    finally:
        made.close()


def schema_of(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Tables, indexes and triggers by kind and name, as SQL; without what SQLite makes itself."""
    sql = "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name"
    try:
        rows = connection.execute(sql).fetchall()
    except FAILURES as error:
        raise TimelogError("cannot read the schema") from error
    return {(kind, name): text for kind, name, text in rows if not name.startswith("sqlite_")}


def _numbers(store: Store) -> list[str]:
    """Numbers that are for good must not be given out again."""
    said = []
    for table, last in store.rows("SELECT name, seq FROM sqlite_sequence"):
        newest = store.value(f'SELECT max(id) FROM "{table}"') or 0
        if newest > last:
            said.append(f"numbers in {table} would be reused from {last + 1}")
    return said


def _documents(store: Store) -> list[str]:
    from hashlib import sha256

    said = []
    cursor = store.run(
        "SELECT number, file_name, sha256, bytes FROM document JOIN invoice ON id = invoice_id"
    )
    try:
        for number, name, wanted, content in cursor:
            if sha256(content).hexdigest() != wanted:
                said.append(f"the {name} document of invoice {number} differs from what was issued")
        logos = store.rows("SELECT sha256, bytes FROM logo") if _has_logos(store) else []
        for wanted, content in logos:
            if sha256(content).hexdigest() != wanted:
                said.append(f"the logo {wanted[:12]} differs from what was issued")
    except FAILURES as error:
        raise TimelogError("cannot read the documents") from error
    return said


def _has_logos(store: Store) -> bool:
    return bool(store.value("SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'logo')"))


def counts(store: Store) -> dict[str, int]:
    """How many rows of each kind there are, as far as they can be counted."""
    try:
        return copies.inspect(store).counts
    except TimelogError:
        return {}
