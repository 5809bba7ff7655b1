"""The commands of ``cli.records``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param._make(('title', (), (), 'TITLE', 'The title, in one line.', False, True, None, False, (), '', True))
P1 = Param._make(('type', ('--type',), (), 'TYPE', 'Type of a new record. Default: task.', False, False, None, False, ('task', 'case', 'ticket', 'work-order'), '', True))
P2 = Param._make(('key', ('--key',), (), 'KEY', 'Your own name for a new record, such as JIRA-42; can be used as its reference.', False, False, None, True, (), '', True))
P3 = Param._make(('owner', ('--owner',), (), 'OWNER', 'The owner: a user, or group:NAME.', False, False, None, False, (), 'owners', True))
P4 = Param._make(('billable', ('--billable', '-b'), (), None, 'Make the record billable; needs a service.', False, False, False, False, (), '', True))
P5 = Param._make(('unless_exists', ('--unless-exists',), (), None, 'If there is a record with this key, or this title without --key, print its reference and change nothing.', False, False, False, False, (), '', True))
P6 = Param._make(('customer', ('--customer',), (), 'NAME', "The customer's name, or part of the name.", False, False, None, False, (), 'customers', True))
P7 = Param._make(('service', ('--service',), (), 'NAME', 'The service; the record takes over its price.', False, False, None, False, (), 'services', True))
P8 = Param._make(('rate', ('--rate',), (), 'AMOUNT', "Rate for this record, instead of the service's price.", False, False, None, False, (), '', True))
P9 = Param._make(('per', ('--per',), (), 'UNIT', 'Unit of the rate: hour, day, a duration such as 15m, or flat for a fixed price.', False, False, None, True, (), 'units', True))
P10 = Param._make(('log_billable', ('--log-billable',), ('--no-log-billable',), None, 'Whether its new logs are billable by default. Overrides log.billable.', False, False, None, False, (), '', True))
P11 = Param._make(('estimate', ('--estimate',), (), 'DURATION', 'Estimated time, such as 3h.', False, False, None, False, (), '', True))
P12 = Param._make(('description', ('--description',), (), 'TEXT', 'Description; can have several lines.', False, False, None, False, (), '', True))
P13 = Param._make(('tax_rate', ('--tax-rate',), (), 'PERCENT', "Tax rate in percent, such as 22. Default: the service's.", False, False, None, False, (), '', True))
P14 = Param._make(('tax_category', ('--tax-category',), (), 'CATEGORY', 'What a tax rate of 0 means: zero-rated or exempt.', False, False, None, False, (), 'tax_categories', True))
P15 = Param._make(('prices_include_tax', ('--prices-include-tax',), ('--prices-exclude-tax',), None, 'Whether the price includes tax.', False, False, None, False, (), '', True))
P16 = Param._make(('discount', ('--discount',), (), 'PERCENT', "Discount on this record's invoice lines, such as 5%.", False, False, None, False, (), '', True))
P17 = Param._make(('budget', ('--budget',), (), 'BUDGET', 'Time or money to spend, such as 40h or 2000.00. Money is before tax.', False, False, None, False, (), '', True))
P18 = Param._make(('warn', ('--warn',), (), 'PERCENT', 'Warn when this much of the budget is used. Default: 80%.', False, False, None, False, (), '', True))
P19 = Param._make(('increment', ('--increment',), (), 'DURATION', 'Billing increment, such as 15m, or none for exact time, whatever the settings say.', False, False, None, False, (), '', True))
P20 = Param._make(('rounding', ('--rounding',), (), 'HOW', 'How to round to the billing increment.', False, False, None, False, ('up', 'nearest', 'down'), '', True))
P21 = Param._make(('round_per', ('--round-per',), (), 'WHAT', 'What to round: each log, or each invoice line.', False, False, None, False, ('log', 'line'), '', True))
P22 = Param._make(('minimum', ('--minimum',), (), 'DURATION', 'Minimum time billed, such as 15m, or none for no minimum.', False, False, None, False, (), '', True))
P23 = Param._make(('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True))
P24 = Param._make(('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True))
P25 = Param._make(('no_color', ('--no-color',), (), None, 'Do not use colour.', False, False, False, False, (), '', True))
P26 = Param._make(('quiet', ('--quiet',), (), None, 'Print nothing but data and errors.', False, False, False, False, (), '', True))
P27 = Param._make(('json', ('--json', '-j'), (), None, 'Print JSON.', False, False, False, False, (), '', True))
P28 = Param._make(('text', (), (), 'TEXT', 'Only records with this text in their title, description or key.', True, False, None, True, (), '', True))
P29 = Param._make(('type', ('--type',), (), 'TYPE', 'Only records of this type.', True, False, None, False, ('task', 'case', 'ticket', 'work-order'), '', True))
P30 = Param._make(('status', ('--status',), (), 'STATUS', 'Only records with this status.', True, False, None, False, ('new', 'open', 'waiting', 'resolved', 'closed'), '', True))
P31 = Param._make(('customer', ('--customer',), (), 'NAME', 'Only records of this customer.', True, False, None, False, (), 'customers', True))
P32 = Param._make(('owner', ('--owner',), (), 'OWNER', 'Only records of this owner.', True, False, None, False, (), 'owners', True))
P33 = Param._make(('billable', ('--billable', '-b'), ('--no-billable',), None, 'Only billable or only non-billable records.', False, False, None, False, (), '', True))
P34 = Param._make(('all', ('--all',), (), None, 'Include closed records.', False, False, False, False, (), '', True))
P35 = Param._make(('changed_since', ('--changed-since',), (), 'TIME', "Only what was added or changed at this time or later, such as 2026-11-02T09:00, '2h ago' or yesterday.", False, False, None, True, (), 'periods', True))
P36 = Param._make(('format', ('--format',), (), 'FORMAT', 'Output format.', False, False, None, False, ('table', 'json', 'jsonl', 'csv', 'tsv', 'md'), '', True))
P37 = Param._make(('columns', ('--columns',), (), 'NAMES', 'Only these columns, in this order, such as id,note.', False, False, None, True, (), 'columns', True))
P38 = Param._make(('no_header', ('--no-header',), (), None, 'Leave out the column names.', False, False, False, False, (), '', True))
P39 = Param._make(('null', ('-0',), (), None, 'End each row with a NUL character, for xargs -0.', False, False, False, False, (), '', True))
P40 = Param._make(('decimal_hours', ('--decimal-hours',), (), None, 'Durations in hours, such as 1.5, not in seconds.', False, False, False, False, (), '', True))
P41 = Param._make(('local', ('--local',), (), None, 'Times in your time zone, without their UTC offset.', False, False, False, False, (), '', True))
P42 = Param._make(('raw', ('--raw',), (), None, 'In CSV and TSV, no apostrophe before text that looks like a formula.', False, False, False, False, (), '', True))
P43 = Param._make(('delimiter', ('--delimiter',), (), 'CHAR', 'With CSV: what separates the cells. Default: a comma. For tabs, there is TSV.', False, False, None, False, (',', ';'), '', True))
P44 = Param._make(('ref', (), (), 'REF', 'The record, such as case-12, 12, its key, or a part of its title.', False, True, None, False, (), 'refs', True))
P45 = Param._make(('title', ('--title',), (), 'TITLE', 'A new title.', False, False, None, False, (), '', True))
P46 = Param._make(('type', ('--type',), (), 'TYPE', 'Cannot be changed: the type is part of the reference.', False, False, None, False, ('task', 'case', 'ticket', 'work-order'), '', True))
P47 = Param._make(('key', ('--key',), (), 'KEY', 'Your own name for it, such as JIRA-42.', False, False, None, False, (), '', True))
P48 = Param._make(('no_key', ('--no-key',), (), None, 'Remove the key.', False, False, False, False, (), '', True))
P49 = Param._make(('billable', ('--billable', '-b'), ('--no-billable',), None, 'Make the record billable or non-billable.', False, False, None, False, (), '', True))
P50 = Param._make(('no_customer', ('--no-customer',), (), None, 'Remove the customer.', False, False, False, False, (), '', True))
P51 = Param._make(('no_service', ('--no-service',), (), None, 'Remove the service, its rate and the billable flag.', False, False, False, False, (), '', True))
P52 = Param._make(('no_rate', ('--no-rate',), (), None, 'Remove the rate and the billable flag.', False, False, False, False, (), '', True))
P53 = Param._make(('from_day', ('--from',), (), 'DAY', 'Apply the rate to logs starting on or after this date, such as 2026-07-01.', False, False, None, True, (), '', True))
P54 = Param._make(('remove_rate_from', ('--remove-rate-from', '--no-rate-from'), (), 'DAY', 'Remove the rate starting on this date; can be repeated.', True, False, None, True, (), '', True))
P55 = Param._make(('no_estimate', ('--no-estimate',), (), None, 'Remove the estimate.', False, False, False, False, (), '', True))
P56 = Param._make(('no_budget', ('--no-budget',), (), None, 'Remove the budget.', False, False, False, False, (), '', True))
P57 = Param._make(('no_increment', ('--no-increment',), (), None, 'Remove the billing increment, rounding and minimum; the inherited ones apply again.', False, False, False, False, (), '', True))
P58 = Param._make(('inherit_log_billable', ('--inherit-log-billable',), (), None, 'Make new logs billable as the setting log.billable says again.', False, False, False, False, (), '', True))
P59 = Param._make(('unmark_logs', ('--unmark-logs', '--clear-logs'), (), None, 'Also make its uninvoiced logs non-billable.', False, False, False, False, (), '', True))
P60 = Param._make(('refs', (), (), 'REF', 'The records, such as case-12, 12, their keys, or parts of their titles.', True, True, None, False, (), 'refs', True))
P61 = Param._make(('stop_timer', ('--stop-timer',), (), None, 'Stop active timers on it first.', False, False, False, False, (), '', True))
P62 = Param._make(('refs', (), (), 'REF', 'The records, such as case-12, 12, their keys or titles.', True, True, None, False, (), 'done_refs', True))
P63 = Param._make(('with_logs', ('--with-logs',), (), None, 'Delete their logs too.', False, False, False, False, (), '', True))
P64 = Param._make(('yes', ('--yes',), (), None, 'Do not ask for confirmation.', False, False, False, False, (), '', True))
P65 = Param._make(('source', (), (), 'FILE', 'A message, an mbox file or a Maildir. Default: standard input, also written as -.', False, False, None, False, (), 'files', True))
COMMANDS = {
    ('record', 'add'): Command(('record', 'add'), 'timelog_cli.cli.records.manage', 'add', (P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, P17, P18, P19, P20, P21, P22, P23, P24, P25, P26, P27, ), 'Add a record.'),
    ('record', 'list'): Command(('record', 'list'), 'timelog_cli.cli.records.manage', 'list_records', (P28, P29, P30, P31, P32, P33, P34, P35, P36, P37, P38, P39, P40, P41, P42, P43, P23, P24, P25, P26, P27, ), 'List records that are not closed.'),
    ('record', 'show'): Command(('record', 'show'), 'timelog_cli.cli.records.manage', 'show', (P44, P23, P24, P25, P26, P27, ), 'Show a record with its logs, timers, messages and totals.'),
    ('record', 'edit'): Command(('record', 'edit'), 'timelog_cli.cli.records.manage', 'edit', (P44, P45, P46, P47, P48, P3, P49, P50, P51, P52, P53, P54, P55, P56, P57, P58, P59, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, P17, P18, P19, P20, P21, P22, P23, P24, P25, P26, P27, ), 'Change a record. An empty value removes the field.'),
    ('record', 'resolve'): Command(('record', 'resolve'), 'timelog_cli.cli.records.lifecycle', 'resolve', (P60, P61, P23, P24, P25, P26, P27, ), 'Mark records as resolved: the work is done. You can still log time on them by hand.'),
    ('record', 'close'): Command(('record', 'close'), 'timelog_cli.cli.records.lifecycle', 'close', (P60, P61, P23, P24, P25, P26, P27, ), 'Close records. They accept no more time until you reopen them.'),
    ('record', 'reopen'): Command(('record', 'reopen'), 'timelog_cli.cli.records.lifecycle', 'reopen', (P62, P23, P24, P25, P26, P27, ), 'Reopen resolved, closed or waiting records. Invoiced time stays invoiced.'),
    ('record', 'wait'): Command(('record', 'wait'), 'timelog_cli.cli.records.lifecycle', 'wait', (P60, P23, P24, P25, P26, P27, ), 'Mark records as waiting for someone else. To continue, use reopen.'),
    ('record', 'delete'): Command(('record', 'delete'), 'timelog_cli.cli.records.lifecycle', 'delete', (P60, P63, P61, P64, P23, P24, P25, P26, P27, ), 'Delete records, all of them or none. A record on an invoice cannot be deleted.'),
    ('record', 'mail'): Command(('record', 'mail'), 'timelog_cli.cli.records.lifecycle', 'mail', (P65, P23, P24, P25, P26, P27, ), 'Turn email into cases.'),
    ('records',): Command(('records',), 'timelog_cli.cli.records.manage', 'list_records', (P28, P29, P30, P31, P32, P33, P34, P35, P36, P37, P38, P39, P40, P41, P42, P43, P23, P24, P25, P26, P27, ), 'List records that are not closed.'),
}
GROUPS: dict[tuple[str, ...], str] = {
    ('record',): 'Manage records: tasks, cases, tickets and work orders to log time on.',
}
