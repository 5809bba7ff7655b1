"""The commands of ``cli.daysoff``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param._make(('days', (), (), 'DAY|RANGE', 'The day or days, such as 2026-12-24, tomorrow or 2026-12-24..2027-01-01.', False, False, None, True, (), 'days', True))
P1 = Param._make(('text', (), (), 'TEXT', 'What it is, such as Vacation.', True, False, None, False, (), '', True))
P2 = Param._make(('half', ('--half',), (), None, 'Only half of each day is off.', False, False, False, False, (), '', True))
P3 = Param._make(('hours', ('--hours',), (), 'DURATION', 'Only this much of each day is off, such as 2h.', False, False, None, False, (), '', True))
P4 = Param._make(('owner', ('--owner',), (), 'OWNER', 'Days off of this user or group:NAME. Default: yours.', False, False, None, True, (), 'owners', True))
P5 = Param._make(('everybody', ('--everybody',), (), None, 'Days off of everybody, such as public holidays.', False, False, False, False, (), '', True))
P6 = Param._make(('from_', ('--from',), (), 'FILE', 'Add the whole days of this iCalendar file (.ics), or of - for standard input.', False, False, None, True, (), 'files', True))
P7 = Param._make(('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True))
P8 = Param._make(('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True))
P9 = Param._make(('no_color', ('--no-color',), (), None, 'Do not use colour.', False, False, False, False, (), '', True))
P10 = Param._make(('quiet', ('--quiet',), (), None, 'Print nothing but data and errors.', False, False, False, False, (), '', True))
P11 = Param._make(('json', ('--json', '-j'), (), None, 'Print JSON.', False, False, False, False, (), '', True))
P12 = Param._make(('period', (), (), 'PERIOD', 'The period, such as month, 2026-12, 2026-06-01.. or all. Default: this year.', True, False, None, False, (), 'periods', True))
P13 = Param._make(('owner', ('--owner',), (), 'OWNER', 'List the days off of this user or group:NAME. Default: yours.', False, False, None, False, (), 'owners', True))
P14 = Param._make(('format', ('--format',), (), 'FORMAT', 'Output format.', False, False, None, False, ('table', 'json', 'jsonl', 'csv', 'tsv', 'md'), '', True))
P15 = Param._make(('columns', ('--columns',), (), 'NAMES', 'Only these columns, in this order, such as id,note.', False, False, None, True, (), 'columns', True))
P16 = Param._make(('no_header', ('--no-header',), (), None, 'Leave out the column names.', False, False, False, False, (), '', True))
P17 = Param._make(('null', ('-0',), (), None, 'End each row with a NUL character, for xargs -0.', False, False, False, False, (), '', True))
P18 = Param._make(('decimal_hours', ('--decimal-hours',), (), None, 'Durations in hours, such as 1.5, not in seconds.', False, False, False, False, (), '', True))
P19 = Param._make(('local', ('--local',), (), None, 'Times in your time zone, without their UTC offset.', False, False, False, False, (), '', True))
P20 = Param._make(('raw', ('--raw',), (), None, 'In CSV and TSV, no apostrophe before text that looks like a formula.', False, False, False, False, (), '', True))
P21 = Param._make(('delimiter', ('--delimiter',), (), 'CHAR', 'With CSV: what separates the cells. Default: a comma. For tabs, there is TSV.', False, False, None, False, (',', ';'), '', True))
P22 = Param._make(('days', (), (), 'DAY|RANGE', 'The day or days, such as 2026-12-24, tomorrow or 2026-12-24..2027-01-01.', True, True, None, True, (), 'days', True))
P23 = Param._make(('yes', ('--yes',), (), None, 'Do not ask for confirmation.', False, False, False, False, (), '', True))
COMMANDS = {
    ('dayoff', 'add'): Command(('dayoff', 'add'), 'timelog_cli.cli.daysoff', 'add', (P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, ), 'Add days off: they lower the target of today, week and balance.'),
    ('dayoff', 'list'): Command(('dayoff', 'list'), 'timelog_cli.cli.daysoff', 'list_days', (P12, P13, P14, P15, P16, P17, P18, P19, P20, P21, P7, P8, P9, P10, P11, ), 'List days off: yours, and those of everybody.'),
    ('dayoff', 'delete'): Command(('dayoff', 'delete'), 'timelog_cli.cli.daysoff', 'delete', (P22, P4, P5, P23, P7, P8, P9, P10, P11, ), 'Delete days off. It asks before it deletes more than one.'),
}
GROUPS: dict[tuple[str, ...], str] = {
    ('dayoff',): 'Manage days off: holidays, vacation, sick days.',
}
