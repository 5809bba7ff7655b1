"""``everything.md``: the lines of ``export --to jsonl``, from the tables of a new database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from docbuilder import markdown as md
from timelog_cli.domain.tables import Table
from timelog_cli.store.connection import VERSION
from timelog_cli.store.maintenance import whole
from timelog_cli.store.schema.upgrading import in_memory

WHAT = {
    "owner": "A user, or a group as `group:NAME`.",
    "customer": "A customer, with the budget and what its invoices need.",
    "customer_email": "An email address of a customer; `position` is its place among them, from 0.",
    "service": "A service with its price.",
    "record": "A task, case, ticket or work order. Its reference is `type-id`, such as `case-12`.",
    "record_rate": "A rate of a record for logs that start at `from_at` or later.",
    "message": "An email of a record. `digest` is a SHA-256 of the sender and the text.",
    "message_parent": "A message, by its Message-ID, that an email answers.",
    "timer": "A timer that runs, or is paused where `running_since` is missing.",
    "timer_segment": "A stretch of work of a timer, up to its last pause.",
    "timer_tag": "A tag of a timer.",
    "day_off": "A day off; everybody's where `owner_id` is missing.",
    "counter": "The last number of a series of invoices, credit notes or quotes.",
    "invoice": "An invoice, credit note or quote, with all that is printed on it in `snapshot`.",
    "item": "What is billed beside time, once.",
    "log": "A log, from its start to its end; `timed` where a timer made it.",
    "segment": "A stretch of work of a log: between them are its pauses.",
    "log_tag": "A tag of a log.",
    "imported": "An entry of another program, by a digest of its id, and the log it became.",
    "import_source": "How the names of another program were mapped, as TOML.",
    "invoice_line": "A line of an invoice; what is printed of it is in the snapshot.",
    "line_log": "A log that a line bills, with its time then.",
    "line_item": "An item that a line bills.",
    "document": "A file of an invoice, as it was issued.",
    "logo": "A logo of the seller; the snapshots of documents have its `sha256`.",
    "payment": "A payment, or the reversal of one; `credit_id` is where it came from as credit,"
    " `prepays_id` the invoice that has it as a prepayment.",
    "retainer": "What a customer has paid in advance, with the invoice for it.",
    "retainer_draw": "A line of an invoice that draws on a retainer.",
    "sent_message": "An email with a document, or a payment reminder.",
    "period_lock": "The day to which logs are locked.",
}
KINDS = {
    "`…_at`, `running_since`": "an instant, in seconds since 1970-01-01 in UTC",
    "`…_seconds`, `seconds`": "a duration in seconds",
    "`day`, `…_date`, `…_on`, `from_day`": "a date, such as `2026-11-02`",
    "`price`, `rate`, `…_rate`, `amount`, `total` and the like": "a decimal number as text",
    "`id`": "a number that no other row of the table has or had",
    "`…_id`": "the `id` of a row of another table",
    "`uuid`": "an identifier that no other row has anywhere",
    "integers that are 0 or 1": "no or yes",
    "hexadecimal": "bytes, two digits each",
}
_TYPES = {"INTEGER": "integer", "TEXT": "text", "BLOB": "hexadecimal"}


def page() -> str:
    """The page."""
    with closing(in_memory("")) as store:
        tables = whole.tables(store)
    return md.page(
        "Everything as JSON Lines",
        "`timelog export --to jsonl` writes every row of the database but its history, and"
        " `timelog import` reads that into an empty database. How to:"
        " [Back up, move, check and restore the database](../how-to/database.md). The file is"
        " UTF-8, with a JSON value on each line.",
        "## The first line",
        md.code(
            f'{{"timelog": {{"schema": {VERSION}, "version": "0.1.0", "rows": {{"owner": 1, …}},'
            ' "numbers": {"owner": 1, …}}}',
            "text",
        ),
        "`schema` is the version of the tables, and goes up when one of them changes; `version` is"
        " that of timelog. `rows` is how many rows of each table follow. `numbers` is the last `id`"
        " that each table has given out, so that those of deleted rows are not used again.",
        "## The other lines",
        "Each is an object whose only key is the name of the table:",
        md.code('{"log_tag": {"log_id": 12, "tag": "web"}}', "json"),
        "Columns without a value are left out. A row stands below those it refers to, and the rows"
        " of a table are sorted by its key, so the same database always gives the same file.",
        md.table(("columns", "value"), KINDS.items()),
        *(block for table in tables for block in _table(table)),
    )


def _table(table: Table) -> Iterator[str]:
    yield f"## `{table.name}`"
    key = f" Key: {md.listed(table.key)}." if table.key != ("id",) else ""
    yield WHAT[table.name] + key
    parents = {
        name: one.table for one in table.references for name in one.columns if name.endswith("_id")
    }
    yield md.table(
        ("column", "type", "always there", "refers to"),
        (
            (
                md.verbatim(column.name),
                _TYPES[column.kind],
                "yes" if column.is_needed else "",
                md.verbatim(parents[column.name]) if column.name in parents else "",
            )
            for column in table.columns
        ),
    )
