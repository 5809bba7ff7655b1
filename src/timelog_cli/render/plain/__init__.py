"""Results as text: tables, lists and sentences."""
