"""``billing pay`` and ``unpay``."""

from __future__ import annotations

from timelog_cli.cli.billing import app, day, money
from timelog_cli.domain.text import typed
from timelog_cli.errors import UsageError
from timelog_cli.render.documents.invoices import outstanding, view_shape
from timelog_cli.render.result import Event, Outcome
from timelog_cli.usecases.billing import payments
from timelog_cli.usecases.billing.payments import PaymentTerms
from timelog_cli.usecases.billing.payments import unpay as reverse_payment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Annotated

    import typer

    from timelog_cli.cli.completion import completers as complete
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import filled
    from timelog_cli.cli.options.billing import OnDay, PaidNumber, PayableNumbers
    from timelog_cli.usecases.billing.lifecycle import InvoiceView


@app.command("pay")
def pay(
    context: Context,
    numbers: PayableNumbers,
    *,
    amount: Annotated[
        str | None,
        typer.Option(
            metavar="AMOUNT", help="Amount paid. Default: the full amount due.", callback=filled
        ),
    ] = None,
    date: OnDay = None,
    refund: Annotated[
        bool,
        typer.Option(
            "--refund",
            "--back",
            help="Record a refund: the customer had already paid what has since been credited.",
        ),
    ] = False,
    allow_overpayment: Annotated[
        bool,
        typer.Option(
            "--allow-overpayment",
            help="Take an --amount above what is due; the rest is the customer's credit.",
        ),
    ] = False,
) -> Outcome:
    """Record a payment, of several invoices for all of them or none.

    A payment dated before the invoice is a prepayment.

    Examples:
        timelog billing pay 2026-0001
        timelog billing pay 2026-0001 --amount 50
        timelog billing pay 2026-0001 --amount 200 --allow-overpayment
    """
    _check_options(numbers, amount, refund=refund, overpay=allow_overpayment)
    on, today = day(context, date), day(context, None)
    terms = PaymentTerms(amount, on, refund, allow_overpayment)
    done = payments.pay(context.work, numbers, terms, today)
    shapes = [view_shape(*view) for view, _ in done]
    future = on > today
    return Outcome(
        said=tuple(_paid(view, paid, terms) for view, paid in done),
        warned=(f"{on} is in the future, but the payment counts from now on",) if future else (),
        data=shapes if len(shapes) > 1 else shapes[0],
        events=tuple(Event("pay", shape) for shape in shapes),
    )


def _check_options(numbers: list[str], amount: str | None, *, refund: bool, overpay: bool) -> None:
    if amount is not None and len(numbers) > 1:
        hint = f"timelog billing pay {typed(numbers[0])} --amount {typed(amount)}"
        raise UsageError("--amount can be used only with one invoice", hint)
    if overpay and refund:
        raise UsageError("--allow-overpayment cannot be used with --refund", "use only one of them")
    if overpay and amount is None:
        hint = f"timelog billing pay {typed(numbers[0])} --amount AMOUNT --allow-overpayment"
        raise UsageError("--allow-overpayment needs the amount that was paid", hint)


def _paid(view: InvoiceView, paid: Decimal, terms: PaymentTerms) -> str:
    document = view.document
    what = "refund" if terms.refund else "payment"
    early = f", a prepayment on {terms.day}" if terms.day < document.issue_date else ""
    rest = _left(view, terms)
    return f"Recorded a {what} of {money(paid, document)} for {document.number}{early}: {rest}."


def _left(view: InvoiceView, terms: PaymentTerms) -> str:
    due = view.standing.due(view.document)
    much = money(abs(due), view.document)
    if terms.refund:
        return f"{much} still to refund" if due else "fully refunded"
    if due < 0:
        return f"{much} too much, kept as credit for {view.document.customer}"
    return f"{much} outstanding" if due else "paid in full"


@app.command("unpay")
def unpay(
    context: Context,
    number: PaidNumber,
    *,
    payment: Annotated[
        str | None,
        typer.Option(
            metavar="N",
            help="Which payment, if there are several: its number in billing show.",
            autocompletion=complete.payments,
            callback=filled,
        ),
    ] = None,
    reason: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The reason, such as 'returned by the bank'.")
    ] = None,
    date: OnDay = None,
) -> Outcome:
    """Reverse a payment that was wrong or was returned by the bank.

    The payment and its reversal stay on the invoice, and its status follows.

    Examples:
        timelog billing unpay 2026-0001
        timelog billing unpay 2026-0001 --payment 1 --reason "Returned by the bank"
    """
    today = day(context, None)
    on = day(context, date) if date else None
    view, gone = reverse_payment(context.work, number, payment, reason or "", on, today)
    document = view.document
    rest = outstanding(view.standing.due(document), document.currency)
    what = f"payment {gone.number} of {document.number}"
    data = view_shape(*view)
    return Outcome(
        said=(f"Reversed {what}, {money(gone.amount, document)} on {gone.paid_on}: {rest}.",),
        data=data,
        events=(Event("pay", data),),
    )
