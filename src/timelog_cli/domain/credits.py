"""Credit notes: taking back an invoice whole or line by line, to the last cent of it.

Amounts are positive, in the invoice's currency: what is given back.
"""

from __future__ import annotations

from timelog_cli.domain.billing import TaxLine, Totals, added_up, lines_by_rate
from timelog_cli.domain.money import (
    ZERO,
    allocate,
    percent_of,
    rounded,
    rounded_down,
    rounded_up,
    sum_of,
)
from timelog_cli.errors import Refused
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from decimal import Decimal

    from timelog_cli.domain.billing import Line


_HINTED = 10


class Credit(Frozen):
    """What one credit note takes back: the positions of the lines, and their totals."""

    positions: tuple[int, ...]
    totals: Totals


def credit(
    lines: Sequence[Line],
    issued: Totals,
    credited: Sequence[Credit],
    chosen: Collection[int] | None,
    currency: str,
) -> Credit:
    """The next credit note of an invoice, for the lines at the ``chosen`` positions.

    ``lines`` and ``issued`` are the invoice's own; ``credited`` are its credit notes so far;
    ``None`` chooses every line that is left. Each line carries its share of the document
    discount. Tax is rounded on each credit note, kept less than a cent from the exact tax of all
    of them so far; the note that takes the last of a rate takes what is left of its tax. So the
    notes end on the invoice's total, in any order.

    :raises Refused: a line that the invoice has not, or that was credited; nothing left
    """
    positions = _chosen(lines, credited, chosen)
    discounts = discount_shares(lines, issued, currency)
    taken = [line for line in lines if line.position in positions]
    taxes = []
    for rate, group in lines_by_rate(taken).items():
        base = sum_of([line.net - discounts[line.position] for line in group], currency)
        before = _so_far(rate, [note.totals for note in credited], currency)
        taxes.append(_step(_of_rate(issued, rate), before, base, currency))
    subtotal = sum_of([line.net for line in taken], currency)
    discount = sum_of([discounts[position] for position in positions], currency)
    return Credit(positions, added_up(subtotal, discount, taxes, currency))


def _chosen(
    lines: Sequence[Line], credited: Sequence[Credit], chosen: Collection[int] | None
) -> tuple[int, ...]:
    gone = {position for note in credited for position in note.positions}
    left = [line.position for line in lines if line.position not in gone]
    if not left:
        raise Refused(
            "every line of the invoice is credited already",
            "its credit notes are in: timelog billing list",
        )
    wanted = left if chosen is None else sorted(set(chosen))
    hint = f"type {' '.join(f'--line {position}' for position in left[:_HINTED])}"
    if not wanted:
        raise Refused("no line to credit was named", hint)
    for position in wanted:
        if position in gone:
            raise Refused(f"line {position} of the invoice is credited already", hint)
        if position not in left:
            raise Refused(f"the invoice has no line {position}", hint)
    return tuple(wanted)


def discount_shares(lines: Sequence[Line], issued: Totals, currency: str) -> dict[int, Decimal]:
    """The part of the document discount that each line carries, by position.

    What a tax rate carries follows from its base; within the rate it is spread over the lines in
    proportion, leftover cents by largest remainder, ties to the earliest line.
    """
    shares: dict[int, Decimal] = {}
    for rate, group in lines_by_rate(lines).items():
        nets = [line.net for line in group]
        carried = sum_of(nets, currency) - _of_rate(issued, rate).base
        spread = allocate(carried, nets, currency, [0 for _ in nets])
        shares.update(zip([line.position for line in group], spread, strict=True))
    return shares


def _of_rate(figures: Totals, rate: Decimal | None) -> TaxLine:
    return next((line for line in figures.taxes if line.rate == rate), TaxLine(rate, ZERO, ZERO))


def _so_far(rate: Decimal | None, notes: Sequence[Totals], currency: str) -> TaxLine:
    parts = [_of_rate(note, rate) for note in notes]
    return TaxLine(
        rate,
        sum_of([part.base for part in parts], currency),
        sum_of([part.tax for part in parts], currency),
    )


def _step(whole: TaxLine, before: TaxLine, base: Decimal, currency: str) -> TaxLine:
    after = before.base + base
    if after == whole.base:
        return TaxLine(whole.rate, base, whole.tax - before.tax)
    rate = whole.rate or ZERO
    exact = percent_of(rate, after)
    running = before.tax + rounded(percent_of(rate, base), currency)
    running = max(running, rounded_down(exact, currency))
    running = min(running, rounded_up(exact, currency), whole.tax)
    return TaxLine(whole.rate, base, running - before.tax)


def negated(figures: Totals) -> Totals:
    """The same totals with the other sign, for a document that writes credits below zero."""
    taxes = tuple(TaxLine(line.rate, _minus(line.base), _minus(line.tax)) for line in figures.taxes)
    return Totals(
        _minus(figures.subtotal),
        _minus(figures.discount),
        taxes,
        _minus(figures.tax_total),
        _minus(figures.total),
    )


def _minus(amount: Decimal) -> Decimal:
    return amount.copy_negate() if amount else amount
