"""The timer: start, pause, resume, stop."""
