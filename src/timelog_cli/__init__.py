"""Time on records, timers, invoices, in one SQLite file."""

__version__ = "0.1.0"
