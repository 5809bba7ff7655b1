"""Clockify's detailed report in its many shapes, and its template."""

from __future__ import annotations

import pytest

from tests.exchange.trackers.told import told, worked
from timelog_cli.errors import UsageError
from timelog_cli.exchange.trackers import reader

HEADER = (
    '"Project","Client","Description","Task","User","Group","Email","Tags","Type","Billable",'
    '"Invoiced","Invoice ID","Start Date","Start Time","End Date","End Time","Duration (h)",'
    '"Duration (decimal)","Billable Rate (USD)","Billable Amount (USD)"\n'
)


def row(
    start: str = '"03/14/2024","10:23:52 AM"',
    end: str = '"03/14/2024","01:06:29 PM"',
    duration: str = '"02:42:37","2.71"',
    kind: str = "Regular",
    invoiced: str = "No",
) -> str:
    return (
        f'"Web","Acme","work","Pages","Ada","","ada@example.com","a, b","{kind}","Yes",'
        f'"{invoiced}","",{start},{end},{duration},"0.00","0.00"\n'
    )


def test_a_row_has_everything_that_the_report_knows() -> None:
    read = told("clockify", HEADER + row() + row(invoiced="Yes"))
    first, second = read.entries
    assert (first.start, first.end) == (1_710_408_232, 1_710_417_989)
    assert (first.project, first.client, first.task, first.text) == ("Web", "Acme", "Pages", "work")
    assert (first.user, first.tags, first.billable) == ("Ada", ("a", "b"), True)
    assert (first.billed, second.billed) == (False, True)
    assert (read.problems, read.remarks) == ([], [])


def test_times_with_and_without_seconds_stand_in_one_row() -> None:
    content = HEADER + row('"03/14/2024","10:23 AM"', '"03/14/2024","11:23:01 AM"', '"1:00:01",""')
    assert worked(told("clockify", content).entries) == 3601


def test_of_times_without_seconds_the_duration_has_them() -> None:
    content = HEADER + row('"03/14/2024","10:23 AM"', '"03/14/2024","11:23 AM"', '"01:00:42",""')
    assert worked(told("clockify", content).entries) == 3642


def test_a_break_is_no_work() -> None:
    first, second = told("clockify", HEADER + row(kind="Break") + row()).entries
    assert (first.skip, second.skip) == ("a break", "")


def test_dates_that_read_both_ways_are_refused_until_the_order_is_given() -> None:
    content = HEADER + row('"03/04/2024","10:00:00"', '"03/04/2024","10:30:00"', '"0:30:00",""')
    with pytest.raises(UsageError, match=r"2024-04-03 \(DMY\) or 2024-03-04 \(MDY\)"):
        told("clockify", content)
    (entry,) = told("clockify", content, date_order="MDY").entries
    assert entry.start == 1_709_542_800
    (entry,) = told("clockify", content, date_order="DMY").entries
    assert entry.start == 1_712_131_200


def test_short_and_iso_dates_and_both_clocks_stand_in_one_file() -> None:
    content = (
        "Project;Description;Start Date;Start Time;End Date;End Time;Duration (decimal)\n"
        "a;b;7/27/22;1:00 PM;7/27/22;4:30 PM;3,5\n"
        "a;b;2022-07-27;13:00;2022-07-27;16:30;3,5\n"
        "a;b;2022-07-27;13:00;2022-07-27;17:30;3,5\n"
    )
    read = told("clockify", content)
    assert [one.start for one in read.entries] == [1_658_919_600] * 2
    assert read.places == [(4, "the duration 3:30 contradicts the times, which are 4:30 apart")]


def test_a_report_in_portuguese_and_an_old_encoding() -> None:
    content = (
        "Projeto;Cliente;Descrição;Tarefa;Usuário;Etiquetas;Faturável;Data de início;"
        "Hora de início;Data de término;Hora de término;Duração (h);Taxa faturável (BRL)\n"
        "Rede;Acme;Reunião;;Ana;reunião;Sim;20/02/2024;14:00:00;20/02/2024;15:30:00;01:30:00;1,0\n"
        "Rede;Acme;Sem fim;;Ana;;Não;21/02/2024;09:00:00;;;02:00:00;1,0\n"
    ).encode("cp1252")
    read = told("clockify", content)
    assert [(one.text, one.billable) for one in read.entries] == [
        ("Reunião", True),
        ("Sem fim", False),
    ]
    assert worked(read.entries) == 5400 + 7200
    assert reader("clockify").fits(content.decode("cp1252"), [])


@pytest.mark.parametrize(
    ("start", "end", "problem"),
    [
        ('"","10:00:00"', '"03/14/2024","11:00:00"', (13, "the date is missing")),
        ('"03/14/2024","10:00:00"', '"03/14/2024",""', (16, "the end time is missing")),
        ('"03/14/2024",""', '"03/14/2024","11:00"', (None, "there is neither a start nor a")),
    ],
)
def test_times_that_are_missing_are_problems(
    start: str, end: str, problem: tuple[int | None, str]
) -> None:
    read = told("clockify", HEADER + row(start, end, '"",""') + row())
    assert len(read.entries) == 1
    assert read.problems[0].column == problem[0]
    assert read.problems[0].message.startswith(problem[1])


def test_the_template_knows_users_by_their_email_and_durations_without_an_end() -> None:
    content = (
        "Email,Project,Task,Client,Description,Tags,Billable,Start date,Start time,End date,"
        "End time,Duration\n"
        "ana@example.com,Web,,,done,,true,2024-05-05,08:00,2024-05-05,09:15,\n"
        "ana@example.com,Web,,,length,,false,2024-05-06,08:00,,,0.5\n"
        "ana@example.com,Web,,,runs,,false,2024-05-06,08:00,,,\n"
        "ana@example.com,Web,,,broken,,false,not-a-date,08:00,,,1\n"
    )
    read = told("clockify", content)
    assert [(one.user, one.billable) for one in read.entries][:2] == [
        ("ana@example.com", True),
        ("ana@example.com", False),
    ]
    assert [(one.end or 0) - (one.start or 0) for one in read.entries[:2]] == [4500, 1800]
    assert read.entries[2].end is None
    assert read.places == [(5, "'not-a-date' is not a date")]
    assert not reader("toggl").fits(content, [])


def test_a_list_of_projects_is_refused_with_the_export_to_take() -> None:
    content = (
        '"Project","Client","Status","Visibility","Tasks","Tracked (h)"\n"Web","","","","",""\n'
    )
    assert reader("clockify").fits(content, [])
    with pytest.raises(UsageError, match="has no columns Start date and Start time") as refused:
        told("clockify", content)
    assert "export the detailed report of Clockify" in str(refused.value.hint)
