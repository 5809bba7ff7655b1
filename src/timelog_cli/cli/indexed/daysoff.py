"""The commands of ``cli.daysoff``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param('days', (), (), 'DAY|RANGE', 'The day or days, such as 2026-12-24, tomorrow or 2026-12-24..2027-01-01.', False, False, None, True, (), 'days', True)
P1 = Param('text', (), (), 'TEXT', 'What it is, such as Vacation.', True, False, None, False, (), '', True)
P2 = Param('half', ('--half',), (), None, 'Only half of each day is off.', False, False, False, False, (), '', True)
P3 = Param('hours', ('--hours',), (), 'DURATION', 'Only this much of each day is off, such as 2h.', False, False, None, False, (), '', True)
P4 = Param('owner', ('--owner',), (), 'OWNER', 'Days off of this user or group:NAME. Default: yours.', False, False, None, True, (), 'owners', True)
P5 = Param('everybody', ('--everybody',), (), None, 'Days off of everybody, such as public holidays.', False, False, False, False, (), '', True)
P6 = Param('from_', ('--from',), (), 'FILE', 'Add the whole days of this iCalendar file (.ics), or of - for standard input.', False, False, None, True, (), 'files', True)
P7 = Param('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True)
P8 = Param('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True)
P9 = Param('no_color', ('--no-color',), (), None, 'Do not use colour.', False, False, False, False, (), '', True)
P10 = Param('quiet', ('--quiet',), (), None, 'Print nothing but data and errors.', False, False, False, False, (), '', True)
P11 = Param('json', ('--json', '-j'), (), None, 'Print JSON.', False, False, False, False, (), '', True)
P12 = Param('period', (), (), 'PERIOD', 'The period, such as month, 2026-12, 2026-06-01.. or all. Default: this year.', True, False, None, False, (), 'periods', True)
P13 = Param('owner', ('--owner',), (), 'OWNER', 'List the days off of this user or group:NAME. Default: yours.', False, False, None, False, (), 'owners', True)
P14 = Param('format', ('--format',), (), 'FORMAT', 'Output format.', False, False, None, False, ('table', 'json', 'jsonl', 'csv', 'tsv', 'md'), '', True)
P15 = Param('columns', ('--columns',), (), 'NAMES', 'Only these columns, in this order, such as id,note.', False, False, None, True, (), 'columns', True)
P16 = Param('no_header', ('--no-header',), (), None, 'Leave out the column names.', False, False, False, False, (), '', True)
P17 = Param('null', ('-0',), (), None, 'End each row with a NUL character, for xargs -0.', False, False, False, False, (), '', True)
P18 = Param('decimal_hours', ('--decimal-hours',), (), None, 'Durations in hours, such as 1.5, not in seconds.', False, False, False, False, (), '', True)
P19 = Param('local', ('--local',), (), None, 'Times in your time zone, without their UTC offset.', False, False, False, False, (), '', True)
P20 = Param('raw', ('--raw',), (), None, 'In CSV and TSV, no apostrophe before text that looks like a formula.', False, False, False, False, (), '', True)
P21 = Param('delimiter', ('--delimiter',), (), 'CHAR', 'With CSV: what separates the cells. Default: a comma. For tabs, there is TSV.', False, False, None, False, (',', ';'), '', True)
P22 = Param('days', (), (), 'DAY|RANGE', 'The day or days, such as 2026-12-24, tomorrow or 2026-12-24..2027-01-01.', False, True, None, True, (), 'days', True)
P23 = Param('yes', ('--yes',), (), None, 'Do not ask for confirmation.', False, False, False, False, (), '', True)
COMMANDS = {
    ('dayoff', 'add'): Command(('dayoff', 'add'), 'timelog_cli.cli.daysoff', 'add', (P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, ), 'Add days off: they lower the target of today, week and balance.'),
    ('dayoff', 'list'): Command(('dayoff', 'list'), 'timelog_cli.cli.daysoff', 'list_days', (P12, P13, P14, P15, P16, P17, P18, P19, P20, P21, P7, P8, P9, P10, P11, ), 'List days off: yours, and those of everybody.'),
    ('dayoff', 'delete'): Command(('dayoff', 'delete'), 'timelog_cli.cli.daysoff', 'delete', (P22, P4, P5, P23, P7, P8, P9, P10, P11, ), 'Delete days off. It asks before it deletes more than one.'),
}
GROUPS: dict[tuple[str, ...], str] = {
    ('dayoff',): 'Manage days off: holidays, vacation, sick days.',
}
