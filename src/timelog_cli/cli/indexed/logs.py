"""The commands of ``cli.logs``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param._make(('ref', (), (), 'REF', 'The record, such as case-12, 12, its key or title. Not with --from.', False, False, None, False, (), 'refs', True))
P1 = Param._make(('when', (), (), 'WHEN', 'When, such as 9:00-11:30, 1h30m (ending now), yesterday 9:00-10:00 or 9:00 for 2h.', True, False, None, False, (), '', True))
P2 = Param._make(('start', ('--start',), (), 'TIME', 'The start, with --end or --duration.', False, False, None, False, (), '', True))
P3 = Param._make(('end', ('--end',), (), 'TIME', 'The end, with --start or --duration.', False, False, None, False, (), '', True))
P4 = Param._make(('duration', ('--duration',), (), 'DURATION', 'How long. On its own, it ends now.', False, False, None, False, (), '', True))
P5 = Param._make(('rate', ('--rate',), (), 'AMOUNT', "Rate for this log, instead of the record's rate.", False, False, None, True, (), '', True))
P6 = Param._make(('source', ('--from',), (), 'FILE', 'Add the logs of this file, or of - for standard input: JSON Lines, CSV, or text as in log edit --editor.', False, False, None, True, (), 'files', True))
P7 = Param._make(('input_format', ('--input-format',), (), 'FORMAT', 'With --from: the format of the file. Default: auto, by its name and content.', False, False, None, False, ('auto', 'jsonl', 'csv', 'tsv', 'text'), '', True))
P8 = Param._make(('dry_run', ('--dry-run',), (), None, 'Only show what would be done.', False, False, False, False, (), '', True))
P9 = Param._make(('note', ('--note', '-n'), (), 'TEXT', 'What was done.', False, False, None, False, (), '', True))
P10 = Param._make(('tag', ('--tag', '-t'), (), 'TAG', 'A tag; can be repeated.', True, False, None, False, (), 'tags', True))
P11 = Param._make(('billable', ('--billable', '-b'), ('--no-billable',), None, 'Mark the log as billable or non-billable. Default: inherited from its record, then the settings.', False, False, None, False, (), '', True))
P12 = Param._make(('owner', ('--owner',), (), 'OWNER', 'Log the time for this user or group:NAME. Default: you.', False, False, None, False, (), 'owners', True))
P13 = Param._make(('on_overlap', ('--on-overlap',), (), 'HOW', 'If it overlaps another log: refuse it, trim it to the free time, split the other log with a pause, or allow both. Default: refuse.', False, False, None, False, ('refuse', 'trim', 'split', 'allow'), '', True))
P14 = Param._make(('allow_future', ('--allow-future',), (), None, 'Allow the log to end in the future.', False, False, False, False, (), '', True))
P15 = Param._make(('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True))
P16 = Param._make(('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True))
P17 = Param._make(('no_color', ('--no-color',), (), None, 'Do not use colour.', False, False, False, False, (), '', True))
P18 = Param._make(('quiet', ('--quiet',), (), None, 'Print nothing but data and errors.', False, False, False, False, (), '', True))
P19 = Param._make(('json', ('--json', '-j'), (), None, 'Print JSON.', False, False, False, False, (), '', True))
P20 = Param._make(('period', (), (), 'PERIOD', 'The period, such as today, week, 2026-06, 2026-06-01..2026-06-09 or all. Default: this week.', True, False, None, False, (), 'periods', True))
P21 = Param._make(('billable', ('--billable', '-b'), ('--no-billable',), None, 'Only billable or only non-billable logs.', False, False, None, False, (), '', True))
P22 = Param._make(('changed_since', ('--changed-since',), (), 'TIME', "Only what was added or changed at this time or later, such as 2026-11-02T09:00, '2h ago' or yesterday.", False, False, None, True, (), 'periods', True))
P23 = Param._make(('seconds', ('--seconds',), (), None, 'Show times to the second, on a terminal too.', False, False, False, False, (), '', True))
P24 = Param._make(('record', ('--record', '-r'), (), 'REF', 'Only logs on this record; repeat for more than one.', True, False, None, False, (), 'refs', True))
P25 = Param._make(('type', ('--type',), (), 'TYPE', 'Only logs on records of this type; repeat for more than one.', True, False, None, False, ('task', 'case', 'ticket', 'work-order'), '', True))
P26 = Param._make(('customer', ('--customer',), (), 'NAME', 'Only logs of this customer; repeat for more than one.', True, False, None, False, (), 'customers', True))
P27 = Param._make(('service', ('--service',), (), 'NAME', 'Only logs of this service; repeat for more than one.', True, False, None, False, (), 'services', True))
P28 = Param._make(('owner', ('--owner',), (), 'OWNER', 'Only logs of this user or group; repeat for more than one.', True, False, None, False, (), 'owners', True))
P29 = Param._make(('tag', ('--tag', '-t'), (), 'TAG', 'Only logs with this tag; repeat for more than one.', True, False, None, False, (), 'tags', True))
P30 = Param._make(('note', ('--note', '-n'), (), 'TEXT', 'Only logs whose note contains this text, in any letter case; repeat for more than one.', True, False, None, False, (), '', True))
P31 = Param._make(('text', ('--text',), (), 'TEXT', 'Only logs with this text in their note, or in the title or key of their record; repeat for more than one.', True, False, None, True, (), '', True))
P32 = Param._make(('invoiced', ('--invoiced',), ('--uninvoiced',), None, 'Only invoiced or only uninvoiced logs.', False, False, None, False, (), '', True))
P33 = Param._make(('not_record', ('--not-record',), (), 'REF', 'Exclude logs on this record.', True, False, None, False, (), 'refs', True))
P34 = Param._make(('not_type', ('--not-type',), (), 'TYPE', 'Exclude logs on records of this type.', True, False, None, False, ('task', 'case', 'ticket', 'work-order'), '', True))
P35 = Param._make(('not_customer', ('--not-customer',), (), 'NAME', 'Exclude logs of this customer.', True, False, None, False, (), 'customers', True))
P36 = Param._make(('not_service', ('--not-service',), (), 'NAME', 'Exclude logs of this service.', True, False, None, False, (), 'services', True))
P37 = Param._make(('not_owner', ('--not-owner',), (), 'OWNER', 'Exclude logs of this user or group.', True, False, None, False, (), 'owners', True))
P38 = Param._make(('not_tag', ('--not-tag',), (), 'TAG', 'Exclude logs with this tag.', True, False, None, False, (), 'tags', True))
P39 = Param._make(('not_note', ('--not-note',), (), 'TEXT', 'Exclude logs whose note contains this text, in any letter case.', True, False, None, False, (), '', True))
P40 = Param._make(('not_text', ('--not-text',), (), 'TEXT', 'Exclude logs with this text in their note, or in the title or key of their record.', True, False, None, True, (), '', True))
P41 = Param._make(('format', ('--format',), (), 'FORMAT', 'Output format.', False, False, None, False, ('table', 'json', 'jsonl', 'csv', 'tsv', 'md'), '', True))
P42 = Param._make(('columns', ('--columns',), (), 'NAMES', 'Only these columns, in this order, such as id,note.', False, False, None, True, (), 'columns', True))
P43 = Param._make(('no_header', ('--no-header',), (), None, 'Leave out the column names.', False, False, False, False, (), '', True))
P44 = Param._make(('null', ('-0',), (), None, 'End each row with a NUL character, for xargs -0.', False, False, False, False, (), '', True))
P45 = Param._make(('decimal_hours', ('--decimal-hours',), (), None, 'Durations in hours, such as 1.5, not in seconds.', False, False, False, False, (), '', True))
P46 = Param._make(('local', ('--local',), (), None, 'Times in your time zone, without their UTC offset.', False, False, False, False, (), '', True))
P47 = Param._make(('raw', ('--raw',), (), None, 'In CSV and TSV, no apostrophe before text that looks like a formula.', False, False, False, False, (), '', True))
P48 = Param._make(('delimiter', ('--delimiter',), (), 'CHAR', 'With CSV: what separates the cells. Default: a comma. For tabs, there is TSV.', False, False, None, False, (',', ';'), '', True))
P49 = Param._make(('log', (), (), 'ID', "The log's number, such as 12, or @1 for the newest.", False, True, None, False, (), 'logs', True))
P50 = Param._make(('log', (), (), 'ID', "The log's number, such as 12, or @1 for the newest. Default, with a change: your newest log.", False, False, None, False, (), 'logs', True))
P51 = Param._make(('start', ('--start',), (), 'TIME', 'New start. A time of day refers to the day of the log.', False, False, None, False, (), '', True))
P52 = Param._make(('end', ('--end',), (), 'TIME', 'New end. A time of day refers to the day of the log.', False, False, None, False, (), '', True))
P53 = Param._make(('duration', ('--duration',), (), 'DURATION', 'New time worked. Moves the end, or the start if --end is given.', False, False, None, False, (), '', True))
P54 = Param._make(('pause', ('--pause',), (), 'RANGE', 'Add a pause, such as 12:00-12:30, on the day of the log; can be repeated.', True, False, None, False, (), '', True))
P55 = Param._make(('remove_pause', ('--remove-pause', '--no-pause'), (), 'N', 'Remove a pause, by its number in log show; can be repeated.', True, False, None, False, (), 'pauses', True))
P56 = Param._make(('segment', ('--segment',), (), 'N', 'Apply --start and --end to this segment, by its number in log show.', False, False, None, False, (), 'segments', True))
P57 = Param._make(('remove_segment', ('--remove-segment', '--drop-segment'), (), 'N', 'Remove a segment, by its number in log show; can be repeated.', True, False, None, False, (), 'segments', True))
P58 = Param._make(('record', ('--record', '-r'), (), 'REF', 'Move the log to this record.', False, False, None, False, (), 'refs', True))
P59 = Param._make(('note', ('--note', '-n'), (), 'TEXT', 'New note. An empty note removes it.', False, False, None, False, (), '', True))
P60 = Param._make(('no_tag', ('--no-tag',), (), 'TAG', 'Remove a tag; can be repeated.', True, False, None, False, (), 'tags', True))
P61 = Param._make(('billable', ('--billable', '-b'), ('--no-billable',), None, 'Mark the log as billable or non-billable.', False, False, None, False, (), '', True))
P62 = Param._make(('no_rate', ('--no-rate',), (), None, "Remove the log's own rate.", False, False, False, False, (), '', True))
P63 = Param._make(('owner', ('--owner',), (), 'OWNER', 'The owner: a user, or group:NAME.', False, False, None, False, (), 'owners', True))
P64 = Param._make(('editor', ('--editor', '-e'), (), None, 'Edit the log, or all logs of a day, as text in $VISUAL or $EDITOR.', False, False, False, False, (), '', True))
P65 = Param._make(('day', ('--day',), (), 'DAY', 'With --editor: the day to edit. Default: today.', False, False, None, False, (), 'periods', True))
P66 = Param._make(('yes', ('--yes',), (), None, 'With --editor: do not ask before deleting more than one log.', False, False, False, False, (), '', True))
P67 = Param._make(('logs', (), (), 'ID', 'The numbers of the logs, such as 12, or @1 for the newest.', True, True, None, False, (), 'logs', True))
P68 = Param._make(('yes', ('--yes',), (), None, 'Do not ask for confirmation. (A single log is always deleted without asking.)', False, False, False, False, (), '', True))
P69 = Param._make(('owner', ('--owner',), (), 'OWNER', 'Show gaps of this user or group:NAME. Default: you.', False, False, None, False, (), 'owners', True))
P70 = Param._make(('least', ('--min',), (), 'DURATION', 'Ignore gaps shorter than this. Default: 5m.', False, False, None, False, (), '', True))
P71 = Param._make(('hours', ('--hours',), (), 'HOURS', 'Working hours to use instead of the setting work.hours.', False, False, None, False, (), '', True))
P72 = Param._make(('start', ('--start',), (), None, 'Extend only the start.', False, False, False, False, (), '', True))
P73 = Param._make(('end', ('--end',), (), None, 'Extend only the end, at most to now.', False, False, False, False, (), '', True))
P74 = Param._make(('at', ('--at', '-a'), (), 'TIME', 'Where to split. A time of day refers to the day of the log. Default: in the middle of the time worked.', False, False, None, False, (), '', True))
P75 = Param._make(('billable', ('--billable', '-b'), ('--no-billable',), None, 'Mark them as billable or non-billable.', False, False, None, False, (), '', True))
P76 = Param._make(('which', (), (), 'ID|PERIOD', 'Log numbers, such as 12 13 or @1, or a period as in log mark.', True, False, None, False, (), 'logs', True))
P77 = Param._make(('to', ('--to',), (), 'REF', 'The record to move them to.', False, True, None, False, (), 'refs', True))
P78 = Param._make(('ref', (), (), 'REF|TITLE', 'A record, or the title of a new one.', False, True, None, False, (), 'refs', True))
P79 = Param._make(('type', ('--type',), (), 'TYPE', 'Type of a new record. Default: task.', False, False, None, False, ('task', 'case', 'ticket', 'work-order'), '', True))
P80 = Param._make(('customer', ('--customer',), (), 'NAME', "The customer's name, or part of the name.", False, False, None, False, (), 'customers', True))
P81 = Param._make(('service', ('--service',), (), 'NAME', 'The service; the record takes over its price.', False, False, None, False, (), 'services', True))
P82 = Param._make(('rate', ('--rate',), (), 'AMOUNT', "Rate for this record, instead of the service's price.", False, False, None, False, (), '', True))
P83 = Param._make(('per', ('--per',), (), 'UNIT', 'Unit of the rate: hour, day, a duration such as 15m, or flat for a fixed price.', False, False, None, True, (), 'units', True))
P84 = Param._make(('log_billable', ('--log-billable',), ('--no-log-billable',), None, 'Whether its new logs are billable by default. Overrides log.billable.', False, False, None, False, (), '', True))
P85 = Param._make(('estimate', ('--estimate',), (), 'DURATION', 'Estimated time, such as 3h.', False, False, None, False, (), '', True))
P86 = Param._make(('description', ('--description',), (), 'TEXT', 'Description; can have several lines.', False, False, None, False, (), '', True))
P87 = Param._make(('tax_rate', ('--tax-rate',), (), 'PERCENT', "Tax rate in percent, such as 22. Default: the service's.", False, False, None, False, (), '', True))
P88 = Param._make(('tax_category', ('--tax-category',), (), 'CATEGORY', 'What a tax rate of 0 means: zero-rated or exempt.', False, False, None, False, (), 'tax_categories', True))
P89 = Param._make(('prices_include_tax', ('--prices-include-tax',), ('--prices-exclude-tax',), None, 'Whether the price includes tax.', False, False, None, False, (), '', True))
P90 = Param._make(('discount', ('--discount',), (), 'PERCENT', "Discount on this record's invoice lines, such as 5%.", False, False, None, False, (), '', True))
P91 = Param._make(('budget', ('--budget',), (), 'BUDGET', 'Time or money to spend, such as 40h or 2000.00. Money is before tax.', False, False, None, False, (), '', True))
P92 = Param._make(('warn', ('--warn',), (), 'PERCENT', 'Warn when this much of the budget is used. Default: 80%.', False, False, None, False, (), '', True))
P93 = Param._make(('increment', ('--increment',), (), 'DURATION', 'Billing increment, such as 15m, or none for exact time, whatever the settings say.', False, False, None, False, (), '', True))
P94 = Param._make(('rounding', ('--rounding',), (), 'HOW', 'How to round to the billing increment.', False, False, None, False, ('up', 'nearest', 'down'), '', True))
P95 = Param._make(('round_per', ('--round-per',), (), 'WHAT', 'What to round: each log, or each invoice line.', False, False, None, False, ('log', 'line'), '', True))
P96 = Param._make(('minimum', ('--minimum',), (), 'DURATION', 'Minimum time billed, such as 15m, or none for no minimum.', False, False, None, False, (), '', True))
P97 = Param._make(('key', ('--key',), (), 'KEY', 'Your own name for a new record, such as JIRA-42; can be used as its reference.', False, False, None, True, (), '', True))
COMMANDS = {
    ('log', 'add'): Command(('log', 'add'), 'timelog_cli.cli.logs.add', 'add', (P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, P17, P18, P19, ), 'Log time on a record, or add the logs of a file.'),
    ('log', 'list'): Command(('log', 'list'), 'timelog_cli.cli.logs.add', 'list_logs', (P20, P21, P22, P23, P24, P25, P26, P27, P28, P29, P30, P31, P32, P33, P34, P35, P36, P37, P38, P39, P40, P41, P42, P43, P44, P45, P46, P47, P48, P15, P16, P17, P18, P19, ), 'List the logs in a period, including those partly in it.'),
    ('log', 'show'): Command(('log', 'show'), 'timelog_cli.cli.logs.add', 'show', (P49, P15, P16, P17, P18, P19, ), 'Show a log with its segments.'),
    ('log', 'edit'): Command(('log', 'edit'), 'timelog_cli.cli.logs.edit', 'edit', (P50, P51, P52, P53, P54, P55, P56, P57, P58, P59, P10, P60, P61, P5, P62, P63, P13, P14, P64, P65, P66, P15, P16, P17, P18, P19, ), 'Change a log. Pauses that still fit are kept.'),
    ('log', 'delete'): Command(('log', 'delete'), 'timelog_cli.cli.logs.edit', 'delete', (P67, P68, P15, P16, P17, P18, P19, ), 'Delete logs. Asks before deleting more than one. Can be undone.'),
    ('log', 'gaps'): Command(('log', 'gaps'), 'timelog_cli.cli.logs.gaps', 'gaps', (P20, P69, P70, P71, P41, P42, P43, P44, P45, P46, P47, P48, P15, P16, P17, P18, P19, ), 'List gaps: working hours with nothing logged, up to now.'),
    ('log', 'fill'): Command(('log', 'fill'), 'timelog_cli.cli.logs.gaps', 'fill', (P49, P72, P73, P15, P16, P17, P18, P19, ), 'Extend a log to fill the gaps around it.'),
    ('log', 'split'): Command(('log', 'split'), 'timelog_cli.cli.logs.marks', 'split', (P49, P74, P15, P16, P17, P18, P19, ), 'Split a log in two. The later part gets a new number.'),
    ('log', 'join'): Command(('log', 'join'), 'timelog_cli.cli.logs.marks', 'join', (P67, P15, P16, P17, P18, P19, ), 'Join logs into one.'),
    ('log', 'merge'): Command(('log', 'merge'), 'timelog_cli.cli.logs.marks', 'join', (P67, P15, P16, P17, P18, P19, ), 'Join logs into one.', hidden=True),
    ('log', 'mark'): Command(('log', 'mark'), 'timelog_cli.cli.logs.marks', 'mark', (P20, P75, P8, P24, P25, P26, P27, P28, P29, P30, P31, P32, P33, P34, P35, P36, P37, P38, P39, P40, P15, P16, P17, P18, P19, ), 'Mark all matching logs as billable or non-billable.'),
    ('log', 'move'): Command(('log', 'move'), 'timelog_cli.cli.logs.marks', 'move', (P76, P77, P75, P8, P24, P25, P26, P27, P28, P29, P30, P31, P32, P33, P34, P35, P36, P37, P38, P39, P40, P15, P16, P17, P18, P19, ), 'Move logs to another record, by number or by period and filters.'),
    ('add',): Command(('add',), 'timelog_cli.cli.logs.add', 'add_anywhere', (P78, P1, P2, P3, P4, P79, P9, P10, P11, P12, P13, P14, P80, P81, P82, P83, P84, P85, P86, P87, P88, P89, P90, P91, P92, P93, P94, P95, P96, P97, P15, P16, P17, P18, P19, ), 'Log time on a record, creating the record if you give a new title.'),
    ('logs',): Command(('logs',), 'timelog_cli.cli.logs.add', 'list_logs', (P20, P21, P22, P23, P24, P25, P26, P27, P28, P29, P30, P31, P32, P33, P34, P35, P36, P37, P38, P39, P40, P41, P42, P43, P44, P45, P46, P47, P48, P15, P16, P17, P18, P19, ), 'List the logs in a period, including those partly in it.'),
    ('ls',): Command(('ls',), 'timelog_cli.cli.logs.add', 'list_logs', (P20, P21, P22, P23, P24, P25, P26, P27, P28, P29, P30, P31, P32, P33, P34, P35, P36, P37, P38, P39, P40, P41, P42, P43, P44, P45, P46, P47, P48, P15, P16, P17, P18, P19, ), 'List the logs in a period, including those partly in it.', hidden=True),
    ('edit',): Command(('edit',), 'timelog_cli.cli.logs.edit', 'edit', (P50, P51, P52, P53, P54, P55, P56, P57, P58, P59, P10, P60, P61, P5, P62, P63, P13, P14, P64, P65, P66, P15, P16, P17, P18, P19, ), 'Change a log. Pauses that still fit are kept.'),
    ('delete',): Command(('delete',), 'timelog_cli.cli.logs.edit', 'delete', (P67, P68, P15, P16, P17, P18, P19, ), 'Delete logs. Asks before deleting more than one. Can be undone.'),
    ('rm',): Command(('rm',), 'timelog_cli.cli.logs.edit', 'delete', (P67, P68, P15, P16, P17, P18, P19, ), 'Delete logs. Asks before deleting more than one. Can be undone.', hidden=True),
    ('gaps',): Command(('gaps',), 'timelog_cli.cli.logs.gaps', 'gaps', (P20, P69, P70, P71, P41, P42, P43, P44, P45, P46, P47, P48, P15, P16, P17, P18, P19, ), 'List gaps: working hours with nothing logged, up to now.'),
    ('split',): Command(('split',), 'timelog_cli.cli.logs.marks', 'split', (P49, P74, P15, P16, P17, P18, P19, ), 'Split a log in two. The later part gets a new number.'),
    ('join',): Command(('join',), 'timelog_cli.cli.logs.marks', 'join', (P67, P15, P16, P17, P18, P19, ), 'Join logs into one.'),
}
GROUPS: dict[tuple[str, ...], str] = {
    ('log',): 'Log time by hand; list and change logs.',
}
