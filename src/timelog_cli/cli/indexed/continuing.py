"""The commands of ``cli.continuing``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param._make(('log', (), (), 'REF|@N', 'A record you have a log on, or @2 for your second newest log. Default: your newest log.', False, False, None, False, (), 'continuable', True))
P1 = Param._make(('same', ('--same',), (), None, 'Take the note, tags and billable flag of that log.', False, False, False, False, (), '', True))
P2 = Param._make(('at', ('--at', '-a'), (), 'TIME', 'When, such as 9:30, -10m or 2026-11-02T09:30. Default: now.', False, False, None, False, (), '', True))
P3 = Param._make(('note', ('--note', '-n'), (), 'TEXT', 'What you work on.', False, False, None, False, (), '', True))
P4 = Param._make(('tag', ('--tag', '-t'), (), 'TAG', 'A tag; can be repeated.', True, False, None, False, (), 'tags', True))
P5 = Param._make(('billable', ('--billable', '-b'), ('--no-billable',), None, 'Mark the time as billable or non-billable. Default: inherited from its record, then the settings.', False, False, None, False, (), '', True))
P6 = Param._make(('switch', ('--switch', '-s'), (), None, 'Pause the running timer at the same moment.', False, False, False, False, (), '', True))
P7 = Param._make(('unless_running', ('--unless-running',), (), None, 'Change nothing if the timer is already running.', False, False, False, False, (), '', True))
P8 = Param._make(('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True))
P9 = Param._make(('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True))
P10 = Param._make(('no_color', ('--no-color',), (), None, 'Do not use colour.', False, False, False, False, (), '', True))
P11 = Param._make(('quiet', ('--quiet',), (), None, 'Print nothing but data and errors.', False, False, False, False, (), '', True))
P12 = Param._make(('json', ('--json', '-j'), (), None, 'Print JSON.', False, False, False, False, (), '', True))
COMMANDS = {
    ('continue',): Command(('continue',), 'timelog_cli.cli.continuing', 'continue_log', (P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, ), 'Start the timer on the record of your last log again.'),
}
GROUPS: dict[tuple[str, ...], str] = {
}
