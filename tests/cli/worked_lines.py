"""Worked cases of lines that are not all of one rate: rates of days and logs, flat prices, items.

``tests.oracle_billing`` gives the figures in exact fractions, which a test keeps true; those with
round numbers were worked out by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tests.oracle_billing import Order, Work

UNITS = {"hour": 3600, "15m": 900, "day": 28800, "7.5h": 27000, "minute": 60}


@dataclass(frozen=True)
class Time:
    """Logs of so many seconds on a record that are billed at a price.

    ``by`` is where the price comes from: the record, a rate from a day on, the logs themselves.
    """

    logs: tuple[int, ...]
    price: str
    by: str = "record"


@dataclass(frozen=True)
class Thing:
    """An item; tax rate and discount as typed, nothing for none of its own."""

    quantity: str
    price: str
    rate: str = ""
    discount: str = ""


@dataclass(frozen=True)
class Flat:
    """Another record with a flat price and a log of so many seconds, or without any time."""

    price: str
    seconds: int = 0


@dataclass(frozen=True)
class Lines:
    """An invoice of a record with times and things, and of records with flat prices.

    ``rate`` and ``discount`` are those of the record; ``expected`` is as in ``worked_cases``.
    """

    name: str
    currency: str
    parts: tuple[Time | Flat | Thing, ...]
    expected: str
    rate: str = "22"
    discount: str = ""
    included: bool = False
    off: str = ""
    per: str = "hour"

    @property
    def order(self) -> Order:
        """The case as the oracle takes it."""
        percent = Fraction(self.off[:-1]) if self.off.endswith("%") else None
        amount = Fraction(0 if percent is not None else self.off or 0)
        lines = [self._work(part) for part in self.parts]
        return Order(self.currency, lines, self.included, percent, amount)

    def _work(self, part: Time | Flat | Thing) -> Work:
        own = Fraction(self.rate) if self.rate else None
        price, off = Fraction(part.price), Fraction(self.discount or 0)
        if isinstance(part, Time):
            return Work(sum(part.logs), price, UNITS[self.per], off, own)
        if isinstance(part, Flat):
            return Work(1, price, 1, off, own)
        count = Fraction(part.quantity)
        rate = Fraction(part.rate) if part.rate else own
        return Work(count.numerator, price, count.denominator, Fraction(part.discount or 0), rate)


LINES = (
    Lines(
        "an hour at the old rate, two at the new",
        "EUR",
        (Time((3600,), "60"), Time((3600, 3600), "70", "day")),
        "200.00 - 0.00 + 0.00 | 22:200.00+44.00 | 244.00 - 0.00 - 0.00 = 244.00",
    ),
    Lines(
        "each rate is rounded by itself",
        "EUR",
        (Time((1200,), "100"), Time((1200,), "100.01", "day"), Time((1200,), "100.02", "log")),
        "100.01 - 0.00 + 0.00 | 22:100.01+22.00 | 122.01 - 0.00 - 0.00 = 122.01",
    ),
    Lines(
        "travel beside time",
        "EUR",
        (Time((5400,), "80"), Thing("1", "120.00")),
        "240.00 - 0.00 + 0.00 | 22:240.00+52.80 | 292.80 - 0.00 - 0.00 = 292.80",
    ),
    Lines(
        "kilometres without tax, finer than a cent",
        "EUR",
        (Time((3600,), "60"), Thing("183.5", "0.4237", "0")),
        "137.75 - 0.00 + 0.00 | 22:60.00+13.20 0:77.75+0.00 | 150.95 - 0.00 - 0.00 = 150.95",
    ),
    Lines(
        "a discount on the record, another on the item",
        "USD",
        (Time((4000,), "99.99"), Thing("3", "33.33", "", "12.5")),
        "193.03 - 0.00 + 0.00 | 22:193.03+42.47 | 235.50 - 0.00 - 0.00 = 235.50",
        discount="5",
    ),
    Lines(
        "a discount on the whole spread over three rates",
        "EUR",
        (Time((3600,), "100"), Thing("1", "50", "10"), Thing("7", "4.99", "4")),
        "184.93 - 61.64 + 0.00 | 22:66.67+14.67 10:33.33+3.33 4:23.29+0.93 |"
        " 142.22 - 0.00 - 0.00 = 142.22",
        off="33.33%",
    ),
    Lines(
        "an amount off the whole",
        "EUR",
        (Time((3600,), "100"), Time((1800,), "120", "log"), Thing("1", "50", "10")),
        "210.00 - 99.99 + 0.00 | 22:83.82+18.44 10:26.19+2.62 | 131.07 - 0.00 - 0.00 = 131.07",
        off="99.99",
    ),
    Lines(
        "a flat price and a thing",
        "EUR",
        (Flat("1999.99", 7200), Thing("2", "0.005")),
        "2000.00 - 0.00 + 0.00 | 22:2000.00+440.00 | 2440.00 - 0.00 - 0.00 = 2440.00",
    ),
    Lines(
        "a flat price without time, less ten percent",
        "USD",
        (Flat("1234.56"),),
        "1111.10 - 0.00 + 0.00 | 22:1111.10+244.44 | 1355.54 - 0.00 - 0.00 = 1355.54",
        discount="10",
    ),
    Lines(
        "time, a flat price and things",
        "EUR",
        (Time((3000,), "120"), Flat("900", 3600), Flat("100.5"), Thing("1", "48.00", "10")),
        "1148.50 - 0.00 + 0.00 | 22:1100.50+242.11 10:48.00+4.80 | 1395.41 - 0.00 - 0.00 = 1395.41",
    ),
    Lines(
        "yen have no cents",
        "JPY",
        (Time((1200,), "10000"), Time((1200,), "10001", "day"), Thing("3", "333.5", "8")),
        "7668 - 0 + 0 | 10:6667+667 8:1001+80 | 8415 - 0 - 0 = 8415",
        rate="10",
    ),
    Lines(
        "yen with tax in the price",
        "JPY",
        (Time((5000,), "8800"), Flat("55000", 60), Thing("1", "1080", "8")),
        "68302 - 0 + 0 | 10:61111+6111 8:1000+80 | 68302 - 0 - 0 = 68302",
        rate="10",
        included=True,
    ),
    Lines(
        "dinars have three digits",
        "KWD",
        (Time((1000,), "12.345"), Time((1000,), "13.3335", "log"), Thing("9", "0.1115", "5")),
        "8.137 - 0.000 + 0.000 | 5:1.004+0.050 -:7.133+0.000 | 8.187 - 0.000 - 0.000 = 8.187",
        rate="",
    ),
    Lines(
        "dinars, a quarter of an hour and a flat price",
        "KWD",
        (Time((1000, 901), "3.333"), Flat("1000.0005", 60), Thing("0.3333", "10", "5", "50")),
        "1008.707 - 75.653 + 0.000 | 15:931.513+139.727 5:1.541+0.077 |"
        " 1072.858 - 0.000 - 0.000 = 1072.858",
        rate="15",
        per="15m",
        off="7.5%",
    ),
    Lines(
        "days of eight hours",
        "EUR",
        (Time((10000, 20000), "640"), Time((28800,), "700", "day"), Thing("2", "95", "10")),
        "1556.67 - 0.00 + 0.00 | 22:1366.67+300.67 10:190.00+19.00 |"
        " 1876.34 - 0.00 - 0.00 = 1876.34",
        per="day",
    ),
    Lines(
        "days of seven hours and a half, tax in the price",
        "USD",
        (Time((27001,), "777.77"), Time((1,), "777.78", "day"), Thing("1", "0.01")),
        "777.84 - 0.00 + 0.00 | 8.875:714.43+63.41 | 777.84 - 0.00 - 0.00 = 777.84",
        rate="8.875",
        per="7.5h",
        included=True,
    ),
    Lines(
        "nothing but things",
        "EUR",
        (Thing("1", "0"), Thing("1000000", "0.00000001"), Thing("12", "1.005", "22", "100")),
        "0.01 - 0.00 + 0.00 | 22:0.01+0.00 | 0.01 - 0.00 - 0.00 = 0.01",
    ),
)
