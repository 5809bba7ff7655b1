"""Random walks over all writing commands, made from what the index says about them.

``EXAMPLES`` has a line for every command that writes: a newcomer is added there, and what is
typed for its options to ``VALUES``, unless that is known already. From then on the walks use it.
"""

from __future__ import annotations

import shlex
import sqlite3
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import copyfile

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from docbuilder import program
from docbuilder.program import label
from tests.harness import Cli
from timelog_cli.cli import commands as index
from timelog_cli.cli.commands import Command, Param
from timelog_cli.render.headers import header
from timelog_cli.store import open_store

MAIL = Path(__file__).parent.parent / "fixtures" / "mail"
HOURS = Path(__file__).parent.parent / "fixtures" / "logs" / "hours.csv"
HOLIDAYS = Path(__file__).parents[2] / "docs" / "files" / "holidays.ics"
FRAMES = HOLIDAYS.with_name("frames")
STATEMENT = HOLIDAYS.with_name("statement.xml")
Dump = dict[str, list[tuple[object, ...]]]

PREPARED = (
    "service add S1 --price 60 --currency USD",
    "service add S2 --price 5 --currency EUR --tax-rate 22",
    "customer add C1 --email c1@example.com --increment 15m --country DE --tax-treatment exempt",
    "customer add C2",
    "record add One --type case --customer C1 --service S1 --billable",
    "record add Two",
    "record add Three --type ticket --customer C1 --service S1 --billable",
    "record add Four",
    "record add Five --type work-order --customer C1 --service S1 --billable",
    "record add Six --customer C1 --service S1 --estimate 3h",
    "log add 1 2026-10-01 9:00-11:30 --tag a --note first --billable",
    "log add 2 2026-10-01 13:00-14:00",
    "log add 3 2026-10-02 9:00-10:00 --billable",
    "log add 1 2026-10-02 11:00-12:00 --billable",
    "log add 5 2026-10-04 9:00-10:00 --billable",
    "start 4 --tag b --at 2026-11-01T10:00",
    "pause --at 2026-11-01T11:00",
    "start 1 --note second --at 2026-11-01T12:00",
    "record resolve 3",
    "record close 3",
    "record resolve 5",
    "billing item add 5 'Train ticket' 45.00",
    "dayoff add 2026-10-01 --half Moving",
    "billing lock 2026-08-31",
)
ISSUED = ("billing issue 3", "billing quote 6", "billing pay 2026-0001 --amount 5")
# What begins with a document that is issued, or needs one.
ISSUING = {
    *("billing issue", "billing send", "billing pay", "billing unpay", "billing credit"),
    *("billing quote", "billing accept", "billing decline", "billing retainer add"),
}
# A line for each writing command that changes the prepared database; the billing ones change it
# after ``ISSUED``.
EXAMPLES = {
    "record add": "record add New --customer C2 --estimate 3h",
    "record edit": "record edit 2 --title 'New title' --owner group:support --service S2",
    "record resolve": "record resolve 2",
    "record close": "record close 4 --stop-timer",
    "record reopen": "record reopen 3",
    "record wait": "record wait 2",
    "record delete": "record delete 1 --with-logs --stop-timer --yes",
    "record mail": f"record mail {MAIL / 'inbox.mbox'}",
    "timer start": "timer start 2 --switch",
    "continue": "continue 2 --switch --same",
    "timer interrupt": "timer interrupt 2 --tag e",
    "timer pause": "timer pause",
    "timer resume": "timer resume 4 --switch",
    "timer stop": "timer stop 1 --tag c --billable",
    "timer cancel": "timer cancel 1 --yes",
    "log add": "log add 2 2026-10-01 9:30-15:00 --on-overlap trim --tag x",
    "add": "add 'Plan the move' 2026-10-03 9:00-10:00 --customer C1",
    "log edit": "log edit 1 --duration 1h --record 2 --tag d --no-tag a --no-billable",
    "log delete": "log delete 1 2 --yes",
    "log split": "log split 1 --at 10:00",
    "log fill": "log fill 2",
    "log join": "log join 1 4",
    "log move": "log move 1 4 --to 2 --no-billable",
    "log mark": "log mark all --record 1 --no-billable",
    "tag rename": "tag rename b c",
    "tag merge": "tag merge a b --into c",
    "tag delete": "tag delete a b --yes",
    "service add": "service add S3 --price 1 --currency USD",
    "service edit": "service edit S1 --price 61 --tax-rate 20",
    "service delete": "service delete S2 --yes",
    "customer add": "customer add C3 --email c3@example.com --email d3@example.com",
    "customer edit": "customer edit C1 --name C9 --email c9@example.com",
    "customer delete": "customer delete C2 --yes",
    "dayoff add": "dayoff add 2026-10-05..2026-10-07 Vacation",
    "dayoff delete": "dayoff delete 2026-10-01 --yes",
    "import": f"import {FRAMES}",
    "billing issue": "billing issue 5",
    "billing send": "billing send 2026-0001 --date 2026-11-03",
    "billing pay": "billing pay 2026-0001 --amount 10",
    "billing unpay": "billing unpay 2026-0001 --payment 1 --reason Returned",
    "billing credit": "billing credit 2026-0001",
    "billing item add": "billing item add 1 Hotel 120 --quantity 2 --unit night --date 2026-10-04",
    "billing item edit": "billing item edit 1 --price 50 --description 'Train to Turin'",
    "billing item delete": "billing item delete 1 --yes",
    "billing retainer add": "billing retainer add C1 10h --rate 80 --currency USD --tax-rate 20",
    "billing lock": "billing lock 2026-10-01",
    "billing unlock": "billing unlock",
    "billing number set": "billing number set credit-note 17",
    "billing quote": "billing quote 6 --valid-until 14d",
    "billing accept": "billing accept Q2026-0001",
    "billing decline": "billing decline Q2026-0001",
}
MORE = (
    "timer interrupt 'Phone call' --create --customer C1",
    "timer start 'Made here' --create --switch",
    "timer stop 1 --no-resume",
    "log edit --day 2026-10-01 --editor --yes",
    f"log add --from {HOURS} --on-overlap trim",
    f"dayoff add --from {HOLIDAYS} 2026 --everybody",
    "log edit 2 --editor",
    "log edit 1 --pause 10:00-10:15 --on-overlap trim",
    "record edit 1 --no-billable --unmark-logs",
    "record edit 1 --rate 70 --from 2026-10-02",
    "record edit 1 --rate 500 --per flat",
    "log edit 1 --rate 90",
)
SENDER = '[seller]\nname = "Ada"\ncountry = "DE"\nvat_id = "DE136695976"\n'
EDITOR = "sed -i -e s/14:00/14:20/ -e s/9:00/8:45/ -e s/first/changed/"
# A line for each command that leaves the database as it is.
READING = {
    "record list": "record list --all",
    "record show": "record show 1",
    "timer status": "timer status",
    "timer list": "timer list",
    "log list": "log list all",
    "log show": "log show 1",
    "log gaps": "log gaps 2026-10",
    "tag list": "tag list",
    "service list": "service list",
    "service show": "service show S1",
    "customer list": "customer list",
    "customer show": "customer show C1",
    "billing preview": "billing preview 5",
    "billing check": "billing check 2026-0001 --format ubl",
    "billing list": "billing list",
    "billing show": "billing show 2026-0001",
    "billing quotes": "billing quotes",
    "billing export": "billing export --out out",
    "billing ageing": "billing ageing",
    "billing totals": "billing totals",
    "billing unbilled": "billing unbilled",
    "billing item list": "billing item list",
    "billing retainer list": "billing retainer list",
    "billing number list": "billing number list",
    "billing template list": "billing template list",
    "billing template copy": "billing template copy plain --to templates",
    "billing template check": "billing template check",
    "report": "report all --by record",
    "timesheet": "timesheet all --customer C1 --rates",
    "export": "export --to ics",
    "today": "today 2026-10-01",
    "week": "week 2026-10-01",
    "calendar": "calendar 2026-10",
    "balance": "balance 2026-10",
    "dayoff list": "dayoff list 2026-10",
    "watch": "watch --json",
    "prompt": "prompt --json",
    "shell-init": "shell-init bash",
    "history": "history",
    "history show": "history show 1",
    "config list": "config list",
    "config get": "config get user",
    "config path": "config path",
    "hook list": "hook list",
    "hook path": "hook path",
    "hook check": "hook check",
    "hook example": "hook example on-stop",
    "sync status": "sync status",
    "sync conflicts": "sync conflicts",
    "db path": "db path",
    "db check": "db check",
    "db backup": "db backup copy.db",
}
# The walk itself; mail, which is not undone; the settings file; a hook that is there; the whole
# file in one go; a database of its own.
APART = {
    "billing remind": "billing remind",
    "hook run": "hook run on-stop",
    "undo": "undo",
    "redo": "redo",
    "config set": "config set user bob",
    "config unset": "config unset timezone",
    "config edit": "config edit",
    "db restore": "db restore kept.db --yes",
    "db compact": "db compact --keep 0d --yes",
    "demo": "demo",
    # What needs a hub is run by ``tests/hub``.
    "sync": "sync",
    "sync init": "sync init --hub service=nowhere",
    "sync join": "sync join --hub service=nowhere",
    "sync leave": "sync leave",
    "sync resolve": "sync resolve 1 --keep mine",
    "sync member add": "sync member add anna --role lead",
    "sync member list": "sync member list",
    "sync member remove": "sync member remove anna",
}
SKIPPED = {"--json", "--out", "--format", *(param.flags[0] for param in program.GLOBALS)}

_numbers = st.integers(1, 6).map(str)
_days = st.sampled_from(["2026-10-01", "2026-10-02"])
_clocks = st.builds("{}:{:02}".format, st.integers(8, 14), st.sampled_from([0, 30]))
_lengths = st.sampled_from(["30m", "1h", "2h30m", "1s"])
_periods = st.sampled_from(["all", "2026-10-01", "2026-11"])
_texts = st.sampled_from(["New", "Ärger mit »Maß«", "a\nb", "", "'; --"])
_customers = st.sampled_from(["C1", "C2", "C3", ""])
_services = st.sampled_from(["S1", "S2", "S3", ""])
_discounts = st.sampled_from(["5%", "10%", "100%", "1.00", ""])
_steps = st.sampled_from(["15m", "1h", "6m"])
# By the word that help shows for the value; where that is not enough by the option, or by the
# command and the option.
VALUES: dict[str, SearchStrategy[str]] = {
    "10%|100.00": _discounts,
    "30d|DAY": st.sampled_from(["30d", "0d", "2026-11-05", "2026-10-01"]),
    "continue REF|@N": _numbers | st.sampled_from(["@1", "@2"]),
    "ADDRESS": st.sampled_from(["c1@example.com", "grace@acme.example", "x@y.example"]),
    "AMOUNT": st.sampled_from(["60", "66.50", "0.01", "0"]),
    "40h|4000.00": st.sampled_from(["10h", "500.00", "250 EUR", "0"]),
    "CATEGORY": st.sampled_from(["zero-rated", "exempt", "other", ""]),
    "CHARGE": st.sampled_from(["5% Fuel", "4% INPS", "none", ""]),
    "CODE": st.sampled_from(["USD", "EUR", "JPY"]),
    "COUNTRY": st.sampled_from(["DE", "it", "UK", ""]),
    "DAY": _days,
    "DAY|RANGE": _days | st.just("2026-10-01..2026-10-03"),
    "DAY|TIME": _days,
    "DAYS": st.sampled_from(["30d", "0d", "14d"]),
    "DURATION": _lengths,
    "FILE": st.sampled_from([*sorted(map(str, MAIL.glob("*.*"))), str(MAIL)]),
    "FORMATS": st.sampled_from(["md", "csv,json", "pdf", "cii,facturx"]),
    "HOURS": st.just("mon-thu 9:00-17:00"),
    "KEY": st.just("user"),
    "ID": _numbers | st.sampled_from(["@1", "@2"]),
    "ID|PERIOD": _numbers | _periods | st.just("@1"),
    "LOCALE": st.sampled_from(["de", "en", "it-CH", "xx"]),
    "N": st.sampled_from(["1", "2"]),
    "NAME": _texts,
    "NEW": st.sampled_from(["c", "B"]),
    "NUMBER|REF": st.sampled_from(["2026-0001", "5", "Q2026-0001"]),
    "NUMBER": st.sampled_from(["2026-0001", "2026-0002", "CN-2026-0001", "Q2026-0001"]),
    "OWNER": st.sampled_from(["ada", "bob", "group:support"]),
    "PERCENT": st.sampled_from(["22", "0", "8.1", ""]),
    "PERIOD": _periods,
    "DESCRIPTION": _texts,
    "DIR": st.just("folder"),
    "PRICE": st.sampled_from(["45", "12.50", "-5"]),
    "RANGE": st.builds("{}-{}".format, _clocks, _clocks),
    "REF": _numbers,
    "REF|TITLE": _numbers | st.sampled_from(["Made here", "One more"]),
    "billing lock DAY": st.sampled_from(["2026-08-30", "2026-08-31", "2026-10-01", "2027-01-01"]),
    "SERIES": st.sampled_from(["invoice", "credit-note", "quote", "2027-{seq}"]),
    "billing number set NUMBER": st.sampled_from(["17", "0331", "0"]),
    "SCHEME": st.sampled_from(["0088", "EM", "0002", "0001", ""]),
    "TAG": st.sampled_from(["a", "b", "ünï"]),
    "TERMS": st.sampled_from(["30d", "30d eom", "eom+30d", "30d, 14d 2%", "14d 2%", "none", ""]),
    "TEXT": _texts,
    "TIME": st.builds("{} {}".format, _days, _clocks) | _clocks | st.sampled_from(["-5m", "now"]),
    "TITLE": _texts,
    "UNIT": st.sampled_from(["hour", "15m", "day", "flat"]),
    "VALUE": st.just("bob"),
    "WORDS": st.just("record add"),
    "URL": st.just("service=nowhere"),
    "WHEN": st.builds("{} {}-{}".format, _days, _clocks, _clocks) | _lengths,
    "--vat-id": st.sampled_from(["DE123456788", "IT01234560587", "DE1", ""]),
    "--customer": _customers,
    "--not-customer": _customers,
    "--service": _services,
    "--not-service": _services,
    "--discount": _discounts,
    "--unit-code": st.sampled_from(["KMT", "HUR", "nar", "XYZ", ""]),
    "--exemption-code": st.sampled_from(["VATEX-EU-132", "vatex-eu-o", "VATEX", ""]),
    "--date": st.sampled_from(["2026-11-02", "2026-11-03", "2026-11-09"]),
    "--name": st.sampled_from(["C1", "C4", "S4"]),
    "--template": st.just("plain"),
    "BUDGET": st.sampled_from(["40h", "30m", "2000.00", "50 USD", "0", ""]),
    "--warn": st.sampled_from(["75%", "1", "100", "0%", ""]),
    "--increment": _steps,
    "--minimum": _steps,
    "--quantity": st.sampled_from(["1", "2.5", "0"]),
    "dayoff add --hours": _lengths,
    "dayoff add --from": st.just(str(HOLIDAYS)),
    "billing pay --from-bank": st.just(str(STATEMENT)),
    "billing pay --column": st.sampled_from(["date=Day", "amount=Value", "nothing"]),
    "log add --from": st.just(str(HOURS)),
    "billing send --text": st.just(str(HOURS)),
    "billing remind --text": st.just(str(HOURS)),
    "import FILE": st.just(str(FRAMES)),
    "import --map": st.just("mapping.toml"),
    "import --skip-bad": st.just("refused"),
    "import --expect": st.sampled_from(["4:30:00", "1h"]),
    "ZONE": st.sampled_from(["Europe/Rome", "Asia/Kolkata", "Nowhere"]),
    "service edit NAME": _services,
    "service delete NAME": _services,
    "customer edit NAME": _customers,
    "customer delete NAME": _customers,
}


@dataclass(frozen=True)
class Typed:
    """A command line, by whom, and how many minutes after the one before."""

    words: tuple[str, ...]
    user: str = "ada"
    minutes: int = 1

    def __repr__(self) -> str:
        return f"{self.user} +{self.minutes}m: {shlex.join(self.words)}"


@cache
def commands() -> dict[str, Command]:
    """All commands of the program by their words, shortcuts left out."""
    own = [program.aliases(command)[0] for command in program.commands()]
    return {command.words: command for command in own}


def values(command: Command, param: Param) -> SearchStrategy[str]:
    """What is typed for an option or argument."""
    if param.choices:
        return st.sampled_from(param.choices)
    for known in (f"{command.words} {label(param)}", label(param), param.metavar):
        if known in VALUES:
            return VALUES[known]
    if param.metavar == "NAMES":
        return st.sampled_from(header(program.aliases(command)[0].words))
    what = f"{command.words} {label(param)} {param.metavar}"
    raise LookupError(f"VALUES in tests/faults/walks.py does not say what is typed for {what}")


def walked(command: Command) -> list[Param]:
    """The options of a command that walks should use."""
    return [param for param in program.own(command) if label(param) not in SKIPPED]


def is_known(command: Command, param: Param) -> bool:
    """Whether it is known what is typed for an option."""
    try:
        return param.metavar is None or values(command, param) is not None
    except LookupError:
        return False


@st.composite
def typed_words(draw: st.DrawFn, path: str) -> tuple[str, ...]:
    """Words of a command: what it needs, and up to three of its options."""
    command = commands()[path]
    params = [param for param in walked(command) if is_known(command, param)]
    wanted = draw(st.lists(st.sampled_from(params), max_size=3, unique=True)) if params else []
    words = [*command.path]
    for param in params:
        needed = param.required or not param.flags or label(param) == "--yes"
        if not needed and param not in wanted:
            continue
        if param.metavar is None:
            words.append(draw(st.sampled_from(program.spelled(param))))
        elif param.flags:
            words.append(f"{param.flags[0]}={draw(values(command, param))}")
        else:
            several = 1 + (param.many and draw(st.booleans()) and label(param) != "WHEN")
            words.extend(draw(values(command, param)) for _ in range(several))
    return tuple(words)


def lines(most: int, *, billing: bool) -> SearchStrategy[list[Typed]]:
    """Many lines, which shrink to few."""
    line = typed(billing=billing)
    return st.lists(line, max_size=most) | st.lists(line, min_size=most // 2, max_size=most)


def typed(*, billing: bool) -> SearchStrategy[Typed]:
    """A writing command at random: an example, or made of its options."""
    chosen = [path for path in EXAMPLES if billing or path not in ISSUING]
    examples = [*MORE, *(EXAMPLES[path] for path in chosen)]
    words = st.sampled_from(chosen).flatmap(typed_words)
    known = st.sampled_from(examples).map(lambda line: tuple(shlex.split(line)))
    turns = st.sampled_from([("undo",), ("redo",)])
    return st.builds(
        Typed,
        st.one_of(words, words, words, known, known, turns),
        st.sampled_from(["ada", "ada", "ada", "bob"]),
        st.sampled_from([1, 0, 7, 300]),
    )


class Walk:
    """A database on which commands are typed, and every state it was in.

    ``past`` has each entry in force with the database before it, ``future`` each entry that can
    be redone with the database after it.
    """

    def __init__(self, folder: Path) -> None:
        self.cli = Cli(folder, env={"EDITOR": EDITOR})
        self.cli.config.write_text(SENDER)
        self.minute = 0
        self.past: list[tuple[str, Dump]] = []
        self.future: list[tuple[str, Dump]] = []
        self.seen: Counter[tuple[str, int]] = Counter()
        open_store(str(self.cli.path)).close()
        self.present = self.cli.dump()

    def copied(self, folder: Path) -> Walk:
        """The same walk on a copy of the file."""
        copyfile(self.cli.path, folder / self.cli.path.name)
        twin = Walk(folder)
        twin.minute, twin.present, twin.seen = self.minute, self.present, self.seen
        twin.past, twin.future = [*self.past], [*self.future]
        return twin

    def type(self, line: Typed) -> None:
        """Type a line; one that ends well is one entry, one that is refused is none."""
        if line.words == ("undo",):
            return self.undo()
        if line.words == ("redo",):
            return self.redo()
        self.minute += line.minutes
        entries, numbers = self._entries(), self._numbers()
        code, said = self._run(line.words, line.user)
        now, made = self.cli.dump(), self._entries() - entries
        command = index.find(line.words)
        assert command is not None
        self.seen[command.words, code] += 1
        assert code in {0, 1, 2, 3, 5}, said
        assert made == (now != self.present), f"{made} entries for {line}: {said}"
        assert not made or code in {0, 5}, f"{line} ended with {code} and changed something"
        assert all(last >= numbers.get(table, 0) for table, last in self._numbers().items())
        if made:
            self.past.append((shlex.join(line.words), self.present))
            self.future = []
            self.present = now
        return None

    def undo(self) -> None:
        """Undo once: to exactly the state before, or not at all if something was issued."""
        code, said = self._run(("undo", "--any"))
        if not self.past:
            assert (code, said) == (0, "Nothing to undo.\n")
        elif documents := self._issued():
            assert (code, said) == (1, _refusal(self.past[-1][0], documents))
        else:
            assert code == 0, f"{self.past[-1][0]}: {said}"
            line, before = self.past.pop()
            self.future.append((line, self.present))
            self.present = before
        self._check("undo")

    def redo(self) -> None:
        """Redo once: to exactly the state that was undone."""
        code, said = self._run(("redo", "--any"))
        assert code == 0, said
        if not self.future:
            assert said == "Nothing to redo.\n"
        else:
            line, after = self.future.pop()
            self.past.append((line, self.present))
            self.present = after
        self._check("redo")

    def to_the_beginning(self) -> None:
        """Undo until there is nothing left, or something issued stands in the way."""
        while self.past and not self._issued():
            self.undo()
        self.undo()
        self._check_whole()

    def to_the_end(self) -> None:
        """Redo until there is nothing left."""
        while self.future:
            self.redo()
        self.redo()
        self._check_whole()

    def _run(self, words: tuple[str, ...], user: str = "ada") -> tuple[int, str]:
        days, minute = divmod(self.minute, 1440)
        moment = f"2026-11-{2 + days:02} {minute // 60:02}:{minute % 60:02}"
        kept, tempfile.tempdir = tempfile.tempdir, str(self.cli.folder)  # drafts of the editor
        try:
            result = self.cli.at(moment).run(list(words), code=None, user=user)
        finally:
            tempfile.tempdir = kept
        return result.code, result.err

    def _issued(self) -> list[tuple[object, ...]]:
        """The documents that the newest entry in force issued."""
        before = self.past[-1][1]["invoice"] if self.past else []
        known = {row[0] for row in before}
        return [row for row in self.present["invoice"] if self.past and row[0] not in known]

    def _entries(self) -> int:
        return int(self.cli.rows("SELECT count(*) FROM entry")[0][0])

    def _numbers(self) -> dict[str, int]:
        """The last number given in each table; none is ever given again."""
        return dict(self.cli.rows("SELECT name, seq FROM sqlite_sequence"))

    def _check(self, what: str) -> None:
        line = (self.future if what == "undo" else self.past or [("nothing", {})])[-1:]
        now = self.cli.dump()
        assert now == self.present, f"{what} of {[words for words, _ in line]}"

    def _check_whole(self) -> None:
        code, said = self._run(("db", "check"))
        assert code == 0, said
        with closing(sqlite3.connect(self.cli.path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def _refusal(line: str, documents: list[tuple[object, ...]]) -> str:
    written = ", ".join(str(row[2]) for row in documents)
    have = "have" if len(documents) > 1 else "has"
    if any(row[3] == "credit-note" for row in documents):
        why = f"the credit note {written} has been issued"
        hint = "to see what can be billed again: timelog billing preview"
    elif any(row[3] == "quote" for row in documents):
        why = f"{written} {have} been issued and can only be declined"
        hint = f"timelog billing decline {documents[0][2]}"
    else:
        why = f"{written} {have} been issued and can only be credited"
        hint = f"timelog billing credit {documents[0][2]}"
    return f"error: cannot undo {'timelog ' + line!r}: {why}\nhint: {hint}\n"


def prepared(folder: Path, *more: str) -> Walk:
    """A walk that has typed the lines of ``PREPARED`` and more."""
    walk = Walk(folder)
    for line in (*PREPARED, *more):
        words = tuple(shlex.split(line))
        walk.type(Typed(words))
        assert walk.past[-1][0] == shlex.join(words), f"{line} changes nothing"
    return walk


def follow(walk: Walk, lines: list[Typed]) -> None:
    """Type the lines, undo to the beginning and redo to the end, comparing at every step."""
    for line in lines:
        walk.type(line)
    walk.to_the_beginning()
    walk.to_the_end()
