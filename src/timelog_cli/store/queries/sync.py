"""What rows are called that only their UUIDs are known of, and what the file's member may do."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.store.connection import Store

_REF = "record.type || '-' || record.id"
_OF_RECORD = "{0} JOIN record ON record.id = {0}.record_id"
_OF_INVOICE = "{0} JOIN invoice ON invoice.id = {0}.invoice_id"
# Of each table: what says which row it is, and where that is read.
_NAMES = {
    "owner": ("name", "owner"),
    "customer": ("name", "customer"),
    "service": ("name", "service"),
    "record": (_REF, "record"),
    "log": (f"log.id || ' of ' || {_REF}", _OF_RECORD.format("log")),
    "timer": (f"'on ' || {_REF}", _OF_RECORD.format("timer")),
    "item": (f"item.id || ' of ' || {_REF}", _OF_RECORD.format("item")),
    "message": (f"'of ' || {_REF}", _OF_RECORD.format("message")),
    "invoice": ("number", "invoice"),
    "payment": ("'of ' || number", _OF_INVOICE.format("payment")),
    "retainer": ("'of ' || number", _OF_INVOICE.format("retainer")),
    "day_off": ("'on ' || day", "day_off"),
}
_BARE = frozenset(("record", "invoice"))  # whose names say of themselves what they are


def name(store: Store, table: str, uuid: str, word: str) -> str:
    """What a row is called: ``log 12 of case-13``, ``case-13``, ``customer Acme``.

    :param word: what its table is called; the row alone, where nothing says which one it is
    """
    if table not in _NAMES:
        return word
    text = plain_name(store, table, uuid)
    if text is None:
        return f"a {word} that is no longer here"
    return text if table in _BARE else f"{word} {text}"


def plain_name(store: Store, table: str, uuid: str) -> str | None:
    """The same without the word; ``None`` where it is not here, or nothing says which it is."""
    if table not in _NAMES:
        return None
    what, where = _NAMES[table]
    sql = f"SELECT {what} FROM {where} WHERE {table}.uuid = ?"
    return None if not uuid else _text(store.value(sql, bytes.fromhex(uuid)))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def number(store: Store, table: str, uuid: str) -> int | None:
    """The number that a row has in this file."""
    found = store.value(f"SELECT id FROM {table} WHERE uuid = ?", bytes.fromhex(uuid))
    return None if found is None else int(found)


def role(store: Store) -> str | None:
    """The role of the file's member at the hub; ``None`` without a hub."""
    found = store.value("SELECT role FROM sync_state")
    return None if found is None else str(found)
