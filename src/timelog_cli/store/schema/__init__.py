"""The tables, the rules the database itself keeps, its history, and migrations."""

# Whether the line of the invoice is credited.
CREDITED = (
    "EXISTS (SELECT 1 FROM invoice AS note JOIN invoice_line AS back ON back.invoice_id = note.id"
    " WHERE note.credits_id = invoice.id AND back.credits_position = line.position)"
)
