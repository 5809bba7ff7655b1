"""Draw docs/picture.svg: a short session of the real program, as a terminal shows it.

usage: python docs/picture.py
"""

from __future__ import annotations

import io
import re
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from timelog_cli.__main__ import main
from timelog_cli.runtime.world import World

HERE = Path(__file__).parent
BEFORE = (
    ("2026-11-02T08:00", "service add Consulting --price 60 --currency USD"),
    ("2026-11-02T08:00", "customer add Acme"),
)
SHOWN = (
    (
        "2026-11-02T09:00",
        'record add "Login fails" --type case --customer acme --service cons --billable',
    ),
    ("2026-11-02T09:00", "start case-1 --billable"),
    ("2026-11-02T09:45", "pause"),
    ("2026-11-02T10:00", "resume"),
    ("2026-11-02T10:30", "status"),
    ("2026-11-02T10:45", 'stop --note "Session store repaired"'),
    ("2026-11-02T16:00", "log add case-1 15:00-15:45 --billable"),
    ("2026-11-02T16:00", 'log add case-1 14:00-14:30 --note "What we learned"'),
    ("2026-11-02T16:01", "record resolve case-1"),
    ("2026-11-02T16:02", "billing issue case-1 --out invoices"),
    ("2026-11-02T16:03", "report --by customer --by billable --chart"),
)
PLAIN = TerminalTheme(
    (13, 17, 23),
    (230, 237, 243),
    [
        *((48, 54, 61), (248, 81, 73), (63, 185, 80), (210, 153, 34)),
        *((88, 166, 255), (188, 140, 255), (57, 197, 207), (177, 186, 196)),
    ],
)


class _Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def run(folder: str, moment: str, line: str) -> str:
    """What a command writes on a terminal of 100 columns."""
    import shlex

    env = {
        "HOME": folder,
        "TIMELOG_DB": f"{folder}/timelog.db",
        "TIMELOG_CONFIG": f"{folder}/config.toml",
        "TIMELOG_USER": "ada",
        "TIMELOG_NOW": moment,
        "TZ": "Europe/Rome",
        "COLUMNS": "100",
    }
    screen = _Screen()
    words = shlex.split(line.replace("--out invoices", f"--out {folder}/invoices"))
    code = main(words, World(env, io.BytesIO(), screen, screen))
    if code:
        raise SystemExit(screen.getvalue())
    return screen.getvalue().replace(f"{folder}/", "")


def draw() -> str:
    """The picture as SVG, without fonts or anything else from elsewhere."""
    console = Console(record=True, width=100, file=io.StringIO(), color_system="standard")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "config.toml").write_text('[seller]\nname = "Lovelace"\n')
        for moment, line in BEFORE:
            run(folder, moment, line)
        for moment, line in SHOWN:
            written = run(folder, moment, line)
            head = f"\x1b[2m{moment[11:]}\x1b[0m \x1b[1m$ timelog {line}\x1b[0m\n"
            console.print(Text.from_ansi(head + written.rstrip()))
    svg = console.export_svg(title="timelog", theme=PLAIN, unique_id="timelog")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return svg.replace("Fira Code", "DejaVu Sans Mono, Menlo, Consolas")


if __name__ == "__main__":
    (HERE / "picture.svg").write_text(draw(), "utf-8")
