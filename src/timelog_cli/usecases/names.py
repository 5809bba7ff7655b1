"""Names that are given, each once, and names in filters, which must exist."""

from __future__ import annotations

from timelog_cli.domain.filters import LogSelection
from timelog_cli.domain.names import is_inside, pick
from timelog_cli.domain.text import folded, one_line, typed, untwinned
from timelog_cli.errors import NotFound, Refused, UsageError
from timelog_cli.store import queries
from timelog_cli.store.queries import customers
from timelog_cli.store.queries import logs as stored_logs
from timelog_cli.usecases import lookup

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from timelog_cli.domain.filters import Filters
    from timelog_cli.store.connection import Store
    from timelog_cli.usecases import Work

_MOST_LISTED = 5


def new_name(text: str, taken: Sequence[str], what: str, own: str = "") -> str:
    """A name that nothing else has.

    :param what: the word for it in messages, and the group of its commands
    :param own: the name it has now; it may keep it in other letters
    :raises UsageError: empty, or not one line of text
    :raises Refused: another one has the name
    """
    name = one_line(text, f"the name of the {what}")
    for other in taken:
        if other != own and folded(other) == folded(name):
            raise Refused(
                f"the {what} {other!r} already exists", f"timelog {what} show {typed(other)}"
            )
    return name


def documents(numbers: Sequence[tuple[str, str]]) -> str:
    """Documents by number and kind: ``invoice 2026-0001 and quote Q2026-0001``."""
    bills = [number for number, kind in numbers if kind != "quote"]
    quotes = [number for number, kind in numbers if kind == "quote"]
    return " and ".join(
        f"{word}{'s' * (len(names) > 1)} {listed(names)}"
        for word, names in (("invoice", bills), ("quote", quotes))
        if names
    )


def listed(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    more = len(names) - _MOST_LISTED
    return ", ".join(names[:_MOST_LISTED]) + (f" and {more} more" if more > 0 else "")


def resolved(work: Work, filters: Filters) -> Filters:
    """The filters with references and names as they are stored.

    A tag that no log has selects nothing: tags are text, which nobody has to create first. So
    does the user who has never logged.

    :raises NotFound: a name that nothing has; near ones are named
    :raises UsageError: a name that could be several, or no reference
    """
    store = work.store
    return filters._replace(
        record=_each(filters.record, lambda ref: lookup.named(work, ref).ref),
        customer=_parts(
            work, filters.customer, lambda: customers.customer_names(store), "customer"
        ),
        service=_parts(work, filters.service, lambda: customers.service_names(store), "service"),
        owner=_named(filters.owner, lambda: _owners(work), "owner", "report all --by owner"),
        tag=LogSelection(*(tuple(_tags(store, choice)) for choice in filters.tag)),
    )


def owner(work: Work, text: str | None) -> tuple[str, int]:
    """The name and number of an owner, or of the user, who has the number 0 until the first log.

    :raises NotFound: no such owner
    """
    known = queries.owners(work.store)
    if text is None or folded(text.strip()) == folded(work.user):
        same = (name for name in known if folded(name) == folded(work.user))
        name = next(same, work.user)
    else:
        name = pick(text, known, "owner", "timelog report all --by owner")
    return name, queries.find_owner(work.store, name) or 0


def _owners(work: Work) -> list[str]:
    names = queries.owners(work.store)
    known = any(folded(name) == folded(work.user) for name in names)
    return names if known else [*names, work.user]


def _named(
    choice: LogSelection, known: Callable[[], list[str]], what: str, listing: str
) -> LogSelection:
    if not any(choice):
        return choice
    names = known()
    return _each(choice, lambda name: pick(name, names, what, f"timelog {listing}"))


def _parts(
    work: Work, choice: LogSelection, known: Callable[[], list[str]], what: str
) -> LogSelection:
    """The names that have these parts, which are told where they are not the beginning."""
    if not any(choice):
        return choice
    names = known()

    def find(text: str) -> str:
        name = pick(text, names, what, f"timelog {what} list", parts=True)
        say_inside(work, text, name)
        return name

    return _each(choice, find)


def say_inside(work: Work, text: str | None, name: str | None) -> None:
    """Tell which name was found by a part that no word of it begins with."""
    if text and name and is_inside(name, text):
        work.say_found(text, name)


def _each(choice: LogSelection, find: Callable[[str], str]) -> LogSelection:
    return LogSelection(tuple(map(find, choice.any_of)), tuple(map(find, choice.none_of)))


def _tags(store: Store, texts: Iterable[str]) -> Iterator[str]:
    """The tags as they are stored, with those that look the same."""
    for text in texts:
        tag = text.strip().removeprefix("#")
        if tag.isascii() and stored_logs.has_tag(store, tag):
            yield tag
            continue
        known = stored_logs.tags(store)
        try:
            found = _tag(tag, known)
        except NotFound:
            if not tag:
                raise
            yield tag
        else:
            yield from alike(found, known)


def alike(tag: str, known: Iterable[str]) -> list[str]:
    """The tags that look the same as one, itself among them."""
    return [one for one in known if untwinned(one) == untwinned(tag)]


def _tag(text: str, known: Sequence[str]) -> str:
    return pick(text, known, "tag", "timelog report all --by tag")


def unused_tags(store: Store, texts: Iterable[str]) -> Iterator[str]:
    """A sentence for each of the tags in filters that no log has, with near ones named."""
    for text in texts:
        tag = text.strip().removeprefix("#")
        if not tag or (tag.isascii() and stored_logs.has_tag(store, tag)):
            continue
        try:
            _tag(tag, stored_logs.tags(store))
        except NotFound as error:
            near = error.hint if error.hint and error.hint.endswith("?") else ""
            yield f"No log has the tag {tag[:60]!r}{f'; {near}' if near else '.'}"
        except UsageError:
            pass
