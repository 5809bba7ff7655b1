"""Statements of banks in CSV, whose columns have other names at every bank."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from timelog_cli.domain.bank import BankEntry, entry_key
from timelog_cli.domain.cells import unguarded
from timelog_cli.domain.foreign import Reading, Unreadable
from timelog_cli.domain.text import shown
from timelog_cli.errors import UsageError
from timelog_cli.exchange.trackers.columns import key
from timelog_cli.exchange.trackers.dates import Dates, proven_order, readings
from timelog_cli.exchange.trackers.tables import Table, header
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from timelog_cli.domain.foreign import Problem
    from timelog_cli.exchange.trackers.sources import File

    Report = Callable[[int, int | None], None]

# What banks call their columns: English, German, Italian, French, Spanish.
LABELS = {
    "date": (
        *("Booking date", "Date", "Transaction date", "Posting date", "Completed date"),
        *("Buchungstag", "Buchungsdatum", "Buchung", "Datum", "Data", "Data contabile"),
        *("Data operazione", "Data registrazione", "Data movimento", "Date d'opération"),
        *("Date de l'opération", "Date opération", "Date de comptabilisation", "Date comptable"),
        *("Fecha", "Fecha operación", "Fecha de operación", "Fecha contable", "F. operación"),
    ),
    "value_date": (
        *("Value date", "Valuta", "Valutadatum", "Wertstellung", "Wertstellungstag", "Wert"),
        *("Data valuta", "Date de valeur", "Date valeur", "Fecha valor", "F. valor"),
    ),
    "amount": ("Amount", "Betrag", "Umsatz", "Importo", "Montant", "Importe", "Betrag in EUR"),
    "credit": (
        *("Credit", "Credit amount", "Money in", "Paid in", "Haben", "Gutschrift", "Accredito"),
        *("Accrediti", "Entrate", "Avere", "Crédit", "Abono", "Abonos", "Haber", "Ingresos"),
    ),
    "debit": (
        *("Debit", "Debit amount", "Money out", "Paid out", "Soll", "Lastschrift", "Belastung"),
        *("Addebito", "Addebiti", "Uscite", "Dare", "Débit", "Cargo", "Cargos", "Debe", "Gastos"),
    ),
    "sign": (
        *("Credit/Debit", "Debit/Credit", "D/C", "C/D", "Soll/Haben", "S/H", "Dare/Avere"),
        *("Débit/Crédit", "Sens", "Debe/Haber"),
    ),
    "currency": ("Currency", "Währung", "Waehrung", "Divisa", "Devise", "Moneda", "Ccy"),
    "payer": (
        *("Name", "Payer", "Counterparty", "Counterparty name", "Payer name", "Partner name"),
        *("Auftraggeber / Begünstigter", "Beguenstigter/Zahlungspflichtiger", "Auftraggeber"),
        *("Begünstigter/Zahlungspflichtiger", "Auftraggeber/Empfänger", "Zahlungspflichtiger"),
        *("Auftraggeber/Zahlungsempfänger", "Name Zahlungsbeteiligter", "Zahlungspflichtige*r"),
        *("Ordinante", "Controparte", "Nom", "Donneur d'ordre", "Tiers", "Contrepartie"),
        *("Ordenante", "Nombre", "Contraparte"),
    ),
    "text": (
        *("Description", "Reference", "Payment reference", "Details", "Purpose", "Memo"),
        *("Text", "Message", "Narrative", "Testo", "Texte", "Texto"),
        *("Remittance information", "Verwendungszweck", "Buchungstext", "Zahlungszweck"),
        *("Mitteilung", "Kundenreferenz", "Kundenreferenz (End-to-End)", "Descrizione"),
        *("Causale", "Descrizione operazione", "Libellé", "Libelle", "Motif", "Communication"),
        *("Concepto", "Referencia", "Descripción", "Observaciones"),
    ),
    "reference": (
        *("Transaction ID", "Bank reference", "Bankreferenz", "Umsatz-ID", "Id operazione"),
        *("Numéro de transaction", "Numero de operacion"),
    ),
    "account": ("Account", "Auftragskonto", "IBAN Auftragskonto", "Own account", "Conto"),
}
_MEANING = {key(name): what for what, names in LABELS.items() for name in names}
_SEVERAL = ("text",)
_AMOUNTS = ("amount", "credit", "debit")
_MOST_BEFORE = 30  # lines of a bank before the header
_NUMBER = re.compile(r"[+-]?[0-9][0-9.,'’ \xa0\u202f]*[+-]?|[+-]?[.,][0-9]+")
_CODE = re.compile(r"\b[A-Z]{3}\b|[€$£]")
_SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP"}
_DEBITS = {"s", "d", "dr", "dbit", "debit", "soll", "dare", "débit", "debe"}
_MAP = "to say which column is which: --column date=NAME --column amount=NAME"
_LONGEST_TEXT = 2_000


class _Columns(Frozen):
    """The cells of a row by what they mean; of a text, those of several columns."""

    at: dict[str, list[int]]

    def cell(self, cells: Sequence[str], what: str) -> str:
        """What a row says of something; empty where the table does not."""
        found = (unguarded(cells[at]).strip() for at in self.at.get(what, ()))
        return " · ".join(dict.fromkeys(one for one in found if one))


class _Statement(Table):
    """A table whose header may stand below what a bank writes before it."""

    def __init__(self, file: File, reading: Reading, own: Mapping[str, str]) -> None:
        super().__init__(file, reading)
        from timelog_cli.exchange.trackers.texts import lines

        for at, (number, line) in enumerate(lines(file, reading)):
            delimiter, names = header(line)
            found = _meaning(names, own)
            if "date" in found and ({"amount", "credit"} & found.keys()):
                self._first, self.header = number, line
                self.delimiter, self.names, self.columns = delimiter, names, _Columns(found)
                return
            if at > _MOST_BEFORE:
                break
        every = ", ".join(shown(name[:40]) for name in self.names[:20] if name)
        raise UsageError(
            f"{shown(file.name)} is neither CAMT.053 nor a table with a date and an amount"
            + (f": its columns are {every}" if len(self.names) > 1 else ""),
            _MAP,
        )


def _meaning(names: Sequence[str], own: Mapping[str, str]) -> dict[str, list[int]]:
    """Which columns mean what, from left to right; those that the user names come first."""
    mine = {key(name): what for what, name in own.items()}
    found: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        what = mine.get(key(name)) or ("" if not key(name) else _MEANING.get(key(name), ""))
        if not what or (what in own and key(name) not in mine):
            continue
        if what in _SEVERAL or what not in found:
            found.setdefault(what, []).append(at)
    if "date" not in found and "value_date" in found:
        found["date"] = found["value_date"]
    return found


def read_columns(texts: Sequence[str]) -> dict[str, str]:
    """What ``--column date=NAME`` says, for each time that it is given.

    :raises UsageError: not such a pair, or of no known meaning
    """
    found = {}
    for text in texts:
        what, sign, name = text.partition("=")
        if what.strip() not in LABELS or not (sign and name.strip()):
            raise UsageError(
                f"{shown(text[:40])!r} does not say which column is which",
                f"use --column with one of {', '.join(LABELS)}, as in --column date=Day",
            )
        found[what.strip()] = name.strip()
    return found


def entries(
    file: File,
    own: Mapping[str, str],
    date_order: str | None,
    remark: Callable[[str], None],
    report: Report | None,
) -> Iterator[BankEntry]:
    """The entries of a table, in its order.

    :raises UsageError: it has no date or amount, or a cell that cannot be read
    """
    left_out: list[Problem] = []
    reading = Reading("UTC", 0, left_out.append, remark)
    table = _Statement(file, reading, own)
    name, columns = shown(file.name), table.columns
    dates = Dates(_order(table, date_order))
    mark = _decimal_mark(table)
    for count, row in enumerate(table.rows(), 1):
        if report is not None:
            report(count, None)
        if not any(columns.cell(row.cells, what) for what in _AMOUNTS):
            continue  # such as what is said below the entries
        try:
            found = _entry(row.cells, columns, dates, mark)
        except Unreadable as error:
            raise UsageError(f"{name}, line {row.number}: {error.message}", _MAP) from None
        if found is not None:
            yield found
    if left_out:
        several = len(left_out) > 1
        remark(
            f"{name}: {len(left_out)} line{'s' * several} with other columns than the header"
            f" {'were' if several else 'was'} left out."
        )


def _order(table: _Statement, date_order: str | None) -> str | None:
    """The order of day and month: proven by the dates, usual with points, or that of the user.

    :raises UsageError: none of these
    """
    every = (table.columns.cell(row.cells, "date")[:10] for row in table.rows(silent=True))
    texts = list(dict.fromkeys(every))
    try:
        return proven_order(texts, table.file.name)
    except UsageError:
        if date_order is None and not all("." in text for text in texts if readings(text)):
            raise UsageError(
                f"{shown(table.file.name)}: the order of day and month is ambiguous",
                "add the order that is right, as in --date-order DMY",
            ) from None
        return "DMY" if date_order is None else date_order.upper()


def _decimal_mark(table: _Statement) -> str | None:
    """What stands before the cents in the amounts of a table; ``None`` where nothing shows it."""
    for row in table.rows(silent=True):
        for what in _AMOUNTS:
            number = _number(table.columns.cell(row.cells, what))
            comma, point = number.rfind(","), number.rfind(".")
            if comma >= 0 and point >= 0:
                return "," if comma > point else "."
            last = max(comma, point)
            if last >= 0 and len(number) - last - 1 in {1, 2}:
                return number[last]
    return None


def _number(text: str) -> str:
    """The digits of an amount with its marks, without sign, currency and blanks."""
    bare = _CODE.sub("", text.replace("−", "-")).strip()
    bare = re.sub(r"[ \xa0\u202f'’]", "", bare)
    return bare.strip("+-")


def _amount(text: str, mark: str | None) -> Decimal:
    """An amount, below zero where it has a minus.

    :raises Unreadable: it is none, or its cents cannot be told from thousands
    """
    bare = _CODE.sub("", text.replace("−", "-")).strip()
    number = _number(text)
    if not _NUMBER.fullmatch(bare) or len(number) > 24:
        raise Unreadable(f"{shown(text[:40])!r} is not an amount")
    if mark is None and ("," in number or "." in number):
        raise Unreadable(f"{shown(text[:40])!r} is ambiguous: it can have thousands or decimals")
    thousands = "." if mark == "," else ","
    whole, point, fraction = number.replace(thousands, "").partition(mark or ".")
    if not (whole + fraction).isdigit() or (point and not fraction):
        raise Unreadable(f"{shown(text[:40])!r} is not an amount")
    found = Decimal(f"{whole or 0}.{fraction or 0}")
    return -found if "-" in bare else found


def _entry(
    cells: Sequence[str], columns: _Columns, dates: Dates, mark: str | None
) -> BankEntry | None:
    """What a row says, or ``None`` where no money moved."""
    day = date(*dates.day(columns.cell(cells, "date")[:10].strip()))
    typed = {what: columns.cell(cells, what) for what in _AMOUNTS}
    if typed["amount"]:
        amount = _amount(typed["amount"], mark)
        if columns.cell(cells, "sign").casefold() in _DEBITS:
            amount = -abs(amount)
    else:
        amount = sum(
            (
                sign * abs(_amount(typed[what], mark))
                for what, sign in (("credit", 1), ("debit", -1))
                if typed[what]
            ),
            Decimal(0),
        )
    if not amount:
        return None
    code = _CODE.search(" ".join(typed.values()))
    currency = columns.cell(cells, "currency").upper() or (code.group() if code else "")
    payer, text = columns.cell(cells, "payer"), columns.cell(cells, "text")[:_LONGEST_TEXT]
    parts = (day, amount.normalize(), payer, text)
    account, reference = columns.cell(cells, "account"), columns.cell(cells, "reference")
    identity = entry_key(account[:40], reference[:80], parts)
    currency = _SYMBOLS.get(currency, currency)[:3]
    return BankEntry(identity, day, abs(amount), currency, amount > 0, False, payer, text)
