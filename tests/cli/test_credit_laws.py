"""No cent is lost, whatever is issued, paid, credited, refunded, reversed and used as credit.

The oracle keeps books of its own: what each invoice asks for, and the money that went to and fro.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.harness import Cli
from timelog_cli.domain.documents.billable import Issuer, Terms
from timelog_cli.domain.documents.invoices import CREDIT_NOTE, Party
from timelog_cli.domain.documents.receivables import sums
from timelog_cli.domain.money.terms import DueTerms
from timelog_cli.domain.money.totals import NamedPercent
from timelog_cli.domain.records import Rounding
from timelog_cli.errors import NotFound, Refused
from timelog_cli.store import open_store
from timelog_cli.store.connection import Store
from timelog_cli.store.queries import billing as stored
from timelog_cli.usecases import Work, lookup
from timelog_cli.usecases.billing import credits, issuing, lifecycle, payments
from timelog_cli.usecases.billing.keeping import Writer
from timelog_cli.usecases.billing.lifecycle import InvoiceFilters
from timelog_cli.usecases.billing.payments import PaymentTerms
from timelog_cli.usecases.billing.previews import BillingSelection

DAY = date(2026, 12, 1)
# The bytes of documents do not matter here.
WRITER = Writer(lambda _, names, __: [b"" for _ in names], lambda *_: None)
CASES = 8
PREPARED = (
    "service add Work --price 100 --currency EUR --tax-rate 22",
    "service add Abroad --price 70 --currency USD",
    "customer add Acme",
    "customer add Bell",
    *(
        f"record add Case{n} --type case --customer {'Acme' if n % 5 else 'Bell'}"
        f" --service {'Work' if n % 4 else 'Abroad'} --billable"
        for n in range(1, CASES + 1)
    ),
    *(f"billing item add {n} Part {n}1.{n}7" for n in range(1, CASES + 1)),
    *(f"billing item add {n} More {n}9" for n in range(1, CASES + 1)),
    *(f"record resolve {n}" for n in range(1, CASES + 1)),
)


class Books:
    """What the oracle knows: of each invoice what it asks for, and of each customer the money."""

    def __init__(self) -> None:
        self.whose: dict[str, tuple[str, str]] = {}
        self.claim: dict[str, Decimal] = {}
        self.due: dict[str, Decimal] = {}
        self.money: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        # What payments are: money, or a pair that moved credit; whether they count still.
        self.paid: list[tuple[str, Decimal, str | None]] = []

    def issued(self, number: str, whose: tuple[str, str], claim: Decimal, prepaid: Decimal) -> None:
        self.whose[number], self.claim[number] = whose, claim
        self.due[number] = claim - prepaid
        self.money[whose] += prepaid

    def moved(self, number: str, amount: Decimal) -> None:
        self.money[self.whose[number]] += amount
        self.due[number] -= amount

    def use(self, number: str, most: Decimal) -> Decimal:
        """Credit of the same customer and currency, of the oldest invoice first."""
        left = most
        for source in self.due:
            if self.whose[source] == self.whose[number] and self.due[source] < 0 and left > 0:
                amount = min(-self.due[source], left)
                self.due[source] += amount
                left -= amount
        return most - left

    def balance(self, whose: tuple[str, str]) -> Decimal:
        return sum(
            (claim for number, claim in self.claim.items() if self.whose[number] == whose),
            -self.money[whose],
        )


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    cli = Cli(tmp_path_factory.mktemp("laws"))
    for line in PREPARED:
        cli.run(line)
    return cli.path


cents = st.sampled_from([1, 2_345, 9_999, 30_000]).map(lambda units: Decimal(units) / 100)
numbers = st.integers(0, CASES - 1)
ops = st.one_of(
    st.tuples(st.just("issue"), st.booleans(), st.sampled_from(["", "12.34"])),
    st.tuples(st.just("pay"), numbers, st.none()),
    st.tuples(st.just("pay"), numbers, cents),
    st.tuples(st.just("overpay"), numbers, cents),
    st.tuples(st.just("refund"), numbers, cents),
    st.tuples(st.just("unpay"), numbers, st.integers(1, 2)),
    st.tuples(st.just("unpay"), numbers, st.integers(1, 3)),
    st.tuples(st.just("credit"), numbers, st.sampled_from([None, 1, 2])),
    st.tuples(st.just("use"), numbers),
    st.tuples(st.just("use"), numbers),
)


class Run:
    """The program and the oracle, which are told the same."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.work = Work(store, 1_796_000_000, "UTC", "ada", "a law")
        self.books = Books()
        self.cases: Iterator[int] = iter(range(1, CASES + 1))
        self.issuer = Issuer(
            seller=Party("Ada"),
            number="{year}-{seq:04}",
            credit_number="CN-{year}-{seq:04}",
            quote_number="Q{year}-{seq:04}",
            quote_days=30,
            terms=DueTerms(30),
            rounding=Rounding(None, None, None, None),
            locale="en_US",
            zone="UTC",
            day_start=0,
            surcharge=None,
            withholding=NamedPercent(Decimal(20), "Tax"),
            withheld_on_surcharge=False,
            tax_notes={},
            template="",
        )

    def number(self, which: int) -> str | None:
        known = list(self.books.due)
        return known[which % len(known)] if known else None

    def issue(self, use_credit: bool, prepaid: str) -> None:
        case = next(self.cases, None)
        if case is None:
            return
        terms = Terms(DAY, prepaid=prepaid or None, use_credit=use_credit)
        chosen = BillingSelection((str(case),))
        (made,) = issuing.issue(self.work, chosen, self.issuer, terms, WRITER).issued
        totals = stored.find(self.store, made.number).document.totals  # type: ignore[union-attr]
        books, whose = self.books, (made.customer, made.currency)
        books.issued(made.number, whose, totals.total - totals.withheld, Decimal(prepaid or 0))
        if use_credit:
            used = books.use(made.number, books.due[made.number])
            books.due[made.number] -= used
            assert totals.prepaid == Decimal(prepaid or 0) + used

    def pay(self, which: int, amount: Decimal | None, **how: bool) -> None:
        number = self.number(which)
        if number is None:
            return
        due = self.books.due[number]
        terms = PaymentTerms(None if amount is None else str(amount), DAY, **how)
        may = due < 0 if how.get("refund") else due > 0 or how.get("overpay", False)
        most = amount if how.get("overpay") else abs(due)
        try:
            (paid,) = payments.pay(self.work, [number], terms, DAY)
        except Refused:
            assert not may or (amount or 0) > (most or 0)
            return
        expected = amount or abs(due)
        assert (may, paid.amount) == (True, expected)
        signed = -expected if how.get("refund") else expected
        self.books.moved(number, signed)

    def use(self, which: int) -> None:
        number = self.number(which)
        if number is None:
            return
        due = self.books.due[number]
        terms = PaymentTerms(None, DAY, use_credit=True)
        expected = self.books.use(number, due) if due > 0 else Decimal(0)
        try:
            (paid,) = payments.pay(self.work, [number], terms, DAY)
        except Refused:
            assert not expected
            return
        assert paid.amount == expected
        self.books.due[number] -= expected

    def unpay(self, which: int, payment: int) -> None:
        number = self.number(which)
        if number is None:
            return
        before = {one: self.view(one).standing.payments for one in self.books.due}
        with suppress(Refused, NotFound):
            _, gone = payments.unpay(self.work, number, str(payment), "", None, DAY)
            if other := gone.credit_from or gone.credit_for:
                self.books.due[number] += gone.amount
                self.books.due[other] -= gone.amount
                assert len(self.view(other).standing.payments) == len(before[other]) + 1
            else:
                self.books.moved(number, -gone.amount)

    def credit(self, which: int, line: int | None) -> None:
        number = self.number(which)
        if number is None:
            return
        with suppress(Refused):
            made = credits.credit_invoice(
                self.work,
                number,
                lines=None if line is None else {line},
                day=DAY,
                issuer=self.issuer,
                writer=WRITER,
            )
            totals = made.document.totals
            self.books.claim[number] += totals.total - totals.withheld
            self.books.due[number] += totals.total - totals.withheld

    def view(self, number: str) -> Any:
        return lifecycle.view(self.work, number, DAY)

    def check(self) -> None:
        """The program's figures are those of the books, in every place that has them."""
        books = self.books
        for number, due in books.due.items():
            view = self.view(number)
            assert view.standing.due(view.document) == due, number
            assert view.to_refund == max(-due, 0)
        self.check_sums()
        for name in ("Acme", "Bell"):
            left, credit = lifecycle.balances(self.store, lookup.customer(self.store, name).id)
            for currency in ("EUR", "USD"):
                whose = (name, currency)
                owed = [
                    -due for one, due in books.due.items() if books.whose[one] == whose and due < 0
                ]
                open_ = [
                    due for one, due in books.due.items() if books.whose[one] == whose and due > 0
                ]
                assert credit.get(currency, 0) == sum(owed)
                assert left.get(currency, 0) == books.balance(whose) == sum(open_) - sum(owed)

    def check_sums(self) -> None:
        wanted = InvoiceFilters()
        named = [
            (name, one.document, one.standing)
            for name, one in lifecycle.views_by_customer(self.work, wanted, DAY)
        ]
        for row in sums(named, ("customer", "currency")):
            whose = (row.group[0], row.group[1])
            assert row.open == self.books.balance(whose)
            assert row.total - row.credited - row.deducted - row.paid == row.open
        assert all(one.standing.due(one.document) == 0 for one in self.notes())

    def notes(self) -> list[Any]:
        found = lifecycle.views(self.work, InvoiceFilters(), DAY)
        return [one for one in found if one.document.kind == CREDIT_NOTE]


@settings(max_examples=40, deadline=None)
@given(st.lists(ops, min_size=10, max_size=30))
def test_what_was_invoiced_and_what_was_paid_is_what_is_left(
    prepared: Path, typed: list[tuple[Any, ...]]
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "timelog.db"
        copyfile(prepared, path)
        store = open_store(str(path))
        run = Run(store)
        for prepaid in ("", "", "12.34"):
            run.issue(False, prepaid)
        for name, *values in typed:
            if name in {"overpay", "refund"}:
                run.pay(*values, **{name: True})
            else:
                getattr(run, name)(*values)
        run.check()
        assert store.rows("PRAGMA foreign_key_check") == []
        store.close()
