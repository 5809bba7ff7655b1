"""One module for each command group: options in, use case called, outcome returned."""
