"""The commands of ``cli.prompt``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param('format', ('--format',), (), 'TEXT', 'A line with {icon} {state} {ref} {title} {elapsed} {elapsed_seconds} {today}.', False, False, None, False, (), '', True)
P1 = Param('preset', ('--preset',), (), 'BAR', 'The shape that a program expects.', False, False, None, False, ('starship', 'tmux', 'waybar', 'i3status-rust', 'polybar'), '', True)
P2 = Param('exit_code', ('--exit-code',), (), None, 'End with 0 running, 1 idle, 2 paused.', False, False, False, False, (), '', True)
P3 = Param('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True)
P4 = Param('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True)
P5 = Param('no_color', ('--no-color',), (), None, 'No colour.', False, False, False, False, (), '', True)
P6 = Param('quiet', ('--quiet',), (), None, 'Only errors on standard error.', False, False, False, False, (), '', True)
P7 = Param('json', ('--json',), (), None, 'Print JSON.', False, False, False, False, (), '', True)
COMMANDS = {
    ('prompt',): Command(('prompt',), 'timelog_cli.cli.prompt', 'prompt', (P0, P1, P2, P3, P4, P5, P6, P7, ), 'Print the timer in one line, nothing when it is idle.'),
}
GROUPS: dict[tuple[str, ...], str] = {
}
