"""``formats.md``: the formats of lists with the columns of each, and the formats of documents."""

from __future__ import annotations

from docbuilder import markdown as md
from docbuilder import program
from docbuilder.commands import commands
from timelog_cli.domain.documents.einvoices import PROFILES, UBL
from timelog_cli.domain.documents.formats import FORMATS, ending
from timelog_cli.domain.reports import KEYS
from timelog_cli.render.documents.invoices import COLUMNS
from timelog_cli.render.headers import GROUPED, header

TEXT = """
Every command that prints a list takes `--format table`, `md`, `csv`, `tsv`, `json` or `jsonl`.
Tables and Markdown are for people, and their columns may change. The columns of CSV and TSV are
those below: they do not depend on the rows, and an empty list has the same header. New columns
may be added; name those you need with `--columns`.

## Options

`--columns ref,title` chooses columns and their order, in every format. In JSON, each row then has
exactly these keys. In a table, `--columns` also shows columns that the table otherwise leaves
out.

`--no-header` leaves out the names of the columns.

`-0` ends each row with a NUL character instead of a line break; without `--format` the cells are
those of TSV. A single column is written exactly, without escapes, for `xargs -0`:

```sh
timelog log list today --columns id --no-header -0 | \\
    xargs -0 -I {} timelog log edit {} --note "On site"
```

`--decimal-hours` gives durations in hours instead of seconds: `worked_seconds` becomes
`worked_hours`. Each is rounded to four decimals (0.36 seconds), so that `round(hours * 3600)` is
the exact number of seconds. A sum of rounded hours can be off by 0.00005 for each row; for exact
sums, add up the seconds. Tables show two decimals, and their totals are rounded once, from
seconds. `--columns worked_hours` also works without `--decimal-hours`.

`--local` gives times as `2026-11-02 09:00:00`, in the time zone of the settings and without UTC
offset, as spreadsheets read them. When clocks are set back, an hour occurs twice and cannot be
told apart; without `--local`, it can.

## Tables on a terminal

In a file or pipe, a table is plain text and complete. On a terminal, it is never wider than the
terminal: first currencies and dates are left out, a currency only if it is the same in every row;
then titles and notes are cut; then each row takes two lines. If that is not enough either, further
columns are left out, but never those that tell which row it is, such as customer, record or number.
`…` behind the column names means that columns are left out.

Colours mean the same everywhere, and nothing is said by colour alone:

| colour | what it means |
| --- | --- |
| green | running, paid, more than the target |
| yellow | paused, due within 7 days, less than the target |
| red | overdue, declined, expired, over the estimate |
| cyan | reference or number |
| dim | zero, or the same as above |

`--no-color`, `NO_COLOR`, `TERM=dumb` and pipes switch colours off; `FORCE_COLOR` switches them on.

## CSV

As in RFC 4180: separated by commas, lines end in CR LF, and a cell with a comma, a double quote
or a line break is in double quotes. The encoding is UTF-8.

## TSV

Separated by tabs, and lines end in LF. Nothing is quoted; in a cell, a tab is written as `\\t`, a
line feed as `\\n`, a carriage return as `\\r` and a backslash as `\\\\`, as jq does with `@tsv`.
So each line is a row.

## Cells

| value | in a cell |
| --- | --- |
| nothing | empty; `(none)` for a group in a report |
| yes or no | `true` or `false` |
| duration | whole seconds |
| time | ISO 8601 with UTC offset |
| several values, such as tags | separated by a comma and a space: `on site, urgent`; a comma \
or backslash in a value has a backslash before it: `a\\,b` |
| several objects, such as segments | the same, each as `start=… end=…` |
| text that a spreadsheet would run as a formula | with an apostrophe before it; `--raw` and \
`-0` leave it out |

Formulas are texts that begin with `=`, `+`, `-`, `@`, a tab or a line break, or with apostrophes
followed by one of these; numbers are not changed. To read such a cell, remove the first
apostrophe.

In a file or pipe, CSV and TSV contain texts exactly. On a terminal, control characters are shown
as `\\x1b`, so that no text can steer it. JSON always has them as escapes such as `\\u001b`, which
any reader turns back.

## Reports in several currencies

In CSV and TSV, a report has a row for each group and currency, with the columns `currency` and
`amount`. The time of each row is that of its amount; internal time and time without a price are
in the first row of the group. So the sum of a column is right, whatever the currencies. If
neither `currency` nor `amount` is among `--columns`, each group is one row.
"""

DOCUMENTS = """
Invoices, credit notes and quotes are written in the formats that `--format` of `billing issue`,
`preview`, `show`, `export`, `credit` and `quote` names, separated by commas; without it, in those
of the customer (`customer edit --formats`), else in Markdown. Quotes have none of the structured
formats. How to [make structured invoices](../how-to/structured-invoices.md) shows what these need.
"""
# What each is; of the structured ones the standard is said by the program.
KINDS = {
    "md": "Markdown, as a template writes it",
    "csv": "a row for each line, by RFC 4180: names in the first row, `.` as decimal point",
    "json": "all values, as in [JSON](json.md)",
    "html": "a page that is printed in a browser, as a template writes it",
    "pdf": "PDF/A-3b with tags, on A4 or Letter; needs the package `typst`",
    "facturx": "Factur-X 1.0 and ZUGFeRD 2: the PDF with the invoice in CII inside, as"
    " `factur-x.xml`; needs the packages `typst` and `pikepdf`",
}
KEPT = """
`md`, `csv`, `json` and `html` are stored when a document is issued, and the others when they are
asked for, at issue or later. What is stored is shown and exported byte for byte the same from then
on. The ending stands behind number and customer: `2026-0001_Acme.ubl.xml`.
"""


def page() -> str:
    """The page."""
    rows = [
        (md.verbatim(f"timelog {command.words}"), _columns(command.words))
        for command, _ in commands()
        if program.is_list(command)
    ]
    by = md.listed(KEYS)
    return md.page(
        "Formats of lists and documents",
        TEXT.strip(),
        "## Columns of each list",
        md.table(("command", "columns of CSV and TSV"), rows),
        f"`timelog report` begins with a column for each `--by`, one of {by}; after `record` comes"
        " `title`. `timelog billing totals` begins with a column for each `--by` too.",
        "## Formats of documents",
        DOCUMENTS.strip(),
        md.table(("format", "what it is", "ending"), map(_document, FORMATS)),
        KEPT.strip(),
        f"The columns of `csv` are {md.listed(COLUMNS)}. Those of the whole document have the same"
        " value in each row.",
    )


def _document(name: str) -> tuple[str, str, str]:
    profile = PROFILES.get(name)
    said = KINDS.get(name, "")
    if profile:
        syntax = "UBL 2.1" if profile.syntax == UBL else "UN/CEFACT CII D16B"
        said = said or f"{profile.title} as XML, in {syntax}"
        said += f"; it calls itself {md.verbatim(profile.specification)}"
    return md.verbatim(name), said, md.verbatim(f".{ending(name)}")


def _columns(words: str) -> str:
    names = ", ".join(map(md.verbatim, header(words)))
    return f"{names} (by default)" if words in GROUPED else names
