"""Kimai: exports in any language, and what its importer and its web interface know."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.exchange.trackers.told import told, worked
from timelog_cli.domain.foreign import Pause
from timelog_cli.errors import UsageError
from timelog_cli.exchange.trackers import reader

HEADER = (
    'Date,From,To,Duration,Currency,Price,"Internal price","Hourly price","Fixed price",Name,User,'
    "E-mail,Customer,Project,Activity,Description,Billable,Exported,Tags,Type,category\n"
)
IMPORTED = (
    "Date;From;To;Duration;Rate;User;Customer;Project;Activity;Description;Exported;Tags;meta.x;\n"
)


def row(times: str = "09:00,10:30,1:30", exported: str = "0", kind: str = "timesheet,work") -> str:
    return (
        f"2026-03-02,{times},EUR,0,0,0,-100.92,Ada Rossi,ada,,Acme,Web,Pages,work,1,{exported},"
        f'"a, b",{kind}\n'
    )


def test_a_row_has_everything_that_the_export_knows() -> None:
    read = told("kimai", HEADER + row() + row(exported="1"))
    first, second = read.entries
    assert (first.start, first.end) == (1_772_438_400, 1_772_443_800)
    assert (first.user, first.client, first.project, first.task) == ("ada", "Acme", "Web", "Pages")
    assert (first.text, first.tags, first.billable) == ("work", ("a", "b"), True)
    assert (first.billed, second.billed) == (False, True)
    assert (read.problems, read.remarks) == ([], [])


@pytest.mark.parametrize(
    ("times", "seconds"),
    [
        ("09:00,09:06,0:06", 360),
        ("09:00,09:06,0.11", 360),
        ("09:00,09:06,0:06:40", 400),
        ("09:00,09:06,395", 395),
        ("09:00,10:00,1", 3600),
        ("23:30,00:45,1:15", 4500),
        ("23:30,00:45,", 4500),
        ("09:00,09:00,24:00", 86_400),
    ],
)
def test_durations_are_hours_minutes_or_seconds_as_the_times_prove(
    times: str, seconds: int
) -> None:
    read = told("kimai", HEADER + row(times))
    assert (worked(read.entries), read.problems) == (seconds, [])


@pytest.mark.parametrize("times", ["09:00,09:06,0:08", "09:00,09:06,0.15", "09:00,09:06,500"])
def test_durations_beyond_their_precision_contradict_the_times(times: str) -> None:
    read = told("kimai", HEADER + row(times))
    assert read.entries == []
    assert "contradicts the times, which are 0:06 apart" in read.problems[0].message


def test_an_entry_without_an_end_is_running() -> None:
    (entry,) = told("kimai", HEADER + row("09:00,,0:00")).entries
    assert (entry.start, entry.end) == (1_772_438_400, None)


def test_expenses_and_days_off_are_no_work() -> None:
    content = HEADER + row(kind="expense,work") + row(kind="timesheet,holiday") + row()
    assert [one.skip for one in told("kimai", content).entries] == [
        "not a time entry",
        "time off",
        "",
    ]


def test_a_break_is_not_counted() -> None:
    content = (
        "Date,From,To,Break,Duration,Customer,Project,Activity\n"
        "2026-03-02,09:00,17:00,0:45,7:15,Acme,Web,Pages\n"
        "2026-03-02,09:00,17:00,9:00,,Acme,Web,Pages\n"
    )
    read = told("kimai", content)
    (entry,) = read.entries
    assert entry.pauses == (Pause((entry.end or 0) - 2700, entry.end or 0),)
    assert worked(read.entries) == 26_100
    assert read.places == [(3, "the break is longer than the entry")]


@pytest.mark.parametrize(
    "header",
    [
        "Datum,Von,Bis,Dauer,Währung,Preis,Benutzer,Kunde,Projekt,Tätigkeit,Exportiert",
        "Date,De,À,Durée,Devise,Taux,Utilisateur,Client,Projet,Activité,Exporté",
        "Fecha,De,Para,Duración,Moneda,Tarifa,Usuario,Cliente,Proyecto,Actividad,Exportado",
        "Data,Da,A,Durata,Valuta,Prezzo,Utente,Cliente,Progetto,Attività,Esportate",
        "Data,De,Para,Duração,Moeda,Preço,Nome do usuário,Cliente,Projeto,Atividade,Exportado",
        "Datum,Van,Tot,Duur,Valuta,Bedrag,Gebruikersnaam,Klant,Project,Activiteit,Geëxporteerd",
        "Data,Od,Do,Czas trwania,Waluta,Stawka,Użytkownik,Klient,Projekt,Aktywność,Wyeksportowane",
    ],
)
def test_headers_are_in_the_language_of_the_user(header: str) -> None:
    content = f"{header}\n2026-03-02,09:00,10:30,1:30,EUR,0,ada,Acme,Web,Pages,1\n"
    assert reader("kimai").fits(content, [])
    read = told("kimai", content)
    (entry,) = read.entries
    assert (entry.user, entry.client, entry.project, entry.task) == ("ada", "Acme", "Web", "Pages")
    assert (worked(read.entries), entry.billed, read.remarks) == (5400, True, [])


def test_what_the_importer_takes_has_seconds_and_no_line_feed_at_its_end() -> None:
    content = (
        IMPORTED
        + "2022-07-27;07:10;09:11;7260;9;Ada;Acme;Web;Pages;work;0;a,b;x;\n"
        + '2022-07-27;10:23;19:00;7260;9;Ada;Acme;Web;Pages;"two; parts";1;;x;'
    )
    read = told("kimai", content)
    assert worked(read.entries) == 7260
    assert read.places == [(3, "the duration 2:01 contradicts the times, which are 8:37 apart")]
    assert read.remarks == ["export: the column meta.x is not imported."]


@pytest.mark.parametrize(
    "header",
    ["Customer,Company,Account,Tax\n", "Project;Customer;OrderNumber;OrderDate;ProjectNumber\n"],
)
def test_lists_of_customers_and_projects_are_refused(header: str) -> None:
    assert reader("kimai").fits(header, [])
    with pytest.raises(UsageError, match="has no column"):
        told("kimai", header)


ELEMENT = {
    "Date": "2022-07-27",
    "From": "07:10",
    "To": "09:11",
    "Duration": 7260,
    "User": "Ada",
    "Customer": "Acme",
    "Project": "Web",
    "Activity": "Pages",
    "Description": "work",
    "Exported": True,
    "Tags": "a,b",
}
OF_INTERFACE = {
    "id": 7,
    "begin": "2026-03-02T09:00:00+0100",
    "end": "2026-03-02T10:30:15+0100",
    "duration": 5400,
    "break": 15,
    "user": {"username": "ada"},
    "project": {"name": "Web", "customer": {"name": "Acme"}},
    "activity": {"name": "Pages"},
    "description": None,
    "tags": ["a", "b"],
    "exported": False,
    "billable": True,
}


@pytest.mark.parametrize(("element", "seconds"), [(ELEMENT, 7260), (OF_INTERFACE, 5400)])
def test_json_of_the_importer_and_of_the_interface(element: dict[str, Any], seconds: int) -> None:
    content = json.dumps([element])
    assert reader("kimai").fits(content, [])
    read = told("kimai", content)
    (entry,) = read.entries
    assert (entry.user.lower(), entry.client, entry.project) == ("ada", "Acme", "Web")
    assert (entry.task, entry.tags, entry.billed) == ("Pages", ("a", "b"), element is ELEMENT)
    assert (worked(read.entries), entry.line) == (seconds, 1)


def test_elements_that_are_wrong_are_told_by_their_number() -> None:
    wrong = [
        3,
        {**ELEMENT, "From": "x"},
        {**OF_INTERFACE, "begin": "2026-03-02T09:00:00"},
        {**OF_INTERFACE, "duration": 1},
        {**OF_INTERFACE, "billable": "yes"},
        ELEMENT,
    ]
    read = told("kimai", json.dumps(wrong))
    assert len(read.entries) == 1
    assert read.places == [
        (1, "a time entry must be a JSON object"),
        (2, "'x' is not a time of day"),
        (3, "'2026-03-02T09:00:00' is not a date and time with an offset from UTC"),
        (4, "the duration contradicts begin and end"),
        (5, "billable must be true or false"),
    ]
