"""The commands of ``cli.records.records``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param('title', (), (), 'TITLE', 'What it is, in one line.', False, True, None, False, (), '', True)
P1 = Param('type', ('--type',), (), 'TYPE', 'The type of a new record; task if not given.', False, False, None, False, ('task', 'case', 'ticket', 'work-order'), '', True)
P2 = Param('owner', ('--owner',), (), 'OWNER', 'Whose it is: a user, or group:NAME.', False, False, None, False, (), 'owners', True)
P3 = Param('billable', ('--billable',), (), None, 'Its time can be billed; needs a service.', False, False, False, False, (), '', True)
P4 = Param('customer', ('--customer',), (), 'NAME', 'The customer, or the beginning of the name.', False, False, None, False, (), 'customers', True)
P5 = Param('service', ('--service',), (), 'NAME', 'The service; its price is copied.', False, False, None, False, (), 'services', True)
P6 = Param('rate', ('--rate',), (), 'AMOUNT', 'A price of its own, instead of the price of the service.', False, False, None, False, (), '', True)
P7 = Param('per', ('--per',), (), 'UNIT', 'What that price is for: hour, day, 15m; flat for all of its time, however long.', False, False, None, True, (), 'units', True)
P8 = Param('log_billable', ('--log-billable',), ('--no-log-billable',), None, 'Whether its new logs are billable by default, instead of log.billable.', False, False, None, False, (), '', True)
P9 = Param('estimate', ('--estimate',), (), 'DURATION', 'How long it should take, as 3h.', False, False, None, False, (), '', True)
P10 = Param('description', ('--description',), (), 'TEXT', 'What it is about; may have several lines.', False, False, None, False, (), '', True)
P11 = Param('tax_rate', ('--tax-rate',), (), 'PERCENT', 'The tax rate, as 22, instead of that of the service.', False, False, None, False, (), '', True)
P12 = Param('prices_include_tax', ('--prices-include-tax',), ('--prices-exclude-tax',), None, 'The price includes the tax, or does not.', False, False, None, False, (), '', True)
P13 = Param('discount', ('--discount',), (), 'PERCENT', 'The discount on its lines of an invoice, as 5%.', False, False, None, False, (), '', True)
P14 = Param('increment', ('--increment',), (), 'DURATION', 'The billing increment, such as 15m; none for exact time, whatever the settings have.', False, False, None, False, (), '', True)
P15 = Param('rounding', ('--rounding',), (), 'HOW', 'How time is rounded to the step.', False, False, None, False, ('up', 'nearest', 'down'), '', True)
P16 = Param('round_per', ('--round-per',), (), 'WHAT', 'Round each log, or the line.', False, False, None, False, ('log', 'line'), '', True)
P17 = Param('minimum', ('--minimum',), (), 'DURATION', 'The least that is billed, such as 15m; none for no minimum.', False, False, None, False, (), '', True)
P18 = Param('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True)
P19 = Param('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True)
P20 = Param('no_color', ('--no-color',), (), None, 'No colour.', False, False, False, False, (), '', True)
P21 = Param('quiet', ('--quiet',), (), None, 'Only errors on standard error.', False, False, False, False, (), '', True)
P22 = Param('json', ('--json',), (), None, 'Print JSON.', False, False, False, False, (), '', True)
P23 = Param('type', ('--type',), (), 'TYPE', 'Only records of this type.', True, False, None, False, ('task', 'case', 'ticket', 'work-order'), '', True)
P24 = Param('status', ('--status',), (), 'STATUS', 'Only records with this status.', True, False, None, False, ('new', 'open', 'waiting', 'resolved', 'closed'), '', True)
P25 = Param('customer', ('--customer',), (), 'NAME', 'Only records of this customer.', True, False, None, False, (), 'customers', True)
P26 = Param('owner', ('--owner',), (), 'OWNER', 'Only records of this owner.', True, False, None, False, (), 'owners', True)
P27 = Param('billable', ('--billable',), ('--no-billable',), None, 'Only records that are billable, or are not.', False, False, None, False, (), '', True)
P28 = Param('all', ('--all',), (), None, 'Closed records too.', False, False, False, False, (), '', True)
P29 = Param('format', ('--format',), (), 'FORMAT', 'How to print the list.', False, False, None, False, ('table', 'json', 'jsonl', 'csv', 'tsv', 'md'), '', True)
P30 = Param('ref', (), (), 'REF', 'The record: case-12, or 12.', False, True, None, False, (), 'refs', True)
P31 = Param('title', ('--title',), (), 'TITLE', 'A new title.', False, False, None, False, (), '', True)
P32 = Param('type', ('--type',), (), 'TYPE', 'Refused: it is part of the reference.', False, False, None, False, ('task', 'case', 'ticket', 'work-order'), '', True)
P33 = Param('billable', ('--billable',), ('--no-billable',), None, 'Its time can be billed, or cannot.', False, False, None, False, (), '', True)
P34 = Param('no_customer', ('--no-customer',), (), None, 'Take the customer away.', False, False, False, False, (), '', True)
P35 = Param('no_service', ('--no-service',), (), None, 'Take the service away, and with it the rate and the flag.', False, False, False, False, (), '', True)
P36 = Param('no_rate', ('--no-rate',), (), None, 'Take the rate away, and with it the flag.', False, False, False, False, (), '', True)
P37 = Param('from_day', ('--from',), (), 'DAY', 'The rate holds for logs that begin on this day or later: 2026-07-01.', False, False, None, True, (), '', True)
P38 = Param('no_rate_from', ('--no-rate-from',), (), 'DAY', 'Take away the rate that holds from this day on; may be repeated.', True, False, None, True, (), '', True)
P39 = Param('no_estimate', ('--no-estimate',), (), None, 'Take the estimate away.', False, False, False, False, (), '', True)
P40 = Param('no_increment', ('--no-increment',), (), None, 'Take the steps of billing away: those of the next place count again.', False, False, False, False, (), '', True)
P41 = Param('clear_logs', ('--clear-logs',), (), None, 'Make its billable logs non-billable where they are not invoiced.', False, False, False, False, (), '', True)
P42 = Param('stop_timer', ('--stop-timer',), (), None, 'Stop live timers on it first.', False, False, False, False, (), '', True)
P43 = Param('ref', (), (), 'REF', 'The record: case-12, or 12.', False, True, None, False, (), 'done_refs', True)
P44 = Param('with_logs', ('--with-logs',), (), None, 'Delete its logs too.', False, False, False, False, (), '', True)
P45 = Param('yes', ('--yes',), (), None, 'Do not ask.', False, False, False, False, (), '', True)
P46 = Param('source', (), (), 'FILE', 'A message, an mbox, a Maildir; standard input if it is - or not given.', False, False, None, False, (), 'files', True)
COMMANDS = {
    ('record', 'add'): Command(('record', 'add'), 'timelog_cli.cli.records.records', 'add', (P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, P17, P18, P19, P20, P21, P22, ), 'Make a record.'),
    ('record', 'list'): Command(('record', 'list'), 'timelog_cli.cli.records.records', 'list_records', (P23, P24, P25, P26, P27, P28, P29, P18, P19, P20, P21, P22, ), 'List the records that are not closed.'),
    ('record', 'show'): Command(('record', 'show'), 'timelog_cli.cli.records.records', 'show', (P30, P18, P19, P20, P21, P22, ), 'Show a record with its logs, timers, messages and totals.'),
    ('record', 'edit'): Command(('record', 'edit'), 'timelog_cli.cli.records.records', 'edit', (P30, P31, P32, P2, P33, P34, P35, P36, P37, P38, P39, P40, P41, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, P17, P18, P19, P20, P21, P22, ), 'Change a record. An empty text takes a value away.'),
    ('record', 'resolve'): Command(('record', 'resolve'), 'timelog_cli.cli.records.records', 'resolve', (P30, P42, P18, P19, P20, P21, P22, ), 'Resolve a record: the work is done, late logs by hand are still taken.'),
    ('record', 'close'): Command(('record', 'close'), 'timelog_cli.cli.records.records', 'close', (P30, P42, P18, P19, P20, P21, P22, ), 'Close a record: it takes no logs and timers until it is opened again.'),
    ('record', 'reopen'): Command(('record', 'reopen'), 'timelog_cli.cli.records.records', 'reopen', (P43, P18, P19, P20, P21, P22, ), 'Open a record that is resolved, closed or waiting; what is invoiced stays invoiced.'),
    ('record', 'wait'): Command(('record', 'wait'), 'timelog_cli.cli.records.records', 'wait', (P30, P18, P19, P20, P21, P22, ), 'Say that a record waits for somebody else; reopen opens it again.'),
    ('record', 'delete'): Command(('record', 'delete'), 'timelog_cli.cli.records.records', 'delete', (P30, P44, P42, P45, P18, P19, P20, P21, P22, ), 'Delete a record; one that is on an invoice stays.'),
    ('record', 'mail'): Command(('record', 'mail'), 'timelog_cli.cli.records.records', 'mail', (P46, P18, P19, P20, P21, P22, ), 'Make cases of e-mails: a new one makes a case, an answer joins its case.'),
}
GROUPS: dict[tuple[str, ...], str] = {
    ('record',): 'What time is logged on: tasks, cases, tickets and work orders.',
}
