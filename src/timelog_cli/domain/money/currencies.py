"""Currencies: the codes of ISO 4217, their digits, and the code that a text names."""

from __future__ import annotations

from timelog_cli.domain.text import shown
from timelog_cli.errors import UsageError

_CODE_LENGTH = 3
_QUOTED_LENGTH = 40

# ISO 4217, list one, without metals, units of account and test codes: they have no minor unit.
_CODES = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD
CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP
GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR
KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN
MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD
SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX
USD USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
_NO_DIGITS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE_DIGITS = "BHD IQD JOD KWD LYD OMR TND"
_FOUR_DIGITS = "CLF UYW"
_DIGITS = {
    **dict.fromkeys(_NO_DIGITS.split(), 0),
    **dict.fromkeys(_THREE_DIGITS.split(), 3),
    **dict.fromkeys(_FOUR_DIGITS.split(), 4),
}

_SYMBOLS = {
    "€": "EUR",
    "$": "USD, CAD, AUD",
    "£": "GBP",
    "¥": "JPY, CNY",
    "₹": "INR",
    "₩": "KRW",
    "₫": "VND",
    "₴": "UAH",
    "₺": "TRY",
    "₪": "ILS",
    "zł": "PLN",
    "kr": "SEK, NOK, DKK",
}


def codes() -> list[str]:
    """All codes, in the order of the letters."""
    return _CODES.split()


def digits(currency: str) -> int:
    """The digits after the point that a currency has, by ISO 4217: 0 for JPY, 2 for EUR."""
    return _DIGITS.get(currency, 2)


def read_currency(text: str) -> str:
    """The ISO 4217 code that a text names, in any letter case.

    :raises UsageError: not a currency in use; near ones are in the hint
    """
    code = text.strip()
    if code.isascii() and code.upper() in _CODES.split():
        return code.upper()
    near = _near_currencies(code)
    raise UsageError(
        f"{quoted(text)} is not a currency in use",
        f"did you mean {near.replace(', ', ' or ')}?"
        if near
        else "use a three-letter currency code, such as EUR",
    )


def _near_currencies(text: str) -> str:
    symbol = _SYMBOLS.get(text.lower())
    if symbol:
        return symbol
    wanted = text.upper()[:_CODE_LENGTH]
    alike = {code: sum(map(str.__eq__, code, wanted)) for code in _CODES.split()}
    near = [code for code, same in alike.items() if same == _CODE_LENGTH - 1]
    near.sort(key=lambda code: (code[:2] != wanted[:2], code not in ("EUR", "USD", "GBP")))
    return ", ".join([code for code in alike if code == wanted] or near[:5])


def quoted(text: str) -> str:
    """What was typed, as an error repeats it: in quotes, visible, and not at any length."""
    text = shown(text)
    return f"'{text}'" if len(text) <= _QUOTED_LENGTH else f"'{text[: _QUOTED_LENGTH - 1]}…'"
