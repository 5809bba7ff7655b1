"""SQLite: connection, schema, queries and history. SQL lives here and nowhere else."""

APPLICATION_ID = 0x746C6F67  # "tlog"
VERSION = 2  # the number of migrations
