"""What an invoice or a quote is made of: records, logs, items, and who makes it on which terms."""

from __future__ import annotations

from timelog_cli.domain.heads import DONE
from timelog_cli.domain.invoices import CREDIT_NOTE, QUOTE
from timelog_cli.domain.records import Rounding
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from timelog_cli.domain.charges import NamedPercent
    from timelog_cli.domain.invoices import Document, Item, Party
    from timelog_cli.domain.items import RecordItem
    from timelog_cli.domain.records import Price

GROUPINGS = ("record", "log", "day", "owner", "service")


class BillableLog(Frozen):
    """A billable log that is on no invoice, with the rate that counts for it."""

    id: int
    record_id: int
    owner: str
    start: int
    end: int
    note: str
    worked_seconds: int
    rate: Decimal


class BillableRecord(Frozen):
    """What of a record its invoice needs.

    ``flat_on`` is the number of the invoice that its flat price is on.
    """

    id: int
    type: str
    title: str
    status: str
    billable: bool
    customer_id: int | None
    customer: str | None
    service_id: int | None
    service: str | None
    price: Price | None
    tax_rate: Decimal | None
    discount: Decimal | None
    rounding: Rounding
    flat_on: str | None = None
    estimate_seconds: int | None = None

    @property
    def ref(self) -> str:
        """The reference a user types, such as ``case-12``."""
        return f"{self.type}-{self.id}"

    @property
    def done(self) -> bool:
        """Whether it is resolved or closed."""
        return self.status in DONE

    @property
    def flat(self) -> bool:
        """Whether its price is for all of the work."""
        return self.price is not None and self.price.flat


class Unbilled(Frozen):
    """What is left to bill of records, by their number.

    ``flats`` are the records whose flat price is to be billed; ``descriptions`` are those of the
    records of a quote that prints them.
    """

    logs: Mapping[int, Sequence[BillableLog]]
    items: Mapping[int, Sequence[RecordItem]] = {}
    flats: frozenset[int] = frozenset()
    descriptions: Mapping[int, str] = {}

    def left(self, record: BillableRecord) -> bool:
        """Whether there is something to bill: what a flat price includes costs nothing."""
        if record.id in self.flats or self.items.get(record.id):
            return True
        worked = any(log.worked_seconds for log in self.logs.get(record.id, ()))
        return worked and not record.flat


class Issuer(Frozen):
    """What the settings say of documents.

    ``tax_notes`` are the sentences of treatments; ``template`` is the stamp of the template.
    """

    seller: Party
    number: str
    credit_number: str
    terms_days: int
    rounding: Rounding
    locale: str
    zone: str
    day_start: int
    surcharge: NamedPercent | None = None
    withholding: NamedPercent | None = None
    withheld_on_surcharge: bool = False
    tax_notes: Mapping[str, str] = {}
    template: str = ""
    quote_number: str = ""
    quote_days: int = 0

    def pattern(self, kind: str) -> str:
        """The pattern of the numbers of a kind of document."""
        patterns = {CREDIT_NOTE: self.credit_number, QUOTE: self.quote_number}
        return patterns.get(kind, self.number)


class Terms(Frozen):
    """What the command says of the invoices it makes; discount and pre-payment as typed.

    The nearest locale counts: that of the command, of the customer, of the settings.
    """

    day: date
    discount: str | None = None
    prepaid: str | None = None
    group_by: str = "record"
    with_notes: bool = False
    locale: str | None = None


class DraftLine(Frozen):
    """A line with the rows it comes from; without a record when it bills several.

    ``flat`` says that it bills the flat price of its record.
    """

    item: Item
    record_id: int | None
    service_id: int | None
    logs: tuple[BillableLog, ...]
    items: tuple[RecordItem, ...] = ()
    flat: bool = False


class Draft(Frozen):
    """An invoice without its number."""

    customer_id: int
    document: Document
    lines: tuple[DraftLine, ...]
