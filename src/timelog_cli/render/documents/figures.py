"""Figures, money and days as the country of a customer writes them."""

from __future__ import annotations

import re
from copy import copy
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date
from babel.numbers import get_group_symbol

from timelog_cli.domain.documents.wording import LANGUAGES, language
from timelog_cli.domain.money.currencies import digits
from timelog_cli.domain.text import without_bidi

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from babel.numbers import NumberPattern

PLAIN = "en"
_DIGITS = re.compile("[0-9]+")


class Figures:
    """How a locale writes figures, money, percentages and days.

    :param plain: as the other formats do: ``1234.50``, ``1234.50 USD``, ``2026-11-30``
    :raises LookupError: there is no such locale
    """

    def __init__(self, name: str, *, plain: bool = False) -> None:
        try:
            self.locale = Locale.parse(name)
        except (UnknownLocaleError, ValueError) as error:
            raise LookupError(f"no locale {name[:40]!r}") from error
        self._plain = plain
        # Every figure of an invoice is there some times, and in several formats.
        self.figure = lru_cache(5000)(self._figure)
        self.day = lru_cache(1000)(self._day)

    @property
    def tag(self) -> str:
        """The language of the words, as HTML names it: English ones where there are no others."""
        if self.locale.language in LANGUAGES:
            return "-".join(filter(None, (self.locale.language, self.locale.territory)))
        return language(str(self.locale))

    def _figure(self, text: str) -> str:
        """A decimal with the digits that it has, as ``1.234,50`` of ``1234.50``."""
        if self._plain:
            return text
        return self._written(self.locale.decimal_formats[None], text, _places(text))

    def percent(self, text: str) -> str:
        """A percentage, as ``22 %`` of ``22``."""
        if self._plain:
            return f"{text}%"
        value = Decimal(text).scaleb(-2)
        return self._written(self.locale.percent_formats[None], str(value), _places(text))

    def money(self, text: str, currency: str) -> str:
        """An amount with its currency, as ``1.234,50 €``."""
        if self._plain:
            return f"{text} {currency}"
        pattern = self.locale.currency_formats["standard"]
        return self._written(pattern, text, digits(currency), currency)

    def _written(
        self, pattern: NumberPattern, text: str, places: int, currency: str | None = None
    ) -> str:
        written = _exact(pattern, places).apply(
            Decimal(text),
            self.locale,
            currency=currency,
            currency_digits=False,
            group_separator=False,
        )
        return without_bidi(_DIGITS.sub(lambda whole: self._grouped(pattern, whole[0]), written, 1))

    def _grouped(self, pattern: NumberPattern, digits: str) -> str:
        # Not by Babel: it takes a pair of apostrophes between groups for quotation marks.
        size, others = pattern.grouping
        groups: list[str] = []
        while digits:
            digits, groups = digits[:-size], [digits[-size:], *groups]
            size = others
        return get_group_symbol(self.locale).join(groups)

    def is_one(self, text: str) -> bool:
        """Whether the words here have the singular beside a quantity: CLDR's ``one``.

        Zeros after the last digit are not read: 1.00 hour.
        """
        language_of_words = Locale.parse(language(str(self.locale)))
        return language_of_words.plural_form(Decimal(text).normalize()) == "one"

    def _day(self, day: date, style: str = "medium") -> str:
        """A day; ``style`` is one of CLDR's: ``short``, ``medium``, ``long``, ``full``.

        English without a country has no order of day and month: it has ISO dates.
        """
        if self._plain or str(self.locale) == PLAIN:
            return day.isoformat()
        return without_bidi(format_date(day, style, self.locale))


@lru_cache(20)
def figures(name: str, *, plain: bool) -> Figures:
    """How a locale writes figures, made once.

    :raises LookupError: there is no such locale
    """
    return Figures(name, plain=plain)


@lru_cache(100)
def _exact(pattern: NumberPattern, places: int) -> NumberPattern:
    """The pattern with so many digits after the point."""
    exact = copy(pattern)
    exact.frac_prec = (places, places)
    return exact


def _places(text: str) -> int:
    return len(text.partition(".")[2])
