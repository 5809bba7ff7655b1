"""``billing pay`` and ``unpay``."""

from __future__ import annotations

from timelog_cli.cli.billing import app, day, future_payment, money
from timelog_cli.domain.documents.early_payment import takes_discount
from timelog_cli.domain.text import capitalized, shown, typed
from timelog_cli.errors import UsageError
from timelog_cli.render.documents.invoices import outstanding, view_shape
from timelog_cli.render.result import Event, Outcome
from timelog_cli.usecases.billing import lifecycle, payments
from timelog_cli.usecases.billing.payments import PaymentTerms
from timelog_cli.usecases.billing.payments import unpay as reverse_payment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date as Day  # noqa: N812 - an option is named date
    from typing import Annotated

    import typer

    from timelog_cli.cli.completion import completers as complete
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import filled
    from timelog_cli.cli.options.billing import OnDay, PaidNumber, PayableNumbers
    from timelog_cli.cli.options.imports import DateOrder
    from timelog_cli.domain.documents.invoices import Payment
    from timelog_cli.usecases.billing.lifecycle import InvoiceView
    from timelog_cli.usecases.billing.payments import Paid


@app.command("pay", reads=lambda values: bool(values.get("from_bank")) and not values.get("yes"))
def pay(
    context: Context,
    numbers: PayableNumbers = None,
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
            help="Accept an --amount above the amount due; the rest becomes the customer's credit.",
        ),
    ] = False,
    use_credit: Annotated[
        bool,
        typer.Option(
            "--use-credit",
            help="Pay with the customer's credit, from the oldest invoice first.",
        ),
    ] = False,
    from_bank: Annotated[
        str | None,
        typer.Option(
            "--from-bank",
            metavar="FILE",
            help="Show what a bank statement pays: CAMT.053 or CSV; - reads standard input.",
            autocompletion=complete.files,
            callback=filled,
        ),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            metavar="KEY=NAME",
            help="Name of a column in a CSV statement, such as date=Day; can be repeated.",
        ),
    ] = None,
    date_order: DateOrder = None,
    yes: Annotated[
        bool,
        typer.Option("--yes", help="Record the payments from the bank statement that are certain."),
    ] = False,
) -> Outcome:
    """Record payments of invoices, all of them or none.

    A payment dated before the invoice is a prepayment.

    With --from-bank, shows which invoices the entries of a bank statement pay, by invoice number
    and amount. Nothing is recorded without --yes, and no entry twice. Only payments that are
    certain are recorded; for the others, the command that records them is shown.

    Examples:
        timelog billing pay 2026-0001
        timelog billing pay 2026-0001 --amount 50
        timelog billing pay 2026-0001 --amount 200 --allow-overpayment
        timelog billing pay 2026-0001 --use-credit
        timelog billing pay --from-bank statement.xml
        timelog billing pay --from-bank statement.xml --yes
    """
    if from_bank is not None:
        from timelog_cli.cli.billing import statements

        statements.check_alone(
            {
                **{shown(number[:40]): number for number in numbers or ()},
                **{"--amount": amount, "--date": date, "--refund": refund},
                **{"--allow-overpayment": allow_overpayment, "--use-credit": use_credit},
            }
        )
        return statements.statement(context, from_bank, column or (), date_order, yes=yes)
    for option, given in (("--column", column), ("--date-order", date_order), ("--yes", yes)):
        if given:
            raise UsageError(
                f"{option} can be used only with --from-bank",
                f"timelog billing pay --from-bank FILE {option}",
            )
    if not numbers:
        raise UsageError(
            "billing pay: missing NUMBER (the numbers of the invoices)",
            "timelog billing pay --help",
        )
    on, today = day(context, date), day(context, None)
    terms = PaymentTerms(amount, on, refund, allow_overpayment, use_credit, date)
    _check(numbers, terms)
    done = payments.pay(context.work, numbers, terms, today)
    shapes = [view_shape(*one.view) for one in done]
    sources = [credit.number for one in done for credit in one.credits]
    return Outcome(
        said=tuple(line for one in done for line in (_paid(one, terms), *_early(one, terms))),
        warned=(future_payment(on),) if on > today else (),
        data=shapes if len(shapes) > 1 else shapes[0],
        events=(*(Event("pay", shape) for shape in shapes), *_events(context, sources, today)),
    )


def _events(context: Context, numbers: Iterable[str], today: Day) -> list[Event]:
    """That credit left invoices, or came back to them."""
    views = (lifecycle.view(context.work, number, today) for number in dict.fromkeys(numbers))
    return [Event("pay", view_shape(*view)) for view in views]


def _check(numbers: list[str], terms: PaymentTerms) -> None:
    """Refuse options that do not go together.

    :raises UsageError: they do not
    """
    pay, amount = f"timelog billing pay {typed(numbers[0])}", terms.amount
    if amount is not None and len(numbers) > 1:
        hint = f"{pay} --amount {typed(amount)}"
        raise UsageError("--amount can be used only with one invoice", hint)
    chosen = [
        option
        for option, given in (
            ("--allow-overpayment", terms.overpay),
            ("--refund", terms.refund),
            ("--use-credit", terms.use_credit),
        )
        if given
    ]
    if len(chosen) > 1:
        raise UsageError(f"{chosen[0]} cannot be used with {chosen[1]}", "use only one of them")
    if terms.overpay and amount is None:
        hint = f"{pay} --amount AMOUNT --allow-overpayment"
        raise UsageError("--allow-overpayment needs the amount that was paid", hint)


def _paid(paid: Paid, terms: PaymentTerms) -> str:
    document, amount = paid.view.document, money(paid.amount, paid.view.document)
    number, rest = document.number, _left(paid.view, terms)
    if paid.credits:
        sources = " and ".join(credit.number for credit in paid.credits)
        return f"Used {amount} of credit from {sources} for {number}: {rest}."
    what = "refund" if terms.refund else "payment"
    early = f", a prepayment on {terms.day}" if terms.day < document.issue_date else ""
    return f"Recorded a {what} of {amount} for {number}{early}: {rest}."


def _early(paid: Paid, terms: PaymentTerms) -> list[str]:
    """How to account for the discount, where a payment is less by it."""
    document = paid.view.document
    left = paid.view.standing.due(document)
    found = None if terms.refund else takes_discount(document, left, terms.day)
    if found is None:
        return []
    refs = " ".join(document.refs) or "REF"
    credit = f"timelog billing credit {typed(document.number)}"
    issue = f"timelog billing issue {refs} --discount {found.percent}% --use-credit"
    return [f"The rest is the discount for early payment. To invoice less: {credit}, then {issue}"]


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

    The payment and its reversal stay on the invoice, and its status follows. Credit that was used
    goes back to the invoice that it came from.

    Examples:
        timelog billing unpay 2026-0001
        timelog billing unpay 2026-0001 --payment 1 --reason "Returned by the bank"
    """
    today = day(context, None)
    on = day(context, date) if date else None
    view, gone = reverse_payment(context.work, number, payment, reason or "", on, today)
    number, data = view.document.number, view_shape(*view)
    other = gone.credit_from or gone.credit_for
    said = [f"Reversed payment {gone.number} of {number}, {_amount(view, gone)}. {_rest(view)}."]
    if other:
        there = lifecycle.view(context.work, other, today)
        said.append(f"Reversed the same credit on {other}. {_rest(there)}.")
    return Outcome(
        said=tuple(said),
        warned=(future_payment(on, "reversal"),) if on and on > today else (),
        data=data,
        events=(Event("pay", data), *_events(context, [other] if other else [], today)),
    )


def _amount(view: InvoiceView, payment: Payment) -> str:
    return f"{money(payment.amount, view.document)} on {payment.paid_on}"


def _rest(view: InvoiceView) -> str:
    return capitalized(outstanding(view.standing.due(view.document), view.document.currency))
