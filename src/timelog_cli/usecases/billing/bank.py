"""What the entries of a bank statement pay: proposed, and recorded where it is sure."""

from __future__ import annotations

from timelog_cli.domain.bank import Numbers, Proposal, is_short, same_name
from timelog_cli.domain.documents.early_payment import takes_discount
from timelog_cli.domain.money import ZERO, with_currency, written
from timelog_cli.domain.text import shown
from timelog_cli.store.queries import billing as stored
from timelog_cli.store.queries import payments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal
    from typing import BinaryIO

    from timelog_cli.domain.bank import BankEntry
    from timelog_cli.domain.documents.invoices import Payment
    from timelog_cli.exchange.bank import Report
    from timelog_cli.exchange.trackers.sources import Source
    from timelog_cli.store.connection import Store
    from timelog_cli.usecases import Work

# So many days can be between a payment that was recorded by hand and that of the bank.
_NEAR_DAYS = 10
_MOST_NAMED = 3


def opened(path: str, stdin: BinaryIO) -> Source:
    """The file of a path, or standard input.

    :raises TimelogError: what cannot be read
    """
    from timelog_cli.exchange.trackers.sources import opened

    return opened(path, stdin)


def read_columns(texts: Sequence[str]) -> Mapping[str, str]:
    """What the user says of the columns of a table.

    :raises UsageError: of no known meaning
    """
    from timelog_cli.exchange.bank.tables import read_columns

    return read_columns(texts)


def proposals(
    work: Work,
    source: Source,
    columns: Mapping[str, str],
    date_order: str | None,
    report: Report | None = None,
) -> tuple[list[Proposal], list[str]]:
    """What the entries of a statement pay, and what the user should know of it.

    Nothing is written. Money that went out is left out, but for what concerns an invoice.

    :raises UsageError: it is no statement that can be read
    """
    from timelog_cli.exchange.bank import entries

    remarks: list[str] = []
    books = _Books(work.store)
    found = [
        proposal
        for file in source.files
        for entry in entries(file, columns, date_order, remarks.append, report)
        if (proposal := books.proposal(entry)) is not None
    ]
    return found, list(dict.fromkeys(remarks))


def record(work: Work, found: Sequence[Proposal]) -> list[Proposal]:
    """Record what is sure of proposals, all of it or nothing; the others stay as they are.

    All are looked at again, as somebody else may have recorded some since.
    """
    with work.writing():
        books = _Books(work.store)
        again = (books.proposal(one.entry) for one in found)
        return [_recorded(work.store, books, one) for one in again if one is not None]


def _recorded(store: Store, books: _Books, one: Proposal) -> Proposal:
    if one.status != "ready":
        return one
    for number, amount in one.invoices:
        invoice = books.invoice(number)
        much = written(amount, invoice.currency)
        payments.add(store, invoice.id, much, one.entry.day, bank_entry=one.entry.key)
    return one._replace(status="recorded")


class _Invoice:
    """An invoice with what is due on it while the entries are gone through."""

    def __init__(self, store: Store, number: str) -> None:
        found = stored.find(store, number)
        assert found is not None
        document, standing = found.document, stored.standing(store, found.id)
        self.id, self.number, self.currency = found.id, number, document.currency
        self.document = document
        self.names = document.customer, stored.customer_name(store, found.customer_id)
        self.due, self.issued = standing.due(document), document.issue_date
        self._reversible = [one for one in standing.reversible() if not one.credit_from]
        # Refunds, and payments that were returned.
        self._gone = [one for one in standing.payments if one.amount < 0 and not one.credit_for]
        # By how many days each can be apart from an entry that says the same payment: one from
        # another file of the bank is of the same day.
        from_bank = payments.from_bank(store, found.id)
        self._near = [
            (one, 0 if one.number in from_bank else _NEAR_DAYS)
            for one in self._reversible
            if one.amount > 0
        ]

    def is_of(self, payer: str) -> bool:
        """Whether the payer can be the customer."""
        return any(same_name(payer, name) for name in self.names)

    def is_paid(self, entry: BankEntry) -> bool:
        """Whether the payment was recorded before; it then stands for no other entry."""
        for one, days in self._near:
            if one.amount == entry.amount and abs((one.paid_on - entry.day).days) <= days:
                self._near.remove((one, days))
                return True
        return False

    def has_gone(self, entry: BankEntry) -> bool:
        """Whether money that went out was recorded before; it then stands for no other entry."""
        for one in self._gone:
            if one.amount == -entry.amount and abs((one.paid_on - entry.day).days) <= _NEAR_DAYS:
                self._gone.remove(one)
                return True
        return False

    def returned(self, entry: BankEntry) -> Payment | None:
        """The payment that an entry may return."""
        same = (one for one in self._reversible if one.amount == entry.amount)
        return next((one for one in same if one.paid_on <= entry.day), None)


class _Books:
    """The invoices, as far as entries name them or may pay them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        # The number of a credit note or a quote can contain that of an invoice.
        self._numbers = Numbers(stored.numbers(store))
        self._payable = set(stored.invoice_numbers(store))
        self._known: dict[str, _Invoice] = {}
        self._open: list[_Invoice] | None = None
        self._seen: set[str] = set()

    def invoice(self, number: str) -> _Invoice:
        """The invoice of a number."""
        if number not in self._known:
            self._known[number] = _Invoice(self._store, number)
        return self._known[number]

    def proposal(self, entry: BankEntry) -> Proposal | None:
        """What an entry pays; ``None`` where money went out that concerns no invoice."""
        if not entry.credit:
            return _went_out(entry, self._named(entry))
        before = payments.of_bank_entry(self._store, entry.key)
        if entry.key in self._seen:
            return Proposal(entry, "already-recorded", before, "it is in the file twice")
        self._seen.add(entry.key)
        for number, amount in before:
            self.invoice(number).is_paid(entry._replace(amount=amount))
        if before:
            return Proposal(entry, "already-recorded", before)
        found = self._named(entry)
        if entry.returns:
            note = "it is money that had gone out, which the bank returned"
            return Proposal(entry, "unsure", _nothing(found), note)
        return _by_number(entry, found) if found else self._by_amount(entry)

    def _named(self, entry: BankEntry) -> list[_Invoice]:
        found = self._numbers.found(entry.text)
        return [self.invoice(number) for number in found if number in self._payable]

    def _by_amount(self, entry: BankEntry) -> Proposal:
        """An entry that names no invoice is never sure."""
        if self._open is None:
            self._open = [self.invoice(number) for number in stored.open_numbers(self._store)]
        same = [
            one
            for one in self._open
            if one.due == entry.amount and entry.currency in {"", one.currency}
        ]
        of_payer = [one for one in same if one.is_of(entry.payer)]
        if not same:
            return Proposal(entry, "unknown")
        named = (of_payer or same)[:_MOST_NAMED]
        what = "amount and payer match" if of_payer else "only the amount matches"
        command = _pay(entry, named[0]) if len(named) == 1 else ""
        invoices = tuple((one.number, one.due) for one in named)
        return Proposal(entry, "unsure", invoices, f"no invoice number; {what}", command)


def _by_number(entry: BankEntry, found: Sequence[_Invoice]) -> Proposal:
    foreign = [one for one in found if entry.currency not in {"", one.currency}]
    if foreign:
        note = f"it is in {entry.currency}, but {foreign[0].number} is in {foreign[0].currency}"
        return Proposal(entry, "unsure", _nothing(found), note)
    if len(found) == 1 and found[0].is_paid(entry):
        return Proposal(entry, "already-paid", ((found[0].number, entry.amount),))
    due = sum((max(one.due, ZERO) for one in found), ZERO)
    if entry.amount == due:
        return _exact(entry, [one for one in found if one.due > 0])
    return _other_amount(entry, found, due)


def _exact(entry: BankEntry, found: Sequence[_Invoice]) -> Proposal:
    """An entry whose amount is what is due on the invoices that it names."""
    invoices = tuple((one.number, one.due) for one in found)
    command = _pay(entry, *found)
    strange = [one for one in found if entry.payer and not one.is_of(entry.payer)]
    if strange:
        note = f"{shown(entry.payer[:60])} is not the customer {shown(strange[0].names[0][:60])}"
        return Proposal(entry, "unsure", invoices, note, command)
    early = [one for one in found if entry.day < one.issued]
    if early:
        note = f"{early[0].number} was issued later, on {early[0].issued}"
        return Proposal(entry, "unsure", invoices, note, command)
    if not entry.payer and any(is_short(one.number) for one in found):
        note = f"{found[0].number} is short and may not be an invoice number here"
        return Proposal(entry, "unsure", invoices, note, command)
    for one in found:
        one.due = ZERO
    return Proposal(entry, "ready", invoices, command=command)


def _other_amount(entry: BankEntry, found: Sequence[_Invoice], due: Decimal) -> Proposal:
    """An entry of more or less than is due: somebody has to look at it."""
    if len(found) > 1:
        each = " and ".join(one.number for one in found[:_MOST_NAMED])
        note = f"{_money(due, found[0])} is due on {each}"
        return Proposal(entry, "unsure", _nothing(found), note)
    (invoice,) = found
    amount = written(entry.amount, invoice.currency)
    partial = entry.amount < due
    pay = f"timelog billing pay {invoice.number} --amount {amount} --date {entry.day}"
    note = f"{_money(due, invoice)} is due" if due else "nothing is due"
    if partial and takes_discount(invoice.document, due - entry.amount, entry.day):
        note += ", less the discount for early payment"
    invoices = ((invoice.number, entry.amount),)
    if entry.payer and not invoice.is_of(entry.payer):
        note += f", and {shown(entry.payer[:60])} is not the customer"
        return Proposal(entry, "unsure", invoices, note)
    command = pay if partial else f"{pay} --allow-overpayment"
    return Proposal(entry, "partial" if partial else "overpaid", invoices, note, command)


def _went_out(entry: BankEntry, found: Iterable[_Invoice]) -> Proposal | None:
    """Money that was returned by a bank, or refunded; nothing else that went out is told."""
    for one in found:
        if entry.currency in {"", one.currency} and (proposal := _gone(entry, one)):
            return proposal
    if entry.returns:
        return Proposal(entry, "returned", note="it names no invoice with this payment")
    return None


def _gone(entry: BankEntry, one: _Invoice) -> Proposal | None:
    """What money that went out can be for an invoice that the entry names."""
    invoices, payment = ((one.number, entry.amount),), one.returned(entry)
    if one.has_gone(entry):
        return Proposal(entry, "already-recorded", invoices)
    if entry.returns and payment:
        command = _unpay(entry, one, payment)
        return Proposal(entry, "returned", invoices, "the bank returned it", command)
    if one.due < 0 and entry.amount <= -one.due:
        amount = written(entry.amount, one.currency)
        command = f"timelog billing pay {one.number} --refund --amount {amount} --date {entry.day}"
        note = f"{_money(-one.due, one)} is to be refunded"
        return Proposal(entry, "refund", invoices, note, command)
    if payment:
        # A table does not say that it was the bank.
        note = f"it is as much as payment {payment.number}, which the bank may have returned"
        return Proposal(entry, "unsure", invoices, note, _unpay(entry, one, payment))
    return None


def _unpay(entry: BankEntry, one: _Invoice, payment: Payment) -> str:
    return (
        f"timelog billing unpay {one.number} --payment {payment.number}"
        f' --date {entry.day} --reason "Returned by the bank"'
    )


def _nothing(found: Sequence[_Invoice]) -> tuple[tuple[str, Decimal], ...]:
    return tuple((one.number, max(one.due, ZERO)) for one in found[:_MOST_NAMED])


def _pay(entry: BankEntry, *found: _Invoice) -> str:
    numbers = " ".join(one.number for one in found)
    return f"timelog billing pay {numbers} --date {entry.day}"


def _money(amount: Decimal, invoice: _Invoice) -> str:
    return with_currency(amount, invoice.currency)
