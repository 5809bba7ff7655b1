"""The hub's schema: tables and functions, made from the description of what is exchanged.

Everything is in the schema ``timelog`` of the database. Nobody writes to its tables but its own
functions, which check who calls; who may read what is decided row by row.
"""

from __future__ import annotations

# What a program must know to use a hub; see ``upgrading``.
VERSION = 2
