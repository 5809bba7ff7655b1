"""Sellers and customers: what structured invoices need to know of them."""
