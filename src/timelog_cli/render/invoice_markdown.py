"""An invoice as Markdown: a page that can be sent, and that reads well as plain text too."""

from __future__ import annotations

from timelog_cli.domain.invoices import CREDIT_NOTE
from timelog_cli.domain.money import plain, written, written_price
from timelog_cli.domain.text import shown
from timelog_cli.render.cells import markdown
from timelog_cli.render.text import width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from timelog_cli.domain.billing import Line, TaxLine
    from timelog_cli.domain.invoices import Document, Party

_WIDEST = 72
_NO_TAX = {
    "reverse-charge": "Reverse charge",
    "exempt": "Exempt from tax",
    "out-of-scope": "Outside the scope of tax",
}


def markdown_document(document: Document) -> str:
    """The document; one without a number yet is a preview."""
    blocks = (
        _heading(document),
        _party("From", document.seller) if document.seller.name else "",
        _party("To", document.buyer),
        _dates(document),
        _lines(document),
        _totals(document),
        *(_text(sentence) for sentence in document.sentences),
        _payment(document),
    )
    return "\n\n".join(block for block in blocks if block) + "\n"


def _text(text: str) -> str:
    """Text from outside on one line, as text."""
    return markdown(shown(" ".join(text.split())))


def _broken(lines: Iterable[str]) -> str:
    """Lines of one paragraph: two blanks at its end make Markdown break a line."""
    return "  \n".join(_plain_start(line) for line in lines if line)


def _plain_start(line: str) -> str:
    """A line that begins no list and underlines no heading: ``- A``, ``1. A``, ``===``."""
    digits = len(line) - len(line.lstrip("0123456789"))
    if line[:1] in {"-", "+", "="} or (digits and line[digits : digits + 1] in {".", ")"}):
        return f"{line[:digits]}\\{line[digits:]}"
    return line


def _heading(document: Document) -> str:
    what = "Credit note" if document.kind == CREDIT_NOTE else "Invoice"
    return f"# {what} {_text(document.number) if document.number else 'PREVIEW'}"


def _party(title: str, party: Party) -> str:
    return _broken(
        (
            f"**{title}**",
            _text(party.name),
            *(_text(line) for line in party.address.splitlines()),
            f"Tax number: {_text(party.vat_id)}" if party.vat_id else "",
            _text(party.email),
        )
    )


def _dates(document: Document) -> str:
    if document.kind == CREDIT_NOTE:
        return _broken(
            (f"Date: {document.issue_date}", f"For invoice: {_text(document.credits or '')}")
        )
    return _broken((f"Date: {document.issue_date}", f"Due: {document.due_date}"))


def _lines(document: Document) -> str:
    lines = document.lines
    discounted = any(line.discount for line in lines)
    taxed = any(line.tax_rate is not None for line in lines)
    titles = ["#", "Description", "Record", "Quantity", "Unit", "Price"]
    titles += ["Discount"] * discounted + ["Tax"] * taxed + [f"Net {document.currency}"]
    rows = [_cells(line, document.currency, discounted, taxed) for line in lines]
    right = [title not in {"Description", "Record", "Unit"} for title in titles]
    return _table([titles, *rows], right)


def _cells(line: Line, currency: str, discounted: bool, taxed: bool) -> list[str]:
    rate = "" if line.tax_rate is None else f"{plain(line.tax_rate)}%"
    return [
        str(line.position),
        _text(line.description),
        _text(line.record),
        f"{line.quantity:f}",
        _text(line.unit),
        written_price(line.unit_price, currency),
        *([written(line.discount, currency)] if discounted else []),
        *([rate] if taxed else []),
        written(line.net, currency),
    ]


def _totals(document: Document) -> str:
    totals, currency = document.totals, document.currency
    rows = [["Subtotal", written(totals.subtotal, currency)]]
    if totals.discount:
        percent = document.discount_percent
        name = "Discount" if percent is None else f"Discount {plain(percent)}%"
        rows.append([name, written(totals.discount.copy_negate(), currency)])
    rows.extend(
        [_tax_name(tax, document), written(tax.tax, currency)]
        for tax in totals.taxes
        if tax.rate is not None or document.treatment in _NO_TAX
    )
    rows.append(["**Total**", f"**{written(totals.total, currency)}**"])
    return _table([["", currency], *rows], [False, True])


def _tax_name(tax: TaxLine, document: Document) -> str:
    base = written(tax.base, document.currency)
    word = _NO_TAX.get(document.treatment, "Tax")
    rate = "" if tax.rate is None else f" {plain(tax.rate)}%"
    return f"{word}{rate} on {base}"


def _payment(document: Document) -> str:
    total = _amount(document.totals.total, document)
    if document.kind == CREDIT_NOTE or document.totals.total <= 0:
        return ""
    account = f" to {_text(document.seller.iban)}" if document.seller.iban else ""
    number = _text(document.number)
    subject = f", naming {number}" if number else ""
    return f"Please pay **{total}** by {document.due_date}{account}{subject}."


def _amount(amount: Decimal, document: Document) -> str:
    return f"{written(amount, document.currency)} {document.currency}"


def _table(rows: Sequence[Sequence[str]], right: Sequence[bool]) -> str:
    """A table that is aligned in plain text too; very long cells stand out of it."""
    wide = [min(_WIDEST, max(3, *(width(row[at]) for row in rows))) for at in range(len(right))]
    rule = [
        "-" * (room - 1) + (":" if to_right else "-")
        for room, to_right in zip(wide, right, strict=True)
    ]
    return "\n".join(_row(row, wide, right) for row in (rows[0], rule, *rows[1:]))


def _row(cells: Sequence[str], wide: Sequence[int], right: Sequence[bool]) -> str:
    parts = []
    for cell, room, to_right in zip(cells, wide, right, strict=True):
        blank = " " * (room - width(cell))
        parts.append(blank + cell if to_right else cell + blank)
    return f"| {' | '.join(parts)} |"
