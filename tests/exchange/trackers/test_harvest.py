"""Harvest's detailed time report: hours of days."""

from __future__ import annotations

import pytest

from tests.exchange.trackers.told import told, worked
from timelog_cli.errors import UsageError
from timelog_cli.exchange.trackers import reader

HEADER = (
    "Date,Client,Project,Project Code,Task,Notes,Hours,Hours Rounded,Billable?,Invoiced?,Approved?,"
    "First Name,Last Name,Roles,Employee?,Billable Rate,Billable Amount,Cost Rate,Cost Amount,"
    "Currency,External Reference URL\n"
)


def row(day: str = "2026-03-02", hours: str = "1.5", invoiced: str = "No") -> str:
    return (
        f'{day},Acme,Web,W-1,Pages,work,"{hours}",2,Yes,{invoiced},Yes,Ada,Rossi,,Yes,'
        '"100,0","2.000,0",0,0,Euro - EUR,\n'
    )


def test_hours_have_a_day_and_no_start() -> None:
    read = told("harvest", HEADER + row() + row(hours="0,25", invoiced="Yes"))
    first, second = read.entries
    assert (first.start, first.end, first.day, first.seconds) == (None, None, "2026-03-02", 5400)
    assert (first.user, first.client, first.project) == ("Ada Rossi", "Acme", "Web")
    assert (first.task, first.text, first.billable) == ("Pages", "work", True)
    assert (first.billed, second.billed, second.seconds) == (False, True, 900)
    assert (read.problems, read.remarks) == ([], [])


@pytest.mark.parametrize(
    ("hours", "seconds"), [("20,0", 72_000), ("6,5", 23_400), ("1", 3600), ("0:20", 1200)]
)
def test_hours_are_read_as_each_language_writes_them(hours: str, seconds: int) -> None:
    assert worked(told("harvest", HEADER + row(hours=hours)).entries) == seconds


def test_hours_that_are_none_are_problems() -> None:
    read = told("harvest", HEADER + row(hours="-1") + row(hours="") + row("2026-02-30") + row())
    assert len(read.entries) == 1
    assert [(one.line, one.column, one.message) for one in read.problems] == [
        (2, 7, "'-1' is not a length of time"),
        (3, None, "there is neither a start nor a duration"),
        (4, 1, "'2026-02-30' is not a date"),
    ]


def test_a_report_in_german() -> None:
    content = (
        "Datum;Kunde;Projekt;Aufgabe;Notizen;Stunden;Abrechenbar?;Stundensatz\n"
        "04.08.2026;Nord GmbH;Netz;Entwurf;Import;6,5;Ja;160\n"
        "20.08.2026;Nord GmbH;Intern;Ablage;;1;Nein;0\n"
    )
    read = told("harvest", content)
    assert [(one.day, one.seconds, one.billable) for one in read.entries] == [
        ("2026-08-04", 23_400, True),
        ("2026-08-20", 3600, False),
    ]
    assert reader("harvest").fits(content, [])


@pytest.mark.parametrize("header", ["Client Name,Address\n", "Client,Project,Total Hours\n"])
def test_lists_of_clients_and_projects_are_refused_with_the_export_to_take(header: str) -> None:
    assert reader("harvest").fits(header, [])
    with pytest.raises(UsageError, match="has no columns Date and Hours") as refused:
        told("harvest", header)
    assert "export the detailed time report" in str(refused.value.hint)
