"""Issued documents as files, from the bytes that were kept."""

from __future__ import annotations

from timelog_cli.domain.documents.invoices import Written
from timelog_cli.errors import OutputError
from timelog_cli.runtime import files
from timelog_cli.runtime.folder_lock import Held
from timelog_cli.store.queries import billing as stored
from timelog_cli.usecases.billing import lifecycle

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from timelog_cli.domain.documents.invoices import Rendered
    from timelog_cli.usecases import Work

    Report = Callable[[int, int | None], None]
    Beside = Callable[[str, Rendered], Rendered | None]


def export(
    work: Work,
    folder: str,
    formats: Sequence[str],
    numbers: Sequence[str] | None,
    patience: float,
    *,
    mode: int,
    quotes: bool = False,
    beside: Beside | None = None,
) -> Written:
    """Write the documents of these numbers, or all, where they are missing; never over a file.

    :param mode: who may read and write the files
    :param beside: the file that is written with that of a document of this number, if any
    :param quotes: whether all are all quotes, instead of all invoices and credit notes
    :raises NotFound: no such document
    :raises OutputError: the folder cannot be made or written into
    :raises Busy: another process writes into it
    """
    documents = _documents(work, numbers, quotes)
    with Held(folder, patience):
        return _write(work, folder, formats, documents, mode, beside=beside)


def write(
    work: Work,
    folder: str,
    formats: Sequence[str],
    numbers: Sequence[str] | None,
    mode: int,
    report: Report | None = None,
    beside: Beside | None = None,
) -> Written:
    """The same into a folder that is held already.

    :param report: is told how many documents are written, and of how many
    """
    documents = _documents(work, numbers, quotes=False)
    return _write(work, folder, formats, documents, mode, report, beside)


def _write(
    work: Work,
    folder: str,
    formats: Sequence[str],
    documents: Sequence[tuple[int, str]],
    mode: int,
    report: Report | None = None,
    beside: Beside | None = None,
) -> Written:
    written = Written([], [], [])
    try:
        for done, (invoice_id, number) in enumerate(documents):
            if report is not None:
                report(done, len(documents))
            for format_name in formats:
                one = lifecycle.kept(work, invoice_id, number, format_name)
                _put(folder, one, mode, written)
                other = beside(number, one) if beside else None
                if other is not None:
                    _put(folder, other, mode, written)
    finally:
        if written.new:
            _sync(folder, written)
    return written


def _documents(work: Work, numbers: Sequence[str] | None, quotes: bool) -> list[tuple[int, str]]:
    if numbers is None:
        return stored.invoice_ids(work.store, quotes=quotes)
    return [(one.id, one.document.number) for one in lifecycle.find_all(work, numbers)]


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
