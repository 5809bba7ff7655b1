"""The rate that a single log has of its own, in the unit and currency of its record."""

from __future__ import annotations

from timelog_cli.domain.money import read_rate
from timelog_cli.domain.text import typed
from timelog_cli.errors import Refused
from timelog_cli.store import records

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

    from timelog_cli.domain.heads import Head
    from timelog_cli.domain.logs import Log
    from timelog_cli.domain.records import Price
    from timelog_cli.usecases.work import Work


def read_own(work: Work, text: str, head: Head, *, billable: bool, command: str) -> Decimal:
    """The rate that is typed for a log.

    :param command: the one that hints begin with, as ``timelog log edit 3``
    :raises Refused: the log is not billable, or the price of its record is flat
    """
    if not billable:
        raise Refused(
            "a log that is not billable has no rate", f"{command} --billable --rate {typed(text)}"
        )
    price = _price(work, head.id)
    if price is not None and price.flat:
        raise Refused(
            f"the price of {head.ref} is flat, for all of its time",
            f"timelog billing item add {head.ref} DESCRIPTION {typed(text)}",
        )
    return read_rate(text, price.currency if price else "")


def check_fits(work: Work, log: Log, to: Head) -> None:
    """Refuse to move a log to a record whose rates are in another unit or currency.

    :raises Refused: the log has a rate of its own, which would mean something else there
    """
    here, there = _price(work, log.record_id), _price(work, to.id)
    if log.rate is None or here is None or there is None:
        return
    if here._replace(amount=there.amount) != there:
        raise Refused(
            f"log {log.id} has a rate of its own in {here.measure}, and {to.ref} is billed in"
            f" {there.measure}",
            f"timelog log edit {log.id} --no-rate",
        )


def _price(work: Work, record_id: int) -> Price | None:
    record = records.find(work.store, record_id)
    return record and record.price
