"""Invoices, credit notes and quotes as files."""
