"""The ideas, pure: no clock, no file, no database."""
