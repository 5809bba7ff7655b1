"""The commands of ``cli.prompt``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param._make(('format', ('--format',), (), 'TEXT', 'Format of the line. Fields: {icon} {state} {ref} {title} {note} {customer} {tags} {since} {elapsed} {elapsed_seconds} {today} {today_seconds} {worth}.', False, False, None, False, (), '', True))
P1 = Param._make(('preset', ('--preset',), (), 'BAR', 'Output format for a status bar or prompt.', False, False, None, False, ('starship', 'tmux', 'waybar', 'i3status-rust', 'polybar'), '', True))
P2 = Param._make(('exit_code', ('--exit-code',), (), None, 'Exit with 0 if running, 1 if idle, 2 if paused, and more than 2 on an error.', False, False, False, False, (), '', True))
P3 = Param._make(('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True))
P4 = Param._make(('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True))
P5 = Param._make(('no_color', ('--no-color',), (), None, 'Do not use colour.', False, False, False, False, (), '', True))
P6 = Param._make(('quiet', ('--quiet',), (), None, 'Print nothing but data and errors.', False, False, False, False, (), '', True))
P7 = Param._make(('json', ('--json', '-j'), (), None, 'Print JSON.', False, False, False, False, (), '', True))
COMMANDS = {
    ('prompt',): Command(('prompt',), 'timelog_cli.cli.prompt', 'prompt', (P0, P1, P2, P3, P4, P5, P6, P7, ), 'Print the timer on one line; nothing when idle.'),
}
GROUPS: dict[tuple[str, ...], str] = {
}
