"""The series that numbers are taken from, and where they begin."""

from __future__ import annotations

from timelog_cli.domain.documents.invoices import CREDIT_NOTE, INVOICE, QUOTE
from timelog_cli.domain.documents.numbering import (
    NumberSeries,
    counter_key,
    fits,
    in_own_letters,
    number_of,
    of_customers,
    width_of,
)
from timelog_cli.domain.text import typed
from timelog_cli.errors import NotFound, Refused, UsageError
from timelog_cli.store.queries import billing as stored
from timelog_cli.store.queries import customers
from timelog_cli.store.queries import numbers as counters
from timelog_cli.usecases import lookup
from timelog_cli.usecases.sync.issuing import numbering

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from timelog_cli.domain.documents.billable import Issuer
    from timelog_cli.store.queries.numbers import Counter
    from timelog_cli.usecases import Work

# The setting of the pattern of each kind's numbers.
SETTINGS = {
    INVOICE: "billing.number",
    CREDIT_NOTE: "billing.credit_number",
    QUOTE: "billing.quote_number",
}
WORDS = {INVOICE: "invoice", CREDIT_NOTE: "credit note", QUOTE: "quote"}


def code_of(work: Work, pattern: str, customer_id: int, kind: str) -> str | None:
    """The code of a customer, where a pattern contains it.

    :raises Refused: the customer has none
    """
    if not of_customers(pattern):
        return None
    customer = customers.customer_of(work.store, customer_id)
    if customer.code is None:
        raise Refused(
            f"cannot number the {WORDS[kind]}: {SETTINGS[kind]} contains {{customer}}, but"
            f" {customer.name} has no code",
            f"timelog customer edit {typed(customer.name)} --code CODE",
        )
    return customer.code


def check_free(work: Work, written: str, kind: str) -> None:
    """Refuse a number that a document has already.

    :raises Refused: it was given with another pattern
    """
    if stored.number_taken(work.store, written):
        raise Refused(
            f"the number {written} was already used with another number pattern",
            f"timelog config get {SETTINGS[kind]}",
        )


def listed(work: Work, issuer: Issuer, day: date) -> list[NumberSeries]:
    """The series that have begun, and those of today's patterns, by their keys."""
    known = {one.series: one for one in counters.counters(work.store)}
    for kind in SETTINGS:
        pattern = issuer.pattern(kind)
        if not of_customers(pattern):
            key = counter_key(pattern, day)
            known.setdefault(key, counters.Counter(key, 0, 0, 0, None, (), None))
    codes = customers.codes(work.store)
    return [_series(one, issuer, day, codes) for _, one in sorted(known.items())]


def _series(counter: Counter, issuer: Issuer, day: date, codes: Mapping[str, str]) -> NumberSeries:
    key, last = counter.series, counter.last
    meant = [kind for kind in SETTINGS if fits(key, issuer.pattern(kind))]
    pattern = issuer.pattern(meant[0]) if meant else ""
    width = width_of(pattern) if meant else _width(counter)
    form = in_own_letters(key, pattern, codes) if meant else key
    return NumberSeries(
        key,
        counter.kinds or tuple(meant),
        last,
        counter.began_after,
        counter.documents,
        counter.since,
        counter.newest or (number_of(form, width, day, last) if last else None),
        number_of(form, width, day, last + 1),
    )


def _width(counter: Counter) -> int:
    """How many digits the newest number of a counter has, if it is padded."""
    before, _, after = counter.series.partition("{seq}")
    digits = (counter.newest or "")[len(before) :].removesuffix(after)
    return len(digits) if digits.startswith("0") else 0


def continue_after(
    work: Work,
    issuer: Issuer,
    which: str,
    last: int,
    *,
    day: date,
    is_dated: bool = False,
    customer: str | None = None,
) -> NumberSeries:
    """Let a series go on where another program ended.

    :param which: the kind of its documents, or its key
    :param day: of the issue date of its documents, where it is named by their kind
    :param is_dated: whether the day was given
    :param customer: whose series it is, where each has one
    :raises Refused: it has documents, or does not go on upwards, or the next number is taken
    :raises NotFound: no such series or customer
    :raises UsageError: a date or customer that chooses nothing, or no customer
    """
    with numbering(work):
        key = _key(work, issuer, which.strip(), day, is_dated, customer)
        known = {one.series: one for one in counters.counters(work.store)}
        before = known.get(key) or counters.Counter(key, 0, 0, 0, None, (), None)
        _check_upward(before, last)
        counters.continue_after(work.store, key, last)
        after = before._replace(last=last, began_after=last)
        found = _series(after, issuer, day, customers.codes(work.store))
        if which.strip().lower() in SETTINGS:
            found = found._replace(kinds=(which.strip().lower(),))
        check_free(work, found.next_number, (*found.kinds, INVOICE)[0])
        return found


def _check_upward(before: Counter, last: int) -> None:
    if before.documents:
        raise Refused(
            f"cannot set the series {before.series}: {before.newest} has already been issued in it",
            "to start another series, change the pattern: timelog config set"
            f" {SETTINGS[before.kinds[0]]} PATTERN",
        )
    if last <= before.last:
        raise Refused(
            f"cannot set the series {before.series} to {last}: it already continues after"
            f" {before.last}",
            f"give a number above {before.last}, or undo the earlier change with timelog undo",
        )


def _key(
    work: Work, issuer: Issuer, which: str, day: date, is_dated: bool, customer: str | None
) -> str:
    kind = which.lower()
    if kind not in SETTINGS:
        return _known_key(work, issuer, which, day, {"--date": is_dated, "--customer": customer})
    pattern = issuer.pattern(kind)
    if of_customers(pattern) and customer is None:
        raise UsageError(
            f"{SETTINGS[kind]} is {pattern}, so each customer has a series",
            f"timelog billing number set {kind} NUMBER --customer NAME",
        )
    if customer is None:
        return counter_key(pattern, day)
    found = lookup.customer(work.store, customer)
    if not of_customers(pattern):
        raise UsageError(
            f"--customer cannot be used: {SETTINGS[kind]} is {pattern}, a series for all customers",
            f"timelog billing number set {kind} NUMBER",
        )
    return counter_key(pattern, day, code_of(work, pattern, found.id, kind))


def _known_key(work: Work, issuer: Issuer, which: str, day: date, given: dict[str, object]) -> str:
    keys = [one.key for one in listed(work, issuer, day)]
    if which not in keys:
        raise NotFound(
            f"no number series {which[:80]!r}",
            "use invoice, credit-note or quote, or see timelog billing number list",
        )
    for option, value in given.items():
        if value:
            raise UsageError(
                f"{option} cannot be used with the key of a series",
                f"timelog billing number set {typed(which)} NUMBER",
            )
    return which
