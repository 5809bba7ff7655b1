"""Instants, zones, and the time grammar: what a user types becomes instants."""
