"""Which columns of a table are which, whatever language they are named in."""

from __future__ import annotations

from unicodedata import combining, normalize

from timelog_cli.domain.text import shown
from timelog_cli.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from timelog_cli.domain.foreign import Reading

ANY_TABLE = "for any other table: --from csv --map FILE"
_CURRENCY = 3
_MOST_NAMES = 8


def key(name: str) -> str:
    """What names of a column have in common: letters and digits, without case and accents.

    A currency behind it, as in ``Amount (EUR)``, is left out.
    """
    before, parenthesis, within = name.rstrip(") ").rpartition("(")
    if parenthesis and (not within or (len(within) == _CURRENCY and within.isupper())):
        name = before
    letters = normalize("NFKD", name.casefold())
    return "".join(one for one in letters if one.isalnum() and not combining(one))


class Columns:
    """Which columns of a table are the known ones.

    :param names: as the header has them
    :param known: the names, in every language, of each column that is read
    :param unused: the names of columns that have nothing to import
    """

    def __init__(
        self, names: Sequence[str], known: Mapping[str, Iterable[str]], unused: Iterable[str] = ()
    ) -> None:
        self.names, self._known = names, known
        ignored = {key(name) for name in unused}
        meaning = {key(name): what for what, every in known.items() for name in every}
        self._found: dict[str, list[int]] = {}
        self.unknown: list[str] = []
        for at, name in enumerate(names):
            what = meaning.get(key(name))
            if what is not None:
                self._found.setdefault(what, []).append(at)
            elif name and key(name) not in ignored:
                self.unknown.append(name)

    def has(self, *what: str) -> bool:
        """Whether all of some columns are there."""
        return all(one in self._found for one in what)

    def at(self, what: str) -> int:
        """The cell of a column in each row; of one that is not there, the empty cell behind."""
        return self._found[what][0] if what in self._found else len(self.names)

    def check(self, file: str, needed: Iterable[str], hint: str) -> None:
        """Refuse a table without the columns it must have, or with one of them twice.

        :raises UsageError: naming them
        """
        missing = [next(iter(self._known[one])) for one in needed if one not in self._found]
        if missing:
            raise UsageError(f"{shown(file)} has no column{_named(missing)}", hint)
        twice = next((at for at in self._found.values() if len(at) > 1), None)
        if twice is not None:
            both = [f"column {at + 1} ({shown(self.names[at][:40])})" for at in twice[:2]]
            raise UsageError(
                f"{shown(file)}: {' and '.join(both)} mean the same",
                "change the name of one of them",
            )

    def remark(self, file: str, reading: Reading) -> None:
        """Tell which columns are not imported."""
        if self.unknown:
            several = len(self.unknown) > 1
            reading.remark(
                f"{shown(file)}: the column{_named(self.unknown)}"
                f" {'are' if several else 'is'} not imported."
            )


def _named(names: Sequence[str]) -> str:
    """``s A, B and C``."""
    some = [shown(name[:40]) for name in names[:_MOST_NAMES]]
    more = len(names) - len(some)
    if more:
        some.append(f"{more} more")
    *first, last = some
    return f"s {', '.join(first)} and {last}" if first else f" {last}"
