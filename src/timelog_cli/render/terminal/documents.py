"""Invoices, credit notes and quotes on a terminal: what their Markdown says, laid out.

Each text and figure is that of ``documents.view``, of which the Markdown is made too.
"""

from __future__ import annotations

import io
import re

from timelog_cli.render.documents.view import view
from timelog_cli.render.plain import width
from timelog_cli.render.plain.tables import turned
from timelog_cli.render.terminal.screen import console

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

    from timelog_cli.domain.documents.invoices import Document

    View = Mapping[str, Any]

_WIDEST = 100
_READABLE = 20  # columns for a description beside figures
_SIDE_BY_SIDE = 50
_GAP = 2
_BLANKS = re.compile(r"(?: |\x1b\[[0-9;]*m)+$", re.MULTILINE)
_STRONG = {"total", "payable"}


def pictures(documents: Iterable[Document], columns: int, *, color: bool) -> str:
    """The documents one below the other.

    :param columns: how wide the terminal is; more than a hundred are not used
    :raises Refused: the locale of one does not exist
    """
    stream, wide = io.StringIO(), min(columns, _WIDEST)
    screen = console(stream, wide, color=color)
    for document in documents:
        for part in _parts(view(document, markdown=True), wide):
            screen.print(part)
            screen.print()
    drawn = _BLANKS.sub(lambda end: end.group().replace(" ", ""), stream.getvalue())
    return drawn.rstrip("\n")


def _parts(values: View, wide: int) -> Iterator[RenderableType]:
    """The parts of a document, with a blank line behind each."""
    yield _text(f"{values['title']} {values['number']}", "bold")
    yield _parties(values, wide)
    yield _pairs([(fact["name"], fact["text"], "") for fact in values["facts"]])
    yield _lines(values, wide)
    yield _totals(values)
    if values["quotes"]:
        yield _quotes(values, wide)
    if values["note"]:
        yield _text("\n".join(values["note"]))
    for sentence in values["sentences"]:
        yield _text(sentence)
    payment = values["payment"]
    if payment:
        yield _text(payment["before"]).append(payment["amount"], "bold").append(payment["after"])
    if values["early_payment"]:
        yield _text(values["early_payment"]["sentence"])


def _text(text: object, style: str = "") -> Text:
    from rich.text import Text

    return Text(turned(str(text)), style=style, overflow="fold")


def _grid() -> Table:
    from rich.table import Table

    return Table.grid(padding=(0, _GAP, 0, 0))


def _parties(values: View, wide: int) -> Table:
    """Who sends it and who gets it, side by side where there is room."""
    words, grid = values["words"], _grid()
    parties = [(words["from"], values["seller"])] if values["seller"]["name"] else []
    cells = [
        _party(name, party, words) for name, party in [*parties, (words["to"], values["buyer"])]
    ]
    if wide < _SIDE_BY_SIDE:
        for at, cell in enumerate(cells):
            grid.add_row(cell if at + 1 == len(cells) else cell.append("\n"))
        return grid
    for _ in cells:
        grid.add_column(ratio=1)
    grid.expand = len(cells) > 1
    grid.add_row(*cells)
    return grid


def _party(name: str, party: View, words: Mapping[str, str]) -> Text:
    number = f"{words['tax_number']}: {party['vat_id']}" if party["vat_id"] else ""
    lines = [party["name"], *party["address"], number, party["email"]]
    return _text(name, "").append("".join("\n" + turned(line) for line in lines if line))


def _pairs(rows: Sequence[tuple[str, str, str]]) -> Table:
    """Names and values."""
    grid = _grid()
    for name, text, style in rows:
        grid.add_row(_text(name, style or "dim"), _text(text, style))
    return grid


def _lines(values: View, wide: int) -> Table:
    """What it is for; on a narrow terminal the figures stand below each description."""
    words = values["words"]
    amount = f"{values['amount_word']} {values['currency']}"
    columns = [
        ("#", "position", True),
        (words["record"], "record", False),
        (words["quantity"], "quantity", True),
        (words["unit"], "unit", False),
        (words["price"], "unit_price", True),
        *([(words["discount"], "discount", True)] if values["has_discounts"] else []),
        *([(words["tax"], "tax_rate", True)] if values["has_taxes"] else []),
        (amount, "amount", True),
    ]
    needed = sum(
        max(width(str(line[key])) for line in [{key: title}, *values["lines"]]) + _GAP
        for title, key, _ in columns
    )
    if wide - needed < max(_READABLE, width(words["description"])):
        return _short_lines(values, amount)
    columns.insert(1, (words["description"], "description", False))
    table = _table([(title, right, key == "description") for title, key, right in columns])
    for line in values["lines"]:
        table.add_row(
            *(_text(line[key], "reference" if key == "record" else "") for _, key, _ in columns)
        )
    return table


def _short_lines(values: View, amount: str) -> Table:
    words = values["words"]
    table = _table([(words["description"], False, True), (amount, True, False)])
    for line in values["lines"]:
        rest = [line["record"], f"{line['quantity']} {line['unit']} × {line['unit_price']}"]
        if values["has_discounts"] and line["discount"]:
            rest.append(f"{words['discount']} {line['discount']}")
        if values["has_taxes"] and line["tax_rate"]:
            rest.append(f"{words['tax']} {line['tax_rate']}")
        text = _text(line["description"]).append("\n" + ", ".join(filter(None, rest)), "dim")
        table.add_row(text, _text(line["amount"]))
    return table


def _table(columns: Sequence[tuple[str, bool, bool]]) -> Table:
    """A table over the whole width.

    :param columns: of each the title, whether it is of numbers, and whether it gets the room left
    """
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, _GAP - 1, 0, 0))
    table.expand = True
    for title, right, widest in columns:
        table.add_column(
            _text(title, "bold"),
            justify="right" if right else "left",
            ratio=1 if widest else None,
            overflow="fold",
        )
    return table


def _totals(values: View) -> RenderableType:
    from rich.align import Align

    grid = _grid()
    grid.add_column(overflow="fold")
    grid.add_column(justify="right", overflow="fold")
    grid.add_row("", _text(values["currency"], "dim"))
    for row in values["totals"]:
        style = "bold" if row["kind"] in _STRONG else ""
        grid.add_row(_text(row["name"], style), _text(row["amount"], style))
    return Align.right(grid)


def _quotes(values: View, wide: int) -> Table:
    """What was quoted, and what is billed of it."""
    words = values["words"]
    if wide < _WIDEST * 3 // 4:
        return _pairs(
            [
                (
                    f"{one['quote']}, {one['record']}",
                    f"{words['quoted']} {one['quoted']} {one['unit']}, {one['quoted_amount']}\n"
                    f"{words['billed']} {one['billed']} {one['unit']}, {one['billed_amount']}",
                    "",
                )
                for one in values["quotes"]
            ]
        )
    table = _table(
        [
            (words["quote"], False, True),
            (words["record"], False, False),
            (words["unit"], False, False),
            (words["quoted"], True, False),
            (values["currency"], True, False),
            (words["billed"], True, False),
            (values["currency"], True, False),
        ]
    )
    keys = ("quote", "record", "unit", "quoted", "quoted_amount", "billed", "billed_amount")
    for one in values["quotes"]:
        table.add_row(*(_text(one[key]) for key in keys))
    return table
