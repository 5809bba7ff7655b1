"""What must hold of the rows, whoever wrote them: a sentence for what is wrong, and how to find it.

The columns of the rows that are found fill the sentence.
"""

from __future__ import annotations

from timelog_cli.store.schema import CREDITED, DRAWS, UNITS

OF_ROWS: tuple[tuple[str, str], ...] = (
    (
        "log {0} has a segment outside its start and end",
        "SELECT DISTINCT log.id FROM log NOT INDEXED JOIN segment ON log_id = log.id"
        " WHERE segment.start_at < log.start_at OR segment.end_at > log.end_at",
    ),
    (
        "log {0} has a segment of another owner",
        "SELECT DISTINCT log.id FROM log NOT INDEXED JOIN segment ON log_id = log.id"
        " WHERE segment.owner_id IS NOT log.owner_id",
    ),
    (
        "log {0} has segments that overlap",
        "SELECT DISTINCT log_id FROM (SELECT log_id, start_at,"
        " max(end_at) OVER (PARTITION BY log_id ORDER BY start_at"
        " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before FROM segment)"
        " WHERE start_at < before",
    ),
    (
        "log {0} has more time worked ({1} s) than its span ({2} s)",
        "SELECT log.id, sum(segment.end_at - segment.start_at) AS worked,"
        " log.end_at - log.start_at AS span FROM log NOT INDEXED JOIN segment ON log_id = log.id"
        " GROUP BY log.id HAVING worked > span",
    ),
    (
        "log {0} ends before it starts",
        "SELECT id FROM log NOT INDEXED WHERE end_at < start_at",
    ),
    (
        "log {0} was entered by hand, but has no time worked",
        "SELECT id FROM log NOT INDEXED WHERE timed = 0"
        " AND NOT EXISTS (SELECT 1 FROM segment WHERE log_id = log.id)",
    ),
    (
        "timer {0} of {1} has segments that overlap",
        "SELECT DISTINCT timer_id, coalesce(owner.name, '?') FROM (SELECT timer_id, start_at,"
        " max(end_at) OVER (PARTITION BY timer_id ORDER BY start_at"
        " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before FROM timer_segment)"
        " LEFT JOIN timer ON timer.id = timer_id LEFT JOIN owner ON owner.id = owner_id"
        " WHERE start_at < before",
    ),
    (
        "timer {0} has a segment outside its start and last change",
        "SELECT DISTINCT timer.id FROM timer NOT INDEXED JOIN timer_segment ON timer_id = timer.id"
        " WHERE start_at < started_at OR end_at > changed_at",
    ),
    (
        "timer {0} started in the locked period",
        "SELECT timer.id FROM timer NOT INDEXED JOIN period_lock ON started_at < locked_before",
    ),
    (
        "timer {0} would resume a timer of another owner",
        "SELECT timer.id FROM timer NOT INDEXED JOIN timer AS other"
        " ON other.id = timer.resumes_id WHERE other.owner_id <> timer.owner_id",
    ),
    (
        "{0} has {1} running timers",
        "SELECT owner.name, count(*) AS running FROM timer NOT INDEXED"
        " JOIN owner ON owner.id = owner_id WHERE running_since IS NOT NULL"
        " GROUP BY owner_id HAVING running > 1",
    ),
    (
        "{0}-{1} is {2} but has an active timer",
        "SELECT DISTINCT type, record.id, status FROM record NOT INDEXED"
        " JOIN timer ON record_id = record.id WHERE status IN ('resolved', 'closed')",
    ),
    (
        "log {0} is billable, but {1}-{2} is not",
        "SELECT log.id, type, record.id FROM log NOT INDEXED JOIN record ON record.id = record_id"
        " WHERE log.billable = 1 AND record.billable = 0 AND invoice_id IS NULL",
    ),
    (
        "timer {0} is billable, but {1}-{2} is not",
        "SELECT timer.id, type, record.id FROM timer NOT INDEXED"
        " JOIN record ON record.id = record_id WHERE timer.billable = 1 AND record.billable = 0",
    ),
    (
        "{0}-{1} is billable without a service or a rate",
        "SELECT type, id FROM record NOT INDEXED"
        " WHERE billable = 1 AND (service_id IS NULL OR rate IS NULL)",
    ),
    (
        "the budget of {0} is in {1}, but it is billed in {2}",
        "SELECT type || '-' || id, budget_currency, currency FROM record NOT INDEXED"
        " WHERE budget_currency <> currency"
        " UNION ALL SELECT name, budget_currency, currency FROM customer NOT INDEXED"
        " WHERE budget_currency <> currency",
    ),
    (
        "invoice {0} bills {1} s of log {2}, which has {3} s",
        "SELECT number, worked_seconds, log_id,"
        " coalesce(sum(segment.end_at - segment.start_at), 0) AS worked"
        " FROM line_log JOIN invoice ON invoice.id = line_log.invoice_id"
        " JOIN log ON log.id = log_id AND log.invoice_id = line_log.invoice_id"
        " LEFT JOIN segment USING (log_id) GROUP BY line_log.invoice_id, log_id"
        " HAVING worked <> worked_seconds",
    ),
    (
        "log {0} is on invoice {1}, which has no line for it",
        "SELECT log.id, coalesce(number, '?') FROM log NOT INDEXED"
        " LEFT JOIN invoice ON invoice.id = log.invoice_id WHERE log.invoice_id IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM line_log"
        " WHERE line_log.invoice_id = log.invoice_id AND log_id = log.id)",
    ),
    (
        "invoice {0} bills log {1}, which is not locked by it",
        "SELECT number, log_id FROM line_log JOIN invoice ON invoice.id = line_log.invoice_id"
        " WHERE kind = 'invoice' AND sealed = 1"
        " AND NOT EXISTS (SELECT 1 FROM invoice AS credit WHERE credit.credits_id = invoice.id)"
        " AND NOT EXISTS (SELECT 1 FROM log"
        " WHERE log.id = log_id AND log.invoice_id = line_log.invoice_id)",
    ),
    (
        "item {0} is on invoice {1}, which has no line for it",
        "SELECT item.id, coalesce(number, '?') FROM item NOT INDEXED"
        " LEFT JOIN invoice ON invoice.id = item.invoice_id WHERE item.invoice_id IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM line_item"
        " WHERE line_item.invoice_id = item.invoice_id AND item_id = item.id)",
    ),
    (
        "invoice {0} bills item {1}, which is not locked by it",
        "SELECT number, item_id FROM line_item JOIN invoice ON invoice.id = line_item.invoice_id"
        " WHERE kind = 'invoice' AND sealed = 1"
        " AND NOT EXISTS (SELECT 1 FROM invoice AS credit WHERE credit.credits_id = invoice.id)"
        " AND NOT EXISTS (SELECT 1 FROM item"
        " WHERE item.id = item_id AND item.invoice_id = line_item.invoice_id)",
    ),
    (
        "item {0} is in {1}, but {2} is billed in another currency",
        "SELECT item.id, item.currency, type || '-' || record.id FROM item NOT INDEXED"
        " JOIN record ON record.id = record_id WHERE record.currency IS NOT item.currency",
    ),
    (
        "the fixed price of {0} is on {1} invoices",
        "SELECT type || '-' || record.id, count(*) AS invoices FROM invoice_line AS line"
        " JOIN invoice ON invoice.id = line.invoice_id AND kind = 'invoice'"
        " JOIN record ON record.id = record_id"
        f" WHERE flat = 1 AND NOT {CREDITED} GROUP BY record.id HAVING invoices > 1",
    ),
    (
        "more is drawn on the retainer {0} than was paid for",
        "SELECT (SELECT number FROM invoice WHERE invoice.id = retainer.invoice_id) FROM retainer"
        " WHERE retainer.seconds <"
        f" (SELECT total(draw.seconds) FROM {DRAWS} WHERE retainer_id = retainer.id)"
        f" OR {UNITS.format('retainer.amount')} <"
        f" (SELECT total({UNITS.format('draw.amount')}) FROM {DRAWS}"
        " WHERE retainer_id = retainer.id)",
    ),
    (
        "log {0} has its own rate, but {1}-{2} is not billed by time",
        "SELECT log.id, type, record.id FROM log NOT INDEXED JOIN record ON record.id = record_id"
        " WHERE log.rate IS NOT NULL AND coalesce(record.unit, 'flat') = 'flat'",
    ),
    (
        "{0}-{1} has dated rates, but is not billed by time",
        "SELECT DISTINCT type, record.id FROM record_rate JOIN record ON record.id = record_id"
        " WHERE coalesce(unit, 'flat') = 'flat'",
    ),
    (
        "series {0} ends with number {2} after {3}, but the count of its numbers is {1}",
        "SELECT series, count(*) AS numbers, max(seq) AS newest, coalesce((SELECT began_after"
        " FROM counter WHERE counter.series = invoice.series), 0) AS start"
        " FROM invoice NOT INDEXED GROUP BY series HAVING numbers <> newest - start",
    ),
    (
        "the counter of series {0} is {1}, but its last number is {2}",
        "SELECT coalesce(invoice.series, counter.series), last, max(seq) AS newest"
        " FROM counter LEFT JOIN invoice ON invoice.series = counter.series"
        " GROUP BY counter.series HAVING last IS NOT coalesce(newest, nullif(began_after, 0))",
    ),
    (
        "series {0} has no counter",
        "SELECT DISTINCT series FROM invoice NOT INDEXED"
        " WHERE series NOT IN (SELECT series FROM counter)",
    ),
    ("invoice {0} was never completed", "SELECT number FROM invoice NOT INDEXED WHERE sealed = 0"),
    (
        "invoice {0} has no line",
        "SELECT number FROM invoice NOT INDEXED"
        " WHERE NOT EXISTS (SELECT 1 FROM invoice_line WHERE invoice_id = invoice.id)",
    ),
    (
        "{0} credits {1}, which is not an invoice",
        "SELECT invoice.number, coalesce(other.number, '?') FROM invoice"
        " LEFT JOIN invoice AS other ON other.id = invoice.credits_id"
        " WHERE invoice.credits_id IS NOT NULL AND other.kind IS NOT 'invoice'",
    ),
    (
        "{0}-{1} has {2} accepted quotes",
        "SELECT type, record.id, count(DISTINCT invoice_id) AS accepted FROM invoice_line"
        " JOIN invoice ON invoice.id = invoice_id JOIN record ON record.id = record_id"
        " WHERE answer = 'accepted' GROUP BY record.id HAVING accepted > 1",
    ),
    (
        "quote {0} bills log {1}",
        "SELECT number, log_id FROM line_log JOIN invoice ON invoice.id = line_log.invoice_id"
        " WHERE kind = 'quote'",
    ),
    (
        "series {0} has both quotes and invoices",
        "SELECT series FROM invoice NOT INDEXED"
        " GROUP BY series HAVING sum(kind = 'quote') NOT IN (0, count(*))",
    ),
    (
        "message {0} has attachments that are not a list of names",
        "SELECT id FROM message WHERE json_type(attachments) <> 'array'"
        " OR EXISTS (SELECT 1 FROM json_each(attachments) WHERE type <> 'text')",
    ),
    (
        "quote {0} bills item {1}",
        "SELECT number, item_id FROM line_item JOIN invoice ON invoice.id = line_item.invoice_id"
        " WHERE kind = 'quote'",
    ),
    (
        "quote {0} has a payment",
        "SELECT DISTINCT number FROM payment JOIN invoice ON invoice.id = invoice_id"
        " WHERE kind = 'quote'",
    ),
    (
        "payment {0} does not reverse payment {1} in full",
        "SELECT payment.id, paid.id FROM payment JOIN payment AS paid"
        " ON paid.id = payment.reverses_id WHERE paid.reverses_id IS NOT NULL"
        " OR paid.invoice_id <> payment.invoice_id OR paid.paid_on > payment.paid_on"
        " OR payment.amount <> CASE WHEN paid.amount GLOB '-*' THEN substr(paid.amount, 2)"
        " ELSE '-' || paid.amount END",
    ),
    (
        "payment {0} is not the mirror of payment {1}, the credit that it used",
        "SELECT payment.id, source.id FROM payment JOIN payment AS source"
        " ON source.id = payment.credit_id JOIN invoice AS mine ON mine.id = payment.invoice_id"
        " JOIN invoice AS theirs ON theirs.id = source.invoice_id"
        " WHERE source.amount <> '-' || payment.amount OR source.paid_on > payment.paid_on"
        " OR mine.id = theirs.id OR mine.customer_id <> theirs.customer_id"
        " OR mine.currency <> theirs.currency OR source.reverses_id IS NOT NULL"
        " OR source.prepays_id IS NOT NULL",
    ),
    (
        "payment {0} used credit as payment {1}, but only one of them is reversed",
        "SELECT payment.id, source.id FROM payment JOIN payment AS source"
        " ON source.id = payment.credit_id"
        " WHERE EXISTS (SELECT 1 FROM payment AS back WHERE back.reverses_id = payment.id)"
        " <> EXISTS (SELECT 1 FROM payment AS back WHERE back.reverses_id = source.id)",
    ),
    (
        "payment {0} is not credit that {1} can have as a prepayment",
        "SELECT payment.id, mine.number FROM payment JOIN invoice AS mine"
        " ON mine.id = prepays_id JOIN invoice AS theirs ON theirs.id = payment.invoice_id"
        " WHERE payment.amount NOT GLOB '-*' OR mine.kind <> 'invoice' OR mine.id = theirs.id"
        " OR mine.customer_id <> theirs.customer_id OR mine.currency <> theirs.currency"
        " OR EXISTS (SELECT 1 FROM payment AS back WHERE back.reverses_id = payment.id)",
    ),
    (
        "{0} is dated before {1}, the one before it in its series",
        "SELECT number, earlier FROM (SELECT number, issue_date, lag(number) OVER w AS earlier,"
        " lag(issue_date) OVER w AS day FROM invoice NOT INDEXED"
        " WINDOW w AS (PARTITION BY series ORDER BY seq)) WHERE issue_date < day",
    ),
)

# The same of the history.
OF_HISTORY: tuple[tuple[str, str], ...] = (
    (
        "history entry {0} was never completed",
        "SELECT entry_id FROM open_entry WHERE entry_id IS NOT NULL",
    ),
    (
        "the history has {0} markers for the open entry instead of one",
        "SELECT count(*) AS marks FROM open_entry HAVING marks <> 1",
    ),
    (
        "history entry {0} is empty",
        "SELECT id FROM entry WHERE NOT EXISTS (SELECT 1 FROM change WHERE entry_id = entry.id)",
    ),
)
