"""The tables that files exchange, with their groups of columns."""

from __future__ import annotations

from timelog_cli.domain.sync import Column, Group, Part, Synced


def _column(written: str) -> Column:
    """``name:kind``, ``name:kind!`` for one that is never NULL, ``name:ref(table)``."""
    name, _, kind = written.partition(":")
    required = kind.endswith("!")
    kind = kind.rstrip("!") or "text"
    if kind.startswith("ref("):
        return Column(name, "ref", required, kind[4:-1])
    return Column(name, kind, required)


def _columns(written: str) -> tuple[Column, ...]:
    return tuple(map(_column, written.split()))


def _group(name: str, written: str, *parts: Part) -> Group:
    return Group(name, _columns(written), parts)


def _part(name: str, table: str, owner: str, written: str, order: str) -> Part:
    return Part(name, table, owner, _columns(written), tuple(order.split()))


_BUDGET = _group(
    "budget", "budget_seconds:integer budget_amount:number budget_currency budget_warn:integer"
)
_ROUNDING = "increment_seconds:integer rounding round_per minimum_seconds:integer"
_CUSTOMER = Synced(
    "customer",
    (
        _group("name", "name:text!"),
        _group(
            "address",
            "address:text! street:text! street2:text! postcode:text! city:text! region:text!"
            " country:text! contact:text! phone:text!",
        ),
        _group(
            "numbers",
            "vat_id:text! tax_number:text! legal_id:text! legal_scheme:text!"
            " electronic_address:text! electronic_scheme:text! buyer_reference:text!",
        ),
        _group(
            "terms",
            "currency terms_days:integer terms_from early_payment tax_treatment:text!"
            " exemption_code:text! surcharge withholding tax_note:text! locale formats:text!",
        ),
        _group("rounding", _ROUNDING),
        _group("code", "code"),
        _BUDGET,
        Group(
            "emails",
            (),
            (
                _part(
                    "emails",
                    "customer_email",
                    "customer_id",
                    "address:text! position:integer!",
                    "position address",
                ),
            ),
        ),
    ),
    unique=("name", "code"),
)
_RECORD = Synced(
    "record",
    (
        # The number is the same in every file; nobody changes it.
        _group("identity", "id:integer! type:text! created_at:instant!"),
        _group("title", "title:text!"),
        _group("description", "description:text!"),
        _group("customer", "customer_id:ref(customer)"),
        _group("owner", "owner_id:ref(owner)!"),
        _group("status", "status:text!"),
        _group(
            "billing",
            "billable:flag! service_id:ref(service) rate:number unit unit_seconds:integer currency"
            " tax_rate:number tax_category includes_tax:flag! discount:number",
            _part(
                "rates",
                "record_rate",
                "record_id",
                "from_day:day! from_at:instant! rate:number!",
                "from_day",
            ),
        ),
        _group("log_billable", "log_billable:flag"),
        _group("estimate", "estimate_seconds:integer"),
        _group("rounding", _ROUNDING),
        _group("key", "key"),
        _BUDGET,
    ),
    unique=("key",),
)
_LOG = Synced(
    "log",
    (
        _group(
            "times",
            "owner_id:ref(owner)! start_at:instant! end_at:instant! zone:text! timed:flag!"
            " laid_out:flag! created_at:instant!",
            _part("segments", "segment", "log_id", "start_at:instant! end_at:instant!", "start_at"),
        ),
        _group(
            "billing", "record_id:ref(record)! billable:flag! rate:number billed_elsewhere:flag!"
        ),
        _group("note", "note:text!"),
        Group("tags", (), (_part("tags", "log_tag", "log_id", "tag:text!", "tag"),)),
        # Set by the hub alone, when a document takes the log up or is credited.
        _group("invoice", "invoice_id:ref(invoice)"),
    ),
    private=True,
)
_TIMER = Synced(
    "timer",
    (
        _group(
            "timer",
            "record_id:ref(record)! owner_id:ref(owner)! started_at:instant! changed_at:instant!"
            " running_since:instant zone:text! note:text! billable:flag! resumes_id:ref(timer)",
            _part(
                "segments",
                "timer_segment",
                "timer_id",
                "start_at:instant! end_at:instant!",
                "start_at",
            ),
            _part("tags", "timer_tag", "timer_id", "tag:text!", "tag"),
        ),
    ),
    private=True,
)
_INVOICE = Synced(
    "invoice",
    (
        _group(
            "document",
            "number:text! kind:text! series:text! seq:integer! customer_id:ref(customer)!"
            " credits_id:ref(invoice) currency:text! issue_date:day! due_date:day! total:number!"
            " payable:number! issued_at:instant! snapshot:json!",
            _part(
                "lines",
                "invoice_line",
                "invoice_id",
                "position:integer! record_id:ref(record) service_id:ref(service)"
                " credits_position:integer flat:flag!",
                "position",
            ),
            _part(
                "line_logs",
                "line_log",
                "invoice_id",
                "position:integer! log_id:ref(log)! record_id:ref(record)! worked_seconds:integer!",
                "position log_id",
            ),
            _part(
                "line_items",
                "line_item",
                "invoice_id",
                "position:integer! item_id:ref(item)! record_id:ref(record)!",
                "position item_id",
            ),
            _part(
                "draws",
                "retainer_draw",
                "invoice_id",
                "position:integer! retainer_id:ref(retainer)! seconds:integer amount:number",
                "position",
            ),
        ),
        _group("answer", "answer answered_on:day"),
        _group("sent", "sent_on:day"),
    ),
    policy="issued",
    unique=("number",),
    hidden=True,
)

# Each table stands behind those that it refers to, but for a timer that resumes another, a payment
# that reverses or moves another, and retainers, which invoices draw on.
TABLES: tuple[Synced, ...] = (
    Synced("owner", (_group("name", "name:text!"),), unique=("name",)),
    _CUSTOMER,
    Synced(
        "service",
        (
            _group("name", "name:text!"),
            _group(
                "price",
                "price:number! currency:text! unit:text! unit_seconds:integer! tax_rate:number"
                " includes_tax:flag! tax_category",
            ),
        ),
        unique=("name",),
        managed=True,
    ),
    _RECORD,
    Synced(
        "message",
        (
            _group(
                "message",
                "message_id:text! sender_name:text! sender_address subject:text! body:text!"
                " attachments:json! sent_at:instant received_at:instant! digest:text!",
                _part("parents", "message_parent", "message_id", "parent:text!", "parent"),
            ),
            _group("record", "record_id:ref(record)!"),
        ),
    ),
    _INVOICE,
    Synced(
        "item",
        (
            _group(
                "item",
                "record_id:ref(record)! day:day! description:text! quantity:number! unit:text!"
                " unit_price:number! currency:text! tax_rate:number discount:number tax_category"
                " unit_code",
            ),
            _group("invoice", "invoice_id:ref(invoice)"),
        ),
    ),
    _LOG,
    _TIMER,
    Synced(
        "day_off",
        (
            _group(
                "day_off",
                "owner_id:ref(owner) day:day! half:flag! seconds:integer title:text!",
            ),
        ),
        private=True,
    ),
    Synced(
        "imported",
        (_group("imported", "source:text! entry_key:bytes! content:bytes! log_id:ref(log)"),),
        natural=("source", "entry_key"),
        private=True,
    ),
    Synced(
        "logo",
        (_group("logo", "sha256:text! format:text! bytes:bytes!"),),
        policy="issued",
        natural=("sha256",),
        hidden=True,
    ),
    Synced(
        "document",
        (
            _group(
                "document",
                "invoice_id:ref(invoice)! format:text! file_name:text! sha256:text! bytes:bytes!",
            ),
        ),
        policy="added",
        natural=("invoice_id", "format"),
        hidden=True,
        managed=True,
    ),
    Synced(
        "retainer",
        (
            _group(
                "retainer",
                "customer_id:ref(customer)! invoice_id:ref(invoice)! seconds:integer amount:number"
                " currency:text! tax_rate:number includes_tax:flag!",
            ),
        ),
        policy="issued",
        hidden=True,
    ),
    Synced(
        "payment",
        (
            _group(
                "payment",
                "invoice_id:ref(invoice)! amount:number! paid_on:day! reverses_id:ref(payment)"
                " reason:text! credit_id:ref(payment) bank_entry prepays_id:ref(invoice)",
            ),
        ),
        policy="added",
        hidden=True,
        managed=True,
    ),
    Synced(
        "sent_message",
        (
            _group(
                "sent_message",
                "invoice_id:ref(invoice)! sent_at:instant! message_id:text! recipients:text!"
                " level:integer",
            ),
        ),
        policy="added",
        hidden=True,
        managed=True,
    ),
    Synced(
        "counter",
        (_group("counter", "series:text! last:integer! began_after:integer!"),),
        policy="issued",
        natural=("series",),
        hidden=True,
    ),
    Synced(
        "period_lock",
        (_group("period_lock", "last_day:day! locked_before:instant!"),),
        natural=("id",),
        managed=True,
    ),
)
BY_NAME = {table.name: table for table in TABLES}
