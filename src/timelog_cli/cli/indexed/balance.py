"""The commands of ``cli.balance``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param._make(('period', (), (), 'PERIOD', 'The period, such as today, week, 2026-06, 2026-06-01..2026-06-09 or all. Default: this week.', True, False, None, False, (), 'periods', True))
P1 = Param._make(('by', ('--by',), (), 'KEY', 'A row for each of these. Default: day.', False, False, None, False, ('day', 'week', 'month'), '', True))
P2 = Param._make(('since', ('--since',), (), 'DAY', 'Sum up from this day. Default: the setting work.balance_since, or the start of the period.', False, False, None, True, (), 'periods', True))
P3 = Param._make(('owner', ('--owner',), (), 'OWNER', 'The balance of this user or group:NAME. Default: yours.', False, False, None, False, (), 'owners', True))
P4 = Param._make(('format', ('--format',), (), 'FORMAT', 'Output format.', False, False, None, False, ('table', 'json', 'jsonl', 'csv', 'tsv', 'md'), '', True))
P5 = Param._make(('columns', ('--columns',), (), 'NAMES', 'Only these columns, in this order, such as id,note.', False, False, None, True, (), 'columns', True))
P6 = Param._make(('no_header', ('--no-header',), (), None, 'Leave out the column names.', False, False, False, False, (), '', True))
P7 = Param._make(('null', ('-0',), (), None, 'End each row with a NUL character, for xargs -0.', False, False, False, False, (), '', True))
P8 = Param._make(('decimal_hours', ('--decimal-hours',), (), None, 'Durations in hours, such as 1.5, not in seconds.', False, False, False, False, (), '', True))
P9 = Param._make(('local', ('--local',), (), None, 'Times in your time zone, without their UTC offset.', False, False, False, False, (), '', True))
P10 = Param._make(('raw', ('--raw',), (), None, 'In CSV and TSV, no apostrophe before text that looks like a formula.', False, False, False, False, (), '', True))
P11 = Param._make(('delimiter', ('--delimiter',), (), 'CHAR', 'With CSV: what separates the cells. Default: a comma. For tabs, there is TSV.', False, False, None, False, (',', ';'), '', True))
P12 = Param._make(('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True))
P13 = Param._make(('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True))
P14 = Param._make(('no_color', ('--no-color',), (), None, 'Do not use colour.', False, False, False, False, (), '', True))
P15 = Param._make(('quiet', ('--quiet',), (), None, 'Print nothing but data and errors.', False, False, False, False, (), '', True))
P16 = Param._make(('json', ('--json', '-j'), (), None, 'Print JSON.', False, False, False, False, (), '', True))
COMMANDS = {
    ('balance',): Command(('balance',), 'timelog_cli.cli.balance', 'balance', (P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, ), 'Compare the time you worked with your target, up to today.'),
}
GROUPS: dict[tuple[str, ...], str] = {
}
