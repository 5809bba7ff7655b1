"""What ``billing issue`` reports: documents, files, what failed, and all of it in one line."""

from __future__ import annotations

from timelog_cli.cli.billing_common import date_warnings, money, quote_warnings, seller_warning
from timelog_cli.errors import DoneInPart, OutputFailed, Refused
from timelog_cli.folders import Held
from timelog_cli.frozen import Frozen
from timelog_cli.render.billing_summary import in_fields, in_one_line, summary_shape
from timelog_cli.render.invoices import invoice_shape
from timelog_cli.render.outcome import Outcome
from timelog_cli.usecases import billing_life

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from typing import Any

    from timelog_cli.context import Context
    from timelog_cli.errors import TimelogError
    from timelog_cli.usecases.billing_files import Written
    from timelog_cli.usecases.billing_issue import Batch, Made

_MOST_HINTS = 3


class Wishes(Frozen):
    """How the files and the report are wanted; ``everything`` is ``--all``."""

    out: str | None
    formats: tuple[str, ...]
    everything: bool
    summary: bool
    fail_if_empty: bool


def report(context: Context, batch: Batch, written: Written | None, wishes: Wishes) -> Outcome:
    """The outcome of an issue."""
    failed = _failure(batch, written, wishes.out) or _empty(batch, wishes)
    return Outcome(
        said=tuple(_said(batch, written, wishes)),
        warned=(
            *quote_warnings(batch.issued),
            *(seller_warning(context) if batch.issued else ()),
            *date_warnings(context, batch.issued),
        ),
        failed=failed,
        **_data(context, batch, written, wishes),
    )


def _said(batch: Batch, written: Written | None, wishes: Wishes) -> list[str]:
    if wishes.everything:
        return [in_one_line(batch, written)]
    return [
        f"Issued {one.number} to {one.customer}:"
        f" {money(one.total, one)}{_payable(one)}, due {one.due_date}."
        for one in batch.issued
    ]


def _payable(one: Made) -> str:
    return "" if one.payable == one.total else f", {money(one.payable, one)} to pay"


def _data(
    context: Context, batch: Batch, written: Written | None, wishes: Wishes
) -> dict[str, Any]:
    """What goes to standard output: the summary, else what was issued."""
    if wishes.summary:
        return {"data": summary_shape(batch, written), "text": in_fields(batch, written)}
    return printed(context, [one.number for one in batch.issued], written, wishes.formats[0])


def printed(
    context: Context, numbers: Sequence[str], written: Written | None, format_name: str
) -> dict[str, Any]:
    """The names of the files; else the document; else, of several, their numbers."""
    work = context.work
    shapes = (invoice_shape(billing_life.find(work, number).document) for number in numbers)
    data = {"data": shapes}
    if written:
        return {**data, "text": "\n".join(written.new)}
    if len(numbers) == 1:
        return {**data, "raw": billing_life.document(work, numbers[0], format_name).content}
    return {**data, "text": "\n".join(numbers)}


def _empty(batch: Batch, wishes: Wishes) -> TimelogError | None:
    if not wishes.fail_if_empty or batch.issued:
        return None
    return Refused("there is nothing to bill", "timelog billing unbilled")


def _failure(batch: Batch, written: Written | None, out: str | None) -> TimelogError | None:
    lost = written.failed if written else []
    if batch.failed:
        reasons = [f"{one.customer}: {one.error.message}" for one in batch.failed]
        many = len(reasons) + len(batch.issued)
        message = f"{len(reasons)} of {many} invoices could not be issued: "
        return DoneInPart(message + "; ".join([*reasons, *lost]), _ways_out(batch))
    return output_failure(lost, out)


def _ways_out(batch: Batch) -> str | None:
    """The commands that help, apart as a shell takes them."""
    hints = list(dict.fromkeys(one.error.hint for one in batch.failed if one.error.hint))
    more = ["timelog billing unbilled"] if len(hints) > _MOST_HINTS else []
    return "; ".join([*hints[:_MOST_HINTS], *more]) or None


def holding(context: Context, out: str | None) -> AbstractContextManager[object]:
    """The folder for the files, made and tried before anything is issued, and held to the end."""
    if out is not None:
        return Held(out, context.patience)
    from contextlib import nullcontext

    return nullcontext()


def output_failure(lost: Sequence[str], out: str | None) -> OutputFailed | None:
    """The error that names the files that could not be written."""
    if not lost:
        return None
    from timelog_cli.domain.text import typed

    return OutputFailed("; ".join(lost), f"timelog billing export --out {typed(out or 'DIR')}")
