"""Every colour can be read on black and on white, in the palette that xterm has by itself."""

from __future__ import annotations

import pytest

from timelog_cli.render.plain import STYLES

XTERM = {
    **{31: 0xCD0000, 32: 0x00CD00, 33: 0xCDCD00, 34: 0x0000EE, 35: 0xCD00CD, 36: 0x00CDCD},
    **{91: 0xFF0000, 92: 0x00FF00, 93: 0xFFFF00, 94: 0x5C5CFF, 95: 0xFF00FF, 96: 0x00FFFF},
}
COLOURS = {code for style in STYLES.values() if (code := int(style[2:-1])) > 30}
LEAST = 1.6  # of 1 to 21; yellow on white has 1.7, bright yellow 1.1, blue on black 2.2


def lightness(colour: int) -> float:
    """Relative luminance, as in WCAG 2."""
    parts = [(colour >> shift & 255) / 255 for shift in (16, 8, 0)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return sum(share * one for share, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(colour: int, ground: int) -> float:
    low, high = sorted(map(lightness, (colour, ground)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("code", sorted(COLOURS))
def test_a_colour_stands_out_from_black_and_from_white(code: int) -> None:
    assert contrast(XTERM[code], 0xFFFFFF) > LEAST
    assert contrast(XTERM[code], 0x000000) > 2.5
