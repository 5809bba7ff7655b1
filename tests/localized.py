"""Figures, money and days as Babel writes them, in whatever release it is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal


def figure(text: str, locale: str) -> str:
    """``1.481,47`` of ``1481.47`` in ``it_IT``, with the digits that it has."""
    pattern = f"#,##0.{'0' * len(text.partition('.')[2])}"
    return str(format_decimal(Decimal(text), pattern, locale))


def money(text: str, currency: str, locale: str) -> str:
    """``1.481,47 €`` of ``1481.47`` and ``EUR`` in ``it_IT``."""
    return str(format_currency(Decimal(text), currency, locale=locale))


def day(text: str, locale: str, style: str = "long") -> str:
    """``30 novembre 2026`` of ``2026-11-30`` in ``it_IT``."""
    return format_date(date.fromisoformat(text), style, locale)
