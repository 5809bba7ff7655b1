"""What a batch of invoices reads and writes: counted in statements and in steps of SQLite."""

from __future__ import annotations

import gc
import subprocess
import sys
import tracemalloc
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from tests.bench.invoicing import prepare
from tests.store.test_undo_cost import Cost, counted
from timelog_cli.domain.documents.billable import Issuer, Terms
from timelog_cli.domain.documents.invoices import Document, Party
from timelog_cli.domain.documents.logos import Logo
from timelog_cli.domain.logs import Segment
from timelog_cli.domain.money.terms import DueTerms
from timelog_cli.domain.records import Rounding
from timelog_cli.render.documents.invoices import contents
from timelog_cli.store import open_store
from timelog_cli.store.connection import CommandInfo, Store
from timelog_cli.store.queries import logs as stored
from timelog_cli.usecases import Work
from timelog_cli.usecases.billing.issuing import issue_all
from timelog_cli.usecases.billing.keeping import Writer
from timelog_cli.usecases.billing.previews import BillingSelection

DAY = date(2026, 11, 30)
NOW = 1_796_000_000
ISSUER = Issuer(
    Party("Ada"), "{year}-{seq:04}", "{year}-{seq:04}", DueTerms(30), Rounding(), "en", "UTC", 0
)
WRITER = Writer(lambda document, formats, _: contents(document, formats), lambda *_: None)
RECORDS = 5  # of each customer


def issued(
    path: Path, choice: BillingSelection | None = None, *, documents: bool = False
) -> tuple[int, Cost]:
    """How many invoices were issued, and at what cost."""

    def write(document: Document, formats: Sequence[str], _: Logo | None) -> list[bytes]:
        if not documents:
            return [b""] * len(formats)
        gc.collect()  # what Python has not looked for yet is not what a command keeps
        return contents(document, formats)

    with closing(open_store(str(path))) as store, counted(store) as cost:
        batch = issue_all(
            work(store),
            choice or BillingSelection(),
            ISSUER,
            Terms(DAY),
            WRITER._replace(write=write),
        )
    assert not batch.failed
    return len(batch.issued), cost


def work(store: Store) -> Work:
    return Work(store, NOW, "UTC", "ada", "timelog")


def cost_of(folder: Path, invoices: int, logs: int) -> Cost:
    """The cost of so many invoices of a new file, with so many logs altogether."""
    path = folder / f"{invoices}-{logs}.db"
    prepare(str(path), invoices * RECORDS, logs)
    made, cost = issued(path)
    assert made == invoices
    return cost


def test_a_log_takes_no_statement_of_its_own(tmp_path: Path) -> None:
    """SQLite counts triggers and what they run: two for a log of a line, five for a log locked."""
    few, many = (cost_of(tmp_path, 4, logs).statements for logs in (100, 4000))
    assert many - few == (4000 - 100) * 7


def test_an_invoice_takes_so_many_statements(tmp_path: Path) -> None:
    """Of five lines, with the calls of triggers, four empty files, and a look for retainers."""
    few, many = (cost_of(tmp_path, count, 400).statements for count in (4, 20))
    assert (many - few) / 16 <= 127


def test_a_log_takes_as_many_steps_in_a_large_batch_as_in_a_small_one(tmp_path: Path) -> None:
    none, few, many = (cost_of(tmp_path, 4, logs).steps for logs in (100, 1100, 10_100))
    of_few, of_many = (few - none) / 1000, (many - few) / 9000
    assert of_many <= of_few * 1.1
    # Of ten each; each column of a log is one that has not changed, and its period is not locked.
    assert of_many <= 53


def test_an_invoice_takes_as_many_steps_after_many_others(tmp_path: Path) -> None:
    """Nothing looks at all customers, at all invoices of the series, at all that is invoiced."""
    steps = []
    for others in (4, 80):
        path = tmp_path / f"{others}.db"
        prepare(str(path), others * RECORDS, others * 50)
        assert issued(path)[0] == others
        with closing(open_store(str(path))) as store, store.writing(CommandInfo(NOW, "ada", "log")):
            log(store)
        made, cost = issued(path, BillingSelection(refs=("case-1",)))
        assert made == 1
        steps.append(cost.steps)
    assert steps[1] <= steps[0] * 1.1


def test_what_is_invoiced_of_a_record_is_not_read_again(tmp_path: Path) -> None:
    steps = []
    for before in (50, 5000):
        path = tmp_path / f"{before}.db"
        prepare(str(path), RECORDS, before)
        issued(path)
        with closing(open_store(str(path))) as store, store.writing(CommandInfo(NOW, "ada", "log")):
            log(store)
        steps.append(issued(path)[1].steps)
    assert steps[1] <= steps[0] * 1.1


def test_an_invoice_that_was_issued_leaves_little_in_memory(tmp_path: Path) -> None:
    code = f"from {__name__} import peaks; print(*peaks({str(tmp_path)!r}))"
    # In a process of its own: tracing slows down with all that other tests have left in memory.
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    ten, thirty = map(int, done.stdout.split())
    assert (thirty - ten) / 20 < 1500


def peaks(folder: str) -> list[int]:
    """The largest traced memory while ten and thirty invoices are issued, in bytes."""
    found = []
    for count in (5, 10, 30):  # the first one loads what all of them need
        path = Path(folder, f"{count}.db")
        prepare(str(path), count * RECORDS, count * 20)
        tracemalloc.start()
        assert issued(path, documents=True)[0] == count
        found.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    return found[1:]


def log(store: Store) -> None:
    start = NOW - 3600
    stored.add(
        store,
        record_id=1,
        owner_id=1,
        start=start,
        end=NOW,
        zone="UTC",
        segments=[Segment(start, NOW)],
        billable=True,
    )
