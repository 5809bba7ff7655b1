"""The commands of ``cli.logs.group``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param('ref', (), (), 'REF', 'The record: case-12, or 12.', False, True, None, False, (), 'refs', True)
P1 = Param('when', (), (), 'WHEN', 'When: 9:00-11:30, 1h30m (until now), yesterday 9:00-10:00, 9:00 for 2h.', True, False, None, False, (), '', True)
P2 = Param('start', ('--start',), (), 'TIME', 'The start, with --end or --duration.', False, False, None, False, (), '', True)
P3 = Param('end', ('--end',), (), 'TIME', 'The end, with --start or --duration.', False, False, None, False, (), '', True)
P4 = Param('duration', ('--duration',), (), 'DURATION', 'How long; ending now if it stands alone.', False, False, None, False, (), '', True)
P5 = Param('rate', ('--rate',), (), 'AMOUNT', 'A rate of its own, instead of that of the record.', False, False, None, True, (), '', True)
P6 = Param('note', ('--note',), (), 'TEXT', 'What was done.', False, False, None, False, (), '', True)
P7 = Param('tag', ('--tag',), (), 'TAG', 'A tag; may be repeated.', True, False, None, False, (), 'tags', True)
P8 = Param('billable', ('--billable',), ('--no-billable',), None, 'Mark the log billable, or not. Default: as its record, or the settings, say.', False, False, None, False, (), '', True)
P9 = Param('owner', ('--owner',), (), 'OWNER', 'Whose time it is, if not yours: a user, or group:NAME.', False, False, None, False, (), 'owners', True)
P10 = Param('on_overlap', ('--on-overlap',), (), 'HOW', 'If it overlaps another log: refuse it, trim it to the free time, split the other log by a pause, or allow both. Default: refuse.', False, False, None, False, ('refuse', 'trim', 'split', 'allow'), '', True)
P11 = Param('allow_future', ('--allow-future',), (), None, 'Let the log end in the future.', False, False, False, False, (), '', True)
P12 = Param('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True)
P13 = Param('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True)
P14 = Param('no_color', ('--no-color',), (), None, 'No colour.', False, False, False, False, (), '', True)
P15 = Param('quiet', ('--quiet',), (), None, 'Only errors on standard error.', False, False, False, False, (), '', True)
P16 = Param('json', ('--json',), (), None, 'Print JSON.', False, False, False, False, (), '', True)
P17 = Param('period', (), (), 'PERIOD', 'Which time: today, week, 2026-06, 2026-06-01..2026-06-09, all; this week if not given.', True, False, None, False, (), 'periods', True)
P18 = Param('billable', ('--billable',), ('--no-billable',), None, 'Only billable logs, or only the others.', False, False, None, False, (), '', True)
P19 = Param('format', ('--format',), (), 'FORMAT', 'How to print the list.', False, False, None, False, ('table', 'json', 'jsonl', 'csv', 'tsv', 'md'), '', True)
P20 = Param('record', ('--record',), (), 'REF', 'Logs on this record; repeated: any of them.', True, False, None, False, (), 'refs', True)
P21 = Param('type', ('--type',), (), 'TYPE', 'Logs on records of this type; repeated: any of them.', True, False, None, False, ('task', 'case', 'ticket', 'work-order'), '', True)
P22 = Param('customer', ('--customer',), (), 'NAME', 'Logs of this customer; repeated: any of them.', True, False, None, False, (), 'customers', True)
P23 = Param('service', ('--service',), (), 'NAME', 'Logs of this service; repeated: any of them.', True, False, None, False, (), 'services', True)
P24 = Param('owner', ('--owner',), (), 'OWNER', 'Logs of this user or group; repeated: any of them.', True, False, None, False, (), 'owners', True)
P25 = Param('tag', ('--tag',), (), 'TAG', 'Logs with this tag; repeated: any of them.', True, False, None, False, (), 'tags', True)
P26 = Param('note', ('--note',), (), 'TEXT', 'Logs whose note holds this, in any letter case; repeated: any of them.', True, False, None, False, (), '', True)
P27 = Param('invoiced', ('--invoiced',), ('--uninvoiced',), None, 'Only logs on an invoice, or only the others.', False, False, None, False, (), '', True)
P28 = Param('not_record', ('--not-record',), (), 'REF', 'No logs on this record.', True, False, None, False, (), 'refs', True)
P29 = Param('not_type', ('--not-type',), (), 'TYPE', 'No logs on records of this type.', True, False, None, False, ('task', 'case', 'ticket', 'work-order'), '', True)
P30 = Param('not_customer', ('--not-customer',), (), 'NAME', 'No logs of this customer.', True, False, None, False, (), 'customers', True)
P31 = Param('not_service', ('--not-service',), (), 'NAME', 'No logs of this service.', True, False, None, False, (), 'services', True)
P32 = Param('not_owner', ('--not-owner',), (), 'OWNER', 'No logs of this user or group.', True, False, None, False, (), 'owners', True)
P33 = Param('not_tag', ('--not-tag',), (), 'TAG', 'No logs with this tag.', True, False, None, False, (), 'tags', True)
P34 = Param('not_note', ('--not-note',), (), 'TEXT', 'No logs whose note holds this, in any letter case.', True, False, None, False, (), '', True)
P35 = Param('log', (), (), 'ID', 'The log: 12, or @1 for the newest.', False, True, None, False, (), 'logs', True)
P36 = Param('log', (), (), 'ID', 'The log: 12, or @1 for the newest.', False, False, None, False, (), 'logs', True)
P37 = Param('start', ('--start',), (), 'TIME', "The new start; a time of day is on the log's day.", False, False, None, False, (), '', True)
P38 = Param('end', ('--end',), (), 'TIME', "The new end; a time of day is on the log's day.", False, False, None, False, (), '', True)
P39 = Param('duration', ('--duration',), (), 'DURATION', 'The new worked time; the end moves, or else the start.', False, False, None, False, (), '', True)
P40 = Param('pause', ('--pause',), (), 'RANGE', "What was not worked, as 12:00-12:30; on the log's day; may be repeated.", True, False, None, False, (), '', True)
P41 = Param('no_pause', ('--no-pause',), (), 'N', 'The pause that was worked, by its number in log show; may be repeated.', True, False, None, False, (), 'pauses', True)
P42 = Param('segment', ('--segment',), (), 'N', 'The segment that --start and --end are for, by its number in log show.', False, False, None, False, (), 'segments', True)
P43 = Param('drop_segment', ('--drop-segment',), (), 'N', 'The segment to take away; may be repeated.', True, False, None, False, (), 'segments', True)
P44 = Param('record', ('--record',), (), 'REF', 'Move it to this record.', False, False, None, False, (), 'refs', True)
P45 = Param('note', ('--note',), (), 'TEXT', 'The new note; an empty one takes it away.', False, False, None, False, (), '', True)
P46 = Param('no_tag', ('--no-tag',), (), 'TAG', 'A tag to take away; may be repeated.', True, False, None, False, (), 'tags', True)
P47 = Param('billable', ('--billable',), ('--no-billable',), None, 'Mark it billable, or not.', False, False, None, False, (), '', True)
P48 = Param('no_rate', ('--no-rate',), (), None, 'Take its own rate away.', False, False, False, False, (), '', True)
P49 = Param('owner', ('--owner',), (), 'OWNER', 'Whose time it is: a user, or group:NAME.', False, False, None, False, (), 'owners', True)
P50 = Param('editor', ('--editor',), (), None, 'Open the log, or the logs of a day, as text in $VISUAL or $EDITOR.', False, False, False, False, (), '', True)
P51 = Param('day', ('--day',), (), 'DAY', 'With --editor: the day; today if not given.', False, False, None, False, (), 'periods', True)
P52 = Param('yes', ('--yes',), (), None, 'With --editor: do not ask before several logs are deleted.', False, False, False, False, (), '', True)
P53 = Param('logs', (), (), 'ID', 'The logs: 12, or @1 for the newest.', True, True, None, False, (), 'logs', True)
P54 = Param('yes', ('--yes',), (), None, 'Do not ask; one log is deleted without a question anyway.', False, False, False, False, (), '', True)
P55 = Param('owner', ('--owner',), (), 'OWNER', 'Whose gaps, if not yours: a user, or group:NAME.', False, False, None, False, (), 'owners', True)
P56 = Param('least', ('--min',), (), 'DURATION', 'Leave out gaps shorter than this; 5m if not given.', False, False, None, False, (), '', True)
P57 = Param('hours', ('--hours',), (), 'HOURS', 'The working hours, instead of the setting work.hours.', False, False, None, False, (), '', True)
P58 = Param('start', ('--start',), (), None, 'Only stretch it back.', False, False, False, False, (), '', True)
P59 = Param('end', ('--end',), (), None, 'Only stretch it forward, at most to now.', False, False, False, False, (), '', True)
P60 = Param('at', ('--at',), (), 'TIME', "Where; a time of day is on the log's day.", False, True, None, False, (), '', True)
P61 = Param('billable', ('--billable',), ('--no-billable',), None, 'Mark them billable, or not.', False, False, None, False, (), '', True)
P62 = Param('dry_run', ('--dry-run',), (), None, 'Only say what would be done.', False, False, False, False, (), '', True)
P63 = Param('which', (), (), 'ID|PERIOD', 'The logs: 12 13, or @1 for the newest; or all of a period, as with log mark.', True, False, None, False, (), 'logs', True)
P64 = Param('to', ('--to',), (), 'REF', 'The record they move to.', False, True, None, False, (), 'refs', True)
P65 = Param('ref', (), (), 'REF|TITLE', 'A record, or the title of one to make.', False, True, None, False, (), 'refs', True)
P66 = Param('type', ('--type',), (), 'TYPE', 'The type of a new record; task if not given.', False, False, None, False, ('task', 'case', 'ticket', 'work-order'), '', True)
P67 = Param('customer', ('--customer',), (), 'NAME', 'The customer, or the beginning of the name.', False, False, None, False, (), 'customers', True)
P68 = Param('service', ('--service',), (), 'NAME', 'The service; its price is copied.', False, False, None, False, (), 'services', True)
P69 = Param('rate', ('--rate',), (), 'AMOUNT', 'A price of its own, instead of the price of the service.', False, False, None, False, (), '', True)
P70 = Param('per', ('--per',), (), 'UNIT', 'What that price is for: hour, day, 15m; flat for all of its time, however long.', False, False, None, True, (), 'units', True)
P71 = Param('log_billable', ('--log-billable',), ('--no-log-billable',), None, 'Whether its new logs are billable by default, instead of log.billable.', False, False, None, False, (), '', True)
P72 = Param('estimate', ('--estimate',), (), 'DURATION', 'How long it should take, as 3h.', False, False, None, False, (), '', True)
P73 = Param('description', ('--description',), (), 'TEXT', 'What it is about; may have several lines.', False, False, None, False, (), '', True)
P74 = Param('tax_rate', ('--tax-rate',), (), 'PERCENT', 'The tax rate, as 22, instead of that of the service.', False, False, None, False, (), '', True)
P75 = Param('prices_include_tax', ('--prices-include-tax',), ('--prices-exclude-tax',), None, 'The price includes the tax, or does not.', False, False, None, False, (), '', True)
P76 = Param('discount', ('--discount',), (), 'PERCENT', 'The discount on its lines of an invoice, as 5%.', False, False, None, False, (), '', True)
P77 = Param('increment', ('--increment',), (), 'DURATION', 'The billing increment, such as 15m; none for exact time, whatever the settings have.', False, False, None, False, (), '', True)
P78 = Param('rounding', ('--rounding',), (), 'HOW', 'How time is rounded to the step.', False, False, None, False, ('up', 'nearest', 'down'), '', True)
P79 = Param('round_per', ('--round-per',), (), 'WHAT', 'Round each log, or the line.', False, False, None, False, ('log', 'line'), '', True)
P80 = Param('minimum', ('--minimum',), (), 'DURATION', 'The least that is billed, such as 15m; none for no minimum.', False, False, None, False, (), '', True)
COMMANDS = {
    ('log', 'add'): Command(('log', 'add'), 'timelog_cli.cli.logs.add', 'add', (P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, ), 'Log time on a record.'),
    ('log', 'list'): Command(('log', 'list'), 'timelog_cli.cli.logs.add', 'list_logs', (P17, P18, P19, P20, P21, P22, P23, P24, P25, P26, P27, P28, P29, P30, P31, P32, P33, P34, P12, P13, P14, P15, P16, ), 'List the logs that lie in a period, whole or in part; without one those of this week.'),
    ('log', 'show'): Command(('log', 'show'), 'timelog_cli.cli.logs.add', 'show', (P35, P12, P13, P14, P15, P16, ), 'Show a log with its segments.'),
    ('log', 'edit'): Command(('log', 'edit'), 'timelog_cli.cli.logs.edit', 'edit', (P36, P37, P38, P39, P40, P41, P42, P43, P44, P45, P7, P46, P47, P5, P48, P49, P10, P11, P50, P51, P52, P12, P13, P14, P15, P16, ), 'Change a log. Pauses that still fit stay pauses.'),
    ('log', 'delete'): Command(('log', 'delete'), 'timelog_cli.cli.logs.edit', 'delete', (P53, P54, P12, P13, P14, P15, P16, ), 'Delete logs; undo brings them back. For several it asks first.'),
    ('log', 'gaps'): Command(('log', 'gaps'), 'timelog_cli.cli.logs.gaps', 'gaps', (P17, P55, P56, P57, P19, P12, P13, P14, P15, P16, ), 'List when nothing is logged in the working hours, up to now; without a period this week.'),
    ('log', 'fill'): Command(('log', 'fill'), 'timelog_cli.cli.logs.gaps', 'fill', (P35, P58, P59, P12, P13, P14, P15, P16, ), 'Stretch a log to its neighbours: back to the end of the last one, forward to the next.'),
    ('log', 'split'): Command(('log', 'split'), 'timelog_cli.cli.logs.marks', 'split', (P35, P60, P12, P13, P14, P15, P16, ), 'Cut a log in two; the later part gets a number of its own.'),
    ('log', 'join'): Command(('log', 'join'), 'timelog_cli.cli.logs.marks', 'join', (P53, P12, P13, P14, P15, P16, ), 'Make one log of several; the earliest keeps its number, the time between is a pause.'),
    ('log', 'mark'): Command(('log', 'mark'), 'timelog_cli.cli.logs.marks', 'mark', (P17, P61, P62, P20, P21, P22, P23, P24, P25, P26, P27, P28, P29, P30, P31, P32, P33, P34, P12, P13, P14, P15, P16, ), 'Mark all logs that the filters select billable, or not.'),
    ('log', 'move'): Command(('log', 'move'), 'timelog_cli.cli.logs.marks', 'move', (P63, P64, P61, P62, P20, P21, P22, P23, P24, P25, P26, P27, P28, P29, P30, P31, P32, P33, P34, P12, P13, P14, P15, P16, ), 'Move logs to another record: some by their numbers, or all that a period and filters select.'),
    ('add',): Command(('add',), 'timelog_cli.cli.logs.add', 'add_anywhere', (P65, P1, P2, P3, P4, P66, P6, P7, P8, P9, P10, P11, P67, P68, P69, P70, P71, P72, P73, P74, P75, P76, P77, P78, P79, P80, P12, P13, P14, P15, P16, ), 'Log time on a record; a title makes the record first, if none has it.'),
}
GROUPS: dict[tuple[str, ...], str] = {
    ('log',): 'Log time by hand; list, change and mark logs.',
}
