"""CAMT.053, the statement of ISO 20022, in the versions from 001.02 on.

One entry is in memory at a time. A document type is refused before it is read, so that there are
no entities that grow or that read other files.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from timelog_cli.domain.bank import BankEntry, entry_key
from timelog_cli.domain.text import shown
from timelog_cli.errors import UsageError
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from timelog_cli.exchange.trackers.sources import File

    Report = Callable[[int, int | None], None]

_PIECE = 1 << 16
_DEEPEST = 64
_MOST_ELEMENTS = 500_000  # of an entry, which can be a batch of many payments
_LONGEST_TEXT = 2_000
_DIGITS = 18
_OTHER_FILE = "give the camt.053 file of your bank, or a CSV with a header"
_DAMAGED = "download it from your bank again"
# The codes of the ISO for payments that came back.
_RETURNS = {"RRTN", "RPCR", "RPBC", "RIMB", "UPCT", "UPDD", "PRDD", "RCDD"}


class _Wrong(Exception):
    """What keeps a file from being read, with a hint."""


class _Account(Frozen):
    id: str = ""
    currency: str = ""


def entries(file: File, report: Report | None) -> Iterator[BankEntry]:
    """The booked entries of all statements of a file.

    :raises UsageError: it is not CAMT.053, is damaged, or has a document type
    """
    reader = _Reader()
    name, read = shown(file.name), 0
    with file.opened() as stream:
        try:
            while piece := stream.read(_PIECE):
                reader.feed(piece)
                read += len(piece)
                if report is not None:
                    report(read, None)
                yield from reader.taken()
            reader.feed(b"", last=True)
            yield from reader.taken()
        except expat.ExpatError as error:
            line = f"line {error.lineno}: {expat.ErrorString(error.code)}"
            raise UsageError(f"{name} is not complete XML: {line}", _DAMAGED) from None
        except _Wrong as wrong:
            raise UsageError(f"{name}{wrong.args[0]}", wrong.args[1]) from None


class _Reader:
    """Takes XML piece by piece, and builds the elements of one entry at a time."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._data
        self._path: list[str] = []
        self._builder: TreeBuilder | None = None
        self._elements = self._count = 0
        self._account = _Account()
        self._found: list[BankEntry] = []

    def feed(self, piece: bytes, *, last: bool = False) -> None:
        """Take the next bytes."""
        self._parser.Parse(piece, last)

    def taken(self) -> list[BankEntry]:
        """The entries that were read since."""
        found, self._found = self._found, []
        return found

    def _doctype(self, *_: object) -> None:
        raise _Wrong(" has a document type (DTD), which no bank statement has", _OTHER_FILE)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition("}")
        self._path.append(local)
        if len(self._path) == 1 and local != "Document":
            raise _Wrong(" is XML, but not a CAMT.053 statement", _OTHER_FILE)
        if len(self._path) == 2 and local != "BkToCstmrStmt":
            what = shown(namespace.rpartition(":")[2][:20] or local[:40])
            raise _Wrong(f" is not a CAMT.053 statement, but {what}", _OTHER_FILE)
        if len(self._path) > _DEEPEST:
            raise _Wrong(" has elements that are nested too deeply", _DAMAGED)
        if self._builder is None and self._path[2:-1] == ["Stmt"] and local in {"Acct", "Ntry"}:
            self._builder, self._elements = TreeBuilder(), 0
        if self._builder is not None:
            self._elements += 1
            if self._elements > _MOST_ELEMENTS:
                raise _Wrong(f" has an entry of more than {_MOST_ELEMENTS:,} elements", _DAMAGED)
            self._builder.start(local, attributes)
        elif local == "Stmt":
            self._account = _Account()

    def _data(self, text: str) -> None:
        if self._builder is not None:
            self._builder.data(text)

    def _end(self, _: str) -> None:
        local = self._path.pop()
        if self._builder is None:
            return
        self._builder.end(local)
        if self._path[2:] != ["Stmt"]:
            return
        whole, self._builder = self._builder.close(), None
        if local == "Acct":
            other = _text(whole, "Id/Othr/Id")
            self._account = _Account(_text(whole, "Id/IBAN") or other, _text(whole, "Ccy"))
            return
        self._count += 1
        self._found.extend(_entries(whole, self._account, self._count))


def _entries(whole: Element, account: _Account, count: int) -> Iterator[BankEntry]:
    """The payments of an entry: several, where the bank booked them together and says each."""
    status = _text(whole, "Sts/Cd") or _text(whole, "Sts") or "BOOK"
    if status != "BOOK":
        return  # it is announced, or pending: it comes again
    amount, currency = _amount(whole, "Amt", count)
    day = _day(whole, count)
    if _text(whole, "CdtDbtInd") not in {"CRDT", "DBIT"}:
        raise _Wrong(f", entry {count}: it does not say whether money came in", _DAMAGED)
    details = whole.findall("NtryDtls/TxDtls")
    if len(details) > 1:
        amounts = [_own_amount(one, count) for one in details]
        if all(amounts) and sum(one[0] for one in amounts if one) == amount:
            for at, (one, own) in enumerate(zip(details, amounts, strict=True), 1):
                if own is not None:
                    yield _entry(whole, [one], account, day, own[0], own[1], at)
            return
    yield _entry(whole, details, account, day, amount, currency, 0)


def _entry(
    whole: Element,
    details: list[Element],
    account: _Account,
    day: date,
    amount: Decimal,
    currency: str,
    place: int,
) -> BankEntry:
    """A payment of an entry.

    :param place: which of several it is, from 1
    """
    one = details[0] if len(details) == 1 else None
    payer = _payer(one) if one is not None else ""
    text = _texts(whole, details)
    own = _text(one, "Refs/AcctSvcrRef") if one is not None else ""
    bank = _text(whole, "AcctSvcrRef")
    reference = own or (f"{bank}/{place}" if place and bank else bank)
    parts = (day, f"{amount} {currency}", _text(whole, "NtryRef"), place, payer, text)
    indicator = _text(one, "CdtDbtInd") if one is not None and place else ""
    credit = (indicator or _text(whole, "CdtDbtInd")) == "CRDT"
    key = entry_key(account.id, reference, parts)
    returns = _is_return(whole, details)
    return BankEntry(key, day, amount, currency or account.currency, credit, returns, payer, text)


def _is_return(whole: Element, details: list[Element]) -> bool:
    codes = [whole.find("BkTxCd"), *(one.find("BkTxCd") for one in details)]
    families = {_text(code, "Domn/Fmly/SubFmlyCd") for code in codes if code is not None}
    returned = any(one.find("RtrInf") is not None for one in details)
    return returned or _text(whole, "RvslInd") == "true" or bool(families & _RETURNS)


def _payer(details: Element) -> str:
    for who in ("Dbtr", "UltmtDbtr"):
        name = _text(details, f"RltdPties/{who}/Pty/Nm") or _text(details, f"RltdPties/{who}/Nm")
        if name:
            return name
    return ""


def _texts(whole: Element, details: list[Element]) -> str:
    """What the payer wrote, with all references, each once."""
    paths = (
        *("RmtInf/Ustrd", "RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Strd/RfrdDocInf/Nb"),
        *("RmtInf/Strd/AddtlRmtInf", "AddtlTxInf", "Refs/EndToEndId"),
    )
    found = [
        " ".join(part.text.split())
        for one in details
        for path in paths
        for part in one.findall(path)
        if part.text
    ]
    found.append(_text(whole, "AddtlNtryInf"))
    texts = [text for text in found if text not in {"", "NOTPROVIDED"}]
    return " · ".join(dict.fromkeys(texts))[:_LONGEST_TEXT]


def _text(element: Element | None, path: str) -> str:
    return "" if element is None else " ".join((element.findtext(path) or "").split())


def _own_amount(details: Element, count: int) -> tuple[Decimal, str] | None:
    for path in ("Amt", "AmtDtls/TxAmt/Amt"):
        if details.find(path) is not None:
            return _amount(details, path, count)
    return None


def _amount(element: Element, path: str, count: int) -> tuple[Decimal, str]:
    found = element.find(path)
    text = "" if found is None else (found.text or "").strip()
    whole, point, fraction = text.partition(".")
    digits = whole + fraction
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS and whole):
        raise _Wrong(f", entry {count}: {shown(text[:40])!r} is not an amount", _DAMAGED)
    return Decimal(f"{whole}{point}{fraction}"), (
        found.get("Ccy") or ""
    ) if found is not None else ""


def _day(entry: Element, count: int) -> date:
    for path in ("BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm"):
        text = _text(entry, path)
        if text:
            try:
                return date.fromisoformat(text[:10])
            except ValueError:
                raise _Wrong(
                    f", entry {count}: {shown(text[:40])!r} is not a date", _DAMAGED
                ) from None
    raise _Wrong(f", entry {count}: the date is missing", _DAMAGED)
