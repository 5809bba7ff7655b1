"""The topics of ``timelog help TOPIC``, from which ``docs/reference/topics.md`` is made too.

A topic is Markdown: headings, paragraphs, and indented examples that fit 80 columns.
"""

from __future__ import annotations

from timelog_cli.render.plain import styled

SUMMARIES = {
    "concepts": "The words: record, log, timer, service, invoice.",
    "times": "How to write a time, a range, a duration or a period.",
    "filters": "Choose logs by record, customer, tag, text and more.",
    "invoicing": "From billable time to a paid invoice.",
    "mistakes": "Correct a timer, a log or a record; undo.",
    "files": "Where the database and the settings are, and how to back up.",
    "scripts": "JSON, CSV, exit codes, and commands that can be repeated.",
}
EXIT_CODES = {
    0: "done, or nothing to do",
    1: "refused by a rule; nothing changed",
    2: "wrong usage, or a text that cannot be read",
    3: "not found",
    4: "the database or the output folder is in use",
    5: "done in part; the failures are listed",
    6: "the output could not be written",
    7: "the database cannot be used",
    130: "interrupted",
}
_TEXTS = {
    "concepts": """\
A record is what you work on: a task, case, ticket or work order. You log time on
records. Each has a reference, such as case-12; 12 alone, its key, its title or a
part of the title work too.

A log is a piece of time on a record: start, end, note, tags. A timer becomes one
log when you stop it, however often you paused it.

A customer gets invoices. A service has a price, which a record takes over.

Time is billable twice: the record is billable, and the log is. Only then is it on
the next invoice. Everything else is counted, but never billed.

## Start

    timelog record add "Fix the login" --type case
    timelog start case-1
    timelog stop --note "Found it"
    timelog report
""",
    "times": "",  # made from the forms that are read
    "filters": """\
The same filters choose logs in log list, log mark, log move, report and timesheet.
The period comes first; without one, it is this week.

    timelog log list today
    timelog log list 2026-06 --customer acme --billable
    timelog report last-month --by customer
    timelog report all --record case-1 --by owner

    --record --type --customer --service --owner --tag
    --text TEXT     in the note, or in the title or key of the record
    --note TEXT     in the note
    --billable      or --no-billable
    --invoiced      or --uninvoiced

Given twice, an option chooses logs that match either. --not-record, --not-tag and so on
leave out what matches.

Any part of a customer's or service's name is enough, if only one has it. Upper and
lower case are the same. To find records:

    timelog record list login
    timelog record list --status open --customer acme
""",
    "invoicing": """\
Once: say who sends the invoices, what you sell, and to whom.

    timelog config set seller.name "Ada Rossi"
    timelog service add Consulting --price 60 --currency USD --tax-rate 22
    timelog customer add Acme --email billing@acme.example --terms 30d

For each job: make the record billable, and mark the time as billable.

    timelog record add "Fix it" --customer Acme --service Consulting --billable
    timelog log add 1 9:00-10:30 --billable
    timelog record edit case-1 --log-billable   # its new logs are billable

When the work is done:

    timelog record resolve case-1
    timelog billing preview
    timelog billing issue case-1 --out invoices --format pdf
    timelog billing send 2026-0001                   # or by email, with --mail
    timelog billing remind                           # what is overdue
    timelog billing pay 2026-0001
    timelog billing pay --from-bank statement.csv

An issued invoice never changes. A wrong one is credited, and its time can be
invoiced again:

    timelog billing credit 2026-0001
    timelog billing unbilled                # what can be invoiced
""",
    "mistakes": """\
Every command that changes something can be undone, also several in a row:

    timelog undo
    timelog redo
    timelog history

A forgotten timer:

    timelog start case-1 --at 9:00
    timelog stop --at 17:30
    timelog timer cancel                           # discard it

A wrong log; @1 is the newest one:

    timelog log edit @1 --start 9:15 --note "Call with Anna"
    timelog log edit @1 --pause 12:00-12:30
    timelog log edit @1 --record case-2
    timelog log split 12 --at 10:30
    timelog log delete 12
    timelog log edit --day yesterday --editor      # a whole day as text

Logs on an invoice cannot change: credit the invoice first.
""",
    "files": """\
All data is in one SQLite file, all settings in one TOML file.

    timelog db path
    timelog config path
    timelog config list
    timelog config set timer.on_start pause

    TIMELOG_DB, --db        another database
    TIMELOG_CONFIG          another settings file
    TIMELOG_USER, --as      another user
    NO_COLOR, --no-color    no colour

Back up while timelog is in use, check, and restore:

    timelog db backup backups/
    timelog db check
    timelog db restore backups/timelog-20261102-090000.db

Your own programs run when something happens, and your own templates change how
invoices look:

    timelog hook list
    timelog billing template list
""",
    "scripts": """\
Data is on standard output, messages are on standard error, which --quiet silences.
Every command takes --json; lists also take --format csv, tsv, jsonl or md, and
--columns.

    timelog log list week --json
    timelog log list all --format csv --columns id,start,worked_hours,note
    timelog record list --columns ref --no-header

Commands that can be repeated without harm:

    timelog record add "Stand-up" --unless-exists
    timelog start "Stand-up" --create
    timelog stop --if-running
    timelog billing issue --all --out invoices

The exit code tells how it ended:

CODES

With --yes, no command asks a question. Where a record could be created, or an
invoice is issued, give its reference, key or exact title.
""",
}
_EXAMPLES = {
    ("instant", "A time, such as for --at"): (
        *("9:30", "now", "-30m", "30m ago", "yesterday 9:30", "monday 14:00"),
        *("9 Jun 10:30", "2026-06-09 8:12", "2026-06-09T08:12"),
    ),
    ("range", "A range, such as for log add"): (
        *("1h30m", "2h ago", "9-11", "9:00-11:30", "1-3pm", "9:00 for 2h", "9:30 to now"),
        *("yesterday 9:00-11:30", "2026-06-09 22:00-1:30"),
    ),
    ("duration", "A duration"): ("1h30m", "1:30", "1.5h", "90m", "45s", "2d"),
    ("day", "A day"): ("today", "monday", "3 days ago", "9 june", "9.6.", "2026-06-09"),
    ("period", "A period, such as for report"): (
        *("today", "yesterday", "week", "last week", "this month", "june", "2026-06", "2026-Q2"),
        *("last 7 days", "2026-06-01..2026-06-09", "2026-06-01..", "all"),
    ),
}


def text(name: str) -> str:
    """The text of a topic, in Markdown."""
    codes = "\n".join(f"    {code:>3}  {meaning}" for code, meaning in EXIT_CODES.items())
    return f"# {name.capitalize()}\n\n{_TEXTS[name] or _times()}".replace("CODES", codes)


def page(name: str, *, color: bool = False, columns_wide: int = 80) -> str:
    """A topic as a terminal shows it, no wider than 80 columns."""
    wide = min(columns_wide, 80)
    return "\n\n".join(_shown(block, color, wide) for block in text(name).split("\n\n"))


def _shown(block: str, color: bool, wide: int) -> str:
    from textwrap import fill

    if block.startswith(" "):
        return block.rstrip("\n")
    if block.startswith("#"):
        return styled(block.lstrip("# "), "bold", color)
    return fill(block, wide, break_long_words=False, break_on_hyphens=False)


def _times() -> str:
    from timelog_cli.domain.time.grammar import EXAMPLE_MOMENT, FORMS
    from timelog_cli.domain.time.zones import written

    now = written(EXAMPLE_MOMENT.now, EXAMPLE_MOMENT.zone)[:16]
    blocks = [
        "Upper and lower case are the same. A relative time is confirmed as an absolute one. In the"
        f" examples, it is {now}."
    ]
    reads = {(one.kind, one.example): one.reads for one in FORMS}
    for (kind, title), examples in _EXAMPLES.items():
        rows = (f"    {one:<24}{_short(_reads(reads, kind, one))}" for one in examples)
        blocks += [f"## {title}", "\n".join(rows)]
    return "\n\n".join([*blocks, "All forms are in docs/reference/times.md."])


def _reads(reads: dict[tuple[str, str], str], kind: str, example: str) -> str:
    """How an example is read; any day is a period too."""
    return reads.get((kind, example)) or reads["day", example]


def _short(reads: str) -> str:
    """``2026-06-10 15:00`` of an instant, and the days of a period without its name."""
    if "T" in reads:
        return reads.partition(":00+")[0].replace("T", " ")
    return reads.rpartition(": ")[2]
