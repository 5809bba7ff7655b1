"""The commands of ``cli.billing.group``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param('refs', (), (), 'REF', 'The records: case-12, or 12.', True, False, None, False, (), 'refs', True)
P1 = Param('customer', ('--customer',), (), 'NAME', 'Only this customer.', False, False, None, True, (), 'customers', True)
P2 = Param('period', ('--period',), (), 'PERIOD', 'Only logs that begin in it: 2026-11, last-month, …', False, False, None, True, (), 'periods', True)
P3 = Param('all', ('--all',), (), None, 'Everything that can be billed, as if nothing is named.', False, False, False, False, (), '', True)
P4 = Param('as_of', ('--as-of',), (), 'DAY|TIME', 'As on that day, or at that time: only logs that began by then, and dated so; last-month.', False, False, None, True, (), 'periods', True)
P5 = Param('date', ('--date',), (), 'DAY', 'The date of issue, if not today: 2026-11-30, yesterday.', False, False, None, False, (), '', True)
P6 = Param('discount', ('--discount',), (), '10%|100.00', 'A discount on the whole invoice.', False, False, None, True, (), '', True)
P7 = Param('prepaid', ('--prepaid',), (), 'AMOUNT', 'What was paid before, taken off what is to be paid.', False, False, None, True, (), '', True)
P8 = Param('group_by', ('--group-by',), (), 'KEY', 'What becomes one line; a record if not given.', False, False, None, False, ('record', 'log', 'day', 'owner', 'service'), '', True)
P9 = Param('with_notes', ('--with-notes',), (), None, 'Print the notes of the logs.', False, False, False, False, (), '', True)
P10 = Param('locale', ('--locale',), (), 'LOCALE', "The language and country of the document: it_IT; the customer's if not given.", False, False, None, True, (), 'locales', True)
P11 = Param('template', ('--template',), (), 'NAME', 'The template of the document; billing.template if not given.', False, False, None, True, (), 'templates', True)
P12 = Param('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True)
P13 = Param('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True)
P14 = Param('no_color', ('--no-color',), (), None, 'No colour.', False, False, False, False, (), '', True)
P15 = Param('quiet', ('--quiet',), (), None, 'Only errors on standard error.', False, False, False, False, (), '', True)
P16 = Param('json', ('--json',), (), None, 'Print JSON.', False, False, False, False, (), '', True)
P17 = Param('all', ('--all',), (), None, 'Everything that can be billed; can be run again without harm.', False, False, False, False, (), '', True)
P18 = Param('out', ('--out',), (), 'DIR', 'Write the documents into this folder.', False, False, None, True, (), 'folders', True)
P19 = Param('format', ('--format',), (), 'FORMATS', 'Which documents: md, csv, json, html, apart by commas; md if not given.', False, False, None, True, (), 'formats', True)
P20 = Param('no_seller', ('--no-seller',), (), None, 'Issue it without a sender, where seller.name is not set.', False, False, False, False, (), '', True)
P21 = Param('fail_if_empty', ('--fail-if-empty',), (), None, 'End with code 1 when there is nothing to bill.', False, False, False, False, (), '', True)
P22 = Param('summary', ('--summary',), (), None, 'Print what was done, not the documents; with --json one object.', False, False, False, False, (), '', True)
P23 = Param('number', (), (), 'NUMBER', 'The invoice, credit note or quote.', False, True, None, False, (), 'documents', True)
P24 = Param('format', ('--format',), (), 'FORMAT', 'Which document; md if not given.', False, False, None, False, ('md', 'csv', 'json', 'html'), '', True)
P25 = Param('numbers', (), (), 'NUMBER', 'Only these; all invoices and credit notes if not given.', True, False, None, False, (), 'documents', True)
P26 = Param('out', ('--out',), (), 'DIR', 'The folder; made if there is none.', False, True, None, False, (), 'folders', True)
P27 = Param('quotes', ('--quotes',), (), None, 'All quotes instead.', False, False, False, False, (), '', True)
P28 = Param('date', ('--date',), (), 'DAY', 'When, if not today: 2026-11-30, yesterday.', False, False, None, False, (), '', True)
P29 = Param('number', (), (), 'NUMBER', 'The invoice.', False, True, None, False, (), 'payable', True)
P30 = Param('amount', ('--amount',), (), 'AMOUNT', 'A part of it; all that is due if not given.', False, False, None, True, (), '', True)
P31 = Param('back', ('--back',), (), None, 'It goes back to the customer, who paid what was credited since.', False, False, False, False, (), '', True)
P32 = Param('number', (), (), 'NUMBER', 'The invoice.', False, True, None, False, (), 'paid', True)
P33 = Param('payment', ('--payment',), (), 'N', 'Which payment, if there are several: its number in billing show.', False, False, None, True, (), 'payments', True)
P34 = Param('reason', ('--reason',), (), 'TEXT', 'Why, such as returned by bank.', False, False, None, False, (), '', True)
P35 = Param('number', (), (), 'NUMBER', 'The invoice.', False, True, None, False, (), 'invoices', True)
P36 = Param('line', ('--line',), (), 'N', 'Only this line of it; may be repeated.', True, False, None, False, (), '', True)
P37 = Param('ready', ('--ready',), ('--not-ready',), None, 'Only what can be invoiced, or only what lacks something.', False, False, None, False, (), '', True)
P38 = Param('format', ('--format',), (), 'FORMAT', 'How to print the list.', False, False, None, False, ('table', 'json', 'jsonl', 'csv', 'tsv', 'md'), '', True)
P39 = Param('period', (), (), 'PERIOD', 'Only those dated in it: 2026, last-month.', True, False, None, False, (), 'periods', True)
P40 = Param('status', ('--status',), (), 'STATUS', 'Only those with this status.', False, False, None, False, ('issued', 'sent', 'paid', 'overdue', 'credited'), '', True)
P41 = Param('currency', ('--currency',), (), 'CODE', 'Only those in this currency.', False, False, None, True, (), 'currencies', True)
P42 = Param('open', ('--open',), (), None, 'Only those with something left to pay, or to pay back.', False, False, False, False, (), '', True)
P43 = Param('overdue', ('--overdue',), (), None, 'Only those past their due date; the same as --status overdue.', False, False, False, False, (), '', True)
P44 = Param('as_of', ('--as-of',), (), 'DAY', 'As on that day, with what had become of them until then; today if not given.', False, False, None, True, (), 'periods', True)
P45 = Param('by', ('--by',), (), 'KEY', 'A row for each customer and currency, or for each currency; customer if not given.', False, False, None, False, ('customer', 'currency'), '', True)
P46 = Param('by', ('--by',), (), 'KEY', 'A row for each of these; repeated: of each pair; customer and month if not given.', True, False, None, False, ('customer', 'month', 'year', 'currency'), '', True)
P47 = Param('refs', (), (), 'REF', 'The records: case-12, or 12.', True, True, None, False, (), 'refs', True)
P48 = Param('valid', ('--valid',), (), '30d|DAY', 'How long, or until which day, it can be accepted; billing.quote_valid if not given.', False, False, None, True, (), '', True)
P49 = Param('discount', ('--discount',), (), '10%|100.00', 'A discount on the whole quote.', False, False, None, True, (), '', True)
P50 = Param('with_notes', ('--with-notes',), (), None, 'Print the descriptions of the records.', False, False, False, False, (), '', True)
P51 = Param('preview', ('--preview',), (), None, 'Show what would be issued; write nothing.', False, False, False, False, (), '', True)
P52 = Param('status', ('--status',), (), 'STATUS', 'Only those with this status.', False, False, None, False, ('open', 'accepted', 'declined', 'expired'), '', True)
P53 = Param('number', (), (), 'NUMBER', 'The quote.', False, True, None, False, (), 'quotes', True)
P54 = Param('ref', (), (), 'REF', 'The record: case-12, or 12.', False, True, None, False, (), 'refs', True)
P55 = Param('description', (), (), 'DESCRIPTION', 'What it is, in one line.', False, True, None, False, (), '', True)
P56 = Param('price', (), (), 'PRICE', 'The price of one unit, in the currency of the record.', False, True, None, False, (), '', True)
P57 = Param('quantity', ('--quantity',), (), 'NUMBER', 'How many; 1 if not given.', False, False, None, True, (), '', True)
P58 = Param('unit', ('--unit',), (), 'UNIT', 'What is counted, as km or night.', False, False, None, True, (), '', True)
P59 = Param('date', ('--date',), (), 'DAY', 'The day of it, if not today: 2026-11-30, yesterday.', False, False, None, True, (), '', True)
P60 = Param('tax_rate', ('--tax-rate',), (), 'PERCENT', 'The tax rate, as 22, instead of that of the record.', False, False, None, False, (), '', True)
P61 = Param('discount', ('--discount',), (), 'PERCENT', 'A discount on it, as 5%.', False, False, None, False, (), '', True)
P62 = Param('ref', (), (), 'REF', 'Only this record: case-12, or 12.', False, False, None, False, (), 'refs', True)
P63 = Param('period', ('--period',), (), 'PERIOD', 'Only items of its days: 2026-11, last-month, …', False, False, None, True, (), 'periods', True)
P64 = Param('invoiced', ('--invoiced',), ('--uninvoiced',), None, 'Only items that are on an invoice, or are not.', False, False, None, False, (), '', True)
P65 = Param('item', (), (), 'ID', 'The item: 12, or @1 for the newest.', False, True, None, False, (), 'items', True)
P66 = Param('description', ('--description',), (), 'TEXT', 'What it is, in one line.', False, False, None, False, (), '', True)
P67 = Param('price', ('--price',), (), 'PRICE', 'The price of one unit.', False, False, None, True, (), '', True)
P68 = Param('record', ('--record',), (), 'REF', 'Put it on this record.', False, False, None, True, (), 'refs', True)
P69 = Param('items', (), (), 'ID', 'The item: 12, or @1 for the newest.', True, True, None, False, (), 'items', True)
P70 = Param('yes', ('--yes',), (), None, 'Do not ask.', False, False, False, False, (), '', True)
P71 = Param('name', (), (), 'NAME', 'The template: plain.', False, True, None, False, (), 'templates', True)
P72 = Param('to', ('--to',), (), 'DIR', 'The folder; that of the templates if not given.', False, False, None, True, (), 'folders', True)
P73 = Param('new_name', ('--name',), (), 'NAME', 'The name of the copy; the same if not given.', False, False, None, False, (), '', True)
P74 = Param('file', (), (), 'FILE', 'Only this file; all templates if not given.', False, False, None, False, (), 'files', True)
COMMANDS = {
    ('billing', 'preview'): Command(('billing', 'preview'), 'timelog_cli.cli.billing.issue', 'preview', (P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, ), 'Show the invoices that would be issued; write nothing.'),
    ('billing', 'issue'): Command(('billing', 'issue'), 'timelog_cli.cli.billing.issue', 'issue', (P0, P1, P2, P17, P4, P18, P19, P5, P6, P7, P8, P9, P10, P11, P20, P21, P22, P12, P13, P14, P15, P16, ), 'Issue invoices of the billable time of records that are resolved or closed.'),
    ('billing', 'show'): Command(('billing', 'show'), 'timelog_cli.cli.billing.lifecycle', 'show', (P23, P24, P12, P13, P14, P15, P16, ), 'Print a document byte for byte as it was issued; --json also says what became of it.'),
    ('billing', 'export'): Command(('billing', 'export'), 'timelog_cli.cli.billing.lifecycle', 'export', (P25, P26, P19, P27, P12, P13, P14, P15, P16, ), 'Write the documents as files where they are missing; never over a file that is there.'),
    ('billing', 'send'): Command(('billing', 'send'), 'timelog_cli.cli.billing.lifecycle', 'send', (P23, P28, P12, P13, P14, P15, P16, ), 'Note that a document was sent.'),
    ('billing', 'pay'): Command(('billing', 'pay'), 'timelog_cli.cli.billing.lifecycle', 'pay', (P29, P30, P28, P31, P12, P13, P14, P15, P16, ), 'Note a payment. One of a day before the invoice is a pre-payment.'),
    ('billing', 'unpay'): Command(('billing', 'unpay'), 'timelog_cli.cli.billing.lifecycle', 'unpay', (P32, P33, P34, P28, P12, P13, P14, P15, P16, ), 'Reverse a payment that was wrong or was returned by the bank.'),
    ('billing', 'credit'): Command(('billing', 'credit'), 'timelog_cli.cli.billing.lifecycle', 'credit', (P35, P36, P5, P11, P12, P13, P14, P15, P16, ), 'Take an invoice back with a credit note; its logs can be billed again.'),
    ('billing', 'unbilled'): Command(('billing', 'unbilled'), 'timelog_cli.cli.billing.overview', 'unbilled', (P1, P2, P4, P37, P38, P12, P13, P14, P15, P16, ), 'List the records with something to bill on no invoice, and what they lack for one.'),
    ('billing', 'list'): Command(('billing', 'list'), 'timelog_cli.cli.billing.overview', 'list_invoices', (P39, P1, P40, P41, P42, P43, P44, P38, P12, P13, P14, P15, P16, ), 'List the invoices and credit notes with what has become of them.'),
    ('billing', 'ageing'): Command(('billing', 'ageing'), 'timelog_cli.cli.billing.overview', 'age', (P1, P41, P44, P45, P38, P12, P13, P14, P15, P16, ), 'Sum what is open by how many days it is overdue.'),
    ('billing', 'totals'): Command(('billing', 'totals'), 'timelog_cli.cli.billing.overview', 'totals', (P39, P1, P41, P44, P46, P38, P12, P13, P14, P15, P16, ), 'Sum the invoices that are dated in a period, by customer and month unless said otherwise.'),
    ('billing', 'quote'): Command(('billing', 'quote'), 'timelog_cli.cli.billing.quotes', 'quote', (P47, P48, P5, P49, P50, P10, P11, P20, P18, P19, P51, P12, P13, P14, P15, P16, ), 'Issue quotes from the estimates of records, before the work.'),
    ('billing', 'quotes'): Command(('billing', 'quotes'), 'timelog_cli.cli.billing.quotes', 'list_quotes', (P39, P1, P52, P41, P44, P38, P12, P13, P14, P15, P16, ), 'List the quotes with what has become of them.'),
    ('billing', 'accept'): Command(('billing', 'accept'), 'timelog_cli.cli.billing.quotes', 'accept', (P53, P28, P12, P13, P14, P15, P16, ), 'Note that a quote was accepted: later invoices show what was quoted beside what is billed.'),
    ('billing', 'decline'): Command(('billing', 'decline'), 'timelog_cli.cli.billing.quotes', 'decline', (P53, P28, P12, P13, P14, P15, P16, ), 'Note that a quote was declined, or is withdrawn.'),
    ('billing', 'item', 'add'): Command(('billing', 'item', 'add'), 'timelog_cli.cli.billing.items', 'add', (P54, P55, P56, P57, P58, P59, P60, P61, P12, P13, P14, P15, P16, ), 'Put a fixed price or an expense on a record.'),
    ('billing', 'item', 'list'): Command(('billing', 'item', 'list'), 'timelog_cli.cli.billing.items', 'list_items', (P62, P1, P63, P64, P38, P12, P13, P14, P15, P16, ), 'List what is billed beside time, by day.'),
    ('billing', 'item', 'edit'): Command(('billing', 'item', 'edit'), 'timelog_cli.cli.billing.items', 'edit', (P65, P66, P67, P57, P58, P59, P60, P61, P68, P12, P13, P14, P15, P16, ), 'Change an item that is not invoiced. An empty tax rate or discount takes it away.'),
    ('billing', 'item', 'delete'): Command(('billing', 'item', 'delete'), 'timelog_cli.cli.billing.items', 'delete', (P69, P70, P12, P13, P14, P15, P16, ), 'Delete items that are not invoiced; undo brings them back. For several it asks first.'),
    ('billing', 'template', 'list'): Command(('billing', 'template', 'list'), 'timelog_cli.cli.billing.templates', 'list_templates', (P38, P12, P13, P14, P15, P16, ), 'List the templates: the built-in ones, and those in the folder of templates.'),
    ('billing', 'template', 'copy'): Command(('billing', 'template', 'copy'), 'timelog_cli.cli.billing.templates', 'copy', (P71, P72, P73, P12, P13, P14, P15, P16, ), 'Write the files of a template, to change them; never over a file that is there.'),
    ('billing', 'template', 'check'): Command(('billing', 'template', 'check'), 'timelog_cli.cli.billing.templates', 'check', (P74, P12, P13, P14, P15, P16, ), 'Try templates on sample documents; what is wrong is named with its file and line.'),
}
GROUPS: dict[tuple[str, ...], str] = {
    ('billing',): 'Make invoices of billable time, and follow them until they are paid.',
    ('billing', 'item'): 'What is billed beside time: fixed prices and expenses.',
    ('billing', 'template'): 'How documents look: the built-in templates, and your own.',
}
