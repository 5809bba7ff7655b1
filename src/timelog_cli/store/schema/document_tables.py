"""The tables of documents and of what follows them: payments, retainers, messages, locks."""

from __future__ import annotations

DOCUMENTS = """
CREATE TABLE counter (
    series TEXT PRIMARY KEY,
    last INTEGER NOT NULL CHECK (last > 0),
    -- The number before its first one, which another program gave.
    began_after INTEGER NOT NULL DEFAULT 0 CHECK (began_after BETWEEN 0 AND last)
) STRICT, WITHOUT ROWID;

CREATE TABLE invoice (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    number TEXT NOT NULL UNIQUE COLLATE NOCASE,
    kind TEXT NOT NULL CHECK (kind IN ('invoice', 'credit-note', 'quote')),
    series TEXT NOT NULL,
    seq INTEGER NOT NULL CHECK (seq > 0),
    customer_id INTEGER NOT NULL REFERENCES customer,
    credits_id INTEGER REFERENCES invoice,
    currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    issue_date TEXT NOT NULL CHECK (DAY(issue_date)),
    -- Of a quote the last day on which it can be accepted.
    due_date TEXT NOT NULL CHECK (DAY(due_date)),
    total TEXT NOT NULL CHECK (AMOUNT(total)),
    payable TEXT NOT NULL CHECK (AMOUNT(payable)),
    issued_at INTEGER NOT NULL CHECK (INSTANT(issued_at)),
    sent_on TEXT CHECK (DAY(sent_on)),
    answer TEXT CHECK (answer IN ('accepted', 'declined')),
    answered_on TEXT CHECK (DAY(answered_on) AND answered_on >= issue_date),
    sealed INTEGER NOT NULL DEFAULT 0 CHECK (sealed IN (0, 1)),
    -- The last one: it is long, and what is after it in a row is slow to reach.
    snapshot TEXT NOT NULL CHECK (json_valid(snapshot)),
    UNIQUE (series, seq),
    CHECK ((kind = 'credit-note') = (credits_id IS NOT NULL)),
    CHECK (kind = 'quote' OR answer IS NULL),
    CHECK ((answer IS NULL) = (answered_on IS NULL))
) STRICT;
CREATE INDEX invoice_customer ON invoice (customer_id);
CREATE INDEX invoice_credits ON invoice (credits_id) WHERE credits_id IS NOT NULL;

CREATE TABLE invoice_line (
    invoice_id INTEGER NOT NULL REFERENCES invoice,
    position INTEGER NOT NULL CHECK (position > 0),
    -- NULL where one line bills several records; line_log has the record of each log.
    record_id INTEGER REFERENCES record,
    service_id INTEGER REFERENCES service,
    credits_position INTEGER,
    -- Whether it bills the flat price of its record.
    flat INTEGER NOT NULL DEFAULT 0 CHECK (flat IN (0, 1)),
    PRIMARY KEY (invoice_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX invoice_line_record ON invoice_line (record_id);
CREATE INDEX invoice_line_service ON invoice_line (service_id) WHERE service_id IS NOT NULL;

CREATE TABLE line_log (
    invoice_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    log_id INTEGER NOT NULL,
    record_id INTEGER NOT NULL REFERENCES record,
    worked_seconds INTEGER NOT NULL CHECK (worked_seconds >= 0),
    -- A log is on one line of a document. An index by logs alone would be written far and wide.
    PRIMARY KEY (invoice_id, log_id),
    FOREIGN KEY (invoice_id, position) REFERENCES invoice_line
) STRICT, WITHOUT ROWID;
CREATE INDEX line_log_record ON line_log (record_id);

CREATE TABLE line_item (
    invoice_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    item_id INTEGER NOT NULL,
    record_id INTEGER NOT NULL REFERENCES record,
    PRIMARY KEY (invoice_id, position, item_id),
    FOREIGN KEY (invoice_id, position) REFERENCES invoice_line
) STRICT, WITHOUT ROWID;
CREATE INDEX line_item_record ON line_item (record_id);
CREATE INDEX line_item_item ON line_item (item_id);

CREATE TABLE document (
    invoice_id INTEGER NOT NULL REFERENCES invoice,
    format TEXT NOT NULL CHECK (format IN ('md', 'csv', 'json', 'html', 'pdf', 'ubl', 'cii',
        'xrechnung', 'peppol', 'facturx')),
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    bytes BLOB NOT NULL,
    PRIMARY KEY (invoice_id, format)
) STRICT;

-- The logo of a snapshot, which has its hash: it is the same on many documents.
CREATE TABLE logo (
    sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    format TEXT NOT NULL CHECK (format IN ('png', 'jpg', 'svg')),
    bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 1000000)
) STRICT;

CREATE TABLE payment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    invoice_id INTEGER NOT NULL REFERENCES invoice,
    amount TEXT NOT NULL CHECK (AMOUNT(amount) AND amount GLOB '*[1-9]*'),
    paid_on TEXT NOT NULL CHECK (DAY(paid_on)),
    -- The payment that this one reverses, with the other sign.
    reverses_id INTEGER UNIQUE REFERENCES payment CHECK (reverses_id < id),
    reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    -- The payment that took the same amount off another invoice, where it was credit.
    credit_id INTEGER UNIQUE REFERENCES payment CHECK (credit_id < id),
    -- The entry of a bank statement that it is.
    bank_entry TEXT CHECK (length(bank_entry) BETWEEN 1 AND 200),
    -- The invoice that has the amount, which was credit, in what is prepaid.
    prepays_id INTEGER REFERENCES invoice,
    CHECK (reverses_id IS NOT NULL OR reason = ''),
    CHECK ((reverses_id IS NOT NULL) + (credit_id IS NOT NULL) + (bank_entry IS NOT NULL)
        + (prepays_id IS NOT NULL) < 2)
) STRICT;
CREATE INDEX payment_invoice ON payment (invoice_id);
CREATE INDEX payment_prepays ON payment (prepays_id) WHERE prepays_id IS NOT NULL;
CREATE UNIQUE INDEX payment_bank_entry ON payment (bank_entry, invoice_id)
    WHERE bank_entry IS NOT NULL;

-- What a customer has paid in advance, by its own invoice: so much time, or so much money, for work
-- at one tax rate and in one way of prices.
CREATE TABLE retainer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    customer_id INTEGER NOT NULL REFERENCES customer,
    invoice_id INTEGER NOT NULL UNIQUE REFERENCES invoice,
    seconds INTEGER CHECK (seconds > 0),
    amount TEXT CHECK (AMOUNT(amount) AND amount GLOB '*[1-9]*'),
    currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    tax_rate TEXT CHECK (NUMBER(tax_rate)),
    includes_tax INTEGER NOT NULL DEFAULT 0 CHECK (includes_tax IN (0, 1)),
    CHECK ((seconds IS NULL) <> (amount IS NULL))
) STRICT;
CREATE INDEX retainer_customer ON retainer (customer_id);

-- The line of an invoice by which it draws on a retainer: time, or money.
CREATE TABLE retainer_draw (
    invoice_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    retainer_id INTEGER NOT NULL REFERENCES retainer,
    seconds INTEGER CHECK (seconds > 0),
    amount TEXT CHECK (AMOUNT(amount) AND amount GLOB '*[1-9]*'),
    PRIMARY KEY (invoice_id, position),
    FOREIGN KEY (invoice_id, position) REFERENCES invoice_line,
    CHECK ((seconds IS NULL) <> (amount IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX retainer_draw_retainer ON retainer_draw (retainer_id);

-- The messages by which documents were sent, and payment was asked for: reminders have a level.
CREATE TABLE sent_message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    invoice_id INTEGER NOT NULL REFERENCES invoice,
    sent_at INTEGER NOT NULL CHECK (INSTANT(sent_at)),
    message_id TEXT NOT NULL UNIQUE CHECK (length(message_id) BETWEEN 1 AND 250),
    recipients TEXT NOT NULL CHECK (length(recipients) > 0),
    level INTEGER CHECK (level > 0)
) STRICT;
CREATE INDEX sent_message_invoice ON sent_message (invoice_id);

-- The day to which logs are locked: those that begin before locked_before stay as they are.
CREATE TABLE period_lock (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    last_day TEXT NOT NULL CHECK (DAY(last_day)),
    locked_before INTEGER NOT NULL CHECK (INSTANT(locked_before))
) STRICT;
"""
