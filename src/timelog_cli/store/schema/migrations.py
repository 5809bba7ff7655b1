"""The steps that bring a file to the schema of this version, and how they are applied."""

from __future__ import annotations

from functools import partial

from timelog_cli.store.connection import APPLICATION_ID
from timelog_cli.store.schema.creating import create

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from sqlite_utils.db import Database

    Step = Callable[[Database], None]


def m0001_tables(db: Database) -> None:
    """Tables, rules and history, as they are now."""
    create(db.conn)


def m0002_payments_and_mail(db: Database) -> None:
    """Payments that are reversed, mail that is known by its text, columns that refuse nonsense."""
    from timelog_cli.store.queries import mail
    from timelog_cli.store.schema.remaking import add_column

    add = partial(add_column, db.conn)
    db.conn.create_function("mail_digest", 2, mail.digest, deterministic=True)
    of_json = "mail_digest(json_extract({0}, '$.sender_address'), json_extract({0}, '$.body'))"
    add("message", "digest TEXT", "mail_digest(sender_address, body)", of_json)
    add("record", "log_billable INTEGER", "NULL", "NULL")
    add("payment", "reverses_id INTEGER", "NULL", "NULL")
    add("payment", "reason TEXT", "''", "''")


def m0003_keys_and_times_of_change(db: Database) -> None:
    """Keys, budgets, and when records and logs were made and changed; days off are new."""
    from timelog_cli.store.schema.remaking import add_column

    add = partial(add_column, db.conn)
    for table in _TIMES:
        db.conn.execute(table)
    add("record", "key TEXT", "NULL", "NULL")
    add("record", "changed_at INTEGER", _CHANGED.format("record"))
    add(
        "log",
        "created_at INTEGER",
        f"coalesce({_MADE.format('log.id')}, end_at)",
        _MADE.format("json_extract({0}, '$.id')"),
    )
    add("log", "changed_at INTEGER", _CHANGED.format("log"))
    for name in ("made", "touched"):
        db.conn.execute(f"DROP TABLE temp.{name}")
    for table in ("record", "customer"):
        for column in ("seconds INTEGER", "amount TEXT", "currency TEXT", "warn INTEGER"):
            add(table, f"budget_{column}", "NULL", "NULL")


_DETAILS = (
    "street street2 postcode city region country contact phone tax_number legal_id legal_scheme"
    " electronic_address electronic_scheme buyer_reference"
)
# When logs were made: as the history says, or not after the first that is known of them.
_MADE = "(SELECT made.at FROM temp.made WHERE made.id = {0})"
_CHANGED = (
    "max(created_at, coalesce((SELECT touched.at FROM temp.touched"
    " WHERE whole = '{0}' AND touched.id = {0}.id), created_at))"
)
_TIMES = (
    "CREATE TEMP TABLE made AS SELECT id,"
    " CASE WHEN before IS NULL THEN at ELSE min(at, json_extract(before, '$.end_at')) END AS at"
    " FROM (SELECT json_extract(coalesce(after, before), '$.id') AS id, min(change.id), before, at"
    " FROM change JOIN entry ON entry.id = entry_id WHERE tbl = 'log' GROUP BY 1)",
    "CREATE UNIQUE INDEX temp.made_id ON made (id)",
    "CREATE TEMP TABLE touched AS SELECT whole, id, max(at) AS at FROM ("
    "SELECT CASE tbl WHEN 'record' THEN 'record' WHEN 'record_rate' THEN 'record'"
    " WHEN 'message' THEN 'record' ELSE 'log' END AS whole,"
    " json_extract(coalesce(after, before), CASE tbl WHEN 'record' THEN '$.id' WHEN 'log' THEN"
    " '$.id' WHEN 'segment' THEN '$.log_id' WHEN 'log_tag' THEN '$.log_id' ELSE '$.record_id' END)"
    " AS id, at FROM change JOIN entry ON entry.id = entry_id"
    " WHERE tbl IN ('record', 'record_rate', 'message', 'log', 'segment', 'log_tag')"
    " UNION ALL SELECT 'log', log_id, issued_at FROM line_log"
    " JOIN invoice ON invoice.id = invoice_id WHERE kind = 'invoice'"
    " UNION ALL SELECT 'log', log_id, issued_at FROM invoice AS note"
    " JOIN invoice_line AS back ON back.invoice_id = note.id"
    " JOIN line_log ON line_log.invoice_id = credits_id AND line_log.position = credits_position"
    ") GROUP BY 1, 2",
    "CREATE UNIQUE INDEX temp.touched_id ON touched (whole, id)",
)


def m0004_imports_and_parties(db: Database) -> None:
    """Logs billed in other programs, or given times here; what structured invoices need."""
    from timelog_cli.store.schema.remaking import add_column

    for column in ("billed_elsewhere INTEGER", "laid_out INTEGER"):
        add_column(db.conn, "log", column, "0", "0")
    for name in _DETAILS.split():
        add_column(db.conn, "customer", f"{name} TEXT", "''", "''")


def m0005_documents(db: Database) -> None:
    """What documents say more, and what follows them: messages, credit, retainers, locks."""
    from timelog_cli.store.schema.remaking import add_column

    add = partial(add_column, db.conn)
    for column in ("code", "formats", "terms_from", "early_payment", "exemption_code"):
        nothing = "''" if column in {"formats", "exemption_code"} else "NULL"
        add("customer", f"{column} TEXT", nothing, nothing)
    for table in ("service", "record", "item"):
        add(table, "tax_category TEXT", "NULL", "NULL")
    add("item", "unit_code TEXT", "NULL", "NULL")
    add("counter", "began_after INTEGER", "0", "0")
    for column in ("credit_id INTEGER", "bank_entry TEXT", "prepays_id INTEGER"):
        add("payment", column, "NULL", "NULL")


def m0006_exchange(db: Database) -> None:
    """Nothing in the rows: tables for the exchange with other files, and shorter rules."""


STEPS: tuple[Step, ...] = (
    m0001_tables,
    m0002_payments_and_mail,
    m0003_keys_and_times_of_change,
    m0004_imports_and_parties,
    m0005_documents,
    m0006_exchange,
)


def migrate(connection: sqlite3.Connection, steps: Sequence[Step] = STEPS) -> None:
    """Apply what is missing, in the write transaction that the caller has begun.

    The caller has turned foreign keys off: a table that is made anew is not referred to meanwhile.
    """
    from sqlite_utils import Database, Migrations

    from timelog_cli.store.schema import remaking

    before = connection.execute("PRAGMA user_version").fetchone()[0]
    migrations = Migrations("timelog")
    for step in steps:
        done = not before and step in STEPS[1:]  # a new file has everything after the first
        migrations(name=step.__name__)(_nothing if done else step)
    database = Database(connection, recursive_triggers=False, execute_plugins=False)
    older = 0 < before < len(STEPS)
    if older:
        remaking.begin(connection)
    migrations.apply(database)
    if older:
        remaking.finish(connection)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {len(steps)}")


def _nothing(db: Database) -> None:
    """What is left of a step where everything is there."""
