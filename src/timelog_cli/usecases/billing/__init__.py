"""Invoices, credit notes and quotes, from what is unbilled to what is paid."""
