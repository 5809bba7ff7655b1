"""The Tab key: what can come next on a command line, and the shells that ask."""
