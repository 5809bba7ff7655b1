"""The tables of the file, version 6.

Instants are integer UTC seconds, dates ISO text, money decimal text beside a currency. Rows
carry a UUID besides their number, so that files can be merged.
"""

from __future__ import annotations

from timelog_cli.store.schema.document_tables import DOCUMENTS
from timelog_cli.store.schema.sync_tables import SYNC

# ``creating`` writes out what a column of a KIND may hold.
_WORK = """
CREATE TABLE entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL CHECK (INSTANT(at)),
    user TEXT NOT NULL,
    command TEXT NOT NULL,
    -- What is kept of a history that was compacted is not undone; nor is a compaction, nor that a
    -- document was made in another format, nor what came from other files.
    kind TEXT NOT NULL DEFAULT 'do'
        CHECK (kind IN ('do', 'undo', 'redo', 'kept', 'compact', 'document', 'sync')),
    reverts INTEGER REFERENCES entry,
    undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
    CHECK ((kind IN ('undo', 'redo')) = (reverts IS NOT NULL))
) STRICT;
CREATE INDEX entry_reverts ON entry (reverts) WHERE reverts IS NOT NULL;

CREATE TABLE open_entry (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    entry_id INTEGER REFERENCES entry
) STRICT;
INSERT INTO open_entry (id) VALUES (1);

CREATE TABLE change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    entry_id INTEGER NOT NULL REFERENCES entry,
    tbl TEXT NOT NULL,
    before TEXT,
    after TEXT,
    CHECK (before IS NOT NULL OR after IS NOT NULL)
) STRICT;
CREATE INDEX change_entry ON change (entry_id);

CREATE TABLE owner (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (length(name) > 0)
) STRICT;

CREATE TABLE customer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (length(name) BETWEEN 1 AND 500),
    address TEXT NOT NULL DEFAULT '',
    vat_id TEXT NOT NULL DEFAULT '',
    currency TEXT CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    terms_days INTEGER CHECK (terms_days BETWEEN 0 AND 3650),
    tax_treatment TEXT NOT NULL DEFAULT 'standard'
        CHECK (tax_treatment IN ('standard', 'reverse-charge', 'intra-community', 'export',
                                 'exempt', 'out-of-scope')),
    locale TEXT CHECK (length(locale) > 0),
    increment_seconds INTEGER CHECK (increment_seconds > 0),
    rounding TEXT CHECK (rounding IN ('up', 'nearest', 'down')),
    round_per TEXT CHECK (round_per IN ('log', 'line')),
    minimum_seconds INTEGER CHECK (minimum_seconds >= 0),
    -- As '4% Pension fund'; 'none' keeps those of the settings away.
    surcharge TEXT CHECK (length(surcharge) > 0),
    withholding TEXT CHECK (length(withholding) > 0),
    tax_note TEXT NOT NULL DEFAULT '',
    BUDGET(budget),
    DETAILS(country),
    -- What {customer} is in the numbers of its documents.
    code TEXT UNIQUE COLLATE NOCASE CHECK (length(code) BETWEEN 1 AND 20
        AND code NOT GLOB '*[^0-9A-Za-z]*'),
    -- The formats of documents that it gets, as 'pdf,xrechnung'.
    formats TEXT NOT NULL DEFAULT '',
    -- From the end of a month: of the one in which the days are over, or of that of the issue.
    terms_from TEXT CHECK (terms_from IN ('before-month-end', 'after-month-end')),
    -- As '14d 2%'; 'none' keeps that of the settings away.
    early_payment TEXT CHECK (length(early_payment) > 0),
    -- Why no tax is due, of the code list VATEX.
    exemption_code TEXT NOT NULL DEFAULT '' CHECK (length(exemption_code) <= 40)
) STRICT;

CREATE TABLE customer_email (
    address TEXT PRIMARY KEY COLLATE NOCASE CHECK (length(address) > 0),
    customer_id INTEGER NOT NULL REFERENCES customer,
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_email_customer ON customer_email (customer_id);

CREATE TABLE service (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (length(name) BETWEEN 1 AND 500),
    price TEXT NOT NULL CHECK (NUMBER(price)),
    currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    unit TEXT NOT NULL,
    -- A flat price is for no time at all.
    unit_seconds INTEGER NOT NULL CHECK (unit_seconds > 0 OR unit = 'flat'),
    tax_rate TEXT CHECK (NUMBER(tax_rate)),
    includes_tax INTEGER NOT NULL DEFAULT 0 CHECK (includes_tax IN (0, 1)),
    ZERO_RATE(tax_category)
) STRICT;

CREATE TABLE record (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    type TEXT NOT NULL CHECK (type IN ('task', 'case', 'ticket', 'work-order')),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 500),
    description TEXT NOT NULL DEFAULT '' CHECK (length(description) <= 100000),
    customer_id INTEGER REFERENCES customer,
    owner_id INTEGER NOT NULL REFERENCES owner,
    status TEXT NOT NULL DEFAULT 'new'
        CHECK (status IN ('new', 'open', 'waiting', 'resolved', 'closed')),
    service_id INTEGER REFERENCES service,
    rate TEXT CHECK (NUMBER(rate)),
    unit TEXT,
    unit_seconds INTEGER CHECK (unit_seconds > 0 OR unit = 'flat'),
    currency TEXT CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    tax_rate TEXT CHECK (NUMBER(tax_rate)),
    discount TEXT CHECK (NUMBER(discount)),
    billable INTEGER NOT NULL DEFAULT 0 CHECK (billable IN (0, 1)),
    estimate_seconds INTEGER CHECK (estimate_seconds > 0),
    increment_seconds INTEGER CHECK (increment_seconds > 0),
    rounding TEXT CHECK (rounding IN ('up', 'nearest', 'down')),
    round_per TEXT CHECK (round_per IN ('log', 'line')),
    minimum_seconds INTEGER CHECK (minimum_seconds >= 0),
    includes_tax INTEGER NOT NULL DEFAULT 0 CHECK (includes_tax IN (0, 1)),
    created_at INTEGER NOT NULL CHECK (INSTANT(created_at)),
    -- Whether its new logs are billable where nothing is said; NULL leaves it to the settings.
    log_billable INTEGER CHECK (log_billable IN (0, 1)),
    -- The user's own name for it, such as the number of an issue elsewhere.
    key TEXT UNIQUE COLLATE NOCASE CHECK (KEY(key)),
    BUDGET(budget),
    changed_at INTEGER NOT NULL DEFAULT 0 CHECK (INSTANT(changed_at)),
    ZERO_RATE(tax_category),
    CHECK (billable = 0 OR (service_id IS NOT NULL AND rate IS NOT NULL)),
    CHECK (rate IS NULL OR (unit IS NOT NULL AND unit_seconds IS NOT NULL
                            AND currency IS NOT NULL))
) STRICT;
CREATE INDEX record_customer ON record (customer_id);
CREATE INDEX record_status ON record (status);
CREATE INDEX record_service ON record (service_id) WHERE service_id IS NOT NULL;

-- The rate of a record for logs that begin at from_at or later: the instant at which from_day
-- began for whoever said so.
CREATE TABLE record_rate (
    record_id INTEGER NOT NULL REFERENCES record,
    from_at INTEGER NOT NULL CHECK (INSTANT(from_at)),
    from_day TEXT NOT NULL CHECK (DAY(from_day)),
    rate TEXT NOT NULL CHECK (NUMBER(rate)),
    PRIMARY KEY (record_id, from_at),
    UNIQUE (record_id, from_day)
) STRICT, WITHOUT ROWID;

-- What is billed beside time: so many units at a price, once.
CREATE TABLE item (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    record_id INTEGER NOT NULL REFERENCES record,
    day TEXT NOT NULL CHECK (DAY(day)),
    description TEXT NOT NULL CHECK (length(description) BETWEEN 1 AND 500),
    quantity TEXT NOT NULL CHECK (NUMBER(quantity) AND quantity GLOB '*[1-9]*'),
    unit TEXT NOT NULL CHECK (length(unit) BETWEEN 1 AND 50),
    unit_price TEXT NOT NULL CHECK (NUMBER(unit_price)),
    currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    tax_rate TEXT CHECK (NUMBER(tax_rate)),
    discount TEXT CHECK (NUMBER(discount)),
    invoice_id INTEGER REFERENCES invoice,
    ZERO_RATE(tax_category),
    -- Of UN/ECE Recommendation 20, where the word for the unit does not say it.
    unit_code TEXT CHECK (unit_code GLOB '[0-9A-Z]*' AND unit_code NOT GLOB '*[^0-9A-Z]*'
        AND length(unit_code) BETWEEN 2 AND 3)
) STRICT;
CREATE INDEX item_record ON item (record_id);
CREATE INDEX item_invoice ON item (invoice_id) WHERE invoice_id IS NOT NULL;

CREATE TABLE message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    message_id TEXT NOT NULL,
    record_id INTEGER NOT NULL REFERENCES record,
    sender_name TEXT NOT NULL,
    sender_address TEXT,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    attachments TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(attachments)),
    sent_at INTEGER CHECK (INSTANT(sent_at)),
    received_at INTEGER NOT NULL CHECK (INSTANT(received_at)),
    -- Of the sender and the text. Programs use an id twice, and strangers use those of others.
    digest TEXT NOT NULL CHECK (length(digest) = 64),
    UNIQUE (message_id, digest)
) STRICT;
CREATE INDEX message_record ON message (record_id);

-- What a message answers, by its Message-ID, whether or not that message is here.
CREATE TABLE message_parent (
    parent TEXT NOT NULL CHECK (length(parent) > 0),
    message_id INTEGER NOT NULL REFERENCES message,
    PRIMARY KEY (parent, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_parent_message ON message_parent (message_id);

CREATE TABLE timer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    record_id INTEGER NOT NULL REFERENCES record,
    owner_id INTEGER NOT NULL REFERENCES owner,
    started_at INTEGER NOT NULL CHECK (INSTANT(started_at)),
    changed_at INTEGER NOT NULL CHECK (INSTANT(changed_at)),
    running_since INTEGER,
    zone TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 100000),
    billable INTEGER NOT NULL DEFAULT 0 CHECK (billable IN (0, 1)),
    -- The timer that this one interrupted, which runs again when this one ends.
    resumes_id INTEGER REFERENCES timer CHECK (resumes_id < id),
    UNIQUE (owner_id, record_id),
    CHECK (changed_at >= started_at),
    CHECK (running_since IS NULL OR running_since = changed_at)
) STRICT;
CREATE UNIQUE INDEX timer_one_running ON timer (owner_id) WHERE running_since IS NOT NULL;
CREATE INDEX timer_record ON timer (record_id);
CREATE INDEX timer_resumes ON timer (resumes_id) WHERE resumes_id IS NOT NULL;

CREATE TABLE timer_segment (
    timer_id INTEGER NOT NULL REFERENCES timer,
    start_at INTEGER NOT NULL CHECK (INSTANT(start_at)),
    end_at INTEGER NOT NULL CHECK (end_at > start_at AND INSTANT(end_at)),
    PRIMARY KEY (timer_id, start_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE timer_tag (
    timer_id INTEGER NOT NULL REFERENCES timer,
    tag TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 100),
    PRIMARY KEY (timer_id, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE log (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    record_id INTEGER NOT NULL REFERENCES record,
    owner_id INTEGER NOT NULL REFERENCES owner,
    start_at INTEGER NOT NULL CHECK (INSTANT(start_at)),
    end_at INTEGER NOT NULL CHECK (INSTANT(end_at)),
    zone TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 100000),
    billable INTEGER NOT NULL DEFAULT 0 CHECK (billable IN (0, 1)),
    timed INTEGER NOT NULL DEFAULT 0 CHECK (timed IN (0, 1)),
    -- Instead of the rate of the record, in its unit and currency.
    rate TEXT CHECK (NUMBER(rate)),
    invoice_id INTEGER REFERENCES invoice,
    created_at INTEGER NOT NULL CHECK (INSTANT(created_at))
        DEFAULT (CAST(strftime('%s', 'now') AS INTEGER)),
    changed_at INTEGER NOT NULL DEFAULT 0 CHECK (INSTANT(changed_at)),
    -- Whether another program has invoiced it, so that it is never billed again.
    billed_elsewhere INTEGER NOT NULL DEFAULT 0 CHECK (billed_elsewhere IN (0, 1)),
    -- Whether only its hours are known, and an import gave it a start and an end.
    laid_out INTEGER NOT NULL DEFAULT 0 CHECK (laid_out IN (0, 1)),
    CHECK (rate IS NULL OR billable = 1),
    CHECK (billed_elsewhere = 0 OR billable = 0),
    CHECK (end_at > start_at OR (timed = 1 AND end_at = start_at)),
    CHECK (invoice_id IS NULL OR billable = 1)
) STRICT;
-- With the flag beside it, the billable time of a record is summed without reading its logs.
CREATE INDEX log_record ON log (record_id, billable);
CREATE INDEX log_start ON log (start_at);
-- Logs of a period are looked for among those that begin at most two days before; the few longer
-- ones are found here.
CREATE INDEX log_long ON log (end_at) WHERE end_at - start_at > 172800;
CREATE INDEX log_unbilled ON log (record_id) WHERE billable = 1 AND invoice_id IS NULL;
CREATE INDEX log_changed ON log (changed_at);
CREATE INDEX log_invoice ON log (invoice_id) WHERE invoice_id IS NOT NULL;

CREATE TABLE segment (
    log_id INTEGER NOT NULL REFERENCES log,
    start_at INTEGER NOT NULL CHECK (INSTANT(start_at)),
    end_at INTEGER NOT NULL CHECK (end_at > start_at AND INSTANT(end_at)),
    owner_id INTEGER NOT NULL REFERENCES owner,
    PRIMARY KEY (log_id, start_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX segment_owner ON segment (owner_id, start_at);
-- Overlaps are looked for among the segments that begin at most two days before; the few longer
-- ones are found here.
CREATE INDEX segment_long ON segment (owner_id, start_at) WHERE end_at - start_at > 172800;

CREATE TABLE log_tag (
    log_id INTEGER NOT NULL REFERENCES log,
    tag TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 100),
    PRIMARY KEY (log_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX log_tag_tag ON log_tag (tag);

-- The entries of other programs that are here. Each is known by a digest of its id, or of what
-- it is where it has none; what it says besides is in the content. The log is gone where it was
-- deleted: it does not come back with the next import.
CREATE TABLE imported (
    source TEXT NOT NULL CHECK (length(source) BETWEEN 1 AND 50),
    entry_key BLOB NOT NULL CHECK (length(entry_key) = 16),
    content BLOB NOT NULL CHECK (length(content) = 16),
    log_id INTEGER REFERENCES log,
    PRIMARY KEY (source, entry_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX imported_log ON imported (log_id) WHERE log_id IS NOT NULL;

-- How the files of a program were read the last time: the mapping of its names, as TOML.
CREATE TABLE import_source (
    source TEXT PRIMARY KEY CHECK (length(source) BETWEEN 1 AND 50),
    mapping TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A day on which an owner does not work, or works less: half as long, or so many seconds less.
-- Without an owner it is everybody's.
CREATE TABLE day_off (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    owner_id INTEGER REFERENCES owner,
    day TEXT NOT NULL CHECK (DAY(day)),
    half INTEGER NOT NULL DEFAULT 0 CHECK (half IN (0, 1)),
    seconds INTEGER CHECK (seconds BETWEEN 1 AND 86400),
    title TEXT NOT NULL DEFAULT '' CHECK (length(title) <= 500),
    UNIQUE (owner_id, day),
    CHECK (half = 0 OR seconds IS NULL)
) STRICT;
CREATE UNIQUE INDEX day_off_of_everybody ON day_off (day) WHERE owner_id IS NULL;

"""
TABLES = _WORK + DOCUMENTS + SYNC
