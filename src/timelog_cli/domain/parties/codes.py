"""The codes of countries, and of the schemes that identifiers and addresses belong to."""

from __future__ import annotations

from timelog_cli.errors import UsageError

# ISO 3166-1, alpha-2.
_COUNTRIES = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS
BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE
EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM
HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC
LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO
TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
_LONGEST_CODE = 20
_MISTAKEN = {"UK": "GB", "EL": "GR", "XI": "GB"}

# The code list EAS of the European Commission.
_ELECTRONIC_SCHEMES = """
0002 0007 0009 0037 0060 0088 0096 0097 0106 0130 0135 0142 0147 0151 0154 0158 0170 0177 0183
0184 0188 0190 0191 0192 0193 0194 0195 0196 0198 0199 0200 0201 0202 0203 0204 0205 0208 0209
0210 0211 0212 0213 0215 0216 0217 0218 0219 0220 0221 0225 0230 0235 0240 0242 0244 0245 0246
0248 9910 9913 9914 9915 9918 9919 9920 9922 9923 9924 9925 9926 9927 9928 9929 9930 9931 9932
9933 9934 9935 9936 9937 9938 9939 9940 9941 9942 9943 9944 9945 9946 9947 9948 9949 9950 9951
9952 9953 9957 9959 AN AQ AS AU EM
"""

# ISO 6523: the codes run from 0002 to 0248, and these were never given or were withdrawn.
# The code list VATEX of the European Commission, without its first word.
_EXEMPTIONS = """
EU-79-C EU-132 EU-132-1A EU-132-1B EU-132-1C EU-132-1D EU-132-1E EU-132-1F EU-132-1G EU-132-1H
EU-132-1I EU-132-1J EU-132-1K EU-132-1L EU-132-1M EU-132-1N EU-132-1O EU-132-1P EU-132-1Q EU-135-1
EU-143 EU-143-1A EU-143-1B EU-143-1C EU-143-1D EU-143-1E EU-143-1F EU-143-1FA EU-143-1G EU-143-1H
EU-143-1I EU-143-1J EU-143-1K EU-143-1L EU-144 EU-146-1E EU-148 EU-148-A EU-148-B EU-148-C EU-148-D
EU-148-E EU-148-F EU-148-G EU-151 EU-151-1A EU-151-1AA EU-151-1B EU-151-1C EU-151-1D EU-151-1E
EU-153 EU-159 EU-309 EU-D EU-F EU-I EU-J FR-298SEXDECIESA FR-CGI261-1 FR-CGI261-2 FR-CGI261-3
FR-CGI261-4 FR-CGI261-5 FR-CGI261-7 FR-CGI261-8 FR-CGI261A FR-CGI261B FR-CGI261C-1 FR-CGI261C-2
FR-CGI261C-3 FR-CGI261D-1 FR-CGI261D-1BIS FR-CGI261D-2 FR-CGI261D-3 FR-CGI261D-4 FR-CGI261E-1
FR-CGI261E-2 FR-CGI275 FR-CGI277A FR-CGI295 FR-CNWVAT FR-FRANCHISE
"""
_OF_TREATMENTS = {
    **{"VATEX-EU-AE": "reverse-charge", "VATEX-FR-AE": "reverse-charge"},
    **{"VATEX-EU-IC": "intra-community", "VATEX-EU-G": "export", "VATEX-EU-O": "out-of-scope"},
}

SCHEME_LENGTH = 4
_LAST_LEGAL_SCHEME = 248
_NO_LEGAL_SCHEMES = frozenset((92, 103, 181, 182))


def countries() -> list[str]:
    """The codes of all countries."""
    return _COUNTRIES.split()


def electronic_schemes() -> list[str]:
    """The codes that say what kind of electronic address it is."""
    return _ELECTRONIC_SCHEMES.split()


def legal_schemes() -> list[str]:
    """The codes that say what kind of identifier it is."""
    numbers = range(2, _LAST_LEGAL_SCHEME + 1)
    return [f"{number:04}" for number in numbers if number not in _NO_LEGAL_SCHEMES]


def exemption_codes() -> list[str]:
    """The codes that say why something is exempt from tax."""
    return [f"VATEX-{code}" for code in _EXEMPTIONS.split()]


def read_exemption_code(text: str) -> str:
    """The code that says why something is exempt from tax.

    :raises UsageError: there is no such code, or it is that of another treatment
    """
    code = text.strip().upper()
    other = _OF_TREATMENTS.get(code)
    if other:
        raise UsageError(
            f"cannot set {code}: invoices with the treatment {other} get it automatically",
            f"use --tax-treatment {other}",
        )
    hint = "use a VATEX code, such as VATEX-EU-132; to keep it anyway, add --force"
    return _one_of(exemption_codes(), code, "an exemption code", hint)


def read_code(text: str) -> str:
    """The short code of a customer, for the numbers of its documents.

    :raises UsageError: not only letters and digits, or too many
    """
    code = text.strip()
    if not (code.isascii() and code.isalnum() and len(code) <= _LONGEST_CODE):
        raise UsageError(
            f"{text[:40]!r} is not a customer code", "use letters and digits, such as ROSSI"
        )
    return code


def read_country(text: str) -> str:
    """The code of a country.

    :raises UsageError: there is no such code
    """
    code = text.strip().upper()
    if code not in countries():
        meant = _MISTAKEN.get(code)
        hint = f"did you mean {meant}?" if meant else "use a code of two letters, such as DE"
        raise UsageError(f"{text[:40]!r} is not a country code", hint)
    return code


def read_electronic_scheme(text: str) -> str:
    """The code of the scheme of an electronic address.

    :raises UsageError: there is no such code
    """
    return _one_of(
        electronic_schemes(),
        text,
        "the scheme of an electronic address",
        "use a code of the EAS list, such as 0204 for a Leitweg-ID, 9930 for a German VAT id, 0088"
        " for a GLN or EM for email" + _or_force(text),
    )


def read_legal_scheme(text: str) -> str:
    """The code of the scheme of a legal identifier.

    :raises UsageError: there is no such code
    """
    return _one_of(
        legal_schemes(),
        text,
        "the scheme of a legal id",
        "use a code of ISO 6523, such as 0002 for a SIREN or 0088 for a GLN" + _or_force(text),
    )


def _or_force(scheme: str) -> str:
    """How to keep a scheme that is not known, if it is short enough to be one."""
    return "; to keep it anyway, add --force" if len(scheme) <= SCHEME_LENGTH else ""


def _one_of(codes: list[str], text: str, what: str, hint: str) -> str:
    code = text.strip().upper()
    if code not in codes:
        raise UsageError(f"{text[:40]!r} is not {what}", hint)
    return code
