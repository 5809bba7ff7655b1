"""Worked cases: what invoices come to, written down before the program is asked.

The figures of the specification and the simple ones were worked out by hand; all of them are
what ``tests.oracle_billing`` gives in exact fractions, which a test keeps true.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tests.oracle_billing import DIGITS, Figures, Order, Work

HOUR = 3600


@dataclass(frozen=True)
class Row:
    """A record with its logs: billed seconds at a price, tax rate and discount in percent.

    ``logs`` are the worked seconds of each log where they are not just what is billed; ``spans``
    are logs as they are typed; ``more`` are other options of the record.
    """

    seconds: int
    price: str
    rate: str = ""
    discount: str = ""
    logs: tuple[int, ...] = ()
    spans: tuple[str, ...] = ()
    more: str = ""
    per: str = "hour"


@dataclass(frozen=True)
class Case:
    """An invoice: its rows and what is said of the whole of it, and every figure below the lines.

    ``expected`` is ``subtotal - discount + surcharge | rate:base+tax … | total - withheld -
    prepaid = payable``.
    """

    name: str
    currency: str
    rows: tuple[Row, ...]
    expected: str
    included: bool = False
    discount: str = ""
    surcharge: str = ""
    withholding: str = ""
    on: str = "net"
    prepaid: str = ""

    @property
    def order(self) -> Order:
        """The case as the oracle takes it."""
        off = self.discount
        percent = Fraction(off[:-1]) if off.endswith("%") else None
        return Order(
            self.currency,
            [
                Work(
                    row.seconds,
                    Fraction(row.price),
                    {"hour": HOUR, "15m": 900, "day": 8 * HOUR, "minute": 60}[row.per],
                    Fraction(row.discount or 0),
                    Fraction(row.rate) if row.rate else None,
                )
                for row in self.rows
            ],
            self.included,
            percent,
            Fraction(0 if percent is not None else off or 0),
            _percent(self.surcharge),
            _percent(self.withholding),
            self.on == "net-and-surcharge",
            Fraction(self.prepaid or 0),
        )


def _percent(charge: str) -> Fraction:
    return Fraction(charge.partition("%")[0] or 0)


def summary(made: Figures, currency: str) -> str:
    """Figures as ``expected`` writes them."""

    def text(amount: Fraction) -> str:
        units = amount * 10 ** DIGITS[currency]
        assert units.denominator == 1
        digits = DIGITS[currency]
        whole = f"{abs(units.numerator):0{digits + 1}}"
        sign = "-" if units < 0 else ""
        return f"{sign}{whole[:-digits]}.{whole[-digits:]}" if digits else f"{sign}{whole}"

    taxes = " ".join(
        f"{'-' if rate is None else format(float(rate), 'g')}:{text(base)}+{text(made.taxes[rate])}"
        for rate, base in made.bases.items()
    )
    return (
        f"{text(made.subtotal)} - {text(made.discount)} + {text(made.surcharge)} | {taxes} |"
        f" {text(made.total)} - {text(made.withheld)} - {text(made.prepaid)}"
        f" = {text(made.payable)}"
    )


FIVE = (60, 420, 900, 901, 3660)
INPS = "4% INPS contribution"
RITENUTA = "20% Ritenuta d'acconto"
BOTH = "net-and-surcharge"


def _five(name: str, seconds: int, more: str, expected: str) -> Case:
    return Case(name, "EUR", (Row(seconds, "80", logs=FIVE, more=more),), expected)


CASES = (
    # The figures of the specification.
    Case(
        "three times twenty minutes",
        "EUR",
        (Row(3600, "100", logs=(1200, 1200, 1200)),),
        "100.00 - 0.00 + 0.00 | -:100.00+0.00 | 100.00 - 0.00 - 0.00 = 100.00",
    ),
    Case(
        "fifty minutes",
        "EUR",
        (Row(3000, "120"),),
        "100.00 - 0.00 + 0.00 | -:100.00+0.00 | 100.00 - 0.00 - 0.00 = 100.00",
    ),
    Case(
        "three lines of 33.33",
        "EUR",
        (Row(1200, "100", "22"),) * 3,
        "99.99 - 0.00 + 0.00 | 22:99.99+22.00 | 121.99 - 0.00 - 0.00 = 121.99",
    ),
    _five(
        "exact", 5941, "", "132.02 - 0.00 + 0.00 | -:132.02+0.00 | 132.02 - 0.00 - 0.00 = 132.02"
    ),
    _five(
        "up per log",
        9000,
        "--increment 15m --rounding up --round-per log",
        "200.00 - 0.00 + 0.00 | -:200.00+0.00 | 200.00 - 0.00 - 0.00 = 200.00",
    ),
    _five(
        "up per line",
        6300,
        "--increment 15m --rounding up --round-per line",
        "140.00 - 0.00 + 0.00 | -:140.00+0.00 | 140.00 - 0.00 - 0.00 = 140.00",
    ),
    _five(
        "nearest",
        5400,
        "--increment 15m --rounding nearest",
        "120.00 - 0.00 + 0.00 | -:120.00+0.00 | 120.00 - 0.00 - 0.00 = 120.00",
    ),
    _five(
        "nearest, minimum",
        7200,
        "--increment 15m --rounding nearest --minimum 15m",
        "160.00 - 0.00 + 0.00 | -:160.00+0.00 | 160.00 - 0.00 - 0.00 = 160.00",
    ),
    Case(
        "March",
        "EUR",
        (Row(3600, "60", spans=("2026-03-29 1:30-3:30",)),),
        "60.00 - 0.00 + 0.00 | -:60.00+0.00 | 60.00 - 0.00 - 0.00 = 60.00",
    ),
    Case(
        "October",
        "EUR",
        (Row(10800, "60", spans=("2026-10-25 1:30-3:30",)),),
        "180.00 - 0.00 + 0.00 | -:180.00+0.00 | 180.00 - 0.00 - 0.00 = 180.00",
    ),
    # Prices that include tax.
    Case(
        "gross thirds",
        "EUR",
        (Row(3600, "33.33", "22"),) * 3,
        "99.99 - 0.00 + 0.00 | 22:81.96+18.03 | 99.99 - 0.00 - 0.00 = 99.99",
        included=True,
    ),
    Case(
        "gross one",
        "EUR",
        (Row(3600, "122", "22"),),
        "122.00 - 0.00 + 0.00 | 22:100.00+22.00 | 122.00 - 0.00 - 0.00 = 122.00",
        included=True,
    ),
    Case(
        "gross two rates",
        "EUR",
        (Row(3600, "99.99", "22"), Row(3600, "10.01", "10"), Row(1800, "0.99", "4")),
        "110.50 - 0.00 + 0.00 | 22:81.96+18.03 10:9.10+0.91 4:0.48+0.02 |"
        " 110.50 - 0.00 - 0.00 = 110.50",
        included=True,
    ),
    Case(
        "gross with lines without tax",
        "USD",
        (Row(3600, "50", "7.25"), Row(3600, "50"), Row(3600, "50", "0")),
        "150.00 - 0.00 + 0.00 | 7.25:46.62+3.38 0:50.00+0.00 -:50.00+0.00 |"
        " 150.00 - 0.00 - 0.00 = 150.00",
        included=True,
    ),
    Case(
        "gross yen",
        "JPY",
        (Row(1200, "5000", "10"),) * 3,
        "5001 - 0 + 0 | 10:4546+455 | 5001 - 0 - 0 = 5001",
        included=True,
    ),
    Case(
        "gross dinar",
        "KWD",
        (Row(1200, "10", "5"),) * 3,
        "9.999 - 0.000 + 0.000 | 5:9.523+0.476 | 9.999 - 0.000 - 0.000 = 9.999",
        included=True,
    ),
    Case(
        "gross, discount in percent",
        "EUR",
        (Row(3600, "33.33", "22"), Row(3600, "33.33", "10"), Row(3600, "33.33", "10")),
        "99.99 - 10.00 + 0.00 | 22:24.59+5.41 10:54.54+5.45 | 89.99 - 0.00 - 0.00 = 89.99",
        included=True,
        discount="10%",
    ),
    Case(
        "gross, discount of an amount",
        "EUR",
        (Row(3600, "50", "22"), Row(3600, "50", "10")),
        "100.00 - 0.01 + 0.00 | 22:40.98+9.01 10:45.45+4.55 | 99.99 - 0.00 - 0.00 = 99.99",
        included=True,
        discount="0.01",
    ),
    Case(
        "gross, line discounts",
        "USD",
        (Row(2700, "61", "22", discount="5"), Row(900, "61", "22", discount="12.5")),
        "56.80 - 0.00 + 0.00 | 22:46.56+10.24 | 56.80 - 0.00 - 0.00 = 56.80",
        included=True,
    ),
    Case(
        "gross, a cent",
        "EUR",
        (Row(3600, "0.01", "22"), Row(3600, "0.02", "100")),
        "0.03 - 0.00 + 0.00 | 100:0.01+0.01 22:0.01+0.00 | 0.03 - 0.00 - 0.00 = 0.03",
        True,
    ),
    # Discounts.
    Case(
        "a cent of discount to the highest rate",
        "EUR",
        (Row(3600, "50", "10"), Row(3600, "50", "22")),
        "100.00 - 0.01 + 0.00 | 22:49.99+11.00 10:50.00+5.00 | 115.99 - 0.00 - 0.00 = 115.99",
        discount="0.01",
    ),
    Case(
        "ten over three rates",
        "EUR",
        (Row(3600, "100"), Row(3600, "100", "4"), Row(3600, "100", "22")),
        "300.00 - 10.00 + 0.00 | 22:96.66+21.27 4:96.67+3.87 -:96.67+0.00 |"
        " 315.14 - 0.00 - 0.00 = 315.14",
        discount="10.00",
    ),
    Case(
        "all of it",
        "USD",
        (Row(3600, "99.99", "22"),),
        "99.99 - 99.99 + 0.00 | 22:0.00+0.00 | 0.00 - 0.00 - 0.00 = 0.00",
        discount="100%",
    ),
    Case(
        "a tie in the discount",
        "EUR",
        (Row(25200, "66.50", "22", discount="5"),),
        "442.22 - 0.00 + 0.00 | 22:442.22+97.29 | 539.51 - 0.00 - 0.00 = 539.51",
    ),
    Case(
        "discounted yen",
        "JPY",
        (Row(5400, "5001", "10"),),
        "7502 - 225 + 0 | 10:7277+728 | 8005 - 0 - 0 = 8005",
        discount="3%",
    ),
    Case(
        "discounted dinar",
        "KWD",
        (Row(2400, "10", "5"),),
        "6.667 - 0.001 + 0.000 | 5:6.666+0.333 | 6.999 - 0.000 - 0.000 = 6.999",
        discount="0.001",
    ),
    # Surcharges.
    Case(
        "surcharge",
        "EUR",
        (Row(36000, "100", "22"),),
        "1000.00 - 0.00 + 40.00 | 22:1040.00+228.80 | 1268.80 - 0.00 - 0.00 = 1268.80",
        surcharge=INPS,
    ),
    Case(
        "surcharge over two rates, a cent left over",
        "EUR",
        (Row(3600, "33.33", "22"), Row(3600, "66.66", "10")),
        "99.99 - 0.00 + 4.00 | 22:34.66+7.63 10:69.33+6.93 | 118.55 - 0.00 - 0.00 = 118.55",
        surcharge=INPS,
    ),
    Case(
        "surcharge after a discount",
        "EUR",
        (Row(3600, "33.33", "22"), Row(3600, "33.33", "10"), Row(3600, "33.33")),
        "99.99 - 10.00 + 3.60 | 22:31.19+6.86 10:31.20+3.12 -:31.20+0.00 |"
        " 103.57 - 0.00 - 0.00 = 103.57",
        discount="10%",
        surcharge=INPS,
    ),
    Case(
        "surcharge in yen",
        "JPY",
        (Row(1200, "5000", "10"),) * 2,
        "3334 - 0 + 150 | 10:3484+348 | 3832 - 0 - 0 = 3832",
        surcharge="4.5% Fund",
    ),
    Case(
        "surcharge in dinar",
        "KWD",
        (Row(1200, "10", "5"),) * 2,
        "6.666 - 0.000 + 0.133 | 5:6.799+0.340 | 7.139 - 0.000 - 0.000 = 7.139",
        surcharge="2% Fund",
    ),
    Case(
        "surcharge in gross",
        "EUR",
        (Row(3600, "33.33", "22"),) * 3,
        "99.99 - 0.00 + 4.00 | 22:85.24+18.75 | 103.99 - 0.00 - 0.00 = 103.99",
        True,
        surcharge=INPS,
    ),
    # Withholding.
    Case(
        "withheld",
        "EUR",
        (Row(36000, "100", "22"),),
        "1000.00 - 0.00 + 0.00 | 22:1000.00+220.00 | 1220.00 - 200.00 - 0.00 = 1020.00",
        withholding=RITENUTA,
    ),
    Case(
        "withheld, not of the surcharge",
        "EUR",
        (Row(36000, "100", "22"),),
        "1000.00 - 0.00 + 40.00 | 22:1040.00+228.80 | 1268.80 - 200.00 - 0.00 = 1068.80",
        surcharge=INPS,
        withholding=RITENUTA,
    ),
    Case(
        "withheld of the surcharge too",
        "EUR",
        (Row(36000, "100", "22"),),
        "1000.00 - 0.00 + 40.00 | 22:1040.00+228.80 | 1268.80 - 208.00 - 0.00 = 1060.80",
        surcharge=INPS,
        withholding=RITENUTA,
        on=BOTH,
    ),
    Case(
        "withheld in gross",
        "EUR",
        (Row(3600, "122", "22"), Row(3600, "33.33", "10")),
        "155.33 - 0.00 + 6.21 | 22:104.00+22.88 10:31.51+3.15 | 161.54 - 26.06 - 0.00 = 135.48",
        included=True,
        surcharge=INPS,
        withholding=RITENUTA,
    ),
    Case(
        "withheld in gross of the surcharge too",
        "USD",
        (Row(3600, "122", "22"), Row(3600, "33.33", "10")),
        "155.33 - 7.77 + 5.90 | 22:98.80+21.73 10:29.94+2.99 | 153.46 - 25.75 - 0.00 = 127.71",
        included=True,
        discount="5%",
        surcharge=INPS,
        withholding=RITENUTA,
        on=BOTH,
    ),
    Case(
        "withheld yen",
        "JPY",
        (Row(3600, "33333", "10"),),
        "33333 - 0 + 0 | 10:33333+3333 | 36666 - 3403 - 0 = 33263",
        withholding="10.21% 源泉徴収税",
    ),
    Case(
        "withheld dinar",
        "KWD",
        (Row(1200, "10", "5"),),
        "3.333 - 0.000 + 0.000 | 5:3.333+0.167 | 3.500 - 0.167 - 0.000 = 3.333",
        withholding="5% Tax",
    ),
    Case(
        "all withheld",
        "USD",
        (Row(3600, "60", "22"),),
        "60.00 - 0.00 + 0.00 | 22:60.00+13.20 | 73.20 - 60.00 - 0.00 = 13.20",
        withholding="100% Tax",
    ),
    # Pre-payments.
    Case(
        "prepaid",
        "USD",
        (Row(7200, "60", "22"),),
        "120.00 - 0.00 + 0.00 | 22:120.00+26.40 | 146.40 - 0.00 - 46.40 = 100.00",
        prepaid="46.40",
    ),
    Case(
        "all prepaid",
        "EUR",
        (Row(3600, "33.33", "22"),),
        "33.33 - 0.00 + 0.00 | 22:33.33+7.33 | 40.66 - 0.00 - 40.66 = 0.00",
        prepaid="40.66",
    ),
    Case(
        "prepaid yen",
        "JPY",
        (Row(1200, "5000", "10"),),
        "1667 - 0 + 0 | 10:1667+167 | 1834 - 0 - 1000 = 834",
        prepaid="1000",
    ),
    Case(
        "prepaid dinar",
        "KWD",
        (Row(1200, "10", "5"),),
        "3.333 - 0.000 + 0.000 | 5:3.333+0.167 | 3.500 - 0.000 - 0.001 = 3.499",
        prepaid="0.001",
    ),
    Case(
        "everything at once",
        "EUR",
        (
            Row(5941, "80", "22", discount="5"),
            Row(1200, "100", "10"),
            Row(3000, "120", "4", discount="33.3"),
            Row(61, "9.99"),
        ),
        "225.62 - 15.79 + 8.39 | 22:121.30+26.69 10:32.24+3.22 4:64.51+2.58 -:0.17+0.00 |"
        " 250.71 - 43.64 - 50.00 = 157.07",
        discount="7%",
        surcharge=INPS,
        withholding=RITENUTA,
        on=BOTH,
        prepaid="50.00",
    ),
    Case(
        "everything at once in gross yen",
        "JPY",
        (Row(5941, "8000", "10", discount="5"), Row(1200, "9999", "8"), Row(61, "500")),
        "15883 - 777 + 453 | 10:11169+1117 8:3023+242 -:8+0 | 15559 - 1408 - 5000 = 9151",
        included=True,
        discount="777",
        surcharge="3% Fund",
        withholding="10.21% Tax",
        prepaid="5000",
    ),
    Case(
        "everything at once in gross dinar",
        "KWD",
        (Row(5941, "8.125", "5", discount="5"), Row(1200, "9.999", "5"), Row(61, "0.5", "0")),
        "16.080 - 2.010 + 0.352 | 5:13.729+0.686 0:0.007+0.000 | 14.422 - 0.687 - 1.234 = 12.501",
        included=True,
        discount="12.5%",
        surcharge="2.5% Fund",
        withholding="5% Tax",
        on=BOTH,
        prepaid="1.234",
    ),
    # Other intervals.
    Case(
        "fifteen minutes",
        "EUR",
        (Row(2700, "20", "22", per="15m"),),
        "60.00 - 0.00 + 0.00 | 22:60.00+13.20 | 73.20 - 0.00 - 0.00 = 73.20",
    ),
    Case(
        "a day of eight hours",
        "EUR",
        (Row(10800, "333.33", "22", per="day"),),
        "125.00 - 0.00 + 0.00 | 22:125.00+27.50 | 152.50 - 0.00 - 0.00 = 152.50",
    ),
    Case(
        "minutes",
        "USD",
        (Row(3661, "1.01", "8.875", per="minute"),),
        "61.63 - 0.00 + 0.00 | 8.875:61.63+5.47 | 67.10 - 0.00 - 0.00 = 67.10",
    ),
)
