"""Which log each entry of another program became."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.store.connection import Store


def follow(store: Store, log_id: int, to: int) -> None:
    """Let the entries that became one log be those of another, which takes it up."""
    store.run("UPDATE imported SET log_id = ? WHERE log_id = ?", (to, log_id))


def mapping(store: Store, source: str) -> str:
    """How the names of a program were mapped the last time, as TOML; empty if never."""
    return str(store.value("SELECT mapping FROM import_source WHERE source = ?", source) or "")


def keep_mapping(store: Store, source: str, text: str) -> None:
    """Remember a mapping for the next import, if it is another one."""
    if text != mapping(store, source):
        store.run("DELETE FROM import_source WHERE source = ?", (source,))
        store.run("INSERT INTO import_source (source, mapping) VALUES (?, ?)", (source, text))
