"""The commands of ``cli.sync``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param._make(('dry_run', ('--dry-run',), (), None, 'Only show what would be sent and received.', False, False, False, False, (), '', True))
P1 = Param._make(('every', ('--every',), (), 'DURATION', 'Repeat at this interval, such as 60s, until Ctrl-C or the end of the service.', False, False, None, True, (), '', True))
P2 = Param._make(('again', ('--again',), (), None, 'Send and receive everything again, after the hub was restored.', False, False, False, False, (), '', True))
P3 = Param._make(('reserve', ('--reserve',), (), 'N', 'Reserve numbers for this many new records, before a large import.', False, False, None, True, (), '', True))
P4 = Param._make(('insecure', ('--insecure',), (), None, 'Connect even if the certificate of the hub cannot be verified.', False, False, False, False, (), '', True))
P5 = Param._make(('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True))
P6 = Param._make(('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True))
P7 = Param._make(('no_color', ('--no-color',), (), None, 'Do not use colour.', False, False, False, False, (), '', True))
P8 = Param._make(('quiet', ('--quiet',), (), None, 'Print nothing but data and errors.', False, False, False, False, (), '', True))
P9 = Param._make(('json', ('--json', '-j'), (), None, 'Print JSON.', False, False, False, False, (), '', True))
P10 = Param._make(('hub', ('--hub',), (), 'URL', 'The PostgreSQL database, such as postgresql://ada@db.example.com/timelog, or service=NAME.', False, True, None, True, (), '', True))
P11 = Param._make(('workspace', ('--workspace',), (), 'NAME', 'A name for what is shared, such as that of the company. It stays. Default: main.', False, False, None, True, (), '', True))
P12 = Param._make(('workspace', ('--workspace',), (), 'NAME', 'The workspace. Needed only if you are a member of several.', False, False, None, True, (), '', True))
P13 = Param._make(('yes', ('--yes',), (), None, 'Do not ask for confirmation.', False, False, False, False, (), '', True))
P14 = Param._make(('format', ('--format',), (), 'FORMAT', 'Output format.', False, False, None, False, ('table', 'json', 'jsonl', 'csv', 'tsv', 'md'), '', True))
P15 = Param._make(('columns', ('--columns',), (), 'NAMES', 'Only these columns, in this order, such as id,note.', False, False, None, True, (), 'columns', True))
P16 = Param._make(('no_header', ('--no-header',), (), None, 'Leave out the column names.', False, False, False, False, (), '', True))
P17 = Param._make(('null', ('-0',), (), None, 'End each row with a NUL character, for xargs -0.', False, False, False, False, (), '', True))
P18 = Param._make(('decimal_hours', ('--decimal-hours',), (), None, 'Durations in hours, such as 1.5, not in seconds.', False, False, False, False, (), '', True))
P19 = Param._make(('local', ('--local',), (), None, 'Times in your time zone, without their UTC offset.', False, False, False, False, (), '', True))
P20 = Param._make(('raw', ('--raw',), (), None, 'In CSV and TSV, no apostrophe before text that looks like a formula.', False, False, False, False, (), '', True))
P21 = Param._make(('delimiter', ('--delimiter',), (), 'CHAR', 'With CSV: what separates the cells. Default: a comma. For tabs, there is TSV.', False, False, None, False, (',', ';'), '', True))
P22 = Param._make(('number', (), (), 'N', 'The number of the conflict, from timelog sync conflicts.', False, True, None, False, (), 'conflicts', True))
P23 = Param._make(('keep', ('--keep',), (), 'WHICH', 'What is kept.', False, True, None, False, ('mine', 'theirs', 'both'), '', True))
P24 = Param._make(('name', (), (), 'NAME', 'The login role of the person in PostgreSQL.', False, True, None, False, (), 'owners', True))
P25 = Param._make(('role', ('--role',), (), 'ROLE', 'An owner or lead sees and bills everything; a member sees their own logs.', False, True, None, False, ('owner', 'lead', 'member'), '', True))
COMMANDS = {
    ('sync',): Command(('sync',), 'timelog_cli.cli.sync.exchanging', 'sync', (P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, ), 'Exchange changes with the hub.'),
    ('sync', 'status'): Command(('sync', 'status'), 'timelog_cli.cli.sync.exchanging', 'show_status', (P5, P6, P7, P8, P9, ), 'Show what has not been sent yet, and when the last exchange was.'),
    ('sync', 'init'): Command(('sync', 'init'), 'timelog_cli.cli.sync.setting_up', 'init', (P10, P11, P4, P5, P6, P7, P8, P9, ), 'Make a PostgreSQL database the hub of this file.'),
    ('sync', 'join'): Command(('sync', 'join'), 'timelog_cli.cli.sync.setting_up', 'join', (P10, P12, P4, P5, P6, P7, P8, P9, ), 'Get everything from a hub into a new file, on another machine or for a new colleague.'),
    ('sync', 'leave'): Command(('sync', 'leave'), 'timelog_cli.cli.sync.setting_up', 'leave', (P13, P5, P6, P7, P8, P9, ), 'Separate this file from its hub.'),
    ('sync', 'conflicts'): Command(('sync', 'conflicts'), 'timelog_cli.cli.sync.conflicts', 'list_conflicts', (P14, P15, P16, P17, P18, P19, P20, P21, P5, P6, P7, P8, P9, ), 'List what two files changed differently, and how to settle each.'),
    ('sync', 'resolve'): Command(('sync', 'resolve'), 'timelog_cli.cli.sync.conflicts', 'resolve', (P22, P23, P5, P6, P7, P8, P9, ), 'Settle a conflict.'),
    ('sync', 'member', 'add'): Command(('sync', 'member', 'add'), 'timelog_cli.cli.sync.members', 'add', (P24, P25, P5, P6, P7, P8, P9, ), 'Let somebody take part, or change the role of a member.'),
    ('sync', 'member', 'list'): Command(('sync', 'member', 'list'), 'timelog_cli.cli.sync.members', 'list_members', (P14, P15, P16, P17, P18, P19, P20, P21, P5, P6, P7, P8, P9, ), 'List the members of the workspace, with their roles.'),
    ('sync', 'member', 'remove'): Command(('sync', 'member', 'remove'), 'timelog_cli.cli.sync.members', 'remove', (P24, P5, P6, P7, P8, P9, ), 'Take somebody out of the workspace.'),
}
GROUPS: dict[tuple[str, ...], str] = {
}
