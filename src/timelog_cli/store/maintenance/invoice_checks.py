"""Comparing what was issued with itself: it is kept several times over, and all must say the same.

The snapshot is what every list and total reads; the row has some of its figures in columns, the
JSON document all of them, and the lines and their logs what they were made of.
"""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from itertools import islice

from timelog_cli.domain.documents.formats import AT_ISSUE
from timelog_cli.domain.documents.values import as_values, from_values
from timelog_cli.store.maintenance import MOST_SAID, short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from timelog_cli.domain.documents.invoices import Document
    from timelog_cli.store.connection import Store

    Values = Mapping[str, Any]

_COLUMNS = ("number", "kind", "currency", "issue_date", "total", "payable", "credits")
# Not what was issued: the status then, which no snapshot has.
_ONLY_IN_JSON = frozenset({"status"})
_ABSENT = object()
# What reading a snapshot raises that somebody made up.
_UNREADABLE = (
    *(ValueError, KeyError, TypeError, AttributeError, ArithmeticError, IndexError),
    RecursionError,
)


def problems(store: Store) -> list[str]:
    """What differs in each invoice, credit note and quote, a sentence each."""
    said: list[str] = []
    for invoice_id, number in store.rows("SELECT id, number FROM invoice ORDER BY id"):
        found = _told(store, invoice_id)
        said.extend(f"invoice {number}: {one}" for one in islice(found, MOST_SAID))
        if len(found) > MOST_SAID:
            said.append(f"invoice {number}: and {len(found) - MOST_SAID} more differences")
    return said


def _told(store: Store, invoice_id: int) -> list[str]:
    """What differs in one, as far as it can be read at all."""
    found = []
    try:
        for one in _of_one(store, invoice_id):
            found.append(one)
    except _UNREADABLE as error:
        found.append(f"its snapshot cannot be read: {_shown(str(error))}")
    return found


def _of_one(store: Store, invoice_id: int) -> Iterator[str]:
    documents = _documents(store, invoice_id)
    yield from (f"its {one} document is missing" for one in AT_ISSUE if one not in documents)
    snapshot = store.value("SELECT snapshot FROM invoice WHERE id = ?", invoice_id)
    kept = json.loads(snapshot)
    document = from_values(kept)
    for path, one, other in _differences(kept, as_values(document)):
        yield f"its snapshot has {path} {one}, but the other figures make it {other}"
    yield from _sums(document)
    yield from _row(store, invoice_id, kept)
    yield from _json_document(documents, kept)
    yield from _logo(store, document)
    yield from _lines(store, invoice_id, kept)
    yield from _payments(store, invoice_id)
    yield from _prepaid(store, invoice_id, document)


def _documents(store: Store, invoice_id: int) -> dict[str, tuple[str, bytes]]:
    sql = "SELECT format, file_name, bytes FROM document WHERE invoice_id = ?"
    return {row[0]: (row[1], row[2]) for row in store.rows(sql, (invoice_id,))}


def _sums(document: Document) -> Iterator[str]:
    """What must add up to the digit, whatever the rules of rounding were."""
    figures, lines = document.totals, document.lines
    parts = {
        "subtotal": (figures.subtotal, sum(line.amount for line in lines)),
        "net_total": (figures.net_total, sum(tax.base for tax in figures.taxes)),
        "tax_total": (figures.tax_total, sum(tax.tax for tax in figures.taxes)),
        "discount": (figures.discount, sum(tax.discount for tax in figures.taxes)),
        "surcharge": (figures.surcharge, sum(tax.surcharge for tax in figures.taxes)),
        "total": (
            figures.total,
            figures.subtotal
            - figures.discount
            + figures.surcharge
            + (0 if document.prices_include_tax else figures.tax_total),
        ),
    }
    for name, (said, summed) in parts.items():
        if said != summed:
            yield f"its {name} is {said}, but its parts add up to {summed}"


def _row(store: Store, invoice_id: int, kept: Values) -> Iterator[str]:
    """The figures that are also in columns."""
    row = store.row(
        "SELECT number, kind, currency, issue_date, total, payable,"
        " (SELECT number FROM invoice AS other WHERE other.id = invoice.credits_id), due_date"
        " FROM invoice WHERE id = ?",
        (invoice_id,),
    )
    snapshot = {name: kept.get(name) for name in _COLUMNS}
    snapshot["due_date"] = kept.get("due_date") or kept.get("valid_until")
    for path, one, other in _differences(dict(zip(snapshot, row, strict=True)), snapshot):
        yield f"its {path} is {one}, but its snapshot has {other}"


def _logo(store: Store, document: Document) -> Iterator[str]:
    sql = "SELECT EXISTS (SELECT 1 FROM logo WHERE sha256 = ?)"
    if document.logo and not store.value(sql, document.logo):
        yield "its logo is missing"


def _json_document(documents: Mapping[str, tuple[str, bytes]], kept: Values) -> Iterator[str]:
    """The document that has all the figures, and a hash, which the snapshot has not."""
    if "json" not in documents:
        return
    name, content = documents["json"]
    try:
        issued = json.loads(content)
        all_keys = {key: issued[key] for key in issued if key not in _ONLY_IN_JSON}
    except (ValueError, TypeError, RecursionError):
        yield f"the document {name} cannot be read"
        return
    for path, one, other in _differences(kept, all_keys, both=True):
        yield f"its snapshot has {path} {one}, but {name} has {other}"


def _lines(store: Store, invoice_id: int, kept: Values) -> Iterator[str]:
    """The lines against their rows, and their time against that of their logs."""
    rows = {
        row[0]: row[1:]
        for row in store.rows(
            "SELECT position, credits_position, type || '-' || record.id,"
            " (SELECT sum(worked_seconds) FROM line_log WHERE line_log.invoice_id ="
            "  line.invoice_id AND line_log.position = line.position)"
            " FROM invoice_line AS line LEFT JOIN record ON record.id = record_id"
            " WHERE line.invoice_id = ?",
            (invoice_id,),
        )
    }
    printed = {line["position"]: line for line in kept["lines"]}
    for position in sorted({*rows} ^ {*printed}):
        where = "rows" if position in printed else "snapshot"
        yield f"line {position} is missing from its {where}"
    for position in sorted({*rows} & {*printed}):
        credits, record, worked = rows[position]
        line = printed[position]
        if record is not None and record != line["record"]:
            yield f"line {position} is for {line['record']}, but its row is for {record}"
        if credits != line["credits_line"]:
            yield f"line {position} credits line {line['credits_line']}, but its row {credits}"
        if kept["kind"] != "quote" and (worked or 0) != abs(line["worked_seconds"]):
            yield (
                f"line {position} bills {abs(line['worked_seconds'])} s of work,"
                f" but its logs have {worked or 0} s"
            )


def _payments(store: Store, invoice_id: int) -> Iterator[str]:
    from datetime import date

    sql = "SELECT id, amount, paid_on FROM payment WHERE invoice_id = ?"
    for payment, amount, day in store.rows(sql, (invoice_id,)):
        try:
            finite = Decimal(amount).is_finite()
            date.fromisoformat(day)
        except (InvalidOperation, ValueError):
            finite = False
        if not finite:
            yield f"its payment {payment} of {_shown(amount)} on {_shown(day)} cannot be read"


def _prepaid(store: Store, invoice_id: int, document: Document) -> Iterator[str]:
    """The credit of other invoices that became its prepayment, against what it prints."""
    rows = store.rows("SELECT amount FROM payment WHERE prepays_id = ?", (invoice_id,))
    used = -sum((Decimal(amount) for (amount,) in rows), Decimal(0))
    if used > document.totals.prepaid:
        yield f"it has {document.totals.prepaid} prepaid, but {used} of credit was used for it"


def _differences(
    one: Any, other: Any, path: str = "", *, both: bool = False
) -> Iterator[tuple[str, str, str]]:
    """Where two values differ; a key that only one has counts where ``both`` must have it."""
    if isinstance(one, dict) and isinstance(other, dict):
        names = {**one, **other} if both else [name for name in one if name in other]
        for name in names:
            below = f"{path}.{name}" if path else name
            yield from _differences(
                one.get(name, _ABSENT), other.get(name, _ABSENT), below, both=both
            )
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for place, (mine, its) in enumerate(zip(one, other, strict=True), 1):
            yield from _differences(mine, its, f"{path}[{place}]", both=both)
    elif one != other and not _same_number(one, other):
        yield path, _shown(one), _shown(other)


def _same_number(one: Any, other: Any) -> bool:
    """Whether two texts are one number: 60 and 60.00."""
    try:
        return isinstance(one, str) and isinstance(other, str) and Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False


def _shown(value: Any) -> str:
    if value is _ABSENT:
        return "nothing"
    return short(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
