"""Where entries go: the record and the owner of the names that they have."""

from __future__ import annotations

import re

from timelog_cli.domain.foreign import Problem
from timelog_cli.domain.imports import Target, target_of, title_of
from timelog_cli.domain.logs import TYPES, looks_like_ref
from timelog_cli.domain.text import TITLE_LIMIT, folded, owner_name, tidied
from timelog_cli.errors import TimelogError, UsageError
from timelog_cli.store import queries
from timelog_cli.store.queries import customers, staged
from timelog_cli.usecases import lookup
from timelog_cli.usecases.customers import make as make_customer
from timelog_cli.usecases.logs import check_takes_logs
from timelog_cli.usecases.records import make as make_record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from timelog_cli.domain.imports import NameMap, Names
    from timelog_cli.domain.logs import RecordSummary
    from timelog_cli.exchange.trackers import Format
    from timelog_cli.usecases import Work
    from timelog_cli.usecases.records.fields import RecordFields

_WORD = re.compile(r"\w+")
_SKIPPED = "left out by the mapping"


def _alike(name: str) -> str:
    """A name to compare by, as entries have it: in any letter case, and with single blanks."""
    return folded(tidied(name, TITLE_LIMIT))


def _words(name: str) -> str:
    """The words of a name, which every format can carry."""
    return " ".join(_WORD.findall(_alike(name)))


class _Known:
    """The customers, and the records by key and title, before the import."""

    def __init__(self, work: Work) -> None:
        names = customers.customer_names(work.store)
        self.customers = {_alike(name): name for name in names}
        self._of_record = customers.names_of_records(work.store)
        heads = queries.summaries(work.store)
        self.keys = {folded(head.key): head for head in heads if head.key}
        self._titles: dict[str, list[RecordSummary]] = {}
        for head in heads:
            self._titles.setdefault(_alike(head.title), []).append(head)

    def entitled(self, title: str, customer: str) -> list[RecordSummary]:
        """The records of a title, those of a customer if one is given."""
        alike = self._titles.get(_alike(title), [])
        if not customer:
            return alike
        wanted = _alike(customer)
        return [head for head in alike if _alike(self._of_record.get(head.id, "")) == wanted]


class Destinations:
    """Finds or makes what names mean, inside the transaction of the import.

    :param format: that of the program that entries are from
    :param owner: for whom all of them are logged, if it is said
    :param refuse: is told what cannot be
    """

    def __init__(
        self,
        work: Work,
        mapping: NameMap,
        format: Format,
        owner: str | None,
        refuse: Callable[[Problem], None],
    ) -> None:
        self._work, self._mapping, self._label = work, mapping, format.label
        self._is_presence = format.is_presence
        self._owner, self._refuse = owner, refuse
        self._records: dict[tuple[str, str], RecordSummary] = {}
        self._alone = False
        known = (work.user, *queries.owners(work.store))
        self._known_owners = {folded(name) for name in known}
        self._known = _Known(work)
        self.used: dict[Names, RecordSummary] = {}
        self.new_records: list[int] = []
        self.new_customers: list[str] = []
        self.new_owners: list[str] = []

    def find(self, names: Sequence[Names]) -> None:
        """Say where the entries with these names go, as far as any are new or changed."""
        self._alone = len({one.user for one in names}) <= 1
        for number in staged.used_names(self._work.store):
            its = names[number - 1]
            target = target_of(its, self._mapping)
            if target.skip:
                staged.skip_names(self._work.store, number, _SKIPPED)
                continue
            try:
                self._set(number, its, target)
            except TimelogError as error:
                self._refuse_names(number, error)

    def _set(self, number: int, names: Names, target: Target) -> None:
        owner_id = self._owner_id(names, target)
        head = self._record(names, target)
        check_takes_logs(head)
        said = target.billable
        staged.set_names(
            self._work.store,
            number,
            record_id=head.id,
            owner_id=owner_id,
            takes_billable=head.billable and said is not False,
            by_default=head.marks_logs(self._work.log_billable) if said is None else said,
            tags=target.tags,
        )
        queries.open_if_new(self._work.store, head)
        self.used[names] = head

    def _refuse_names(self, number: int, error: TimelogError) -> None:
        store = self._work.store
        place = staged.place_of(store, staged.first_of(store, number))
        self._refuse(Problem(*place, None, error.message, error.hint))
        staged.refuse_names(store, number)

    def _owner_id(self, names: Names, target: Target) -> int:
        name = self._owner or target.owner or ("" if self._alone else names.user)
        name = owner_name(name) if name else self._work.user
        if folded(name) not in self._known_owners:
            self._known_owners.add(folded(name))
            self.new_owners.append(name)
        return queries.ensure_owner(self._work.store, name)

    def _record(self, names: Names, target: Target) -> RecordSummary:
        """The record of a reference, a key or a title; a title that none has is made."""
        if self._is_presence and target.record is None:
            raise UsageError(
                f"{self._label} says when you were at the computer, but not what you worked on",
                "to name the record, write a mapping: timelog import FILE --dry-run --map NEW",
            )
        said = target.record or title_of(names, self._label)
        if target.record and looks_like_ref(said):
            return lookup.record(self._work.store, said)
        customer = self._customer(target.customer or names.client)
        title = tidied(said, TITLE_LIMIT)
        key = folded(title), customer
        if key not in self._records:
            self._records[key] = self._found(title, customer) or self._made(title, customer, target)
        return self._records[key]

    def _found(self, title: str, customer: str) -> RecordSummary | None:
        """The record of a key or title; of several, the one of the customer."""
        found = self._known.keys.get(folded(title)) or self._exported(title)
        if found is not None:
            return found
        alike = self._known.entitled(title, customer)
        open_ones = [head for head in alike if not head.done] or alike
        if len(open_ones) > 1:
            several = ", ".join(head.ref for head in open_ones[:8])
            raise UsageError(
                f"{title[:60]!r} is the title of several records",
                f"give one of {several} as record in a mapping: timelog import FILE --dry-run"
                " --map NEW",
            )
        return open_ones[0] if open_ones else None

    def _exported(self, title: str) -> RecordSummary | None:
        """The record of a name that an export writes where a title alone is not clear."""
        text, _, ref = title.removesuffix(")").rpartition(" (")
        kind, number = ref.rpartition("-")[::2]
        if not (title.endswith(")") and kind in TYPES and number.isdigit() and len(number) < 16):
            return None
        found = queries.summary(self._work.store, int(number))
        same = found is not None and found.ref == ref and _words(found.title) == _words(text)
        return found if same else None

    def _customer(self, name: str) -> str:
        """The customer of a name, made where there is none."""
        if not name:
            return ""
        known = self._known.customers
        if _alike(name) not in known:
            known[_alike(name)] = make_customer(self._work, name, {}).name
            self.new_customers.append(known[_alike(name)])
        return known[_alike(name)]

    def _made(self, title: str, customer: str, target: Target) -> RecordSummary:
        fields: RecordFields = {}
        if customer:
            fields["customer"] = customer
        if target.service:
            fields["service"] = target.service
            fields["billable"] = target.billable is not False
        made = make_record(self._work, title, target.type or "task", fields)
        self.new_records.append(made.id)
        head = queries.summary(self._work.store, made.id)
        assert head is not None
        return head
