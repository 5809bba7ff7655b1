"""The commands of ``cli.customers``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param._make(('name', (), (), 'NAME', 'Name on invoices.', False, True, None, False, (), '', True))
P1 = Param._make(('email', ('--email',), (), 'ADDRESS', 'An email address; can be repeated.', True, False, None, False, (), '', True))
P2 = Param._make(('vat_id', ('--vat-id',), (), 'NUMBER', 'VAT id on invoices.', False, False, None, False, (), '', True))
P3 = Param._make(('address', ('--address',), (), 'TEXT', 'Postal address on invoices; can have several lines.', False, False, None, False, (), '', True))
P4 = Param._make(('street', ('--street',), (), 'TEXT', 'Street and number.', False, False, None, False, (), '', True))
P5 = Param._make(('street2', ('--street2',), (), 'TEXT', 'Second line of the street, such as Floor 3.', False, False, None, False, (), '', True))
P6 = Param._make(('postcode', ('--postcode',), (), 'TEXT', 'Postcode.', False, False, None, False, (), '', True))
P7 = Param._make(('city', ('--city',), (), 'TEXT', 'City.', False, False, None, False, (), '', True))
P8 = Param._make(('region', ('--region',), (), 'TEXT', 'Region, such as a state or a province.', False, False, None, False, (), '', True))
P9 = Param._make(('country', ('--country',), (), 'COUNTRY', 'Country code (ISO 3166), such as DE.', False, False, None, False, (), 'countries', True))
P10 = Param._make(('contact', ('--contact',), (), 'TEXT', 'Person or department to contact.', False, False, None, False, (), '', True))
P11 = Param._make(('phone', ('--phone',), (), 'TEXT', 'Phone number.', False, False, None, False, (), '', True))
P12 = Param._make(('tax_number', ('--tax-number',), (), 'NUMBER', 'Tax number at home, other than the VAT id.', False, False, None, False, (), '', True))
P13 = Param._make(('legal_id', ('--legal-id',), (), 'NUMBER', 'Legal id, such as the number in the trade register.', False, False, None, False, (), '', True))
P14 = Param._make(('legal_scheme', ('--legal-scheme',), (), 'SCHEME', 'What kind of number the legal id is (ISO 6523), such as 0002 for a SIREN.', False, False, None, False, (), 'legal_schemes', True))
P15 = Param._make(('electronic_address', ('--electronic-address',), (), 'TEXT', 'Address for electronic invoices.', False, False, None, False, (), '', True))
P16 = Param._make(('electronic_scheme', ('--electronic-scheme',), (), 'SCHEME', 'What kind of address the electronic address is (EAS), such as EM for email or 0204 for a Leitweg-ID.', False, False, None, False, (), 'electronic_schemes', True))
P17 = Param._make(('buyer_reference', ('--buyer-reference',), (), 'TEXT', 'Reference that the customer wants on its invoices, such as a Leitweg-ID.', False, False, None, False, (), '', True))
P18 = Param._make(('currency', ('--currency',), (), 'CODE', 'Billing currency, such as EUR.', False, False, None, False, (), 'currencies', True))
P19 = Param._make(('terms', ('--terms',), (), 'TERMS', "Payment terms, such as 30d, '30d eom' or eom+30d; with a discount for early payment: '30d, 14d 2%'.", False, False, None, False, (), 'terms', True))
P20 = Param._make(('tax_treatment', ('--tax-treatment',), (), 'HOW', 'How invoices treat tax.', False, False, None, False, ('standard', 'reverse-charge', 'intra-community', 'export', 'exempt', 'out-of-scope'), '', True))
P21 = Param._make(('tax_note', ('--tax-note',), (), 'TEXT', 'Tax note on invoices, instead of the standard wording.', False, False, None, False, (), '', True))
P22 = Param._make(('exemption_code', ('--exemption-code',), (), 'CODE', 'Why no tax is due, as a VATEX code for structured invoices: VATEX-EU-132.', False, False, None, False, (), 'exemption_codes', True))
P23 = Param._make(('locale', ('--locale',), (), 'LOCALE', 'Language and country of documents, such as it_IT.', False, False, None, False, (), 'locales', True))
P24 = Param._make(('formats', ('--formats',), (), 'FORMATS', 'Formats of its documents, such as pdf,xrechnung.', False, False, None, False, (), 'formats', True))
P25 = Param._make(('code', ('--code',), (), 'CODE', 'Short code of letters and digits for document numbers.', False, False, None, False, (), '', True))
P26 = Param._make(('surcharge', ('--surcharge',), (), 'CHARGE', "Surcharge added to invoices before tax, such as '4% Pension fund', or none.", False, False, None, False, (), '', True))
P27 = Param._make(('withholding', ('--withholding',), (), 'CHARGE', "Withholding tax deducted by the customer, such as '20% Income tax', or none.", False, False, None, False, (), '', True))
P28 = Param._make(('budget', ('--budget',), (), 'BUDGET', 'Time or money to spend, such as 40h or 2000.00. Money is before tax.', False, False, None, False, (), '', True))
P29 = Param._make(('warn', ('--warn',), (), 'PERCENT', 'Warn when this much of the budget is used. Default: 80%.', False, False, None, False, (), '', True))
P30 = Param._make(('increment', ('--increment',), (), 'DURATION', 'Billing increment, such as 15m, or none for exact time, whatever the settings say.', False, False, None, False, (), '', True))
P31 = Param._make(('rounding', ('--rounding',), (), 'HOW', 'How to round to the billing increment.', False, False, None, False, ('up', 'nearest', 'down'), '', True))
P32 = Param._make(('round_per', ('--round-per',), (), 'WHAT', 'What to round: each log, or each invoice line.', False, False, None, False, ('log', 'line'), '', True))
P33 = Param._make(('minimum', ('--minimum',), (), 'DURATION', 'Minimum time billed, such as 15m, or none for no minimum.', False, False, None, False, (), '', True))
P34 = Param._make(('force', ('--force',), (), None, 'Keep numbers and codes as they are, even if they look wrong.', False, False, False, False, (), '', True))
P35 = Param._make(('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True))
P36 = Param._make(('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True))
P37 = Param._make(('no_color', ('--no-color',), (), None, 'Do not use colour.', False, False, False, False, (), '', True))
P38 = Param._make(('quiet', ('--quiet',), (), None, 'Print nothing but data and errors.', False, False, False, False, (), '', True))
P39 = Param._make(('json', ('--json', '-j'), (), None, 'Print JSON.', False, False, False, False, (), '', True))
P40 = Param._make(('format', ('--format',), (), 'FORMAT', 'Output format.', False, False, None, False, ('table', 'json', 'jsonl', 'csv', 'tsv', 'md'), '', True))
P41 = Param._make(('columns', ('--columns',), (), 'NAMES', 'Only these columns, in this order, such as id,note.', False, False, None, True, (), 'columns', True))
P42 = Param._make(('no_header', ('--no-header',), (), None, 'Leave out the column names.', False, False, False, False, (), '', True))
P43 = Param._make(('null', ('-0',), (), None, 'End each row with a NUL character, for xargs -0.', False, False, False, False, (), '', True))
P44 = Param._make(('decimal_hours', ('--decimal-hours',), (), None, 'Durations in hours, such as 1.5, not in seconds.', False, False, False, False, (), '', True))
P45 = Param._make(('local', ('--local',), (), None, 'Times in your time zone, without their UTC offset.', False, False, False, False, (), '', True))
P46 = Param._make(('raw', ('--raw',), (), None, 'In CSV and TSV, no apostrophe before text that looks like a formula.', False, False, False, False, (), '', True))
P47 = Param._make(('delimiter', ('--delimiter',), (), 'CHAR', 'With CSV: what separates the cells. Default: a comma. For tabs, there is TSV.', False, False, None, False, (',', ';'), '', True))
P48 = Param._make(('name', (), (), 'NAME', "The customer's name, or part of the name.", False, True, None, False, (), 'customers', True))
P49 = Param._make(('new_name', ('--name',), (), 'NAME', 'A new name.', False, False, None, False, (), '', True))
P50 = Param._make(('no_increment', ('--no-increment',), (), None, 'Remove the billing increment, rounding and minimum; the inherited ones apply again.', False, False, False, False, (), '', True))
P51 = Param._make(('yes', ('--yes',), (), None, 'Do not ask for confirmation.', False, False, False, False, (), '', True))
COMMANDS = {
    ('customer', 'add'): Command(('customer', 'add'), 'timelog_cli.cli.customers', 'add', (P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, P17, P18, P19, P20, P21, P22, P23, P24, P25, P26, P27, P28, P29, P30, P31, P32, P33, P34, P35, P36, P37, P38, P39, ), 'Add a customer.'),
    ('customer', 'list'): Command(('customer', 'list'), 'timelog_cli.cli.customers', 'list_customers', (P40, P41, P42, P43, P44, P45, P46, P47, P35, P36, P37, P38, P39, ), 'List customers.'),
    ('customer', 'show'): Command(('customer', 'show'), 'timelog_cli.cli.customers', 'show', (P48, P35, P36, P37, P38, P39, ), 'Show a customer with its records and totals.'),
    ('customer', 'edit'): Command(('customer', 'edit'), 'timelog_cli.cli.customers', 'edit', (P48, P49, P50, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, P17, P18, P19, P20, P21, P22, P23, P24, P25, P26, P27, P28, P29, P30, P31, P32, P33, P34, P35, P36, P37, P38, P39, ), 'Change a customer.'),
    ('customer', 'delete'): Command(('customer', 'delete'), 'timelog_cli.cli.customers', 'delete', (P48, P51, P35, P36, P37, P38, P39, ), 'Delete a customer that has no records, invoices or quotes.'),
}
GROUPS: dict[tuple[str, ...], str] = {
    ('customer',): 'Manage customers.',
}
