"""What a document adds to its lines, keeps back and takes off, besides discounts and tax.

A surcharge, such as a contribution to a pension fund, is taxed like the lines it is on. What is
withheld, such as an income tax, is deducted after tax; the total stays as it is.
"""

from __future__ import annotations

from decimal import Decimal

from timelog_cli.domain.currencies import quoted
from timelog_cli.domain.money import ZERO, plain, read_percentage
from timelog_cli.domain.text import one_line
from timelog_cli.errors import Unreadable
from timelog_cli.frozen import Frozen

NONE = "none"
_LONGEST_NAME = 100


class NamedPercent(Frozen):
    """A percentage, and the name that a document prints for it."""

    percent: Decimal
    name: str

    def __str__(self) -> str:
        return f"{plain(self.percent)}% {self.name}"


class Charges(Frozen):
    """What counts for one document.

    ``withheld_on_surcharge`` is whether the surcharge is part of what the withholding is on;
    ``prepaid`` was paid before the document was made.
    """

    surcharge: NamedPercent | None = None
    withholding: NamedPercent | None = None
    withheld_on_surcharge: bool = False
    prepaid: Decimal = ZERO


NO_CHARGES = Charges()


def read_charge(text: str, what: str) -> NamedPercent | None:
    """A percentage with its name, as ``4% INPS contribution``; ``None`` for ``none``.

    :param what: how errors name it, as ``the surcharge``
    :raises Unreadable: no percentage from 0 to 100, or no name
    """
    if text.strip().lower() == NONE:
        return None
    number, sign, name = text.partition("%")
    if not (sign and name.strip()):
        raise Unreadable(
            f"{what} {quoted(text)} is no percentage with a name",
            'type both, as "4% Pension fund", or none',
        )
    return NamedPercent(read_percentage(f"{number}%", what), one_line(name, what, _LONGEST_NAME))


def charge_text(text: str, what: str) -> str:
    """What ``read_charge`` reads, as it is kept."""
    charge = read_charge(text, what)
    return NONE if charge is None else str(charge)


def nearest_charge(own: str | None, general: NamedPercent | None, what: str) -> NamedPercent | None:
    """The charge of a customer where one is set, ``none`` included, else the general one."""
    return general if own is None else read_charge(own, what)
