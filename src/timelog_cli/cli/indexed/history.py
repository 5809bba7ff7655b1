"""The commands of ``cli.history``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param._make(('any_user', ('--any',), (), None, 'The last change of anybody, not only of yours.', False, False, False, False, (), '', True))
P1 = Param._make(('dry_run', ('--dry-run',), (), None, 'Only show what would be done.', False, False, False, False, (), '', True))
P2 = Param._make(('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True))
P3 = Param._make(('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True))
P4 = Param._make(('no_color', ('--no-color',), (), None, 'Do not use colour.', False, False, False, False, (), '', True))
P5 = Param._make(('quiet', ('--quiet',), (), None, 'Print nothing but data and errors.', False, False, False, False, (), '', True))
P6 = Param._make(('json', ('--json', '-j'), (), None, 'Print JSON.', False, False, False, False, (), '', True))
P7 = Param._make(('period', (), (), 'PERIOD', 'Only changes made in this period.', True, False, None, False, (), 'periods', True))
P8 = Param._make(('record', ('--record', '-r'), (), 'REF', 'Only changes to this record.', False, False, None, False, (), 'refs', True))
P9 = Param._make(('command', ('--command',), (), 'WORDS', "Only commands starting with this, such as 'timer stop'.", False, False, None, False, (), 'commands', True))
P10 = Param._make(('limit', ('--limit',), (), 'N', 'Maximum number of entries. Default: 50; with --rows, all.', False, False, None, False, (), '', True))
P11 = Param._make(('rows', ('--rows',), ('--no-rows',), None, 'With JSON: every row that an entry changed, before and after it.', False, False, False, False, (), '', True))
P12 = Param._make(('format', ('--format',), (), 'FORMAT', 'Output format.', False, False, None, False, ('table', 'json', 'jsonl', 'csv', 'tsv', 'md'), '', True))
P13 = Param._make(('columns', ('--columns',), (), 'NAMES', 'Only these columns, in this order, such as id,note.', False, False, None, True, (), 'columns', True))
P14 = Param._make(('no_header', ('--no-header',), (), None, 'Leave out the column names.', False, False, False, False, (), '', True))
P15 = Param._make(('null', ('-0',), (), None, 'End each row with a NUL character, for xargs -0.', False, False, False, False, (), '', True))
P16 = Param._make(('decimal_hours', ('--decimal-hours',), (), None, 'Durations in hours, such as 1.5, not in seconds.', False, False, False, False, (), '', True))
P17 = Param._make(('local', ('--local',), (), None, 'Times in your time zone, without their UTC offset.', False, False, False, False, (), '', True))
P18 = Param._make(('raw', ('--raw',), (), None, 'In CSV and TSV, no apostrophe before text that looks like a formula.', False, False, False, False, (), '', True))
P19 = Param._make(('delimiter', ('--delimiter',), (), 'CHAR', 'With CSV: what separates the cells. Default: a comma. For tabs, there is TSV.', False, False, None, False, (',', ';'), '', True))
P20 = Param._make(('number', (), (), 'N', 'The number of the history entry.', False, True, None, False, (), 'entries', True))
COMMANDS = {
    ('undo',): Command(('undo',), 'timelog_cli.cli.history', 'undo', (P0, P1, P2, P3, P4, P5, P6, ), 'Undo your last change. Repeat to undo earlier ones.'),
    ('redo',): Command(('redo',), 'timelog_cli.cli.history', 'redo', (P0, P1, P2, P3, P4, P5, P6, ), 'Redo the change that was undone last, if you made or undid it.'),
    ('history',): Command(('history',), 'timelog_cli.cli.history', 'list_history', (P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, P17, P18, P19, P2, P3, P4, P5, P6, ), 'List changes, newest first.'),
    ('history', 'show'): Command(('history', 'show'), 'timelog_cli.cli.history', 'show', (P20, P2, P3, P4, P5, P6, ), 'Show one change: every row before and after it.'),
}
GROUPS: dict[tuple[str, ...], str] = {
}
