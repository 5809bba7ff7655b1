"""What is left to bill of a record: time, items, a flat price, and what they come to."""

from __future__ import annotations

from timelog_cli.domain.billable import Unbilled
from timelog_cli.domain.records import Rounding, increment_of
from timelog_cli.domain.worth import lines_left, worth
from timelog_cli.frozen import Frozen
from timelog_cli.store import customers, items, unbilled
from timelog_cli.store.unbilled import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

    from timelog_cli.domain.billing import Line
    from timelog_cli.usecases.work import Work


class Left(Frozen):
    """What is left: worked seconds, how many items, whether the flat price is.

    ``amount`` is what the next invoice would say for it, before tax; ``None`` without a rate.
    ``lines`` are those of the next invoice. What a flat price includes is no ``billed`` time.
    """

    seconds: int
    items: int
    flat: bool
    amount: Decimal | None
    included: bool = False
    lines: tuple[Line, ...] = ()

    @property
    def anything(self) -> bool:
        """Whether an invoice could be made of it."""
        return bool(self.items or self.flat or (self.seconds and not self.included))


def left(work: Work, record_id: int, default: Rounding) -> Left:
    """What is left to bill of a record.

    :param default: the increments of the settings
    """
    store, span = work.store, Span()
    (record,) = unbilled.records(store, [record_id])
    found = Unbilled(
        unbilled.logs(store, [record_id], span),
        items.unbilled(store, [record_id], None, None),
        frozenset(unbilled.flats(store, [record_id], span)),
    )
    customer = customers.customer(store, record.customer) if record.customer else None
    wider = (customer.rounding, default) if customer else (default,)
    lines = tuple(lines_left(record, found, increment_of(record.rounding, *wider)))
    price = record.price
    return Left(
        sum(log.worked_seconds for log in found.logs.get(record_id, ())),
        len(found.items.get(record_id, ())),
        record_id in found.flats,
        price and worth(lines, price.currency, includes_tax=price.includes_tax),
        record.flat,
        lines,
    )
