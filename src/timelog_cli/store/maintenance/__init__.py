"""Looking after the database file: check, back up, restore, compact."""
