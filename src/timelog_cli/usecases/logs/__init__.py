"""Logs: add, edit, split, mark, and edit as text."""
