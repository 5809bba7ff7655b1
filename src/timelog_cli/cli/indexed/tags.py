"""The commands of ``cli.tags``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param._make(('format', ('--format',), (), 'FORMAT', 'Output format.', False, False, None, False, ('table', 'json', 'jsonl', 'csv', 'tsv', 'md'), '', True))
P1 = Param._make(('columns', ('--columns',), (), 'NAMES', 'Only these columns, in this order, such as id,note.', False, False, None, True, (), 'columns', True))
P2 = Param._make(('no_header', ('--no-header',), (), None, 'Leave out the column names.', False, False, False, False, (), '', True))
P3 = Param._make(('null', ('-0',), (), None, 'End each row with a NUL character, for xargs -0.', False, False, False, False, (), '', True))
P4 = Param._make(('decimal_hours', ('--decimal-hours',), (), None, 'Durations in hours, such as 1.5, not in seconds.', False, False, False, False, (), '', True))
P5 = Param._make(('local', ('--local',), (), None, 'Times in your time zone, without their UTC offset.', False, False, False, False, (), '', True))
P6 = Param._make(('raw', ('--raw',), (), None, 'In CSV and TSV, no apostrophe before text that looks like a formula.', False, False, False, False, (), '', True))
P7 = Param._make(('delimiter', ('--delimiter',), (), 'CHAR', 'With CSV: what separates the cells. Default: a comma. For tabs, there is TSV.', False, False, None, False, (',', ';'), '', True))
P8 = Param._make(('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True))
P9 = Param._make(('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True))
P10 = Param._make(('no_color', ('--no-color',), (), None, 'Do not use colour.', False, False, False, False, (), '', True))
P11 = Param._make(('quiet', ('--quiet',), (), None, 'Print nothing but data and errors.', False, False, False, False, (), '', True))
P12 = Param._make(('json', ('--json', '-j'), (), None, 'Print JSON.', False, False, False, False, (), '', True))
P13 = Param._make(('tag', (), (), 'TAG', 'The tag, or its beginning.', False, True, None, False, (), 'tags', True))
P14 = Param._make(('new', (), (), 'NEW', 'Its new name.', False, True, None, False, (), '', True))
P15 = Param._make(('uninvoiced', ('--uninvoiced',), (), None, 'Leave out logs that are on an invoice.', False, False, False, False, (), '', True))
P16 = Param._make(('which', (), (), 'TAG', 'The tags, or their beginnings.', True, True, None, False, (), 'tags', True))
P17 = Param._make(('into', ('--into',), (), 'TAG', 'The tag that replaces them.', False, True, None, False, (), 'tags', True))
P18 = Param._make(('yes', ('--yes',), (), None, 'Do not ask for confirmation.', False, False, False, False, (), '', True))
COMMANDS = {
    ('tag', 'list'): Command(('tag', 'list'), 'timelog_cli.cli.tags', 'list_tags', (P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, ), 'List tags, with how many logs have them, their time and last use.'),
    ('tag', 'rename'): Command(('tag', 'rename'), 'timelog_cli.cli.tags', 'rename', (P13, P14, P15, P8, P9, P10, P11, P12, ), 'Rename a tag on all logs and active timers.'),
    ('tag', 'merge'): Command(('tag', 'merge'), 'timelog_cli.cli.tags', 'merge', (P16, P17, P15, P8, P9, P10, P11, P12, ), 'Replace tags by one, on all logs and active timers.'),
    ('tag', 'delete'): Command(('tag', 'delete'), 'timelog_cli.cli.tags', 'delete', (P16, P15, P18, P8, P9, P10, P11, P12, ), 'Remove tags from all logs and active timers. The logs stay.'),
    ('tags',): Command(('tags',), 'timelog_cli.cli.tags', 'list_tags', (P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, ), 'List tags, with how many logs have them, their time and last use.'),
}
GROUPS: dict[tuple[str, ...], str] = {
    ('tag',): 'List, rename, merge and delete tags.',
}
