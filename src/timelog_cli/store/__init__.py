"""SQLite: connection, schema, queries and history. SQL lives here and nowhere else."""
