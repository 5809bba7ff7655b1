"""Feed the time grammar with mutated examples: it may read or refuse, nothing else.

    python tests/bench/fuzz_times.py --seconds 120 [--seed 7]

Prints every text at which something else escaped, or a reading was slow; exits 1 if any did.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable
from functools import partial
from time import monotonic, process_time
from typing import Any

from timelog_cli.domain.text import shown
from timelog_cli.domain.time.clock import read_time_of_day
from timelog_cli.domain.time.durations import read_duration, write_duration
from timelog_cli.domain.time.grammar import FORMS
from timelog_cli.domain.time.instants import read_instant
from timelog_cli.domain.time.periods import read_day, read_period
from timelog_cli.domain.time.ranges import read_range
from timelog_cli.domain.time.scan import InstantReading, Moment, Period, RangeReading
from timelog_cli.errors import UsageError

SLOW = 0.25
EXAMPLES = [form.example for form in FORMS]
WORDS = sorted({word for example in EXAMPLES for word in example.split()})
SIGNS = "0123456789:-/.,@+ TZWQPdhmswapj\u2013\u00a0\u0663\x00\u202e\ud800"
ZONES = ["Europe/Rome", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "UTC"]


def mutated(chance: random.Random) -> str:
    """An example after a few random edits."""
    text = chance.choice(EXAMPLES)
    for _ in range(chance.choice((0, 1, 1, 1, 2, 2, 3, 6))):
        text = chance.choice(EDITS)(text, chance)
    return text


def _insert(text: str, chance: random.Random) -> str:
    where = chance.randint(0, len(text))
    return text[:where] + chance.choice(SIGNS) + text[where:]


def _delete(text: str, chance: random.Random) -> str:
    where = chance.randint(0, len(text))
    return text[:where] + text[where + chance.randint(1, 3) :]


def _replace(text: str, chance: random.Random) -> str:
    where = chance.randint(0, len(text))
    return text[:where] + chance.choice(SIGNS) + text[where + 1 :]


def _other_digit(text: str, chance: random.Random) -> str:
    return "".join(
        str(chance.randint(0, 9)) if char in "0123456789" and chance.random() < 0.3 else char
        for char in text
    )


def _append_word(text: str, chance: random.Random) -> str:
    return f"{text} {chance.choice(WORDS)}"


def _prepend_word(text: str, chance: random.Random) -> str:
    return f"{chance.choice(WORDS)} {text}"


def _shuffle(text: str, chance: random.Random) -> str:
    words = text.split()
    chance.shuffle(words)
    return " ".join(words)


def _join(text: str, chance: random.Random) -> str:
    between = chance.choice((" - ", "-", " to ", "..", " for ", " ", " before "))
    return text + between + chance.choice(EXAMPLES)


def _repeat(text: str, chance: random.Random) -> str:
    return text * chance.choice((2, 3, 10))


EDITS: list[Callable[[str, random.Random], str]] = [
    *(_insert, _delete, _replace, _other_digit, _append_word),
    *(_prepend_word, _shuffle, _join, _repeat),
]


def readers(moment: Moment) -> list[tuple[str, Callable[[str], Any]]]:
    """Every reader of the grammar, bound to a moment where it needs one."""
    bound = [
        (read.__name__, partial(read, moment=moment))
        for read in (read_instant, read_day, read_range, read_period)
    ]
    return [*bound, ("read_duration", read_duration), ("read_time_of_day", read_time_of_day)]


def fault(name: str, read: Callable[[str], Any], text: str, moment: Moment) -> str | None:
    """What is wrong with how a reader takes a text, if anything is."""
    start = process_time()
    try:
        wrong = _wrong(name, read(text), moment)
    except UsageError as error:
        unsafe = shown(error.message) != error.message
        wrong = "a message unfit for a terminal" if unsafe else None
    except Exception as error:
        wrong = f"{type(error).__name__}: {error}"
    taken = process_time() - start
    return f"took {taken:.2f} s" if wrong is None and taken > SLOW else wrong


def _wrong(name: str, found: Any, moment: Moment) -> str | None:
    match found:
        case RangeReading(start=start, end=end):
            right = start < end
        case Period(label=label):
            right = read_period(label, moment) == found
        case InstantReading(instant=instant):
            right = isinstance(instant, int)
        case int():
            right = name == "read_time_of_day" or read_duration(write_duration(found)) == found
        case _:
            right = name == "read_day"
    return None if right else f"read to {found}"


def faults(chance: random.Random) -> list[str]:
    """What is wrong with how the readers take a random text at a random moment."""
    text = mutated(chance)
    moment = Moment(
        chance.randint(1_600_000_000, 1_900_000_000),
        chance.choice(ZONES),
        chance.choice((0, 0, 4 * 3600)),
        chance.choice((None, "DMY", "MDY", "YMD")),
    )
    found = [(name, fault(name, read, text, moment)) for name, read in readers(moment)]
    return [f"{name} {text!a} at {tuple(moment)}: {wrong}" for name, wrong in found if wrong]


def fuzz(seconds: float, seed: int) -> int:
    """Fuzz for so long and print what is wrong; the number of faults."""
    chance, until, texts, count = random.Random(seed), monotonic() + seconds, 0, 0
    while monotonic() < until:
        texts += 1
        for line in faults(chance):
            count += 1
            print(line)
    print(f"{texts:,} texts, {count} faults, seed {seed}")
    return count


def main() -> int:
    parser = argparse.ArgumentParser(description="Fuzz the time grammar.")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    options = parser.parse_args()
    return 1 if fuzz(options.seconds, options.seed) else 0


if __name__ == "__main__":
    sys.exit(main())
