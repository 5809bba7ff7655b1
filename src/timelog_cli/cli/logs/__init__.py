"""``log ...`` and ``add``."""
