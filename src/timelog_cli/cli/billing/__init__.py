"""``billing ...``."""
