"""The same data in several files, which exchange their changes through a hub."""
