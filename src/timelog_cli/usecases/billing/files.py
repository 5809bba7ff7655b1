"""Issued documents as files, from the bytes that were kept."""

from __future__ import annotations

from timelog_cli.domain.documents.invoices import Failure, Written
from timelog_cli.errors import OutputError, Refused, UsageError
from timelog_cli.runtime import files
from timelog_cli.runtime.folder_lock import Held
from timelog_cli.store.queries import documents as stored
from timelog_cli.usecases.billing import lifecycle

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from timelog_cli.domain.documents.invoices import Rendered
    from timelog_cli.store.queries.documents import DocumentHead
    from timelog_cli.usecases import Work
    from timelog_cli.usecases.billing.keeping import Archive

    Report = Callable[[int, int | None], None]
    Beside = Callable[[str, Rendered], Rendered | None]

_PORTION = 20  # documents that are made together


def export(
    work: Work,
    folder: str,
    archive: Archive,
    numbers: Sequence[str] | None,
    patience: float,
    *,
    mode: int,
    quotes: bool = False,
    beside: Beside | None = None,
    report: Report | None = None,
) -> Written:
    """Write the documents of these numbers, or all, where they are missing; never over a file.

    :param mode: who may read and write the files
    :param beside: the file that is written with that of a document of this number, if any
    :param quotes: whether all are all quotes, instead of all invoices and credit notes
    :param report: is told how many documents are written, and of how many
    :raises NotFound: no such document
    :raises OutputError: the folder cannot be made or written into
    :raises Busy: another process writes into it
    """
    heads = _heads(work, numbers, quotes)
    with Held(folder, patience):
        return _write(folder, archive, heads, mode, report, beside)


def write(
    work: Work,
    folder: str,
    archive: Archive,
    numbers: Sequence[str] | None,
    mode: int,
    report: Report | None = None,
    beside: Beside | None = None,
) -> Written:
    """The same into a folder that is held already."""
    heads = _heads(work, numbers, quotes=False)
    return _write(folder, archive, heads, mode, report, beside)


def _write(
    folder: str,
    archive: Archive,
    heads: Sequence[DocumentHead],
    mode: int,
    report: Report | None,
    beside: Beside | None,
) -> Written:
    written = Written([], [], [], [])
    try:
        for first in range(0, len(heads), _PORTION):
            if report is not None:
                report(first, len(heads))
            portion = heads[first : first + _PORTION]
            wanted = [(head, archive.formats(head)) for head in portion]
            archive.prepare(wanted)
            for head, formats in wanted:
                _write_one(folder, archive, head, formats, mode, written, beside)
    finally:
        if written.new:
            _sync(folder, written)
    return written


def _write_one(
    folder: str,
    archive: Archive,
    head: DocumentHead,
    formats: Sequence[str],
    mode: int,
    written: Written,
    beside: Beside | None,
) -> None:
    for format_name in formats:
        try:
            one = archive.document(head, format_name)
        except (Refused, UsageError) as error:
            written.refused.append(Failure(head.number, error))
            continue
        _put(folder, one, mode, written)
        other = beside(head.number, one) if beside else None
        if other is not None:
            _put(folder, other, mode, written)


def _heads(work: Work, numbers: Sequence[str] | None, quotes: bool) -> list[DocumentHead]:
    if numbers is None:
        return stored.heads(work.store, quotes=quotes)
    return [lifecycle.head(one) for one in lifecycle.find_all(work, numbers)]


def _sync(folder: str, written: Written) -> None:
    try:
        files.sync(folder)
    except OutputError as error:
        written.failed.append(error.message)


def _put(folder: str, file: Rendered, mode: int, written: Written) -> None:
    try:
        new = files.put(folder, file.file_name, file.content, alone=False, mode=mode)
    except OutputError as error:
        written.failed.append(error.message)
        return
    path = f"{folder.rstrip('/') or folder}/{file.file_name}"
    (written.new if new else written.there).append(path)
