"""What is issued stays as it is: the rules that the database itself keeps."""

from __future__ import annotations

from timelog_cli.store.schema import DRAWS, UNITS
from timelog_cli.store.schema.rules import BY_A_COMMAND, Rule, differs, rule

_INVOICE_COLUMNS = (
    "id uuid kind series seq customer_id credits_id currency issue_date due_date "  # noqa: SIM905
    "total payable snapshot issued_at".split()
)
# Each line that a retainer pays for, but for those that were credited.
VIEWS = (
    f"CREATE VIEW drawn AS SELECT retainer_id, draw.seconds, {UNITS.format('draw.amount')} AS units"
    f" FROM {DRAWS}",
    "CREATE VIEW of_one_customer AS SELECT mine.id AS mine, theirs.id AS theirs, mine.sealed,"
    " mine.issue_date FROM invoice AS mine JOIN invoice AS theirs"
    " USING (customer_id, currency, kind) WHERE kind = 'invoice' AND mine.id <> theirs.id",
)


def rules() -> list[Rule]:
    """The rules for what is issued."""
    found = [
        rule(
            "UPDATE ON invoice",
            f"{differs(_INVOICE_COLUMNS)} OR NEW.number IS NOT OLD.number COLLATE BINARY"
            " OR NEW.sealed < OLD.sealed",
            "an issued invoice cannot be changed",
        )
    ]
    found.extend(_number_rules())
    found.extend(_quote_rules())
    found.extend(_billed_rules())
    found.append(_flat_rule())
    found.extend(_payment_rules())
    found.extend(_retainer_rules())
    found.extend(_message_rules())
    for table in ("invoice", "invoice_line", "line_log", "line_item", "retainer_draw", "document"):
        found.append(
            rule(
                f"DELETE ON {table}",
                "1",
                "an issued invoice cannot be deleted",
            )
        )
        if table != "invoice":
            found.append(
                rule(
                    f"UPDATE ON {table}",
                    "1",
                    "an issued invoice cannot be changed",
                )
            )
    found += [
        rule(f"{verb} ON logo", "1", "the logo of an issued document cannot be changed")
        for verb in ("UPDATE", "DELETE")
    ]
    for table in ("invoice_line", "line_log", "line_item", "retainer_draw", "document"):
        # A format that is asked for later is made from the snapshot, once.
        at_issue = " AND NEW.format IN ('md', 'csv', 'json', 'html')"
        found.append(
            rule(
                f"INSERT ON {table}",
                "(SELECT sealed FROM invoice WHERE id = NEW.invoice_id) = 1"
                + (at_issue if table == "document" else ""),
                "an issued invoice cannot be changed",
            )
        )
    return found


def _number_rules() -> list[Rule]:
    """Numbers of a series follow each other without a gap, and none is given twice.

    The first one follows the last that another program gave.
    """
    begun = "EXISTS (SELECT 1 FROM invoice WHERE series = OLD.series)"
    return [
        rule(
            "INSERT ON invoice",
            "NEW.seq IS NOT (SELECT last FROM counter WHERE series = NEW.series) OR EXISTS"
            " (SELECT 1 FROM invoice WHERE id = NEW.id OR uuid = NEW.uuid"
            " OR number = NEW.number COLLATE NOCASE OR (series = NEW.series AND seq = NEW.seq))",
            "an invoice must take the next number in its series",
        ),
        rule(
            "INSERT ON invoice",
            # The last one is the latest, by this rule; to look at all would take ever longer.
            "NEW.issue_date < (SELECT issue_date FROM invoice WHERE series = NEW.series"
            " ORDER BY seq DESC LIMIT 1)",
            "an invoice cannot be dated before the previous one in its series",
        ),
        rule(
            "UPDATE ON counter",
            "NEW.series IS NOT OLD.series OR NOT (NEW.last = OLD.last + 1"
            " AND NEW.began_after = OLD.began_after OR NEW.last = NEW.began_after"
            f" AND NOT {begun} AND (NEW.last > OLD.last OR NOT {BY_A_COMMAND}))",
            "numbers in a series must increase by one",
        ),
        rule(
            "INSERT ON counter",
            "EXISTS (SELECT 1 FROM counter WHERE series = NEW.series)"
            " OR NEW.last - NEW.began_after <> (NEW.began_after = 0)",
            "numbers in a series must increase by one",
        ),
        # Undo may: where another program's numbers ended is nothing that was issued.
        rule(
            "DELETE ON counter",
            f"{BY_A_COMMAND} OR {begun}",
            "a number series cannot be deleted",
        ),
    ]


def _flat_rule() -> Rule:
    """A flat price is billed once, and again only when the line that billed it is credited."""
    return rule(
        "INSERT ON invoice_line",
        "NEW.flat = 1 AND EXISTS (SELECT 1 FROM invoice_line AS line JOIN invoice"
        " ON invoice.id = line.invoice_id AND kind = 'invoice'"
        " WHERE line.record_id = NEW.record_id AND line.flat = 1"
        " AND line.invoice_id <> NEW.invoice_id"
        " AND NOT EXISTS (SELECT 1 FROM credited"
        " WHERE invoice_id = line.invoice_id AND position = line.position))"
        " AND (SELECT kind FROM invoice WHERE id = NEW.invoice_id) = 'invoice'",
        "the fixed price of the record is already on an issued invoice",
    )


def _retainer_rules() -> list[Rule]:
    """No more is drawn on a retainer than was paid for, and what is drawn on is not taken back."""
    drawn = "(SELECT total({0}) FROM drawn WHERE retainer_id = NEW.retainer_id)"
    return [
        rule(
            "INSERT ON retainer_draw",
            "NOT EXISTS (SELECT 1 FROM retainer JOIN invoice ON invoice.id = NEW.invoice_id"
            " WHERE retainer.id = NEW.retainer_id AND invoice.kind = 'invoice'"
            " AND invoice.customer_id = retainer.customer_id"
            " AND invoice.currency = retainer.currency AND invoice.id > retainer.invoice_id"
            f" AND (retainer.seconds >= NEW.seconds + {drawn.format('seconds')}"
            f" OR {UNITS.format('retainer.amount')} >= {UNITS.format('NEW.amount')}"
            f" + {drawn.format('units')}))",
            "an invoice cannot draw more than the retainer has left",
        ),
        rule(
            "INSERT ON invoice",
            "EXISTS (SELECT 1 FROM retainer JOIN drawn ON retainer_id = retainer.id"
            " WHERE invoice_id = NEW.credits_id)",
            "invoices draw on the retainer, so its invoice cannot be credited",
        ),
        *(
            rule(f"{event} ON retainer", "1", "a retainer cannot be changed, only credited")
            for event in ("UPDATE", "DELETE")
        ),
    ]


def _quote_rules() -> list[Rule]:
    """A quote bills nothing, is numbered apart, and a record has one that is accepted."""
    kind = "(SELECT kind FROM invoice WHERE id = NEW.{0})"
    accepted_too = (
        "NEW.answer = 'accepted' AND EXISTS (SELECT 1 FROM invoice_line AS mine"
        " JOIN invoice_line AS line ON line.record_id = mine.record_id"
        " JOIN invoice AS other ON other.id = line.invoice_id"
        " WHERE mine.invoice_id = NEW.id AND other.id <> NEW.id AND other.answer = 'accepted')"
    )
    return [
        rule(
            "INSERT ON invoice",
            "(SELECT kind = 'quote' FROM invoice WHERE series = NEW.series LIMIT 1)"
            " <> (NEW.kind = 'quote')",
            "quotes and invoices must use separate number series",
        ),
        rule(
            "INSERT ON invoice",
            "NEW.answer IS NOT NULL",
            "a quote cannot be answered before it is issued",
        ),
        rule(
            "UPDATE OF answer ON invoice",
            accepted_too,
            "a record can have only one accepted quote",
        ),
        *(
            rule(
                f"INSERT ON line_{what}",
                f"{kind.format('invoice_id')} = 'quote'",
                f"a quote cannot bill {what}s",
            )
            for what in ("log", "item")
        ),
        rule(
            "INSERT ON payment",
            f"{kind.format('invoice_id')} = 'quote'",
            "a quote cannot be paid",
        ),
        rule(
            "INSERT ON invoice",
            f"{kind.format('credits_id')} = 'quote'",
            "a quote cannot be credited",
        ),
    ]


def _payment_rules() -> list[Rule]:
    """A payment is never changed; the row that reverses it is its mirror."""
    mirrored = "CASE WHEN amount GLOB '-*' THEN substr(amount, 2) ELSE '-' || amount END"
    return [
        rule(
            "INSERT ON payment",
            "NEW.reverses_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payment"
            " WHERE id = NEW.reverses_id AND invoice_id = NEW.invoice_id AND reverses_id IS NULL"
            f" AND NEW.amount = {mirrored} AND paid_on <= NEW.paid_on)",
            "a payment can be reversed only in full, on the same invoice and not earlier",
        ),
        rule(
            "UPDATE ON payment",
            "1",
            "a payment cannot be changed, only reversed",
        ),
        *_credit_rules(),
    ]


def _credit_rules() -> list[Rule]:
    """Credit moves between invoices of one customer and currency, and no cent is lost."""
    mirror = (
        "NEW.credit_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payment AS source"
        " JOIN of_one_customer ON mine = NEW.invoice_id AND theirs = invoice_id"
        " WHERE id = NEW.credit_id AND reverses_id IS NULL AND prepays_id IS NULL"
        " AND amount = '-' || NEW.amount AND paid_on <= NEW.paid_on"
        " AND NOT EXISTS (SELECT 1 FROM payment WHERE reverses_id = source.id))"
    )
    at_issue = (
        "NEW.prepays_id IS NOT NULL AND NOT (NEW.amount GLOB '-*' AND EXISTS"
        " (SELECT 1 FROM of_one_customer WHERE mine = NEW.prepays_id AND theirs = NEW.invoice_id"
        " AND sealed = 0 AND issue_date = NEW.paid_on))"
    )
    return [
        rule(
            "INSERT ON payment",
            mirror,
            "credit can be used only in full, on another invoice of the customer, in its currency"
            " and not earlier",
        ),
        rule(
            "INSERT ON payment",
            at_issue,
            "credit can be a prepayment only of an invoice that is being issued, of the customer"
            " and in its currency",
        ),
        rule(
            "INSERT ON payment",
            "EXISTS (SELECT 1 FROM payment WHERE id = NEW.reverses_id AND prepays_id IS NOT NULL)",
            "credit that is a prepayment on an issued invoice cannot be reversed",
        ),
        rule(
            "INSERT ON payment",
            "EXISTS (SELECT 1 FROM payment AS used WHERE id = NEW.reverses_id"
            " AND credit_id IS NOT NULL AND NOT EXISTS"
            " (SELECT 1 FROM payment WHERE reverses_id = used.credit_id))",
            "credit must be reversed where it came from first",
        ),
    ]


def _message_rules() -> list[Rule]:
    """What was sent stays so; payment is asked for with invoices only."""
    return [
        rule("UPDATE ON sent_message", "1", "a message that was sent cannot be changed"),
        rule("DELETE ON sent_message", "1", "a message that was sent cannot be deleted"),
        rule(
            "INSERT ON sent_message",
            "(SELECT sealed FROM invoice WHERE id = NEW.invoice_id) IS NOT 1",
            "only a document that was issued can be sent",
        ),
        rule(
            "INSERT ON sent_message",
            "NEW.level IS NOT NULL AND"
            " (SELECT kind FROM invoice WHERE id = NEW.invoice_id) <> 'invoice'",
            "only invoices have reminders",
        ),
    ]


def _billed_rules() -> list[Rule]:
    """What a document was made of is not deleted, credited or not."""
    billed = {
        "record": (
            "EXISTS (SELECT 1 FROM line_log WHERE record_id = OLD.id)"
            " OR EXISTS (SELECT 1 FROM invoice_line WHERE record_id = OLD.id)"
        ),
        "service": "EXISTS (SELECT 1 FROM invoice_line WHERE service_id = OLD.id)",
        "customer": "EXISTS (SELECT 1 FROM invoice WHERE customer_id = OLD.id)",
    }
    return [
        rule(
            f"DELETE ON {table}",
            condition,
            f"the {table} is on an issued invoice and cannot be deleted",
        )
        for table, condition in billed.items()
    ]
