"""The commands of ``cli.importing``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param._make(('file', (), (), 'FILE', 'The file or folder of the other program; - for standard input.', False, True, None, False, (), 'files', True))
P1 = Param._make(('from_', ('--from',), (), 'FORMAT', 'Its format. Default: found out from the content.', False, False, None, False, ('timewarrior', 'watson', 'klog', 'toggl', 'clockify', 'harvest', 'kimai', 'solidtime', 'timeclock', 'timedot', 'bartib', 'utt', 'gtimelog', 'org', 'ics', 'activitywatch', 'jsonl', 'csv'), '', True))
P2 = Param._make(('dry_run', ('--dry-run',), (), None, 'Only show what would be done.', False, False, False, False, (), '', True))
P3 = Param._make(('map', ('--map',), (), 'FILE', 'A mapping of projects, clients, tasks, tags and users in TOML. With --dry-run, it is written if it does not exist. Default: the mapping of the last import.', False, False, None, True, (), 'files', True))
P4 = Param._make(('timezone', ('--timezone',), (), 'ZONE', 'The time zone of times without one, such as Europe/Rome.', False, False, None, True, (), '', True))
P5 = Param._make(('date_order', ('--date-order',), (), 'ORDER', 'How dates such as 3/4/2026 are read.', False, False, None, False, ('ymd', 'dmy', 'mdy'), '', True))
P6 = Param._make(('on_overlap', ('--on-overlap',), (), 'POLICY', 'What to do with entries that overlap others: refuse, log only the free time, or allow. Default: refuse.', False, False, None, False, ('refuse', 'trim', 'allow'), '', True))
P7 = Param._make(('running', ('--running',), (), 'POLICY', 'What to do with a timer that still runs there. Default: skip.', False, False, None, False, ('skip', 'start'), '', True))
P8 = Param._make(('update', ('--update',), (), None, 'Change the logs whose entries were changed since.', False, False, False, False, (), '', True))
P9 = Param._make(('skip_bad', ('--skip-bad',), (), 'FILE', 'Write the entries that are refused to this file, which must not exist, and import the others.', False, False, None, True, (), 'files', True))
P10 = Param._make(('expect', ('--expect',), (), 'DURATION', 'Import only if the file has exactly this much time, such as 19:25:15.', False, False, None, True, (), '', True))
P11 = Param._make(('owner', ('--owner',), (), 'OWNER', 'For whom everything is logged. Default: the users in the file, or you if there is only one.', False, False, None, True, (), 'owners', True))
P12 = Param._make(('period', ('--period',), (), 'PERIOD', 'Only what begins in this period, such as 2026 or 2026-06-01..', False, False, None, True, (), 'periods', True))
P13 = Param._make(('text', ('--text',), (), 'TEXT', 'Only what has this in its text, project, client, task or tags. Repeatable: any of them.', True, False, None, True, (), '', True))
P14 = Param._make(('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True))
P15 = Param._make(('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True))
P16 = Param._make(('no_color', ('--no-color',), (), None, 'Do not use colour.', False, False, False, False, (), '', True))
P17 = Param._make(('quiet', ('--quiet',), (), None, 'Print nothing but data and errors.', False, False, False, False, (), '', True))
P18 = Param._make(('json', ('--json', '-j'), (), None, 'Print JSON.', False, False, False, False, (), '', True))
COMMANDS = {
    ('import',): Command(('import',), 'timelog_cli.cli.importing', 'import_time', (P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, P17, P18, ), 'Import the time of another program.'),
}
GROUPS: dict[tuple[str, ...], str] = {
}
