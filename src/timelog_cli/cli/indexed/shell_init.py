"""The commands of ``cli.shell_init``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param._make(('shell', (), (), 'SHELL', 'The shell: bash, zsh or fish.', False, True, None, False, ('bash', 'zsh', 'fish'), '', True))
P1 = Param._make(('bare', ('--bare',), (), None, 'Do not change the prompt; place the timer yourself.', False, False, False, False, (), '', True))
P2 = Param._make(('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True))
P3 = Param._make(('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True))
P4 = Param._make(('no_color', ('--no-color',), (), None, 'Do not use colour.', False, False, False, False, (), '', True))
P5 = Param._make(('quiet', ('--quiet',), (), None, 'Print nothing but data and errors.', False, False, False, False, (), '', True))
P6 = Param._make(('json', ('--json', '-j'), (), None, 'Print JSON.', False, False, False, False, (), '', True))
COMMANDS = {
    ('shell-init',): Command(('shell-init',), 'timelog_cli.cli.shell_init', 'shell_init', (P0, P1, P2, P3, P4, P5, P6, ), 'Print shell functions that show the timer in your prompt.'),
}
GROUPS: dict[tuple[str, ...], str] = {
}
