"""The commands of ``cli.hooks``; written by docs/build.py."""

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
P13 = Param._make(('hook', (), (), 'HOOK', 'The hook, such as on-stop.', False, True, None, False, ('on-start', 'on-pause', 'on-resume', 'on-stop', 'on-cancel', 'on-log', 'on-issue', 'on-pay'), '', True))
COMMANDS = {
    ('hook', 'list'): Command(('hook', 'list'), 'timelog_cli.cli.hooks', 'list_hooks', (P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, ), 'List the hooks: when each runs, and whether it is ready.'),
    ('hook', 'path'): Command(('hook', 'path'), 'timelog_cli.cli.hooks', 'path', (P8, P9, P10, P11, P12, ), 'Print the folder for hooks, even if it does not exist yet.'),
    ('hook', 'check'): Command(('hook', 'check'), 'timelog_cli.cli.hooks', 'check', (P8, P9, P10, P11, P12, ), 'Check the hooks folder: unknown names, permissions, and what cannot run.'),
    ('hook', 'example'): Command(('hook', 'example'), 'timelog_cli.cli.hooks', 'example', (P13, P8, P9, P10, P11, P12, ), 'Print an example of the JSON that a hook gets on standard input.'),
    ('hook', 'run'): Command(('hook', 'run'), 'timelog_cli.cli.hooks', 'run', (P13, P8, P9, P10, P11, P12, ), 'Try a hook: run it with the JSON of hook example.'),
}
GROUPS: dict[tuple[str, ...], str] = {
    ('hook',): 'Run your own programs when something happens.',
}
