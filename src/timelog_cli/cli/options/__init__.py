"""Arguments and options that several commands take, each described once, for Typer.

Only Typer's way imports these: the modules of commands name them in signatures, which are read
by ``cli.program``.
"""
