"""The commands of ``cli.billing``; written by docs/build.py."""

from __future__ import annotations

from timelog_cli.cli.commands import Command, Param

P0 = Param._make(('refs', (), (), 'REF', 'The records, such as case-12, 12, their keys or titles.', True, False, None, False, (), 'refs', True))
P1 = Param._make(('customer', ('--customer',), (), 'NAME', 'Only this customer.', False, False, None, True, (), 'customers', True))
P2 = Param._make(('period', ('--period',), (), 'PERIOD', 'Only logs that start in this period, such as 2026-11 or last-month.', False, False, None, True, (), 'periods', True))
P3 = Param._make(('all', ('--all',), (), None, 'Everything that can be billed. This is the default.', False, False, False, False, (), '', True))
P4 = Param._make(('as_of', ('--as-of',), (), 'DAY|TIME', 'Bill as of this day or time, such as 2026-11-30 or last-month: only logs that started by then, and dated that day.', False, False, None, True, (), 'periods', True))
P5 = Param._make(('date', ('--date',), (), 'DAY', 'The issue date, such as 2026-11-30 or yesterday. Default: today.', False, False, None, False, (), '', True))
P6 = Param._make(('discount', ('--discount',), (), '10%|100.00', 'Discount on the whole invoice, such as 5% or 50.00.', False, False, None, True, (), '', True))
P7 = Param._make(('prepaid', ('--prepaid',), (), 'AMOUNT', 'Amount already paid, deducted from the amount due.', False, False, None, True, (), '', True))
P8 = Param._make(('use_credit', ('--use-credit',), (), None, "Deduct the customer's credit as a prepayment, from the oldest invoice first.", False, False, False, False, (), '', True))
P9 = Param._make(('group_by', ('--group-by',), (), 'KEY', 'What makes one invoice line. Default: record.', False, False, None, False, ('record', 'log', 'day', 'owner', 'service'), '', True))
P10 = Param._make(('with_notes', ('--with-notes',), (), None, 'Print the notes of the logs on the invoice.', False, False, False, False, (), '', True))
P11 = Param._make(('locale', ('--locale',), (), 'LOCALE', "Language and country of the document, such as it_IT. Default: the customer's.", False, False, None, True, (), 'locales', True))
P12 = Param._make(('compare_quotes', ('--compare-quotes',), ('--no-compare-quotes',), None, 'Show or leave out quoted amounts. Default: the setting billing.compare_quotes.', False, False, None, False, (), '', True))
P13 = Param._make(('template', ('--template',), (), 'NAME', 'Template for the document. Default: the setting billing.template.', False, False, None, True, (), 'templates', True))
P14 = Param._make(('no_retainer', ('--no-retainer',), (), None, 'Do not draw on retainers.', False, False, False, False, (), '', True))
P15 = Param._make(('format', ('--format',), (), 'FORMATS', 'Formats, separated by commas: md, csv, json, html, pdf, ubl, cii, xrechnung, peppol, facturx. Default: those of the customer, else md.', False, False, None, True, (), 'formats', True))
P16 = Param._make(('order_reference', ('--order-reference',), (), 'TEXT', "The customer's order number, such as PO-4711.", False, False, None, True, (), '', True))
P17 = Param._make(('buyer_reference', ('--buyer-reference',), (), 'TEXT', "Reference that the customer wants on the invoice. Default: the customer's.", False, False, None, True, (), '', True))
P18 = Param._make(('note', ('--note', '-n'), (), 'TEXT', 'Text printed below the lines, such as a thank-you; can have several lines.', False, False, None, True, (), '', True))
P19 = Param._make(('due', ('--due',), (), '30d|DAY', "Due date, such as 14d or 2026-12-31. Default: the customer's payment terms.", False, False, None, True, (), '', True))
P20 = Param._make(('db', ('--db',), (), 'PATH', 'The database file.', False, False, None, True, (), 'files', True))
P21 = Param._make(('user', ('--as',), (), 'USER', 'Act as this user.', False, False, None, True, (), 'owners', True))
P22 = Param._make(('no_color', ('--no-color',), (), None, 'Do not use colour.', False, False, False, False, (), '', True))
P23 = Param._make(('quiet', ('--quiet',), (), None, 'Print nothing but data and errors.', False, False, False, False, (), '', True))
P24 = Param._make(('json', ('--json', '-j'), (), None, 'Print JSON.', False, False, False, False, (), '', True))
P25 = Param._make(('all', ('--all',), (), None, 'Everything that can be billed. Safe to repeat.', False, False, False, False, (), '', True))
P26 = Param._make(('out', ('--out',), (), 'DIR', 'Write the documents to this folder.', False, False, None, True, (), 'folders', True))
P27 = Param._make(('no_seller', ('--no-seller',), (), None, 'Issue it without a sender if seller.name is not set.', False, False, False, False, (), '', True))
P28 = Param._make(('with_timesheet', ('--with-timesheet',), (), None, 'Write the timesheet of each invoice to the folder too.', False, False, False, False, (), '', True))
P29 = Param._make(('fail_if_empty', ('--fail-if-empty',), (), None, 'Exit with code 1 if there is nothing to bill.', False, False, False, False, (), '', True))
P30 = Param._make(('summary', ('--summary',), (), None, 'Print a summary instead of the documents; with --json, a single object.', False, False, False, False, (), '', True))
P31 = Param._make(('names', (), (), 'NUMBER|REF', 'The number of an invoice or credit note, or the records to invoice.', True, True, None, False, (), 'documents_or_refs', True))
P32 = Param._make(('format', ('--format',), (), 'FORMAT', "The structured format, such as xrechnung. Default: the customer's.", False, False, None, False, ('ubl', 'cii', 'xrechnung', 'peppol', 'facturx'), '', True))
P33 = Param._make(('numbers', (), (), 'NUMBER', 'The numbers of the invoices, credit notes or quotes.', True, True, None, False, (), 'unsent', True))
P34 = Param._make(('mail', ('--mail',), (), None, 'Send them by email, then mark them as sent.', False, False, False, False, (), '', True))
P35 = Param._make(('date', ('--date',), (), 'DAY', 'The date, such as 2026-11-30 or yesterday. Default: today.', False, False, None, False, (), '', True))
P36 = Param._make(('to', ('--to',), (), 'ADDRESS', "Recipient; can be repeated. Default: the customer's first email address.", True, False, None, True, (), '', True))
P37 = Param._make(('cc', ('--cc',), (), 'ADDRESS', 'Recipient of a copy; can be repeated.', True, False, None, True, (), '', True))
P38 = Param._make(('subject', ('--subject',), (), 'TEXT', 'Subject of the message. Default: in the language of the document.', False, False, None, True, (), '', True))
P39 = Param._make(('text', ('--text',), (), 'FILE', 'File with the text of the message; - reads standard input.', False, False, None, True, (), 'files', True))
P40 = Param._make(('with_timesheet', ('--with-timesheet',), (), None, 'Attach the timesheet of the invoice too.', False, False, False, False, (), '', True))
P41 = Param._make(('again', ('--again',), (), None, 'Send it even if one was sent already.', False, False, False, False, (), '', True))
P42 = Param._make(('dry_run', ('--dry-run',), (), None, 'Only show the message, without sending it.', False, False, False, False, (), '', True))
P43 = Param._make(('numbers', (), (), 'NUMBER', 'The numbers of the overdue invoices. Default: list them.', True, False, None, False, (), 'payable', True))
P44 = Param._make(('all', ('--all',), (), None, 'For every overdue invoice, unless one was sent recently.', False, False, False, False, (), '', True))
P45 = Param._make(('level', ('--level',), (), 'LEVEL', '1 is friendly, 2 is firmer, 3 is final. Default: one more than the highest so far.', False, False, None, False, ('1', '2', '3'), '', True))
P46 = Param._make(('number', (), (), 'NUMBER', 'The number of the invoice, credit note or quote.', False, True, None, False, (), 'documents', True))
P47 = Param._make(('numbers', (), (), 'NUMBER', 'Only these documents. Default: all invoices and credit notes.', True, False, None, False, (), 'documents', True))
P48 = Param._make(('out', ('--out',), (), 'DIR', 'The folder; created if it does not exist.', False, True, None, False, (), 'folders', True))
P49 = Param._make(('quotes', ('--quotes',), (), None, 'Export quotes instead of invoices.', False, False, False, False, (), '', True))
P50 = Param._make(('number', (), (), 'NUMBER', 'The number of the invoice.', False, True, None, False, (), 'invoices', True))
P51 = Param._make(('line', ('--line',), (), 'N', 'Credit only this line; can be repeated.', True, False, None, False, (), '', True))
P52 = Param._make(('numbers', (), (), 'NUMBER', 'The numbers of the invoices.', True, False, None, False, (), 'payable', True))
P53 = Param._make(('amount', ('--amount',), (), 'AMOUNT', 'Amount paid. Default: the full amount due.', False, False, None, True, (), '', True))
P54 = Param._make(('refund', ('--refund', '--back'), (), None, 'Record a refund: the customer had already paid what has since been credited.', False, False, False, False, (), '', True))
P55 = Param._make(('allow_overpayment', ('--allow-overpayment',), (), None, "Accept an --amount above the amount due; the rest becomes the customer's credit.", False, False, False, False, (), '', True))
P56 = Param._make(('use_credit', ('--use-credit',), (), None, "Pay with the customer's credit, from the oldest invoice first.", False, False, False, False, (), '', True))
P57 = Param._make(('from_bank', ('--from-bank',), (), 'FILE', 'Show what a bank statement pays: CAMT.053 or CSV; - reads standard input.', False, False, None, True, (), 'files', True))
P58 = Param._make(('column', ('--column',), (), 'KEY=NAME', 'Name of a column in a CSV statement, such as date=Day; can be repeated.', True, False, None, False, (), '', True))
P59 = Param._make(('date_order', ('--date-order',), (), 'ORDER', 'How dates such as 3/4/2026 are read.', False, False, None, False, ('ymd', 'dmy', 'mdy'), '', True))
P60 = Param._make(('yes', ('--yes',), (), None, 'Record the payments from the bank statement that are certain.', False, False, False, False, (), '', True))
P61 = Param._make(('number', (), (), 'NUMBER', 'The number of the invoice.', False, True, None, False, (), 'paid', True))
P62 = Param._make(('payment', ('--payment',), (), 'N', 'Which payment, if there are several: its number in billing show.', False, False, None, True, (), 'payments', True))
P63 = Param._make(('reason', ('--reason',), (), 'TEXT', "The reason, such as 'returned by the bank'.", False, False, None, False, (), '', True))
P64 = Param._make(('ready', ('--ready',), ('--not-ready',), None, 'Only records ready to invoice, or only those with something missing.', False, False, None, False, (), '', True))
P65 = Param._make(('format', ('--format',), (), 'FORMAT', 'Output format.', False, False, None, False, ('table', 'json', 'jsonl', 'csv', 'tsv', 'md'), '', True))
P66 = Param._make(('columns', ('--columns',), (), 'NAMES', 'Only these columns, in this order, such as id,note.', False, False, None, True, (), 'columns', True))
P67 = Param._make(('no_header', ('--no-header',), (), None, 'Leave out the column names.', False, False, False, False, (), '', True))
P68 = Param._make(('null', ('-0',), (), None, 'End each row with a NUL character, for xargs -0.', False, False, False, False, (), '', True))
P69 = Param._make(('decimal_hours', ('--decimal-hours',), (), None, 'Durations in hours, such as 1.5, not in seconds.', False, False, False, False, (), '', True))
P70 = Param._make(('local', ('--local',), (), None, 'Times in your time zone, without their UTC offset.', False, False, False, False, (), '', True))
P71 = Param._make(('raw', ('--raw',), (), None, 'In CSV and TSV, no apostrophe before text that looks like a formula.', False, False, False, False, (), '', True))
P72 = Param._make(('delimiter', ('--delimiter',), (), 'CHAR', 'With CSV: what separates the cells. Default: a comma. For tabs, there is TSV.', False, False, None, False, (',', ';'), '', True))
P73 = Param._make(('period', (), (), 'PERIOD', 'Only those dated in this period, such as 2026 or last-month.', True, False, None, False, (), 'periods', True))
P74 = Param._make(('status', ('--status',), (), 'STATUS', 'Only those with this status.', False, False, None, False, ('issued', 'sent', 'paid', 'overdue', 'credited'), '', True))
P75 = Param._make(('currency', ('--currency',), (), 'CODE', 'Only those in this currency.', False, False, None, True, (), 'currencies', True))
P76 = Param._make(('open', ('--open',), (), None, 'Only those with an amount outstanding or to refund.', False, False, False, False, (), '', True))
P77 = Param._make(('overdue', ('--overdue',), (), None, 'Only overdue invoices; the same as --status overdue.', False, False, False, False, (), '', True))
P78 = Param._make(('as_of', ('--as-of',), (), 'DAY', 'Show the position on this date. Default: today.', False, False, None, True, (), 'periods', True))
P79 = Param._make(('by', ('--by',), (), 'KEY', 'One row for each customer and currency, or each currency. Default: customer.', False, False, None, False, ('customer', 'currency'), '', True))
P80 = Param._make(('by', ('--by',), (), 'KEY', 'Group by this; can be repeated. Default: customer and month.', True, False, None, False, ('customer', 'month', 'year', 'currency'), '', True))
P81 = Param._make(('refs', (), (), 'REF', 'The records, such as case-12, 12, their keys or titles.', True, True, None, False, (), 'refs', True))
P82 = Param._make(('valid_until', ('--valid-until', '--valid'), (), '30d|DAY', 'How long the quote is valid, or until which date. Default: the setting billing.quote_validity.', False, False, None, True, (), '', True))
P83 = Param._make(('discount', ('--discount',), (), '10%|100.00', 'Discount on the whole quote, such as 5% or 50.00.', False, False, None, True, (), '', True))
P84 = Param._make(('with_notes', ('--with-notes',), (), None, 'Print the descriptions of the records.', False, False, False, False, (), '', True))
P85 = Param._make(('format', ('--format',), (), 'FORMATS', 'Formats, separated by commas: md, csv, json, html, pdf. Default: those of the customer without XML, else md.', False, False, None, True, (), 'quote_formats', True))
P86 = Param._make(('preview', ('--preview',), (), None, 'Show the quote without issuing it.', False, False, False, False, (), '', True))
P87 = Param._make(('status', ('--status',), (), 'STATUS', 'Only those with this status.', False, False, None, False, ('open', 'accepted', 'declined', 'expired'), '', True))
P88 = Param._make(('number', (), (), 'NUMBER', 'The number of the quote.', False, True, None, False, (), 'quotes', True))
P89 = Param._make(('until', (), (), 'DAY', 'The last day, such as 2026-09-30, or last-month for its last day.', False, False, None, False, (), 'periods', True))
P90 = Param._make(('ref', (), (), 'REF', 'The record, such as case-12, 12, its key, or a part of its title.', False, True, None, False, (), 'refs', True))
P91 = Param._make(('description', (), (), 'DESCRIPTION', 'A one-line description.', False, True, None, False, (), '', True))
P92 = Param._make(('price', (), (), 'PRICE', 'Price per unit, in the currency of the record.', False, True, None, False, (), '', True))
P93 = Param._make(('quantity', ('--quantity',), (), 'NUMBER', 'How many. Default: 1.', False, False, None, True, (), '', True))
P94 = Param._make(('unit', ('--unit',), (), 'UNIT', 'The unit, such as km or night.', False, False, None, True, (), '', True))
P95 = Param._make(('unit_code', ('--unit-code',), (), 'CODE', 'Code of the unit in structured invoices (UN/ECE Rec. 20), such as KMT. Default: that of its word.', False, False, None, False, (), 'unit_codes', True))
P96 = Param._make(('date', ('--date',), (), 'DAY', 'The date of the item, such as 2026-11-30 or yesterday. Default: today.', False, False, None, True, (), '', True))
P97 = Param._make(('tax_rate', ('--tax-rate',), (), 'PERCENT', "Tax rate in percent, such as 22. Default: the record's.", False, False, None, False, (), '', True))
P98 = Param._make(('tax_category', ('--tax-category',), (), 'CATEGORY', "What a tax rate of 0 means: zero-rated or exempt. Default: the record's.", False, False, None, False, (), 'tax_categories', True))
P99 = Param._make(('discount', ('--discount',), (), 'PERCENT', 'Discount on the item, such as 5%.', False, False, None, False, (), '', True))
P100 = Param._make(('force', ('--force',), (), None, 'Keep numbers and codes as they are, even if they look wrong.', False, False, False, False, (), '', True))
P101 = Param._make(('ref', (), (), 'REF', 'Only items of this record, such as case-12, 12, its key or title.', False, False, None, False, (), 'refs', True))
P102 = Param._make(('period', ('--period',), (), 'PERIOD', 'Only items dated in this period, such as 2026-11 or last-month.', False, False, None, True, (), 'periods', True))
P103 = Param._make(('invoiced', ('--invoiced',), ('--uninvoiced',), None, 'Only invoiced or only uninvoiced items.', False, False, None, False, (), '', True))
P104 = Param._make(('item', (), (), 'ID', "The item's number, such as 12, or @1 for the newest.", False, True, None, False, (), 'items', True))
P105 = Param._make(('description', ('--description',), (), 'TEXT', 'A one-line description.', False, False, None, False, (), '', True))
P106 = Param._make(('price', ('--price',), (), 'PRICE', 'Price per unit.', False, False, None, True, (), '', True))
P107 = Param._make(('record', ('--record', '-r'), (), 'REF', 'Move the item to this record.', False, False, None, True, (), 'refs', True))
P108 = Param._make(('items', (), (), 'ID', "The item's number, such as 12, or @1 for the newest.", True, True, None, False, (), 'items', True))
P109 = Param._make(('yes', ('--yes',), (), None, 'Do not ask for confirmation.', False, False, False, False, (), '', True))
P110 = Param._make(('series', (), (), 'SERIES', 'invoice, credit-note or quote, or a series as billing number list shows it.', False, True, None, False, (), 'series', True))
P111 = Param._make(('last', (), (), 'NUMBER', 'The last number that was used, such as 331.', False, True, None, False, (), '', True))
P112 = Param._make(('date', ('--date',), (), 'DAY', 'The series for documents dated this day, such as 2027-01-01. Default: today.', False, False, None, True, (), '', True))
P113 = Param._make(('customer', ('--customer',), (), 'NAME', 'The series of this customer, if the pattern contains {customer}.', False, False, None, True, (), 'customers', True))
P114 = Param._make(('customer', (), (), 'NAME', "The customer's name, or part of the name.", False, True, None, False, (), 'customers', True))
P115 = Param._make(('size', (), (), '40h|4000.00', 'Time such as 40h, or an amount before tax.', False, True, None, False, (), '', True))
P116 = Param._make(('service', ('--service',), (), 'NAME', 'Price, currency and tax rate of this service.', False, False, None, True, (), 'services', True))
P117 = Param._make(('rate', ('--rate',), (), 'AMOUNT', 'Price of an hour, such as 95.', False, False, None, True, (), '', True))
P118 = Param._make(('currency', ('--currency',), (), 'CODE', "Currency, such as EUR. Default: the customer's, or the setting billing.currency.", False, False, None, True, (), 'currencies', True))
P119 = Param._make(('tax_rate', ('--tax-rate',), (), 'PERCENT', 'Tax rate in percent, such as 22.', False, False, None, True, (), '', True))
P120 = Param._make(('title', ('--title',), (), 'TEXT', 'Description on the invoice. Default: Retainer.', False, False, None, True, (), '', True))
P121 = Param._make(('customer', (), (), 'NAME', 'Only those of this customer.', False, False, None, False, (), 'customers', True))
P122 = Param._make(('name', (), (), 'NAME', 'The template, such as plain.', False, True, None, False, (), 'templates', True))
P123 = Param._make(('to', ('--to',), (), 'DIR', 'Destination folder. Default: your templates folder.', False, False, None, True, (), 'folders', True))
P124 = Param._make(('new_name', ('--name',), (), 'NAME', 'Name of the copy. Default: the same name.', False, False, None, False, (), '', True))
P125 = Param._make(('file', (), (), 'FILE', 'Check only this file. Default: all templates.', False, False, None, False, (), 'files', True))
COMMANDS = {
    ('billing', 'preview'): Command(('billing', 'preview'), 'timelog_cli.cli.billing.issue', 'preview', (P0, P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, P11, P12, P13, P14, P15, P16, P17, P18, P19, P20, P21, P22, P23, P24, ), 'Show the invoices that would be issued, without issuing them.'),
    ('billing', 'issue'): Command(('billing', 'issue'), 'timelog_cli.cli.billing.issue', 'issue', (P0, P1, P2, P25, P4, P26, P15, P5, P6, P7, P8, P9, P10, P11, P12, P13, P27, P14, P28, P29, P30, P16, P17, P18, P19, P20, P21, P22, P23, P24, ), 'Issue invoices for the billable time on resolved or closed records.'),
    ('billing', 'check'): Command(('billing', 'check'), 'timelog_cli.cli.billing.checking', 'check', (P31, P32, P20, P21, P22, P23, P24, ), 'Show what an invoice lacks for a structured format such as XRechnung.'),
    ('billing', 'send'): Command(('billing', 'send'), 'timelog_cli.cli.billing.sending', 'send', (P33, P34, P35, P36, P37, P38, P39, P40, P41, P42, P20, P21, P22, P23, P24, ), 'Mark documents as sent, or send them by email with --mail.'),
    ('billing', 'remind'): Command(('billing', 'remind'), 'timelog_cli.cli.billing.sending', 'remind', (P43, P44, P45, P36, P37, P38, P39, P40, P41, P42, P20, P21, P22, P23, P24, ), 'Send payment reminders, or list the invoices that are overdue.'),
    ('billing', 'show'): Command(('billing', 'show'), 'timelog_cli.cli.billing.lifecycle', 'show', (P46, P26, P15, P20, P21, P22, P23, P24, ), 'Print a document exactly as it was issued.'),
    ('billing', 'export'): Command(('billing', 'export'), 'timelog_cli.cli.billing.lifecycle', 'export', (P47, P48, P15, P49, P28, P20, P21, P22, P23, P24, ), 'Write documents to files. Existing files are never overwritten.'),
    ('billing', 'credit'): Command(('billing', 'credit'), 'timelog_cli.cli.billing.lifecycle', 'credit', (P50, P51, P5, P18, P26, P15, P13, P20, P21, P22, P23, P24, ), 'Cancel an invoice, or some of its lines, with a credit note.'),
    ('billing', 'pay'): Command(('billing', 'pay'), 'timelog_cli.cli.billing.payments', 'pay', (P52, P53, P35, P54, P55, P56, P57, P58, P59, P60, P20, P21, P22, P23, P24, ), 'Record payments of invoices, all of them or none.'),
    ('billing', 'unpay'): Command(('billing', 'unpay'), 'timelog_cli.cli.billing.payments', 'unpay', (P61, P62, P63, P35, P20, P21, P22, P23, P24, ), 'Reverse a payment that was wrong or was returned by the bank.'),
    ('billing', 'unbilled'): Command(('billing', 'unbilled'), 'timelog_cli.cli.billing.overview', 'unbilled', (P1, P2, P4, P64, P65, P66, P67, P68, P69, P70, P71, P72, P20, P21, P22, P23, P24, ), 'List records with unbilled time or items.'),
    ('billing', 'list'): Command(('billing', 'list'), 'timelog_cli.cli.billing.overview', 'list_invoices', (P73, P1, P74, P75, P76, P77, P78, P65, P66, P67, P68, P69, P70, P71, P72, P20, P21, P22, P23, P24, ), 'List invoices and credit notes with their status.'),
    ('billing', 'ageing'): Command(('billing', 'ageing'), 'timelog_cli.cli.billing.overview', 'age', (P1, P75, P78, P79, P65, P66, P67, P68, P69, P70, P71, P72, P20, P21, P22, P23, P24, ), 'Show outstanding amounts by how long they are overdue.'),
    ('billing', 'aging'): Command(('billing', 'aging'), 'timelog_cli.cli.billing.overview', 'age', (P1, P75, P78, P79, P65, P66, P67, P68, P69, P70, P71, P72, P20, P21, P22, P23, P24, ), 'Show outstanding amounts by how long they are overdue.', hidden=True),
    ('billing', 'totals'): Command(('billing', 'totals'), 'timelog_cli.cli.billing.overview', 'totals', (P73, P1, P75, P78, P80, P65, P66, P67, P68, P69, P70, P71, P72, P20, P21, P22, P23, P24, ), 'Show invoice totals for a period, by customer and month by default.'),
    ('billing', 'quote'): Command(('billing', 'quote'), 'timelog_cli.cli.billing.quotes', 'quote', (P81, P82, P5, P83, P84, P11, P18, P13, P27, P26, P85, P86, P20, P21, P22, P23, P24, ), 'Issue quotes from the estimates of records.'),
    ('billing', 'quotes'): Command(('billing', 'quotes'), 'timelog_cli.cli.billing.quotes', 'list_quotes', (P73, P1, P87, P75, P78, P65, P66, P67, P68, P69, P70, P71, P72, P20, P21, P22, P23, P24, ), 'List quotes with their status.'),
    ('billing', 'accept'): Command(('billing', 'accept'), 'timelog_cli.cli.billing.quotes', 'accept', (P88, P35, P20, P21, P22, P23, P24, ), 'Mark a quote as accepted.'),
    ('billing', 'decline'): Command(('billing', 'decline'), 'timelog_cli.cli.billing.quotes', 'decline', (P88, P35, P20, P21, P22, P23, P24, ), 'Mark a quote as declined or withdrawn.'),
    ('billing', 'lock'): Command(('billing', 'lock'), 'timelog_cli.cli.billing.locks', 'lock', (P89, P20, P21, P22, P23, P24, ), 'Lock all logs up to a day, or show which are locked.'),
    ('billing', 'unlock'): Command(('billing', 'unlock'), 'timelog_cli.cli.billing.locks', 'unlock', (P20, P21, P22, P23, P24, ), 'Unlock all logs. The history shows who did it and when.'),
    ('billing', 'item', 'add'): Command(('billing', 'item', 'add'), 'timelog_cli.cli.billing.items', 'add', (P90, P91, P92, P93, P94, P95, P96, P97, P98, P99, P100, P20, P21, P22, P23, P24, ), 'Add an expense or a one-off charge to a record.'),
    ('billing', 'item', 'list'): Command(('billing', 'item', 'list'), 'timelog_cli.cli.billing.items', 'list_items', (P101, P1, P102, P103, P65, P66, P67, P68, P69, P70, P71, P72, P20, P21, P22, P23, P24, ), 'List expenses and one-off charges, by date.'),
    ('billing', 'item', 'edit'): Command(('billing', 'item', 'edit'), 'timelog_cli.cli.billing.items', 'edit', (P104, P105, P106, P93, P94, P95, P96, P97, P98, P99, P107, P100, P20, P21, P22, P23, P24, ), 'Change an item that is not yet invoiced.'),
    ('billing', 'item', 'delete'): Command(('billing', 'item', 'delete'), 'timelog_cli.cli.billing.items', 'delete', (P108, P109, P20, P21, P22, P23, P24, ), 'Delete items that are not yet invoiced.'),
    ('billing', 'number', 'list'): Command(('billing', 'number', 'list'), 'timelog_cli.cli.billing.numbers', 'list_numbers', (P65, P66, P67, P68, P69, P70, P71, P72, P20, P21, P22, P23, P24, ), 'List the number series of invoices, credit notes and quotes.'),
    ('billing', 'number', 'set'): Command(('billing', 'number', 'set'), 'timelog_cli.cli.billing.numbers', 'set_number', (P110, P111, P112, P113, P20, P21, P22, P23, P24, ), 'Continue the numbers of the program that you used before.'),
    ('billing', 'retainer', 'add'): Command(('billing', 'retainer', 'add'), 'timelog_cli.cli.billing.retainers', 'add', (P114, P115, P116, P117, P118, P119, P120, P5, P11, P13, P27, P26, P15, P16, P17, P18, P19, P20, P21, P22, P23, P24, ), 'Issue an invoice in advance, for time or money that later invoices draw on.'),
    ('billing', 'retainer', 'list'): Command(('billing', 'retainer', 'list'), 'timelog_cli.cli.billing.retainers', 'list_retainers', (P121, P65, P66, P67, P68, P69, P70, P71, P72, P20, P21, P22, P23, P24, ), 'List retainers and what is left of them.'),
    ('billing', 'template', 'list'): Command(('billing', 'template', 'list'), 'timelog_cli.cli.billing.templates', 'list_templates', (P65, P66, P67, P68, P69, P70, P71, P72, P20, P21, P22, P23, P24, ), 'List the built-in templates and those in your templates folder.'),
    ('billing', 'template', 'copy'): Command(('billing', 'template', 'copy'), 'timelog_cli.cli.billing.templates', 'copy', (P122, P123, P124, P20, P21, P22, P23, P24, ), 'Copy a template so that you can change it.'),
    ('billing', 'template', 'check'): Command(('billing', 'template', 'check'), 'timelog_cli.cli.billing.templates', 'check', (P125, P20, P21, P22, P23, P24, ), 'Check templates against sample documents.'),
}
GROUPS: dict[tuple[str, ...], str] = {
    ('billing',): 'Invoice billable time, and track invoices until they are paid.',
    ('billing', 'item'): 'Items to bill in addition to time: expenses and one-off charges.',
    ('billing', 'number'): 'Series of document numbers, and where they start.',
    ('billing', 'retainer'): 'Time or money paid in advance by a customer.',
    ('billing', 'template'): 'Templates for invoices and quotes: built-in and your own.',
}
