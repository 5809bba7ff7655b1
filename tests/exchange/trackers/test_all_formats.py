"""What holds for the reader of every format: it survives what is wrong with a file, says its own
format from its beginning, and reads again what ``--skip-bad`` writes."""

from __future__ import annotations

import contextlib
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.trackers.told import source_of, told
from timelog_cli.domain.foreign import Entry
from timelog_cli.errors import TimelogError
from timelog_cli.exchange.trackers import reader

# A file of each format, with everything in it that is written in a special way.
FILES = {
    "timewarrior": (
        'inc 20260302T080000Z - 20260302T093015Z # acme "two words" \'x\' # "say \\"hi\\" # 1"\n'
        "inc 20260303T080000Z - 20260303T090000Z\n"
        "inc 20260304T080000Z # running\n"
    ),
    "timewarrior export": (
        '[\n{"id":2,"start":"20260302T080000Z","end":"20260302T093015Z","tags":["acme","a b"],'
        '"annotation":"say \\"hi\\""},\n{"id":1,"start":"20260304T080000Z"}\n]\n'
    ),
    "watson": (
        '[\n [\n  1772438400,\n  1772443815,\n  "Acme, \\"web\\"",\n  "df8bf906c10e4f01",\n'
        '  [\n   "a,b"\n  ],\n  1772443815\n ],\n [1772443815, 1772443900, "b", "7486b088", []]\n]'
    ),
    "watson log.json": (
        '[\n  {\n    "id": "df8bf906",\n    "project": "night",\n'
        '    "start": "2026-03-02T09:00:00+01:00",\n    "stop": "2026-03-02T10:30:15+01:00",\n'
        '    "tags": ["acme"]\n  }\n]\n'
    ),
    "watson log.csv": (
        "id,start,stop,project,tags\n"
        'df8bf90,2026-03-02 09:00:00,2026-03-02 10:30:15,"Acme, ""web""","a,b, c d"\n'
        "7486b08,2026-03-03 09:00:00,2026-03-03 10:00:00,plain,\n"
    ),
    "klog": (
        "2026-03-02 (7h30m!)\nWorked at home #home\n\t8:00 - 9:30 write #acme\n\t\tand mail\n"
        "\t-30m\n\t2h #todo=4\n\t10:00am-1:15pm\n\n2026/03/03\n    <23:00 - 1:30>\n    9:00 - ?\n"
    ),
    "klog json": (
        '{"records":[{"date":"2026-03-02","summary":"day #home","tags":["#home"],"entries":['
        '{"type":"range","summary":"x #a","tags":["#a"],"total_mins":90,"start":"8:00",'
        '"start_mins":480,"end":"9:30","end_mins":570},'
        '{"type":"duration","summary":"","tags":[],"total_mins":-30},'
        '{"type":"open_range","summary":"","tags":[],"total_mins":0,"start_mins":600}]}],'
        '"warnings":null,"errors":null}'
    ),
    "timeclock": (
        "; a comment\ni 2026-03-02 09:00:00 acme:web  fix login  ; billable:no, urgent:\n"
        "o 2026-03-02 10:30:15\ni 2026/3/3 09:00 acme:mail\ni 2026/3/3 09:30 home\n"
        "o 2026/3/3 10:00 acme:mail\nO 2026/3/3 11:00 ; done\ni 2026-03-04 09:00:00+0100 acme\n"
    ),
    "timedot": (
        "* 2026\n# comment\n\n** 2026-03-02 at home  ; day-tag:\n"
        "acme:web   .... ..  ; urgent:, text\n"
        "acme:mail  1.5h\nhome  90m\na  0:30\nb  aab\nc\n\n2026/3/3\nacme  .\n"
    ),
    "bartib": (
        "2026-03-02 09:00 - 2026-03-02 10:30 | web\\|shop | path: C:\\\\temp\n"
        "2026-03-02 23:30:15 - 2026-03-03 00:15:20 | mail\n\n2026-03-04 09:00 | web | running\n"
    ),
    "utt": (
        "2026-03-02 08:00 hello\n2026-03-02 09:00 web: fix login  # and mail\n"
        "2026-03-02 10:00 tea **\n2026-03-02 11:00 black out ***\n\n"
        "2026-03-03 08:00 overnight\n2026-03-03 9:30+0100 plain\n"
    ),
    "gtimelog": (
        "# comment\n2026-03-02 09:00: arrived **\n2026-03-02 10:30: web: fix -- urgent x\n"
        "2026-03-02 11:00: lunch **\n2026-03-03 01:30: late\n\n2026-03-03 09:00: arrived\n"
        "2026-03-03 09:30: plain\n2026-03-03 10:00: nothing ***\n"
    ),
    "jsonl": (
        '{"id": 1, "record": "case-1", "owner": "ada", "start": "2026-03-02T09:00:00+01:00",'
        ' "end": "2026-03-02T10:30:15+01:00", "worked_seconds": 5415, "note": "say \\"hi\\"",'
        ' "tags": ["a,b"], "billable": true, "invoice": null}\n'
        '{"record": "Plan", "start": "2026-03-03T09:00:00Z", "duration": "1h"}\n'
    ),
    "org": (
        "#+TODO: OPEN(o) | SHUT\n#+FILETAGS: :all:\nCLOCK: [2026-03-01 Sun 09:00]\n"
        "* OPEN [#A] Acme [1/2] :acme:\n** TODO DONE deal [[https://a.example][site]]  :web:x:\n"
        ":LOGBOOK:\nCLOCK: [2026-03-02 Mon 10:00]--[2026-03-02 Mon 11:30] =>  1:30\n- Note\n:END:\n"
        "*** deep\nCLOCK: [2026-03-02 Пн. 12:00]--[2026-03-02 13:00]\n- DOING block\n  :LOGBOOK:\n"
        "  CLOCK: [2026-03-03 Tue 16:58:38]--[2026-03-03 Tue 17:31:39] =>  00:33:01\n  :END:\n"
    ),
    "toggl": (
        "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,"
        "End time,Duration,Tags\n"
        'Ada,a@example.com,"Acme, Inc.",Web,Pages,"say ""hi""\nagain",Yes,2026-03-02,09:00:00,'
        '2026-03-02,10:30:15,01:30:15,"a, b"\n'
        "Ada,a@example.com,,Web,,,No,2026-03-02,23:30:00,2026-03-03,00:30:00,01:00:00,\n"
    ),
    "clockify": (
        '"Project","Client","Description","Task","User","Group","Email","Tags","Type","Billable",'
        '"Invoiced","Start Date","Start Time","End Date","End Time","Duration (h)",'
        '"Duration (decimal)"\n'
        '"Web","Acme","say ""hi""","","Ada","","a@example.com","a, b","Regular","Yes","No",'
        '"03/14/2026","10:23:52 AM","03/14/2026","01:06:29 PM","02:42:37","2.71"\n'
        '"Web","Acme","","","Ada","","a@example.com","","Break","No","No",'
        '"3/14/26","1:00 PM","3/14/26","2:00 PM","1:00","1,00"\n'
    ),
    "harvest": (
        "Date,Client,Project,Task,Notes,Hours,Billable?,Invoiced?,First Name,Last Name\n"
        '26.01.2026,Acme,Web,Pages,"work, more","7,5",Yes,No,Ada,Rossi\n'
    ),
    "kimai": (
        "Datum;Von;Bis;Dauer;Benutzer;Kunde;Projekt;Tätigkeit;Exportiert;Schlagworte;\n"
        "2026-03-02;07:10;09:11;7260;ada;Acme;Web;Pages;1;a,b;\n"
        "2026-03-02;23:10;;0:00;ada;Acme;Web;Pages;0;;\n"
    ),
    "kimai import.json": (
        '[{"Date": "2026-03-02", "From": "07:10", "To": "09:11", "Duration": 7260,\n'
        '  "Customer": "Acme", "Project": "Web", "Activity": "Pages", "Tags": "a,b"},\n'
        ' {"id": 7, "begin": "2026-03-02T09:00:00+0100", "end": null, "project": {"name": "Web",\n'
        '  "customer": {"name": "Acme"}}, "activity": {"name": "Pages"}, "tags": ["a"]}]'
    ),
    "solidtime": (
        "description,billable,client,project,tags,start,end,task,user_name,user_email\n"
        '"say ""hi""","true","Acme","Web","a, b","2026-03-02T08:00:00Z","2026-03-02T09:30:15Z",'
        '"Pages","Ada","a@example.com"\n'
        '"","false","","Web","","2026-03-02T10:00:00Z","","","Ada",""\n'
    ),
    "csv": (
        "id,record,start,end,worked_seconds,segments,note,tags,billable,invoice\n"
        "1,case-1,2026-03-02T09:00:00+01:00,2026-03-02T11:00:00+01:00,5400,"
        '"start=2026-03-02T09:00:00+01:00 end=2026-03-02T10:00:00+01:00, '
        'start=2026-03-02T10:30:00+01:00 end=2026-03-02T11:00:00+01:00","\'=1+1","a\\, b, c",'
        "true,2026-0001\n"
    ),
    "ics": (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Work\r\nBEGIN:VTIMEZONE\r\n"
        "TZID:Own\r\nBEGIN:STANDARD\r\nDTSTART:19701025T030000\r\n"
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nTZOFFSETFROM:+0200\r\n"
        "TZOFFSETTO:+0100\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:19700329T020000\r\n"
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nTZOFFSETFROM:+0100\r\n"
        "TZOFFSETTO:+0200\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:a\r\n"
        "DTSTART;TZID=Own:20260302T090000\r\nDTEND;TZID=Europe/Rome:20260302T100000\r\n"
        "RRULE:FREQ=WEEKLY;COUNT=6\r\nEXDATE;TZID=Own:20260309T090000\r\n"
        "RDATE:20260303T080000Z\r\nSUMMARY:Stand\r\n -up\\, again\r\n"
        "CATEGORIES:b\\,c,d\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:a\r\n"
        "RECURRENCE-ID;TZID=Own:20260316T090000\r\nDTSTART:20260316T100000Z\r\n"
        "DURATION:PT1H30M\r\nSUMMARY:Later\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ),
    "activitywatch": (
        '{"buckets":{"aw-watcher-window_h":{"type":"currentwindow","events":[{}]},\n'
        '"aw-watcher-afk_h":{"id":"aw-watcher-afk_h","type":"afkstatus","hostname":"h","events":[\n'
        '{"id":2,"timestamp":"2026-03-02T09:30:00.5+00:00","duration":1800.25,'
        '"data":{"status":"not-afk"}},\n'
        '{"timestamp":"2026-03-02T08:00:00.000000+00:00","duration":900,'
        '"data":{"status":"not-afk"}}]}}}\n'
    ),
}
NASTY = (
    *("\x1b]0;x\x07", "[red]", "=1+1", "\u202e", "\ud83d\ude00", "٣", "9999-12-31", "-1", "1e999"),
    *("9" * 5000, "[" * 20_000, '{"a":' * 20_000, "\0", "\r", '"', "'", "\\", "#", "|", "  "),
    *("24:00", "25:61", "0001-01-01T00:00:00", "null", "true", "NaN", "\n", "\t", "\u2028", "é"),
)


def bare(entry: Entry) -> Entry:
    """An entry without where it stands in its file."""
    return entry._replace(line=0, raw="")


def format_of(name: str) -> str:
    return name.partition(" ")[0]


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_whole_and_its_beginning_says_its_format(name: str) -> None:
    format_ = format_of(name)
    read = told(format_, FILES[name])
    assert read.entries
    assert read.problems == []
    fitting = {other for other in FILES if reader(format_).fits(FILES[other], [])}
    assert fitting == {other for other in FILES if format_of(other) == format_}


@pytest.mark.parametrize("name", FILES)
def test_what_stands_around_refused_entries_makes_a_file_of_the_format(name: str) -> None:
    format_ = format_of(name)
    read = told(format_, FILES[name])
    frame = reader(format_).frame(source_of(FILES[name]))
    again = told(
        format_, frame.before + frame.between.join(one.raw for one in read.entries) + frame.after
    )
    assert [bare(entry) for entry in again.entries] == [bare(entry) for entry in read.entries]
    assert again.problems == []


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=40)
@given(data=st.data())
def test_a_damaged_file_is_refused_or_read_and_nothing_else(name: str, data: st.DataObject) -> None:
    content = FILES[name].encode()
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        cut = data.draw(st.integers(0, 12))
        nasty = st.sampled_from(NASTY).map(lambda text: text.encode("utf-8", "surrogatepass"))
        content = content[:at] + data.draw(nasty | st.binary(max_size=8)) + content[at + cut :]
    with contextlib.suppress(TimelogError):
        told(format_of(name), content)
    reader(format_of(name)).fits(content.decode("utf-8", "replace"), [])


@pytest.mark.parametrize("name", FILES)
def test_long_lines_take_no_more_time_than_their_length(name: str) -> None:
    begin = process_time()
    *lines, _ = FILES[name].split("\n")[:6]
    for at, line in enumerate(lines):
        for piece in (" ", "a", "*", "\\", '"', "'", "#", "0", "- ", "[[", ",", ":"):
            for long in (line + piece * 40_000, piece * 40_000 + line):
                content = "\n".join((*lines[:at], long, *lines[at + 1 :]))
                with contextlib.suppress(TimelogError):
                    told(format_of(name), content)
                    reader(format_of(name)).fits(content, [])
    assert process_time() - begin < 6  # what grows with the square takes more for a single line
