"""The tables, the rules the database itself keeps, its history, and migrations."""
