"""The commands of ``cli.exporting``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param._make(('period', (), (), 'PERIOD', 'The period, such as last-month, 2026 or 2026-06-01..2026-06-09. Default: all.', True, False, None, False, (), 'periods', True))
P1 = Param._make(('to', ('--to',), (), 'FORMAT', 'The format. Default: jsonl.', False, False, None, False, ('timewarrior', 'watson', 'klog', 'timeclock', 'toggl', 'ics', 'csv', 'jsonl'), '', True))
P2 = Param._make(('out', ('--out',), (), 'FILE', 'Write this file, instead of standard output; for timewarrior, also a folder.', False, False, None, True, (), 'files', True))
P3 = Param._make(('billable', ('--billable', '-b'), ('--no-billable',), None, 'Only billable or only non-billable logs.', False, False, None, False, (), '', True))
P4 = Param._make(('delimiter', ('--delimiter',), (), 'CHAR', 'With CSV: what separates the cells. Default: a comma. For tabs, there is TSV.', False, False, None, False, (',', ';'), '', True))
P5 = Param._make(('record', ('--record', '-r'), (), 'REF', 'Only logs on this record; repeat for more than one.', True, False, None, False, (), 'refs', True))
P6 = Param._make(('type', ('--type',), (), 'TYPE', 'Only logs on records of this type; repeat for more than one.', True, False, None, False, ('task', 'case', 'ticket', 'work-order'), '', True))
P7 = Param._make(('customer', ('--customer',), (), 'NAME', 'Only logs of this customer; repeat for more than one.', True, False, None, False, (), 'customers', True))
P8 = Param._make(('service', ('--service',), (), 'NAME', 'Only logs of this service; repeat for more than one.', True, False, None, False, (), 'services', True))
P9 = Param._make(('owner', ('--owner',), (), 'OWNER', 'Only logs of this user or group; repeat for more than one.', True, False, None, False, (), 'owners', True))
P10 = Param._make(('tag', ('--tag', '-t'), (), 'TAG', 'Only logs with this tag; repeat for more than one.', True, False, None, False, (), 'tags', True))
P11 = Param._make(('note', ('--note', '-n'), (), 'TEXT', 'Only logs whose note contains this text, in any letter case; repeat for more than one.', True, False, None, False, (), '', True))
P12 = Param._make(('text', ('--text',), (), 'TEXT', 'Only logs with this text in their note, or in the title or key of their record; repeat for more than one.', True, False, None, True, (), '', True))
P13 = Param._make(('invoiced', ('--invoiced',), ('--uninvoiced',), None, 'Only invoiced or only uninvoiced logs.', False, False, None, False, (), '', True))
P14 = Param._make(('not_record', ('--not-record',), (), 'REF', 'Exclude logs on this record.', True, False, None, False, (), 'refs', True))
P15 = Param._make(('not_type', ('--not-type',), (), 'TYPE', 'Exclude logs on records of this type.', True, False, None, False, ('task', 'case', 'ticket', 'work-order'), '', True))
P16 = Param._make(('not_customer', ('--not-customer',), (), 'NAME', 'Exclude logs of this customer.', True, False, None, False, (), 'customers', True))
P17 = Param._make(('not_service', ('--not-service',), (), 'NAME', 'Exclude logs of this service.', True, False, None, False, (), 'services', True))
P18 = Param._make(('not_owner', ('--not-owner',), (), 'OWNER', 'Exclude logs of this user or group.', True, False, None, False, (), 'owners', True))
P19 = Param._make(('not_tag', ('--not-tag',), (), 'TAG', 'Exclude logs with this tag.', True, False, None, False, (), 'tags', True))
P20 = Param._make(('not_note', ('--not-note',), (), 'TEXT', 'Exclude logs whose note contains this text, in any letter case.', True, False, None, False, (), '', True))
P21 = Param._make(('not_text', ('--not-text',), (), 'TEXT', 'Exclude logs with this text in their note, or in the title or key of their record.', True, False, None, True, (), '', True))
P22 = Param._make(('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True))
P23 = Param._make(('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True))
P24 = Param._make(('no_color', ('--no-color',), (), None, 'Do not use colour.', False, False, False, False, (), '', True))
P25 = Param._make(('quiet', ('--quiet',), (), None, 'Print nothing but data and errors.', False, False, False, False, (), '', True))
P26 = Param._make(('json', ('--json', '-j'), (), None, 'Print JSON.', False, False, False, False, (), '', True))
COMMANDS = {
    ('export',): Command(('export',), 'timelog_cli.cli.exporting', 'export', (P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, P17, P18, P19, P20, P21, P22, P23, P24, P25, P26, ), 'Write logs for another program.'),
}
GROUPS: dict[tuple[str, ...], str] = {
}
