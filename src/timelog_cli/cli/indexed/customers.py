"""The commands of ``cli.customers``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param('name', (), (), 'NAME', 'The name on invoices.', False, True, None, False, (), '', True)
P1 = Param('email', ('--email',), (), 'ADDRESS', 'An e-mail address; may be repeated.', True, False, None, False, (), '', True)
P2 = Param('address', ('--address',), (), 'TEXT', 'The postal address on invoices; may have several lines.', False, False, None, False, (), '', True)
P3 = Param('vat_id', ('--vat-id',), (), 'NUMBER', 'The tax number on invoices.', False, False, None, False, (), '', True)
P4 = Param('currency', ('--currency',), (), 'CODE', 'The currency that is billed, as EUR.', False, False, None, False, (), 'currencies', True)
P5 = Param('terms', ('--terms',), (), 'DAYS', 'When invoices are due, as 30d.', False, False, None, False, (), '', True)
P6 = Param('tax_treatment', ('--tax-treatment',), (), 'HOW', 'How tax is treated.', False, False, None, False, ('standard', 'reverse-charge', 'exempt', 'out-of-scope'), '', True)
P7 = Param('locale', ('--locale',), (), 'LOCALE', 'The language and country of documents: it_IT.', False, False, None, False, (), 'locales', True)
P8 = Param('tax_note', ('--tax-note',), (), 'TEXT', 'The sentence on tax that its invoices print, instead of the usual.', False, False, None, False, (), '', True)
P9 = Param('surcharge', ('--surcharge',), (), 'CHARGE', "What invoices add to the work, and tax with it, as '4% Pension fund'; none for none at all.", False, False, None, False, (), '', True)
P10 = Param('withholding', ('--withholding',), (), 'CHARGE', "What the customer keeps back of the net, after tax, as '4% Pension fund'; none for none at all.", False, False, None, False, (), '', True)
P11 = Param('increment', ('--increment',), (), 'DURATION', 'The billing increment, such as 15m; none for exact time, whatever the settings have.', False, False, None, False, (), '', True)
P12 = Param('rounding', ('--rounding',), (), 'HOW', 'How time is rounded to the step.', False, False, None, False, ('up', 'nearest', 'down'), '', True)
P13 = Param('round_per', ('--round-per',), (), 'WHAT', 'Round each log, or the line.', False, False, None, False, ('log', 'line'), '', True)
P14 = Param('minimum', ('--minimum',), (), 'DURATION', 'The least that is billed, such as 15m; none for no minimum.', False, False, None, False, (), '', True)
P15 = Param('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True)
P16 = Param('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True)
P17 = Param('no_color', ('--no-color',), (), None, 'No colour.', False, False, False, False, (), '', True)
P18 = Param('quiet', ('--quiet',), (), None, 'Only errors on standard error.', False, False, False, False, (), '', True)
P19 = Param('json', ('--json',), (), None, 'Print JSON.', False, False, False, False, (), '', True)
P20 = Param('format', ('--format',), (), 'FORMAT', 'How to print the list.', False, False, None, False, ('table', 'json', 'jsonl', 'csv', 'tsv', 'md'), '', True)
P21 = Param('name', (), (), 'NAME', 'The customer, or the beginning of the name.', False, True, None, False, (), 'customers', True)
P22 = Param('new_name', ('--name',), (), 'NAME', 'A new name.', False, False, None, False, (), '', True)
P23 = Param('no_increment', ('--no-increment',), (), None, 'Take the steps of billing away: those of the next place count again.', False, False, False, False, (), '', True)
P24 = Param('yes', ('--yes',), (), None, 'Do not ask.', False, False, False, False, (), '', True)
COMMANDS = {
    ('customer', 'add'): Command(('customer', 'add'), 'timelog_cli.cli.customers', 'add', (P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, P17, P18, P19, ), 'Make a customer.'),
    ('customer', 'list'): Command(('customer', 'list'), 'timelog_cli.cli.customers', 'list_customers', (P20, P15, P16, P17, P18, P19, ), 'List the customers.'),
    ('customer', 'show'): Command(('customer', 'show'), 'timelog_cli.cli.customers', 'show', (P21, P15, P16, P17, P18, P19, ), 'Show a customer with its records and totals.'),
    ('customer', 'edit'): Command(('customer', 'edit'), 'timelog_cli.cli.customers', 'edit', (P21, P22, P23, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, P17, P18, P19, ), 'Change a customer. An empty text takes a value away; addresses replace those there are.'),
    ('customer', 'delete'): Command(('customer', 'delete'), 'timelog_cli.cli.customers', 'delete', (P21, P24, P15, P16, P17, P18, P19, ), 'Delete a customer without records, invoices and quotes.'),
}
GROUPS: dict[tuple[str, ...], str] = {
    ('customer',): 'Who is billed.',
}
