"""Pictures of a terminal, as SVG: the real program on the data of an invented month."""

from __future__ import annotations

import html
import io
import re
import shlex
import tempfile
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from timelog_cli.__main__ import main
from timelog_cli.runtime.world import World

COLUMNS = 80
NOW = "2026-11-06T16:40"
SETTINGS = """\
[billing]
terms = "14d"

[work]
hours = "mon-fri 9:00-17:00"

[seller]
name = "Ada Rossi"
address = "Via Garibaldi 4, 10122 Torino"
iban = "IT60X0542811101000000123456"
"""
SUBJECTS = (
    "service add Consulting --price 80 --currency EUR --tax-rate 22",
    'customer add Acme --address "12 Harbour Street, Dublin"',
    "customer add Globex",
    'record add "Spring release" --type case --customer globex --service consulting --billable',
    'record add "Own web site"',
    'record add "Login fails" --type case --customer acme --service consulting --billable',
    'record add "Move the shop" --type ticket --customer globex --service consulting --billable',
)
SPRING, SITE, LOGIN, SHOP = "case-1 -b", "task-2", "case-3 -b", "ticket-4 -b"
# The hours of the working days of October: start, length in quarters of an hour.
OCTOBER = (
    *((1, 9, 22), (2, 9, 30), (5, 8, 33), (6, 10, 12), (7, 9, 31), (8, 9, 26), (9, 9, 17)),
    *((12, 9, 32), (13, 8, 35), (14, 9, 29), (16, 10, 9), (17, 10, 6), (19, 9, 31), (20, 9, 28)),
    *((21, 9, 33), (22, 8, 24), (23, 9, 14), (26, 9, 30), (27, 9, 32), (28, 11, 8), (29, 9, 31)),
    (30, 9, 19),
)
RESOLVED = 16
WEEK = (
    (LOGIN, "2026-11-02 9:00-11:30", "Session store"),
    (SITE, "2026-11-02 11:45-13:00", ""),
    (SHOP, "2026-11-02 14:00-17:15", "Inventory"),
    (SHOP, "2026-11-03 9:10-12:40", "Copy data"),
    (f"{LOGIN} -t test", "2026-11-03 13:30-16:00", "With Grace"),
    (SITE, "2026-11-03 16:00-17:00", "Texts"),
    (LOGIN, "2026-11-04 9:00-12:00", "Locks"),
    (SHOP, "2026-11-04 13:15-17:45", "Payments"),
    (SHOP, "2026-11-05 8:30-12:00", "Payments"),
    (SITE, "2026-11-05 13:00-15:30", "Photos"),
    (LOGIN, "2026-11-05 15:45-17:00", "Review"),
    (SITE, "2026-11-06 9:00-10:20", "Texts"),
    (SHOP, "2026-11-06 10:20-12:15", "New names"),
)
VIEWS = {
    "now": "timelog",
    "today": "timelog today",
    "week": "timelog week",
    "calendar": "timelog calendar 2026-10",
    "chart": "timelog report --by day --chart",
    "logs": "timelog log list",
    "invoice": "timelog billing show 2026-0001",
}
SESSION = (
    ("2026-11-06T16:40", "timelog"),
    ("2026-11-06T16:45", 'timelog stop -n "Repaired, and tested with Grace"'),
    ("2026-11-06T16:46", "timelog record resolve case-3"),
    ("2026-11-06T16:47", "timelog billing issue case-3"),
)
DARK = TerminalTheme(
    (13, 17, 23),
    (230, 237, 243),
    [
        *((48, 54, 61), (255, 123, 114), (63, 185, 80), (210, 153, 34)),
        *((88, 166, 255), (188, 140, 255), (57, 197, 207), (177, 186, 196)),
    ],
    [
        *((110, 118, 129), (255, 161, 152), (86, 211, 100), (227, 179, 65)),
        *((121, 192, 255), (210, 168, 255), (86, 212, 221), (240, 246, 252)),
    ],
)
_CELL = 12.2
_TEXT = re.compile(
    r'<text class="([^"]+)" x="([\d.]+)" (y="[^"]+") textLength="[^"]+"[^>]*>(.*?)</text>'
)
_BLANK = "&#160;"
# Fonts from elsewhere, and edges that cut off what hangs below the last line.
_NEEDLESS = re.compile(r'@font-face \{.*?\}\s*|<defs>.*?</defs>| clip-path="[^"]*"', re.DOTALL)


class _Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def pages() -> Mapping[str, Callable[[], str]]:
    """What draws each picture, by the name of its file in ``docs/pictures``."""
    views = {f"{name}.svg": partial(_view, name) for name in VIEWS}
    return {"session.svg": _session, **views}


@cache
def drawn() -> Mapping[str, str]:
    """All pictures: the views first, as the session changes what they show."""
    with tempfile.TemporaryDirectory() as folder:
        _prepare(folder)
        views = {name: _picture(folder, [(NOW, line)]) for name, line in VIEWS.items()}
        return {"session": _picture(folder, SESSION), **views}


def _view(name: str) -> str:
    return drawn()[name]


def _session() -> str:
    return drawn()["session"]


def _prepare(folder: str) -> None:
    Path(folder, "config.toml").write_text(SETTINGS, "utf-8")
    for line in SUBJECTS:
        _run(folder, "2026-10-01T08:00", line)
    for day, hour, quarters in OCTOBER:
        what = SPRING if day < RESOLVED else SITE
        when = f"2026-10-{day:02} {hour}:00 for {quarters * 15}m"
        _run(folder, "2026-10-31T18:00", f"log add {what} {when}")
    _run(folder, f"2026-10-{RESOLVED}T18:00", "record resolve case-1")
    _run(folder, f"2026-10-{RESOLVED}T18:00", "billing issue case-1")
    for what, when, note in WEEK:
        _run(folder, NOW, f"log add {what} {when} --note {shlex.quote(note)}")
    _run(folder, "2026-11-06T13:00", f"start {LOGIN}")


def _run(folder: str, moment: str, line: str) -> str:
    """What a command writes on a terminal."""
    env = {
        "HOME": folder,
        "TIMELOG_DB": f"{folder}/timelog.db",
        "TIMELOG_CONFIG": f"{folder}/config.toml",
        "TIMELOG_USER": "ada",
        "TIMELOG_NOW": moment,
        "TZ": "Europe/Rome",
        "TERM": "xterm",
        "COLUMNS": str(COLUMNS),
    }
    screen = _Screen()
    if main(shlex.split(line), World(env, io.BytesIO(), screen, screen)):
        raise RuntimeError(f"{line}\n{screen.getvalue()}")
    return screen.getvalue()


def _picture(folder: str, lines: Iterable[tuple[str, str]]) -> str:
    """Commands and what they print, without fonts or anything else from elsewhere."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), color_system="standard")
    for number, (moment, line) in enumerate(lines):
        written = _run(folder, moment, line.removeprefix("timelog"))
        typed = f"\x1b[1;32m$\x1b[0m \x1b[1m{line}\x1b[0m\n"
        text = Text.from_ansi("\n" * bool(number) + typed + written.rstrip())
        console.print(text, no_wrap=True, crop=True, soft_wrap=True)
    svg = console.export_svg(title="timelog", theme=DARK, unique_id="t")
    svg = _TEXT.sub(_words, _NEEDLESS.sub("", svg))
    svg = svg.replace("Fira Code", "DejaVu Sans Mono, Menlo, Consolas")
    svg = svg.replace("font-family: arial", "font-family: arial, sans-serif")
    return "\n".join(line.rstrip() for line in svg.splitlines() if line.strip()) + "\n"


def _words(found: re.Match[str]) -> str:
    """A text in pieces without double blanks, so that each is in its column in any font."""
    style, left, top, text = found.groups()
    written = html.unescape(text).replace("\xa0", " ")
    return "".join(
        f'<text class="{style}" x="{float(left) + _CELL * piece.start():.1f}" {top}'
        f' textLength="{_CELL * len(piece[0]):.1f}">'
        f"{html.escape(piece[0], quote=False).replace(' ', _BLANK)}</text>"
        for piece in re.finditer(r"\S+(?: \S+)*", written)
    )
