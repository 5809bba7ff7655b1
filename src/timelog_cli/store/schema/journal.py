"""The history that the database writes itself: one trigger for each table and kind of change.

An ``entry`` is one command. While a transaction of this program is open, ``open_entry`` names
its entry; a change that comes from elsewhere gets an entry of its own, so nothing is unseen.
``change`` keeps each row before and after as JSON, with BLOBs in hexadecimal.

The same triggers set ``changed_at``, which is no part of the history: an undo puts everything
back but that, as it is a change too.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

# The columns of each table, in order; the first tuple names its key.
JOURNALED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
BLOBS = frozenset({"uuid", "bytes", "entry_key", "content"})


def _table(name: str, key: str, columns: str) -> None:
    JOURNALED[name] = (tuple(key.split()), tuple(columns.split()))


_table("owner", "id", "id uuid name")
_table(
    "customer",
    "id",
    "id uuid name address vat_id currency terms_days tax_treatment locale increment_seconds"
    " rounding round_per minimum_seconds surcharge withholding tax_note"
    " budget_seconds budget_amount budget_currency budget_warn street street2 postcode city region"
    " country contact phone tax_number legal_id legal_scheme electronic_address electronic_scheme"
    " buyer_reference code formats terms_from early_payment exemption_code",
)
_table("customer_email", "address", "address customer_id position")
_table(
    "service",
    "id",
    "id uuid name price currency unit unit_seconds tax_rate includes_tax tax_category",
)
_table(
    "record",
    "id",
    "id uuid type title description customer_id owner_id status service_id rate unit unit_seconds"
    " currency tax_rate discount billable estimate_seconds increment_seconds rounding round_per"
    " minimum_seconds includes_tax created_at log_billable key"
    " budget_seconds budget_amount budget_currency budget_warn tax_category",
)
_table("record_rate", "record_id from_at", "record_id from_at from_day rate")
_table(
    "item",
    "id",
    "id uuid record_id day description quantity unit unit_price currency tax_rate discount"
    " invoice_id tax_category unit_code",
)
_table(
    "message",
    "id",
    "id uuid message_id record_id sender_name sender_address subject body attachments sent_at"
    " received_at digest",
)
_table("message_parent", "parent message_id", "parent message_id")
_table(
    "timer",
    "id",
    "id uuid record_id owner_id started_at changed_at running_since zone note billable resumes_id",
)
_table("timer_segment", "timer_id start_at", "timer_id start_at end_at")
_table("timer_tag", "timer_id tag", "timer_id tag")
_table(
    "log",
    "id",
    "id uuid record_id owner_id start_at end_at zone note billable timed rate invoice_id"
    " created_at billed_elsewhere laid_out",
)
_table("segment", "log_id start_at", "log_id start_at end_at owner_id")
_table("log_tag", "log_id tag", "log_id tag")
_table("imported", "source entry_key", "source entry_key content log_id")
_table("import_source", "source", "source mapping")
_table("day_off", "id", "id uuid owner_id day half seconds title")
_table("counter", "series", "series last began_after")
_table(
    "invoice",
    "id",
    "id uuid number kind series seq customer_id credits_id currency issue_date due_date total"
    " payable issued_at sent_on answer answered_on sealed",
)
_table(
    "invoice_line",
    "invoice_id position",
    "invoice_id position record_id service_id credits_position flat",
)
_table("document", "invoice_id format", "invoice_id format file_name sha256")
_table("logo", "sha256", "sha256 format")
_table(
    "payment",
    "id",
    "id uuid invoice_id amount paid_on reverses_id reason credit_id bank_entry prepays_id",
)
_table(
    "retainer", "id", "id uuid customer_id invoice_id seconds amount currency tax_rate includes_tax"
)
_table("retainer_draw", "invoice_id position", "invoice_id position retainer_id seconds amount")
_table("sent_message", "id", "id uuid invoice_id sent_at message_id recipients level")
_table("period_lock", "id", "id last_day locked_before")


def row_json(table: str, row: str = "") -> str:
    """The SQL expression of a row as JSON: of ``NEW.`` or ``OLD.``, or of the row at hand."""
    _, columns = JOURNALED[table]
    values = ((name, f"hex({row}{name})" if name in BLOBS else row + name) for name in columns)
    pairs = ", ".join(f"'{name}', {value}" for name, value in values)
    return f"json_object({pairs})"


NOBODY = "unknown"  # who changed the file with another program
_OUTSIDE = (
    "INSERT INTO entry (at, user, command) SELECT CAST(strftime('%s', 'now') AS INTEGER),"
    f" '{NOBODY}', '(changed by another program)'"
    " WHERE (SELECT entry_id FROM open_entry) IS NULL;"
)
_ENTRY = "coalesce((SELECT entry_id FROM open_entry), (SELECT max(id) FROM entry))"
# Every process reads the text of every trigger: what they have in common is written here once, and
# the columns of a table once in the column ``as_json``, which takes no room. SQLite computes it
# twice for each row that it writes, read or not: tables that get many rows at once go without.
_WITHOUT_COLUMN = frozenset({"log", "imported"})
_JOURNAL = (
    "CREATE VIEW moment AS SELECT coalesce((SELECT at FROM entry"
    " WHERE id = (SELECT entry_id FROM open_entry)), CAST(strftime('%s', 'now') AS INTEGER)) AS at",
    "CREATE VIEW journal AS SELECT tbl, before, after FROM change",
    # An update that changes nothing is not kept.
    "CREATE TRIGGER journal_insert INSTEAD OF INSERT ON journal WHEN NEW.before IS NOT NEW.after"
    f" BEGIN {_OUTSIDE} INSERT INTO change (entry_id, tbl, before, after)"
    f" VALUES ({_ENTRY}, NEW.tbl, NEW.before, NEW.after); END",
)


# An invoice takes up its logs and items when it is sealed: one change for each line and record
# instead of two for each log. Neither is undone, so that no row has to be found again.
LINKS = {("log", "invoice_id"), ("item", "invoice_id")}
_LINE = (
    "json_object('invoice_id', invoice_id, 'position', position, 'record_id', record_id,"
    " 'worked_seconds', sum(worked_seconds), 'logs', json_group_array(log_id))"
)
_ITEM_LINE = (
    "json_object('invoice_id', invoice_id, 'position', position, 'record_id', record_id,"
    " 'items', json_group_array(item_id))"
)
_SEALED = (
    "CREATE TRIGGER journal_invoice_sealed AFTER UPDATE OF sealed ON invoice"
    " WHEN NEW.sealed > OLD.sealed"
    f" BEGIN INSERT INTO journal SELECT 'line_log', NULL, {_LINE}"
    " FROM line_log WHERE invoice_id = NEW.id GROUP BY position, record_id;"
    f" INSERT INTO journal SELECT 'line_item', NULL, {_ITEM_LINE}"
    " FROM line_item WHERE invoice_id = NEW.id GROUP BY position, record_id; END"
)


# The same of all documents that are there, for the entry that added them all.
ADDED_LINES = tuple(
    f"INSERT INTO change (entry_id, tbl, after) SELECT ?, '{table}', {line} FROM {table}"
    " GROUP BY invoice_id, position, record_id"
    for table, line in (("line_log", _LINE), ("line_item", _ITEM_LINE))
)


def added(table: str) -> str:
    """The statement that writes all rows of a table into the history as those of one entry."""
    key, _ = JOURNALED[table]
    return (
        f"INSERT INTO change (entry_id, tbl, after) SELECT ?, '{table}', {row_json(table)}"
        f" FROM {table} ORDER BY {', '.join(key)}"
    )


# What has the time of its last change; a change of a part of it, such as a tag, is one of it too.
STAMPED = ("record", "log")
_WHOLES = {
    "record": ("record", "id"),
    "record_rate": ("record", "record_id"),
    "message": ("record", "record_id"),
    "log": ("log", "id"),
    "segment": ("log", "log_id"),
    "log_tag": ("log", "log_id"),
}
# No other trigger looks at updates of changed_at alone. A new log is stamped once, and not again
# for each of its segments and tags: the condition costs less than a row written again.
_STAMP = (
    "UPDATE {0} SET changed_at = max(created_at, at) FROM moment"
    " WHERE id {1} AND changed_at <> max(created_at, at);"
)
_LINKED = (
    "CREATE TRIGGER log_linked AFTER UPDATE OF invoice_id ON log"
    " WHEN NEW.invoice_id IS NOT OLD.invoice_id"
    f" BEGIN {_STAMP.format('log', '= NEW.id')} END"
)


# A part of a record can come from another one; that of a log cannot.
_KEYS = {"record": ("old_id", "new_id"), "log": ("id",)}
# A number that a record took is not given to another one.
_TAKEN = " UPDATE number_block SET next = NEW.id + 1 WHERE NEW.id BETWEEN next AND last;"


def _parts(whole: str) -> tuple[str, str]:
    """The view that takes a change of a whole or of a part of it, and what it does with it."""
    keys = _KEYS[whole]
    those = f"IN ({', '.join(f'NEW.{key}' for key in keys)})" if len(keys) > 1 else "= NEW.id"
    return (
        f"CREATE VIEW {whole}_part AS SELECT tbl, before, after,"
        f" {', '.join(f'id AS {key}' for key in keys)} FROM change",
        f"CREATE TRIGGER {whole}_part_insert INSTEAD OF INSERT ON {whole}_part"
        " WHEN NEW.before IS NOT NEW.after"
        " BEGIN INSERT INTO journal VALUES (NEW.tbl, NEW.before, NEW.after);"
        f" {_STAMP.format(whole, those)} END",
    )


def _trigger(table: str, event: str) -> str:
    rows = ("" if event == "INSERT" else "OLD", "" if event == "DELETE" else "NEW")
    kept = [f"'{table}'", *(_kept(table, row) for row in rows)]
    whole, key = _WHOLES.get(table, ("", ""))
    if table == whole and event == "DELETE":
        whole = ""  # it has no time any more
    taken = _TAKEN if (table, event) == ("record", "INSERT") else ""
    if whole:
        keys = [f"{row}.{key}" if row else "NULL" for row in rows]
        kept += keys if len(_KEYS[whole]) > 1 else [keys[-1] if rows[-1] else keys[0]]
    return (
        f"CREATE TRIGGER journal_{table}_{event.lower()} AFTER {event}{_of(table, event)} ON"
        f" {table} BEGIN INSERT INTO {f'{whole}_part' if whole else 'journal'}"
        f" VALUES ({', '.join(kept)});{taken} END"
    )


def _of(table: str, event: str) -> str:
    """The columns whose updates are kept, where those of others are not."""
    _, names = JOURNALED[table]
    kept = [name for name in names if (table, name) not in LINKS]
    some = event == "UPDATE" and (table in STAMPED or len(kept) < len(names))
    return f" OF {', '.join(kept)}" if some else ""


def _kept(table: str, row: str) -> str:
    if row and table in _WITHOUT_COLUMN:
        return row_json(table, f"{row}.")
    return f"{row}.as_json" if row else "NULL"


def columns() -> list[str]:
    """The row as JSON in the tables that have it as a column."""
    return [
        f"ALTER TABLE {table} ADD COLUMN as_json TEXT AS ({row_json(table)})"
        for table in JOURNALED
        if table not in _WITHOUT_COLUMN
    ]


def triggers(never: Collection[tuple[str, str]]) -> list[str]:
    """The history triggers of every table.

    :param never: the tables with the events that are refused anyway
    """
    return [
        *_JOURNAL,
        *_parts("record"),
        *_parts("log"),
        *(
            _trigger(table, event)
            for table in JOURNALED
            for event in ("INSERT", "UPDATE", "DELETE")
            if (table, event) not in never
        ),
        _SEALED,
        _LINKED,
    ]
