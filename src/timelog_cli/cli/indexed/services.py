"""The commands of ``cli.services``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param._make(('name', (), (), 'NAME', 'The name of the service.', False, True, None, False, (), '', True))
P1 = Param._make(('price', ('--price',), (), 'AMOUNT', 'Price per unit, such as 60 or 66.50.', False, True, None, False, (), '', True))
P2 = Param._make(('currency', ('--currency',), (), 'CODE', 'Currency, such as USD. Default for a new service: the setting billing.currency.', False, False, None, False, (), 'currencies', True))
P3 = Param._make(('per', ('--per',), (), 'UNIT', 'Unit of the price: hour, day, a duration such as 15m, or flat. Default for a new service: hour.', False, False, None, False, (), 'units', True))
P4 = Param._make(('tax_rate', ('--tax-rate',), (), 'PERCENT', 'Tax rate in percent, such as 22.', False, False, None, False, (), '', True))
P5 = Param._make(('tax_category', ('--tax-category',), (), 'CATEGORY', 'What a tax rate of 0 means: zero-rated or exempt.', False, False, None, False, (), 'tax_categories', True))
P6 = Param._make(('prices_include_tax', ('--prices-include-tax',), ('--prices-exclude-tax',), None, 'Whether the price includes tax.', False, False, None, False, (), '', True))
P7 = Param._make(('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True))
P8 = Param._make(('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True))
P9 = Param._make(('no_color', ('--no-color',), (), None, 'Do not use colour.', False, False, False, False, (), '', True))
P10 = Param._make(('quiet', ('--quiet',), (), None, 'Print nothing but data and errors.', False, False, False, False, (), '', True))
P11 = Param._make(('json', ('--json', '-j'), (), None, 'Print JSON.', False, False, False, False, (), '', True))
P12 = Param._make(('format', ('--format',), (), 'FORMAT', 'Output format.', False, False, None, False, ('table', 'json', 'jsonl', 'csv', 'tsv', 'md'), '', True))
P13 = Param._make(('columns', ('--columns',), (), 'NAMES', 'Only these columns, in this order, such as id,note.', False, False, None, True, (), 'columns', True))
P14 = Param._make(('no_header', ('--no-header',), (), None, 'Leave out the column names.', False, False, False, False, (), '', True))
P15 = Param._make(('null', ('-0',), (), None, 'End each row with a NUL character, for xargs -0.', False, False, False, False, (), '', True))
P16 = Param._make(('decimal_hours', ('--decimal-hours',), (), None, 'Durations in hours, such as 1.5, not in seconds.', False, False, False, False, (), '', True))
P17 = Param._make(('local', ('--local',), (), None, 'Times in your time zone, without their UTC offset.', False, False, False, False, (), '', True))
P18 = Param._make(('raw', ('--raw',), (), None, 'In CSV and TSV, no apostrophe before text that looks like a formula.', False, False, False, False, (), '', True))
P19 = Param._make(('delimiter', ('--delimiter',), (), 'CHAR', 'With CSV: what separates the cells. Default: a comma. For tabs, there is TSV.', False, False, None, False, (',', ';'), '', True))
P20 = Param._make(('name', (), (), 'NAME', "The service's name, or part of the name.", False, True, None, False, (), 'services', True))
P21 = Param._make(('new_name', ('--name',), (), 'NAME', 'A new name.', False, False, None, False, (), '', True))
P22 = Param._make(('price', ('--price',), (), 'AMOUNT', 'Price per unit, such as 60 or 66.50.', False, False, None, False, (), '', True))
P23 = Param._make(('yes', ('--yes',), (), None, 'Do not ask for confirmation.', False, False, False, False, (), '', True))
COMMANDS = {
    ('service', 'add'): Command(('service', 'add'), 'timelog_cli.cli.services', 'add', (P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, ), 'Add a service with its price.'),
    ('service', 'list'): Command(('service', 'list'), 'timelog_cli.cli.services', 'list_services', (P12, P13, P14, P15, P16, P17, P18, P19, P7, P8, P9, P10, P11, ), 'List services.'),
    ('service', 'show'): Command(('service', 'show'), 'timelog_cli.cli.services', 'show', (P20, P7, P8, P9, P10, P11, ), 'Show a service and the records that use it.'),
    ('service', 'edit'): Command(('service', 'edit'), 'timelog_cli.cli.services', 'edit', (P20, P21, P22, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, ), 'Change a service. Existing records keep the price they took over.'),
    ('service', 'delete'): Command(('service', 'delete'), 'timelog_cli.cli.services', 'delete', (P20, P23, P7, P8, P9, P10, P11, ), 'Delete an unused service.'),
}
GROUPS: dict[tuple[str, ...], str] = {
    ('service',): 'Manage services and their prices.',
}
