"""The tables, the rules the database itself keeps, its history, and migrations."""

# Whether the line of the invoice is credited.
CREDITED = (
    "EXISTS (SELECT 1 FROM invoice AS note JOIN invoice_line AS back ON back.invoice_id = note.id"
    " WHERE note.credits_id = invoice.id AND back.credits_position = line.position)"
)
# What invoices draw on retainers, but for what was credited since.
DRAWS = (
    "retainer_draw AS draw JOIN invoice ON invoice.id = draw.invoice_id"
    " JOIN invoice_line AS line ON line.invoice_id = draw.invoice_id"
    f" AND line.position = draw.position AND NOT {CREDITED}"
)
# An amount in the smallest unit: those of one currency have the same digits after the point.
UNITS = "CAST(replace({0}, '.', '') AS INTEGER)"

# What the rules say that keep the logs of a locked period; the day is told by who catches it.
LOCKED = "the period is locked"
# What a rule says where a file with a hub has no number left for a new record.
NO_NUMBER = "no number is left for a new record"
# What a rule says of a document that is issued without the hub.
WITHOUT_HUB = "documents are issued with the hub"
