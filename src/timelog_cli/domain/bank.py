"""Entries of bank statements, and what their texts say of invoices and customers."""

from __future__ import annotations

import re
from hashlib import sha256
from unicodedata import combining, normalize

from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from decimal import Decimal

_RUNS = re.compile(r"[^\W\d_]+|\d+")
_CREDITOR_REFERENCE = re.compile(r"RF\d\d[0-9A-Z]{1,21}")
# Of so few letters and digits, a number may well be something else in a text.
_SHORT = 6
_MOST_SPLIT = 2  # how often the text of a bank may cut a number in two
_LONGEST_KEY = 200
# What banks write where there is no reference.
_NO_REFERENCE = {"", "NONREF", "NOTPROVIDED", "NOTAVAILABLE", "NONE", "0"}
_IN_MANY_NAMES = """
ag bv co company corp eg ek eu gbr gesmbh gmbh inc kg limited llc llp ltd mbh nv oy plc pty sa sarl
sas sasu sl slu snc spa srl srls ug und and et e y der die the herr frau mr mrs ms
"""
_LEGAL_FORMS = frozenset(_IN_MANY_NAMES.split())


class BankEntry(Frozen):
    """Money that came in, or went out, as a bank says it.

    :param key: what identifies it in every file in which it is
    :param amount: above zero, in the currency; which is empty where the file does not say it
    :param returns: whether it takes an earlier one back: what had come in was returned to the
        payer, or what had gone out came back
    :param payer: who paid, as the bank names it, if it does
    :param text: what the payer wrote, with its references
    """

    key: str
    day: date
    amount: Decimal
    currency: str
    credit: bool
    returns: bool
    payer: str
    text: str


class Proposal(Frozen):
    """What an entry pays, and how sure that is.

    ``status`` is one of ``STATUSES``; ``invoices`` are their numbers with what the entry pays of
    each. ``note`` says why it is not sure, and ``command`` what records it all the same.
    """

    entry: BankEntry
    status: str
    invoices: tuple[tuple[str, Decimal], ...] = ()
    note: str = ""
    command: str = ""


# What a proposal can be.
STATUSES = (
    *("ready", "recorded", "already-recorded", "already-paid", "partial", "overpaid", "unsure"),
    *("returned", "refund", "unknown"),
)


def entry_key(account: str, reference: str, parts: Iterable[object]) -> str:
    """What identifies an entry: the reference of the bank, else all that the bank says of it.

    Day and amount stay with the reference, as some banks give one to several entries.

    :param parts: the day, the amount, and then the rest
    """
    day, amount, *rest = [str(part) for part in parts]
    if reference.strip().upper() not in _NO_REFERENCE:
        key = " ".join((account, reference.strip(), day, amount)).strip()
        if len(key) <= _LONGEST_KEY:
            return key
    every = "\x1f".join((account, reference, day, amount, *rest))
    return f"{account} {day} {amount} {sha256(every.encode()).hexdigest()[:32]}".strip()


def _plain(text: str) -> str:
    letters = normalize("NFKD", text.casefold())
    return "".join(one for one in letters if not combining(one))


class Numbers:
    """Finds the numbers of invoices in texts, whatever stands between their parts.

    A number is found as a whole: ``2026-0001`` in ``Invoice 2026 / 0001``, not in ``2026-00011``.
    """

    def __init__(self, numbers: Iterable[str]) -> None:
        self._numbers: dict[str, list[str]] = {}
        self._most = 0
        for number in numbers:
            runs = _RUNS.findall(_plain(number))
            self._numbers.setdefault("".join(runs), []).append(number)
            self._most = max(self._most, len(runs))

    def found(self, text: str) -> list[str]:
        """The numbers that a text has, each once, in the order of the text.

        One that is part of a longer one is not found there too.
        """
        text = _plain(_without_check_digits(text))
        runs = [(one.group(), one.start(), one.end()) for one in _RUNS.finditer(text)]
        found: dict[str, None] = {}
        at = 0
        while at < len(runs):
            taken = next(self._from(runs, at), None)
            if taken is None:
                at += 1
                continue
            at, numbers = taken
            found.update(dict.fromkeys(numbers))
        return list(found)

    def _from(self, runs: list[tuple[str, int, int]], at: int) -> Iterator[tuple[int, list[str]]]:
        """The numbers that begin with a run, the longest first, and where they end."""
        begin = runs[at][1]
        glued = at > 0 and runs[at - 1][2] == begin
        for end in range(min(at + self._most + _MOST_SPLIT, len(runs)), at, -1):
            compact = "".join(run[0] for run in runs[at:end])
            numbers = self._numbers.get(compact)
            if numbers is None or (glued and len(compact) < _SHORT):
                continue
            yield end, numbers


def _without_check_digits(text: str) -> str:
    """The text with what is behind ``RF18`` in a creditor reference (ISO 11649)."""
    found = _CREDITOR_REFERENCE.fullmatch(text.replace(" ", "").upper())
    return text.replace(" ", "")[4:] if found else text


def is_short(number: str) -> bool:
    """Whether a number has so few letters and digits that it may be something else in a text."""
    return sum(one.isalnum() for one in number) < _SHORT


def same_name(one: str, other: str) -> bool:
    """Whether two names can be of one customer: one has all words of the other.

    Case, accents and legal forms, as in ``ACME GMBH``, do not matter.
    """
    words, others = _words(one), _words(other)
    return bool(words and others) and (words <= others or others <= words)


def _words(name: str) -> set[str]:
    words = set(re.findall(r"\w+", _plain(name.replace(".", ""))))
    return words - _LEGAL_FORMS or words
