"""What must never be is refused by the database itself.

A message starts with ``rule:``; the store hands what follows to the user.
"""

from __future__ import annotations

from timelog_cli.frozen import Frozen
from timelog_cli.store.schema import LOCKED, NO_NUMBER
from timelog_cli.store.schema.journal import JOURNALED, STAMPED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_ALWAYS = "1"


class Rule(Frozen):
    """That an event on a table is refused, with a message, under a condition.

    With ``columns`` it looks only at updates that change one of them.
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
    return [_trigger(*key, group) for key, group in reversed(grouped.items())]


def _trigger(table: str, event: str, group: list[Rule]) -> str:
    watched = _watched(table, group) if event == "UPDATE" else ()
    of = f" OF {', '.join(watched)}" if watched else ""
    refusals = [(_when(one, watched), f"RAISE(ABORT, 'rule:{one.message}')") for one in group]
    if len(group) == 1:
        ((when, refusal),) = refusals
        body = f"{f' WHEN {when}' if when != _ALWAYS else ''} BEGIN SELECT {refusal}; END"
    else:
        cases = " ".join(f"WHEN {when} THEN {refusal}" for when, refusal in refusals)
        body = f" BEGIN SELECT CASE {cases} END; END"
    return f"CREATE TRIGGER {table}_{event.lower()}_rules BEFORE {event}{of} ON {table}{body}"


def _watched(table: str, group: list[Rule]) -> tuple[str, ...]:
    """The columns that the rules look at; a time stamp, which is in no history, is never one."""
    if not all(one.columns for one in group):
        return JOURNALED[table][1] if table in STAMPED else ()
    return tuple(dict.fromkeys(column for one in group for column in one.columns))


def _when(one: Rule, watched: tuple[str, ...]) -> str:
    if not one.columns or set(one.columns) == set(watched):
        return one.condition
    return f"({differs(one.columns)}) AND ({one.condition})"


def never(rules: Sequence[Rule]) -> set[tuple[str, str]]:
    """The tables with the events that are refused whatever the rows are."""
    return {(one.table, one.event) for one in rules if one.condition == _ALWAYS and not one.columns}


BY_A_COMMAND = (
    "coalesce((SELECT kind FROM entry WHERE id = (SELECT entry_id FROM open_entry)), 'do') = 'do'"
)
_LOCKED_BEFORE = "(SELECT locked_before FROM period_lock)"
_LOG_COLUMNS = [name for name in JOURNALED["log"][1] if name != "invoice_id"]


def differs(columns: Sequence[str]) -> str:
    """The condition that one of the columns changes."""
    return " OR ".join(f"NEW.{column} IS NOT OLD.{column} COLLATE BINARY" for column in columns)


_LOG_CHANGES = " IS NOT ".join(
    f"({', '.join(f'{row}.{name}' for name in _LOG_COLUMNS)})" for row in ("NEW", "OLD")
)


def _log_rules() -> list[Rule]:
    credited = (
        "NEW.invoice_id IS NULL AND EXISTS (SELECT 1 FROM line_log JOIN invoice_line AS credit"
        " ON credit.credits_position = line_log.position JOIN invoice"
        " ON invoice.id = credit.invoice_id AND invoice.credits_id = line_log.invoice_id"
        " WHERE line_log.invoice_id = OLD.invoice_id AND line_log.log_id = OLD.id)"
    )
    record = "(SELECT {0} FROM record WHERE id = NEW.record_id)"
    return [
        rule(
            "UPDATE ON log",
            f"OLD.invoice_id IS NOT NULL AND NOT ({credited} AND NOT {_LOG_CHANGES})",
            "the log is on an issued invoice and cannot change",
        ),
        rule(
            "DELETE ON log",
            "OLD.invoice_id IS NOT NULL",
            "the log is on an issued invoice and cannot be deleted",
        ),
        rule(
            "UPDATE OF invoice_id ON log",
            "NEW.invoice_id IS NOT NULL AND NEW.invoice_id IS NOT OLD.invoice_id AND NOT EXISTS"
            " (SELECT 1 FROM line_log JOIN invoice ON invoice.id = invoice_id WHERE sealed = 0"
            " AND kind = 'invoice' AND invoice_id = NEW.invoice_id AND log_id = NEW.id)",
            "the invoice has no line for that log",
        ),
        rule(
            "INSERT ON log",
            "NEW.invoice_id IS NOT NULL OR EXISTS (SELECT 1 FROM log"
            " WHERE (id = NEW.id OR uuid = NEW.uuid) AND invoice_id IS NOT NULL)",
            "a log can be put on an invoice only when the invoice is issued",
        ),
        rule(
            "INSERT ON log",
            # Undoing the deletion of a closed record brings its logs back after it.
            record.format("status") + f" = 'closed' AND {BY_A_COMMAND}",
            "the record is closed",
        ),
        *(
            rule(
                event,
                "NEW.billable = 1 AND NEW.invoice_id IS NULL AND "
                + record.format("billable")
                + " = 0",
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
            "NEW.id IS NOT OLD.id OR NEW.uuid IS NOT OLD.uuid",
            "the number of a log never changes",
        ),
    ]


_ITEM_COLUMNS = [
    *("id", "uuid", "record_id", "day", "description", "quantity", "unit", "unit_price"),
    *("currency", "tax_rate", "discount"),
]


def _item_rules() -> list[Rule]:
    credited = (
        "NEW.invoice_id IS NULL AND EXISTS (SELECT 1 FROM line_item JOIN invoice_line AS credit"
        " ON credit.credits_position = line_item.position JOIN invoice"
        " ON invoice.id = credit.invoice_id AND invoice.credits_id = line_item.invoice_id"
        " WHERE line_item.invoice_id = OLD.invoice_id AND line_item.item_id = OLD.id)"
    )
    record = "(SELECT {0} FROM record WHERE id = NEW.record_id)"
    unfit = (
        f"NEW.invoice_id IS NULL AND ({record.format('billable')} = 0"
        f" OR {record.format('currency')} IS NOT NEW.currency)"
    )
    return [
        rule(
            "UPDATE ON item",
            f"OLD.invoice_id IS NOT NULL AND NOT ({credited} AND NOT ({differs(_ITEM_COLUMNS)}))",
            "the item is on an issued invoice and cannot change",
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
            "NEW.invoice_id IS NOT NULL OR EXISTS (SELECT 1 FROM item"
            " WHERE (id = NEW.id OR uuid = NEW.uuid) AND invoice_id IS NOT NULL)",
            "an item can be put on an invoice only when the invoice is issued",
        ),
        rule(
            "UPDATE OF id, uuid ON item",
            differs(["id", "uuid"]),
            "the number of an item never changes",
        ),
        rule(
            "INSERT ON item",
            record.format("status") + f" = 'closed' AND {BY_A_COMMAND}",
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
                f"{condition} AND coalesce((SELECT unit FROM record WHERE id = NEW.record_id),"
                " 'flat') = 'flat'",
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
    rules = []
    for table in ("segment", "log_tag"):
        for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            rules.append(
                rule(
                    f"{event} ON {table}",
                    f"(SELECT invoice_id FROM log WHERE id = {row}.log_id) IS NOT NULL",
                    "the log is on an issued invoice and cannot change",
                )
            )
    rules.append(
        rule(
            "INSERT ON segment",
            "NOT EXISTS (SELECT 1 FROM log WHERE id = NEW.log_id AND owner_id = NEW.owner_id"
            " AND start_at <= NEW.start_at AND end_at >= NEW.end_at)",
            "a segment would lie outside its log",
        )
    )
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
    """What begins in a locked period stays as it is, but for the invoice that it is on."""
    log = f"(SELECT start_at FROM log WHERE id = {{0}}.log_id) < {_LOCKED_BEFORE}"
    same = "SELECT 1 FROM log WHERE (id = NEW.id OR uuid = NEW.uuid) AND start_at"
    conditions = {
        "INSERT ON log": f"NEW.start_at < {_LOCKED_BEFORE}"
        f" OR EXISTS ({same} < {_LOCKED_BEFORE})",  # which a REPLACE would delete
        "UPDATE ON log": f"min(NEW.start_at, OLD.start_at) < {_LOCKED_BEFORE} AND {_LOG_CHANGES}",
        "DELETE ON log": f"OLD.start_at < {_LOCKED_BEFORE}",
        "INSERT ON timer": f"NEW.started_at < {_LOCKED_BEFORE}",
        "UPDATE OF started_at ON timer": f"NEW.started_at < {_LOCKED_BEFORE}",
    }
    for table in ("segment", "log_tag"):
        conditions[f"INSERT ON {table}"] = log.format("NEW")
        conditions[f"DELETE ON {table}"] = log.format("OLD")
    conditions["UPDATE ON log_tag"] = f"{log.format('OLD')} OR {log.format('NEW')}"
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
            "(SELECT status FROM record WHERE id = NEW.record_id) IN ('resolved', 'closed')",
            "the record is resolved or closed",
        ),
        rule(
            "UPDATE OF id, uuid, type ON record",
            differs(["id", "uuid", "type"]),
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
                "NEW.billable = 1 AND (SELECT billable FROM record WHERE id = NEW.record_id) = 0",
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
        rule(
            "INSERT ON invoice",
            "(SELECT issuing FROM sync_state) = 0",
            "documents are issued with the hub",
        ),
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
