"""SQLite without what Python puts around it, which costs every command a third of bare Python.

The package ``sqlite3`` registers adapters for dates, which are not stored here, and loads
``datetime`` for them. The module below it loads ``functools``, and much with it, for one name:
the cache of prepared statements. It is given that name alone.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sqlite3 import Connection, Cursor, Error, IntegrityError, connect, sqlite_version
else:

    class _Functools:
        @staticmethod
        def lru_cache(maxsize=128, typed=False):
            from _functools import _lru_cache_wrapper

            return lambda made: _lru_cache_wrapper(made, maxsize, typed, tuple)

    def _module():
        alone = "functools" not in sys.modules and sys.implementation.name == "cpython"
        if alone:
            sys.modules["functools"] = _Functools
        try:
            import _sqlite3 as found
        except ImportError:
            found = None
        finally:
            if alone:
                del sys.modules["functools"]
        if found is None:
            import sqlite3 as found
        return found

    _sqlite = _module()
    Connection, Cursor = _sqlite.Connection, _sqlite.Cursor
    Error, IntegrityError = _sqlite.Error, _sqlite.IntegrityError
    connect, sqlite_version = _sqlite.connect, _sqlite.sqlite_version

LIBRARY = tuple(map(int, sqlite_version.split(".")))
__all__ = ["LIBRARY", "Connection", "Cursor", "Error", "IntegrityError", "connect"]
