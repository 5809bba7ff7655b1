"""The codes of units in structured invoices: UN/ECE Recommendations 20 and 21."""

from __future__ import annotations

from decimal import Decimal

from timelog_cli.domain.text import folded
from timelog_cli.errors import UsageError
from timelog_cli.frozen import Frozen

PIECE_CODE = "C62"
_FLAT_CODE = "LS"
_HOUR, _MINUTE = 3600, 60

# The words for each code, in the languages of documents.
_WORDS = {
    "HUR": "h hr hrs hour hours ora ore stunde stunden std heure heures hora horas",
    "MIN": "min mins minute minutes minuten minuto minuti minutos",
    "SEC": "s sec second seconds secondo secondi sekunde sekunden seconde secondes segundo"
    " segundos",
    "DAY": "d day days giorno giorni tag tage jour jours día días dia dias personentag pt",
    "WEE": "week weeks settimana settimane woche wochen semaine semaines semana semanas",
    "MON": "month months mese mesi monat monate mois mes meses",
    "ANN": "year years anno anni jahr jahre an ans année années año años",
    "KMT": "km kilometre kilometres kilometer kilometers chilometro chilometri kilomètre"
    " kilomètres kilómetro kilómetros",
    "MTR": "m metre metres meter meters metro metri mètre mètres metros",
    "SMI": "mile miles miglio miglia meile meilen milla millas",
    "MTK": "m2 m² sqm qm mq",
    "KGM": "kg kilogram kilograms chilogrammo chilogrammi kilogramm kilogramme kilogrammes"
    " kilogramo kilogramos",
    "GRM": "g gram grams grammo grammi gramm gramme grammes gramo gramos",
    "LTR": "l litre litres liter liters litro litri litros",
    "KWH": "kwh",
    "E34": "gb gigabyte gigabytes",
    "4L": "mb megabyte megabytes",
    "P1": "% percent percento prozent pourcent",
    "PR": "pair pairs paio paia paar paire paires par pares",
    "SET": "set sets",
    _FLAT_CODE: "flat lump forfait pauschal pauschale forfettario",
    PIECE_CODE: "piece pieces pc pcs pezzo pezzi pz stück stk pièce pièces unidad unidades",
}
_CODES = {word: code for code, words in _WORDS.items() for word in words.split()}


class CodedUnit(Frozen):
    """A unit by its code; ``multiple`` is how many of the coded one it is, as 15 minutes."""

    code: str
    multiple: Decimal = Decimal(1)


def codes() -> list[tuple[str, str]]:
    """The codes of common units, each with its longest word in English."""
    return [(code, max(words.split()[:4], key=len)) for code, words in _WORDS.items()]


def coded(unit: str, code: str = "") -> CodedUnit:
    """The code of a unit as documents name it: an hour, 15 minutes, a word, or any piece.

    :param code: the code that the item names, which counts
    """
    if code:
        return CodedUnit(code)
    word = folded(unit).strip().rstrip(".")
    return CodedUnit(_CODES[word]) if word in _CODES else _of_duration(word)


def _of_duration(word: str) -> CodedUnit:
    """Hours or minutes of a duration such as ``15m``; a piece of what is none."""
    from timelog_cli.domain.time.durations import read_duration

    try:
        seconds = read_duration(word) if word[:1].isdigit() else 0
    except UsageError:
        seconds = 0
    if not seconds or seconds % _MINUTE:
        return CodedUnit(PIECE_CODE)
    if seconds % _HOUR:
        return CodedUnit("MIN", Decimal(seconds // _MINUTE))
    return CodedUnit("HUR", Decimal(seconds // _HOUR))
