"""Owners: users, and groups written ``group:name``."""

from __future__ import annotations

from timelog_cli.store.connection import Store, new_uuid


def find(store: Store, name: str) -> int | None:
    """The number of an owner, or ``None``."""
    found = store.value("SELECT id FROM owner WHERE name = ?", name)
    return None if found is None else int(found)


def ensure(store: Store, name: str) -> int:
    """The number of an owner, made when it is new."""
    return find(store, name) or store.insert("owner", uuid=new_uuid(), name=name)


def names(store: Store) -> list[str]:
    """All owners by name."""
    return [row[0] for row in store.rows("SELECT name FROM owner ORDER BY name")]
