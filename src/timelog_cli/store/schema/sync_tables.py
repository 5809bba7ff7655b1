"""The tables of an exchange with other files, which are empty in a file without a hub.

Every process reads their text, so they say no more than they must; ``store/sync`` alone uses them,
and neither the history nor an export has them.
"""

from __future__ import annotations

# What the file knows of its hub. What waits to be sent: a row is known by its UUID, and ``grp`` is
# the group of columns that changed. Numbers that records of this file can take. What the hub could
# not decide.
SYNC = """
CREATE TABLE sync_state (id INTEGER PRIMARY KEY CHECK (id = 1), hub TEXT NOT NULL,
    workspace TEXT NOT NULL, workspace_id BLOB NOT NULL, node INTEGER NOT NULL,
    member TEXT NOT NULL, role TEXT NOT NULL, seen INTEGER NOT NULL,
    noted_change INTEGER NOT NULL DEFAULT 0, clock INTEGER NOT NULL,
    batch INTEGER NOT NULL DEFAULT 0, sent INTEGER NOT NULL DEFAULT 0, token BLOB NOT NULL,
    next_token BLOB, issuing INTEGER NOT NULL DEFAULT 0,
    synced_at INTEGER CHECK (INSTANT(synced_at))) STRICT;

CREATE TABLE outbox (tbl TEXT, uuid BLOB, grp TEXT, clock INTEGER, seen INTEGER, batch INTEGER,
    PRIMARY KEY (tbl, uuid, grp)) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_batch ON outbox (batch) WHERE batch IS NOT NULL;

CREATE TABLE number_block (first INTEGER PRIMARY KEY, last INTEGER NOT NULL,
    next INTEGER NOT NULL) STRICT;

CREATE TABLE conflict (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, tbl TEXT NOT NULL,
    uuid BLOB NOT NULL, other_uuid BLOB, grp TEXT NOT NULL, kept TEXT NOT NULL, lost TEXT NOT NULL,
    node TEXT NOT NULL, member TEXT NOT NULL, at INTEGER NOT NULL CHECK (INSTANT(at))) STRICT;
"""
