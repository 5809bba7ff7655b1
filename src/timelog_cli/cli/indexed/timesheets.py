"""The commands of ``cli.timesheets``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param._make(('period', (), (), 'PERIOD', 'The period, such as today, week, 2026-06, 2026-06-01..2026-06-09 or all. Default: this week.', True, False, None, False, (), 'periods', True))
P1 = Param._make(('invoice', ('--invoice',), (), 'NUMBER', 'The logs that this invoice bills, instead of those of a period.', False, False, None, True, (), 'invoices', True))
P2 = Param._make(('format', ('--format',), (), 'FORMAT', 'The format. Default: that of the name of the file, else a table on a terminal and Markdown in a pipe.', False, False, None, False, ('html', 'xlsx', 'md', 'csv', 'pdf'), '', True))
P3 = Param._make(('group_by', ('--group-by',), (), 'KEY', 'Group by this. Default: day.', False, False, None, False, ('day', 'record', 'owner'), '', True))
P4 = Param._make(('rates', ('--rates',), (), None, 'Show rates, and what the billable time comes to.', False, False, False, False, (), '', True))
P5 = Param._make(('no_notes', ('--no-notes',), (), None, 'Leave out the notes of the logs.', False, False, False, False, (), '', True))
P6 = Param._make(('locale', ('--locale',), (), 'LOCALE', "Language and country of the document, such as it_IT. Default: the customer's.", False, False, None, True, (), 'locales', True))
P7 = Param._make(('delimiter', ('--delimiter',), (), 'CHAR', "With CSV: what separates the cells: a comma, ';' or tab. Default: a comma.", False, False, None, False, (',', ';', 'tab'), '', True))
P8 = Param._make(('out', ('--out',), (), 'FILE', 'Write it to this file, which must not exist.', False, False, None, True, (), 'files', True))
P9 = Param._make(('billable', ('--billable', '-b'), ('--no-billable',), None, 'Only billable or only non-billable logs.', False, False, None, False, (), '', True))
P10 = Param._make(('record', ('--record', '-r'), (), 'REF', 'Only logs on this record; repeat for more than one.', True, False, None, False, (), 'refs', True))
P11 = Param._make(('type', ('--type',), (), 'TYPE', 'Only logs on records of this type; repeat for more than one.', True, False, None, False, ('task', 'case', 'ticket', 'work-order'), '', True))
P12 = Param._make(('customer', ('--customer',), (), 'NAME', 'Only logs of this customer; repeat for more than one.', True, False, None, False, (), 'customers', True))
P13 = Param._make(('service', ('--service',), (), 'NAME', 'Only logs of this service; repeat for more than one.', True, False, None, False, (), 'services', True))
P14 = Param._make(('owner', ('--owner',), (), 'OWNER', 'Only logs of this user or group; repeat for more than one.', True, False, None, False, (), 'owners', True))
P15 = Param._make(('tag', ('--tag', '-t'), (), 'TAG', 'Only logs with this tag; repeat for more than one.', True, False, None, False, (), 'tags', True))
P16 = Param._make(('note', ('--note', '-n'), (), 'TEXT', 'Only logs whose note contains this text, in any letter case; repeat for more than one.', True, False, None, False, (), '', True))
P17 = Param._make(('text', ('--text',), (), 'TEXT', 'Only logs with this text in their note, or in the title or key of their record; repeat for more than one.', True, False, None, True, (), '', True))
P18 = Param._make(('invoiced', ('--invoiced',), ('--uninvoiced',), None, 'Only invoiced or only uninvoiced logs.', False, False, None, False, (), '', True))
P19 = Param._make(('not_record', ('--not-record',), (), 'REF', 'Exclude logs on this record.', True, False, None, False, (), 'refs', True))
P20 = Param._make(('not_type', ('--not-type',), (), 'TYPE', 'Exclude logs on records of this type.', True, False, None, False, ('task', 'case', 'ticket', 'work-order'), '', True))
P21 = Param._make(('not_customer', ('--not-customer',), (), 'NAME', 'Exclude logs of this customer.', True, False, None, False, (), 'customers', True))
P22 = Param._make(('not_service', ('--not-service',), (), 'NAME', 'Exclude logs of this service.', True, False, None, False, (), 'services', True))
P23 = Param._make(('not_owner', ('--not-owner',), (), 'OWNER', 'Exclude logs of this user or group.', True, False, None, False, (), 'owners', True))
P24 = Param._make(('not_tag', ('--not-tag',), (), 'TAG', 'Exclude logs with this tag.', True, False, None, False, (), 'tags', True))
P25 = Param._make(('not_note', ('--not-note',), (), 'TEXT', 'Exclude logs whose note contains this text, in any letter case.', True, False, None, False, (), '', True))
P26 = Param._make(('not_text', ('--not-text',), (), 'TEXT', 'Exclude logs with this text in their note, or in the title or key of their record.', True, False, None, True, (), '', True))
P27 = Param._make(('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True))
P28 = Param._make(('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True))
P29 = Param._make(('no_color', ('--no-color',), (), None, 'Do not use colour.', False, False, False, False, (), '', True))
P30 = Param._make(('quiet', ('--quiet',), (), None, 'Print nothing but data and errors.', False, False, False, False, (), '', True))
P31 = Param._make(('json', ('--json', '-j'), (), None, 'Print JSON.', False, False, False, False, (), '', True))
COMMANDS = {
    ('timesheet',): Command(('timesheet',), 'timelog_cli.cli.timesheets', 'timesheet', (P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, P17, P18, P19, P20, P21, P22, P23, P24, P25, P26, P27, P28, P29, P30, P31, ), 'Write a timesheet for a customer: what was worked, when, by whom and how long.'),
}
GROUPS: dict[tuple[str, ...], str] = {
}
