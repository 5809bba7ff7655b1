"""Retainers: time or money that a customer has paid for in advance, and what later invoices draw.

The invoice in advance charges the tax, so an invoice that draws on it takes the amount off before
tax, by a line of its own below zero, at the same tax rate and in the same way of prices.
"""

from __future__ import annotations

from decimal import Decimal

from timelog_cli.domain.documents.billable import FLAT, DraftLine, Draw
from timelog_cli.domain.documents.invoices import Item
from timelog_cli.domain.money import ZERO, product, rounded_ratio, sum_of
from timelog_cli.domain.money.lines import NO_INCREMENT, PricedLine, priced_line
from timelog_cli.domain.money.totals import tax_of, without_tax

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from timelog_cli.domain.documents.billable import Retainer
    from timelog_cli.domain.records import Price


class _Open:
    """What of the lines no retainer has paid for yet, by position."""

    def __init__(self, lines: Sequence[DraftLine]) -> None:
        found = [one for one in lines if one.item.line.amount > ZERO]
        self.lines = {one.item.line.position: one for one in found}
        self.amounts = {place: one.item.line.amount for place, one in self.lines.items()}
        self.seconds = {
            place: 0 if one.flat else one.item.line.seconds for place, one in self.lines.items()
        }

    def taxed_as(self, retainer: Retainer) -> list[int]:
        """The open lines of the tax rate and the category of a retainer.

        They are of one category, where it is not named too, which is then that of the deduction.
        """
        own, open_ = retainer.tax_category, self.amounts
        if retainer.seconds is not None:
            open_ = {place: Decimal(seconds) for place, seconds in self.seconds.items()}
        fit = {
            place: one.item.tax_category
            for place, one in self.lines.items()
            if open_[place]
            and one.item.line.tax_rate == retainer.tax_rate
            and (not own or one.item.tax_category in {"", own})
        }
        return [place for place, category in fit.items() if category == next(iter(fit.values()))]

    def take_seconds(self, place: int, seconds: int, currency: str) -> Decimal:
        """Take time of a line: what that comes to."""
        line = self.lines[place].item.line
        taken = self.amounts[place]
        if seconds < self.seconds[place]:
            part = rounded_ratio(product(line.amount, seconds), line.seconds, currency)
            taken = min(part, taken)
        self.seconds[place] -= seconds
        self.amounts[place] -= taken
        return taken


def retainer_line(
    seconds: int | None, price: Price, tax_rate: Decimal | None, title: str
) -> PricedLine:
    """The line of the invoice in advance: so much time at a price, or an amount.

    :param price: for a unit of time, or flat where it is the amount
    """
    line = priced_line(
        position=1,
        record="",
        description=title,
        worked=[seconds or 0],
        increment=NO_INCREMENT,
        price=price.amount,
        unit=price.unit,
        unit_seconds=price.unit_seconds,
        currency=price.currency,
        tax_rate=tax_rate,
    )._replace(worked_seconds=0)
    return without_tax([line], price.currency)[0] if price.includes_tax else line


def with_draws(
    lines: Sequence[DraftLine], retainers: Sequence[Retainer], words: Mapping[str, str]
) -> list[DraftLine]:
    """The lines, and after them one for each retainer that pays for some of them.

    :param retainers: those with something left, in the currency and the way of prices of the
        lines; the first ones are used up first
    """
    found, open_ = list(lines), _Open(lines)
    for retainer in retainers:
        line = _draw(found, open_, retainer, words)
        if line is not None:
            found.append(line)
    return found


def _draw(
    lines: Sequence[DraftLine], open_: _Open, retainer: Retainer, words: Mapping[str, str]
) -> DraftLine | None:
    """The line that draws on a retainer, if there is something to draw it for."""
    places = open_.taxed_as(retainer)
    taken = _taken_time if retainer.seconds is not None else _taken_money
    amount, draw = taken(open_, places, retainer)
    if not amount:
        return None
    title, note = words["drawn"].format(number=retainer.number), ""
    if draw.seconds is not None:
        left = (retainer.left_seconds or 0) - draw.seconds
        note = words["drawn_time"].format(used=_clock(draw.seconds), left=_clock(left))
    line = PricedLine(
        position=len(lines) + 1,
        record="",
        description=f"{title}: {note}" if note else title,
        seconds=0,
        worked_seconds=0,
        quantity=Decimal(-1),
        unit=FLAT,
        unit_price=amount,
        gross=-amount,
        discount=amount * 0,
        net=-_net(lines, retainer, amount),
        tax_rate=retainer.tax_rate,
    )
    category = next((open_.lines[place].item.tax_category for place in places), "")
    item = Item(line, None, None, None, title=title, note=note, tax_category=category)
    return DraftLine(item, None, None, (), draw=draw)


def _taken_time(open_: _Open, places: Sequence[int], retainer: Retainer) -> tuple[Decimal, Draw]:
    left, parts = retainer.left_seconds or 0, []
    for place in places:
        seconds = min(left, open_.seconds[place])
        if seconds:
            parts.append(open_.take_seconds(place, seconds, retainer.currency))
            left -= seconds
    used = (retainer.left_seconds or 0) - left
    return sum_of(parts, retainer.currency), Draw(retainer.id, used, None)


def _taken_money(open_: _Open, places: Sequence[int], retainer: Retainer) -> tuple[Decimal, Draw]:
    left = retainer.left_amount or ZERO
    for place in places:
        part = min(left, open_.amounts[place])
        open_.amounts[place] -= part
        left -= part
    used = (retainer.left_amount or ZERO) - left
    return used, Draw(retainer.id, None, used)


def _net(lines: Sequence[DraftLine], retainer: Retainer, amount: Decimal) -> Decimal:
    """What of the amount is not tax: the nets of all lines of the rate go on adding up."""
    if not retainer.includes_tax:
        return amount
    same = [one.item.line for one in lines if one.item.line.tax_rate == retainer.tax_rate]
    whole = sum_of([line.amount for line in same], retainer.currency) - amount
    tax = tax_of(whole, retainer.tax_rate, retainer.currency, includes_tax=True)
    return sum_of([line.net for line in same], retainer.currency) - (whole - tax)


def _clock(seconds: int) -> str:
    """``12:30``, with the seconds only where there are some."""
    minutes, rest = divmod(seconds, 60)
    text = f"{minutes // 60}:{minutes % 60:02}"
    return f"{text}:{rest:02}" if rest else text
