"""What must never be is refused by the database itself.

A message starts with ``rule:``; the store hands what follows to the user.
"""

from __future__ import annotations

from timelog_cli.frozen import Frozen
from timelog_cli.store.schema import LOCKED, NO_NUMBER, WITHOUT_HUB

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_ALWAYS = "1"
# In the condition of a rule, the record of the row: it is looked up once for all of them.
_RECORD = "record."


class Rule(Frozen):
    """That an event on a table is refused, with a message, under a condition.

    With ``columns`` it looks only at updates that change one of them. The event is refused before
    it happens, but for ``AFTER UPDATE``: only then the rows as JSON are there.
    """

    event: str
    table: str
    columns: tuple[str, ...]
    condition: str
    message: str


def rule(event: str, condition: str, message: str) -> Rule:
    """The rule for an event, as ``INSERT ON log`` or ``UPDATE OF start_at, end_at ON log``."""
    what, _, table = event.partition(" ON ")
    kind, _, columns = what.partition(" OF ")
    return Rule(kind, table, tuple(columns.split(", ")) if columns else (), condition, message)


def triggers(rules: Sequence[Rule]) -> list[str]:
    """One trigger for all rules of a table and an event: every process reads the text of each.

    Of several rules that refuse, the last one says so.
    """
    grouped: dict[tuple[str, str], list[Rule]] = {}
    for one in reversed(rules):
        grouped.setdefault((one.table, one.event), []).append(one)
    return [*(_trigger(*key, group) for key, group in reversed(grouped.items())), _LOG_PART]


def _trigger(table: str, event: str, group: list[Rule]) -> str:
    watched = _watched(group) if event.endswith("UPDATE") else ()
    of = f" OF {', '.join(watched)}" if watched else ""
    name = f"{table}_{event.lower().replace(' ', '_')}_rules"
    moment = event if event.startswith("AFTER") else f"BEFORE {event}"
    return f"CREATE TRIGGER {name} {moment}{of} ON {table}{_body(group, watched)}"


def _body(group: list[Rule], watched: tuple[str, ...]) -> str:
    refusals = [(_when(one, watched), f"RAISE(ABORT, 'rule:{one.message}')") for one in group]
    of_record = [one for one in refusals if _RECORD in one[0]]
    others = [one for one in refusals if one not in of_record]
    if len(others) == 1 and not of_record:
        ((when, refusal),) = others
        return f"{f' WHEN {when}' if when != _ALWAYS else ''} BEGIN SELECT {refusal}; END"
    looked_up = f"{_cases(of_record)} FROM record WHERE record.id = NEW.record_id;"
    return f" BEGIN{f'{_cases(others)};' if others else ''}{looked_up if of_record else ''} END"


def _cases(refusals: list[tuple[str, str]]) -> str:
    return f" SELECT CASE {' '.join(f'WHEN {when} THEN {then}' for when, then in refusals)} END"


def _watched(group: list[Rule]) -> tuple[str, ...]:
    """The columns that the rules look at; none where one looks at all of them."""
    if not all(one.columns for one in group):
        return ()
    return tuple(dict.fromkeys(column for one in group for column in one.columns))


def _when(one: Rule, watched: tuple[str, ...]) -> str:
    if one.columns and one.condition == _ALWAYS:
        return differs(one.columns)
    if not one.columns or set(one.columns) == set(watched):
        return one.condition
    return f"({differs(one.columns)}) AND ({one.condition})"


def never(rules: Sequence[Rule]) -> set[tuple[str, str]]:
    """The tables with the events that are refused whatever the rows are."""
    return {(one.table, one.event) for one in rules if one.condition == _ALWAYS and not one.columns}


BY_A_COMMAND = (
    "coalesce((SELECT kind FROM entry WHERE id = (SELECT entry_id FROM open_entry)), 'do') = 'do'"
)
_ISSUED = "the log is on an issued invoice and cannot change"
_LOCKED_BEFORE = "(SELECT locked_before FROM period_lock)"
# What documents say of their lines, without which no condition of a rule is long.
VIEWS = (
    "CREATE VIEW credited AS SELECT note.credits_id AS invoice_id, credits_position AS position"
    " FROM invoice AS note JOIN invoice_line ON invoice_line.invoice_id = note.id",
)


def differs(columns: Sequence[str]) -> str:
    """The condition that one of the columns changes."""
    return " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns)


# A change of a log, or of what is in it, is refused when the history gets it: it may have been on
# an invoice before.
_LOG_PART = (
    "CREATE TRIGGER log_part_rules INSTEAD OF INSERT ON log_part WHEN NEW.before IS NOT NEW.after"
    f" BEGIN SELECT CASE WHEN start_at < {_LOCKED_BEFORE} THEN RAISE(ABORT, 'rule:{LOCKED}')"
    " WHEN invoice_id IS NOT NULL OR json_extract(NEW.before, '$.invoice_id') IS NOT NULL"
    f" THEN RAISE(ABORT, 'rule:{_ISSUED}') END FROM log WHERE id = NEW.id; END"
)


def _credited(what: str) -> str:
    return (
        f"NEW.invoice_id IS NULL AND EXISTS (SELECT 1 FROM line_{what} JOIN credited"
        f" USING (invoice_id, position) WHERE invoice_id = OLD.invoice_id AND {what}_id = OLD.id)"
    )


def _replaces(table: str) -> str:
    """The condition that a row would take the place of another one, of which no trigger hears."""
    return f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR uuid = NEW.uuid)"


def _log_rules() -> list[Rule]:
    return [
        rule(
            "UPDATE OF invoice_id ON log",
            f"OLD.invoice_id IS NOT NULL AND NOT ({_credited('log')})",
            _ISSUED,
        ),
        rule(
            "DELETE ON log",
            "OLD.invoice_id IS NOT NULL",
            "the log is on an issued invoice and cannot be deleted",
        ),
        rule(
            "UPDATE OF invoice_id ON log",
            "NEW.invoice_id IS NOT NULL AND NOT EXISTS"
            " (SELECT 1 FROM line_log JOIN invoice ON invoice.id = invoice_id WHERE sealed = 0"
            " AND kind = 'invoice' AND invoice_id = NEW.invoice_id AND log_id = NEW.id)",
            "the invoice has no line for that log",
        ),
        rule(
            "INSERT ON log",
            "NEW.invoice_id IS NOT NULL",
            "a log can be put on an invoice only when the invoice is issued",
        ),
        rule("INSERT ON log", _replaces("log"), "a log cannot be replaced"),
        rule(
            "INSERT ON log",
            # Undoing the deletion of a closed record brings its logs back after it.
            f"record.status = 'closed' AND {BY_A_COMMAND}",
            "the record is closed",
        ),
        *(
            rule(
                event,
                "NEW.billable = 1 AND NEW.invoice_id IS NULL AND record.billable = 0",
                "the record is not billable",
            )
            for event in ("INSERT ON log", "UPDATE OF billable, record_id ON log")
        ),
        rule(
            "UPDATE OF start_at, end_at ON log",
            "EXISTS (SELECT 1 FROM segment WHERE log_id = NEW.id"
            " AND (start_at < NEW.start_at OR end_at > NEW.end_at))",
            "a segment would lie outside its log",
        ),
        rule(
            "UPDATE OF id, uuid ON log",
            _ALWAYS,
            "the number of a log never changes",
        ),
    ]


_ITEM_DIFFERS = " IS NOT ".join(
    f"json_remove({row}.as_json, '$.invoice_id')" for row in ("NEW", "OLD")
)


def _item_rules() -> list[Rule]:
    unfit = (
        "NEW.invoice_id IS NULL AND (record.billable = 0 OR record.currency IS NOT NEW.currency)"
    )
    return [
        *(
            rule(
                f"{event} ON item",
                f"OLD.invoice_id IS NOT NULL AND {condition}",
                "the item is on an issued invoice and cannot change",
            )
            for event, condition in (
                ("UPDATE OF invoice_id", f"NOT ({_credited('item')})"),
                ("AFTER UPDATE", _ITEM_DIFFERS),
            )
        ),
        rule(
            "DELETE ON item",
            "OLD.invoice_id IS NOT NULL",
            "the item is on an issued invoice and cannot be deleted",
        ),
        rule(
            "UPDATE OF invoice_id ON item",
            "NEW.invoice_id IS NOT NULL AND NEW.invoice_id IS NOT OLD.invoice_id AND NOT EXISTS"
            " (SELECT 1 FROM line_item JOIN invoice ON invoice.id = invoice_id WHERE sealed = 0"
            " AND kind = 'invoice' AND invoice_id = NEW.invoice_id AND item_id = NEW.id)",
            "the invoice has no line for that item",
        ),
        rule(
            "INSERT ON item",
            "NEW.invoice_id IS NOT NULL",
            "an item can be put on an invoice only when the invoice is issued",
        ),
        rule("INSERT ON item", _replaces("item"), "an item cannot be replaced"),
        rule(
            "UPDATE OF id, uuid ON item",
            _ALWAYS,
            "the number of an item never changes",
        ),
        rule(
            "INSERT ON item",
            f"record.status = 'closed' AND {BY_A_COMMAND}",
            "the record is closed",
        ),
        *(
            rule(
                event,
                unfit,
                "the record is not billable in the currency of the item",
            )
            for event in ("INSERT ON item", "UPDATE OF record_id, currency ON item")
        ),
        rule(
            "UPDATE OF billable, currency ON record",
            "EXISTS (SELECT 1 FROM item WHERE record_id = NEW.id"
            " AND (NEW.currency IS NOT item.currency"
            " OR (NEW.billable < OLD.billable AND invoice_id IS NULL)))",
            "the record has items in its current currency",
        ),
    ]


def _rate_rules() -> list[Rule]:
    """A rate for time is in the unit and currency of its record, so these stay with it."""
    own = "(SELECT 1 FROM log WHERE record_id = NEW.id AND log.rate IS NOT NULL)"
    dated = "(SELECT 1 FROM record_rate WHERE record_id = NEW.id)"
    return [
        rule(
            "UPDATE OF rate, unit, unit_seconds, currency ON record",
            f"({differs(['unit', 'unit_seconds', 'currency'])} OR NEW.rate IS NULL)"
            f" AND (EXISTS {own} OR EXISTS {dated})",
            "the record has rates in its current unit and currency",
        ),
        *(
            rule(
                f"{event} ON {table}",
                f"{condition} AND coalesce(record.unit, 'flat') = 'flat'",
                "the record is not billed by time",
            )
            for table, event, condition in (
                ("log", "INSERT", "NEW.rate IS NOT NULL"),
                ("log", "UPDATE OF rate, record_id", "NEW.rate IS NOT NULL"),
                ("record_rate", "INSERT", "1"),
                ("record_rate", "UPDATE", "1"),
            )
        ),
    ]


def _child_rules() -> list[Rule]:
    rules = [
        rule("UPDATE OF log_id ON log_tag", _ALWAYS, "a tag stays with its log"),
        rule(
            "INSERT ON segment",
            "NOT EXISTS (SELECT 1 FROM log WHERE id = NEW.log_id AND owner_id = NEW.owner_id"
            " AND start_at <= NEW.start_at AND end_at >= NEW.end_at)",
            "a segment would lie outside its log",
        ),
    ]
    for table, key in (("segment", "log_id"), ("timer_segment", "timer_id")):
        rules.append(
            rule(
                f"INSERT ON {table}",
                f"EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key}"
                " AND start_at < NEW.end_at AND end_at > NEW.start_at)",
                "two segments of one log would overlap",
            )
        )
        rules.append(
            rule(
                f"UPDATE ON {table}",
                "1",
                "segments cannot be changed, only replaced",
            )
        )
    return rules


def _lock_rules() -> list[Rule]:
    """What begins in a locked period stays as it is, but for the invoice that it is on.

    ``_LOG_PART`` refuses the other changes of a log.
    """
    conditions = {
        "UPDATE OF start_at ON log": f"OLD.start_at < {_LOCKED_BEFORE}",
        "DELETE ON log": f"OLD.start_at < {_LOCKED_BEFORE}",
        "INSERT ON timer": f"NEW.started_at < {_LOCKED_BEFORE}",
        "UPDATE OF started_at ON timer": f"NEW.started_at < {_LOCKED_BEFORE}",
    }
    rules = [rule(event, condition, LOCKED) for event, condition in conditions.items()]
    unstoppable = "EXISTS (SELECT 1 FROM timer WHERE started_at < NEW.locked_before)"
    for event in ("INSERT", "UPDATE"):
        rules.append(
            rule(f"{event} ON period_lock", unstoppable, "an active timer started in the period")
        )
    return rules


def _record_rules() -> list[Rule]:
    return [
        rule(
            "UPDATE OF status ON record",
            "NEW.status IN ('resolved', 'closed') AND EXISTS"
            " (SELECT 1 FROM timer WHERE record_id = NEW.id)",
            "the record has an active timer",
        ),
        rule(
            "INSERT ON timer",
            "record.status IN ('resolved', 'closed')",
            "the record is resolved or closed",
        ),
        rule(
            "UPDATE OF id, uuid, type ON record",
            _ALWAYS,
            "the reference of a record never changes",
        ),
        rule(
            "UPDATE OF billable ON record",
            "NEW.billable = 0 AND (EXISTS (SELECT 1 FROM log WHERE record_id = NEW.id"
            " AND billable = 1 AND invoice_id IS NULL)"
            " OR EXISTS (SELECT 1 FROM timer WHERE record_id = NEW.id AND billable = 1))",
            "the record has billable logs",
        ),
        *(
            rule(
                event,
                "NEW.resumes_id IS NOT NULL AND (SELECT owner_id FROM timer"
                " WHERE id = NEW.resumes_id) IS NOT NEW.owner_id",
                "a timer can return only to a timer of the same owner",
            )
            for event in ("INSERT ON timer", "UPDATE OF resumes_id, owner_id ON timer")
        ),
        *(
            rule(
                event,
                "NEW.billable = 1 AND record.billable = 0",
                "the record is not billable",
            )
            for event in ("INSERT ON timer", "UPDATE OF billable, record_id ON timer")
        ),
    ]


def _hub_rules() -> list[Rule]:
    """What several files have in common is numbered by their hub."""
    return [
        rule(
            "INSERT ON record",
            f"EXISTS (SELECT 1 FROM sync_state) AND {BY_A_COMMAND} AND NOT EXISTS"
            " (SELECT 1 FROM number_block WHERE NEW.id BETWEEN next AND last)",
            NO_NUMBER,
        ),
        rule("INSERT ON invoice", "(SELECT issuing FROM sync_state) = 0", WITHOUT_HUB),
    ]


def rules() -> list[Rule]:
    """The rules for logs, items, rates, timers, records and locked periods."""
    return [
        *_log_rules(),
        *_item_rules(),
        *_rate_rules(),
        *_child_rules(),
        *_record_rules(),
        *_lock_rules(),
        *_hub_rules(),
    ]
