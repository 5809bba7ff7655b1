"""The names that completion offers: nothing rather than an error."""

from __future__ import annotations

import os

from timelog_cli.domain.text import shown
from timelog_cli.errors import TimelogError
from timelog_cli.store import names
from timelog_cli.store.connection import open_store


def of_kind(path: str, kind: str) -> list[tuple[str, str]]:
    """Names of a kind in the file at ``path``, each with a description, the most likely first."""
    if not names.known(kind) or not os.path.exists(path):  # noqa: PTH110
        return []
    try:
        store = open_store(path, busy_seconds=0.2)
    except TimelogError:
        return []
    try:
        return [(shown(name), shown(text)) for name, text in names.of_kind(store, kind)]
    except TimelogError:
        return []
    finally:
        store.close()
