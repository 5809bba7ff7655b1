"""Figures and money as each locale writes them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from babel.numbers import (
    NumberPattern,
    format_decimal,
    get_decimal_symbol,
    get_group_symbol,
)

from timelog_cli.domain.documents.wording import names
from timelog_cli.render.documents.figures import Figures

WHOLE = [str(1234567890123)[:size] for size in range(1, 14)]


def written(figures: Figures, text: str) -> Iterator[tuple[str, NumberPattern]]:
    """A figure, an amount of money and a percentage, each with the pattern that it follows."""
    locale = figures.locale
    yield figures.figure(text), locale.decimal_formats[None]
    yield figures.money(text, "CHF"), locale.currency_formats["standard"]
    yield figures.percent(text), locale.percent_formats[None]


def grouped(whole: str, pattern: NumberPattern, separator: str) -> str:
    """A whole number in the groups of a pattern, by Babel, which does commas right."""
    number, _, _ = pattern.number_pattern.partition(".")
    return str(format_decimal(int(whole), number, "en")).replace(",", separator)


@pytest.mark.parametrize("sign", ["", "-"])
def test_every_group_has_its_separator_in_every_locale_at_every_size(sign: str) -> None:
    for name in names():
        figures = Figures(name)
        group, point = get_group_symbol(figures.locale), get_decimal_symbol(figures.locale)
        for whole in WHOLE:
            for text, pattern in written(figures, f"{sign}{whole}.50"):
                assert f"{grouped(whole, pattern, group)}{point}50" in text, name
                assert [char for char in text if char.isdigit()] == [*whole, "5", "0"], name


def test_an_apostrophe_between_groups_is_no_quotation_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    figures = Figures("en")
    monkeypatch.setitem(figures.locale.number_symbols["latn"], "group", "'")
    assert figures.figure("1234567.50") == "1'234'567.50"
    assert figures.money("1234567890.50", "USD").endswith("1'234'567'890.50")
    assert figures.percent("1234567").startswith("1'234'567")
