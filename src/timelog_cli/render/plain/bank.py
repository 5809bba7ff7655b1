"""What the entries of a bank statement pay, as a table, sentences and JSON."""

from __future__ import annotations

from timelog_cli.domain.money.currencies import codes, digits
from timelog_cli.domain.text import shown
from timelog_cli.render.listing import Column
from timelog_cli.render.plain.tables import table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from timelog_cli.domain.bank import BankEntry, Proposal

_LONGEST_TEXT = 60
_COLUMNS = (
    Column("date", "DATE"),
    Column("amount", "AMOUNT", right=True),
    Column("currency", "CURRENCY"),
    Column("payer", "PAYER", shrink=True),
    Column("status", "STATUS", names=True),
    Column("numbers", "INVOICES", names=True),
    Column("text", "TEXT", shrink=True, spare=True),
)


def proposal_shape(one: Proposal) -> dict[str, Any]:
    """An entry and what it pays, as JSON."""
    entry = one.entry
    return {
        "date": entry.day.isoformat(),
        "amount": _amount(entry),
        "currency": entry.currency or None,
        "payer": entry.payer or None,
        "text": entry.text,
        "bank_entry": entry.key,
        "status": one.status,
        "invoices": [
            {"number": number, "amount": f"{amount:f}"} for number, amount in one.invoices
        ],
        "note": one.note or None,
        "command": one.command or None,
    }


def _amount(entry: BankEntry) -> str:
    """Money that went out is below zero."""
    amount = entry.amount if entry.credit else -entry.amount
    places = digits(entry.currency) if entry.currency in codes() else 2
    exponent = amount.as_tuple().exponent
    return f"{amount:.{max(places, -exponent if isinstance(exponent, int) else 0)}f}"


def _excerpt(text: str) -> str:
    return shown(text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…")


def proposals_text(found: Sequence[Proposal], *, columns_wide: int | None, color: bool) -> str:
    """The entries as a table."""
    if not found:
        return ""
    rows = [
        {
            **proposal_shape(one),
            "currency": one.entry.currency,
            "payer": _excerpt(one.entry.payer),
            "text": _excerpt(one.entry.text),
            "numbers": ", ".join(number for number, _ in one.invoices),
        }
        for one in found
    ]
    return table(rows, _COLUMNS, columns_wide=columns_wide, color=color)


def proposal_lines(found: Sequence[Proposal]) -> Iterator[str]:
    """What somebody has to look at, with the command that records it all the same."""
    for one in found:
        if one.status in {"ready", "recorded"} or not (one.note or one.command):
            continue
        who = f" from {shown(one.entry.payer[:_LONGEST_TEXT])}" if one.entry.payer else ""
        what = f"{one.entry.day}, {_amount(one.entry)} {one.entry.currency}".rstrip()
        how = f". To record it: {one.command}" if one.command else "."
        yield f"{what}{who}: {one.note}{how}"
