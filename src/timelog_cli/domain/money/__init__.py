"""Currencies and amounts, the lines and totals of documents, and credits."""
