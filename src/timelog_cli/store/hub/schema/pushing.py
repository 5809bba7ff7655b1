"""The function that takes a push: each table in turn, then the rules across tables."""

from __future__ import annotations

from timelog_cli.domain.sync.tables import TABLES

# In this order: first what lives again, as that takes its name back; then names, as what follows
# refers to those that stay. Each rule with the tables that it is about; none are all.
RULES = (
    ("PERFORM timelog.follow_joined(p)", ""),
    ("p := timelog.revive(p)", ""),
    ("PERFORM timelog.settle_customer_names(p)", "customer"),
    ("PERFORM timelog.settle_service_names(p)", "service"),
    ("PERFORM timelog.settle_customer_codes(p)", "customer"),
    ("PERFORM timelog.settle_record_keys(p)", "record"),
    ("PERFORM timelog.settle_addresses(p)", "customer"),
    ("PERFORM timelog.settle_customer_budgets(p)", "customer"),
    ("PERFORM timelog.follow_joined(p)", ""),
    ("PERFORM timelog.settle_messages(p)", "message"),
    ("PERFORM timelog.settle_days_off(p)", "day_off"),
    ("PERFORM timelog.settle_payments(p)", "payment"),
    ("PERFORM timelog.end_stopped_timers(p)", "log"),
    ("PERFORM timelog.pause_others(p)", "timer"),
    ("p := timelog.end_doubled_timers(p)", "timer"),
    ("PERFORM timelog.let_go(p)", ""),
    ("PERFORM timelog.reopen_worked_on(p)", "record,timer"),
    ("PERFORM timelog.check_references(p)", ""),
    ("p := timelog.settle_billable(p, before)", ""),
    # After records may have got back what they are billed in.
    ("PERFORM timelog.settle_record_budgets(p)", "record"),
    ("PERFORM timelog.settle_quotes(p)", "invoice"),
    ("PERFORM timelog.share_imported(p)", "imported"),
    ("PERFORM timelog.flag_overlaps(p)", "log,timer"),
    ("PERFORM timelog.check_record_numbers(p)", "record"),
    ("PERFORM timelog.issue_documents(p)", "invoice,counter"),
)


def functions() -> list[str]:
    """The statements that make the function, and the one that looks over what came."""
    return [_check_shape(), _merge_all(), sweep()]


def _check_shape() -> str:
    """Every table and value is one that is known here."""
    known = []
    for table in TABLES:
        names = [one.name for one in table.columns] + [one.name for one in table.parts]
        keys = ", ".join(f"'{one}'" for one in names)
        groups = ", ".join(f"'{group.name}'" for group in table.groups)
        known.append(
            f"""    IF p_body -> 'rows' ? '{table.name}' AND EXISTS (
        SELECT FROM jsonb_array_elements(p_body -> 'rows' -> '{table.name}') AS one
        WHERE one -> 'values' IS NULL OR (one -> 'values') - ARRAY[{keys}] <> '{{}}'
            OR one -> 'clocks' IS NULL OR (one -> 'clocks') - ARRAY[{groups}] <> '{{}}'
    ) THEN
        RAISE EXCEPTION 'a row of {table.name} is not as this hub knows it' USING ERRCODE = 'TL007';
    END IF;
"""
        )
    tables = ", ".join(f"'{table.name}'" for table in TABLES)
    return f"""CREATE FUNCTION timelog.check_shape(p_body jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
BEGIN
    IF jsonb_typeof(p_body) <> 'object' THEN
        RAISE EXCEPTION 'the push is not as this hub knows it' USING ERRCODE = 'TL007';
    ELSIF p_body - ARRAY['rows', 'deleted', 'issue'] <> '{{}}'
        OR coalesce(p_body -> 'rows', '{{}}') - ARRAY[{tables}] <> '{{}}'
        OR coalesce(p_body -> 'deleted', '{{}}') - ARRAY[{tables}] <> '{{}}' THEN
        RAISE EXCEPTION 'the push has tables that this hub does not know' USING ERRCODE = 'TL007';
    END IF;
{"".join(known)}END $$"""


def _merge_all() -> str:
    deletions = "".join(
        f"""    IF p_body -> 'deleted' ? '{table.name}' THEN
        PERFORM timelog.delete_{table.name}(
            p, p_body -> 'deleted' -> '{table.name}'{_stopped(table.name)}
        );
    END IF;
"""
        for table in reversed(TABLES)
    )
    merges = "".join(
        f"""    IF p_body -> 'rows' ? '{table.name}' THEN
{_BEFORE.get(table.name, "")}        PERFORM timelog.merge_{table.name}(
            p, p_body -> 'rows' -> '{table.name}'
        );
{_AFTER.get(table.name, "")}    END IF;
"""
        for table in TABLES
    )
    rules = "".join(_rule(*one) for one in RULES)
    return f"""CREATE FUNCTION timelog.merge_all(p timelog.pushing, p_body jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
DECLARE
    before timelog.record[] := '{{}}';
BEGIN
{deletions}{merges}{rules}END $$"""


def _stopped(table: str) -> str:
    """The logs that came, which timers may have become."""
    if table != "timer":
        return ""
    return (
        ", ARRAY(SELECT (one ->> 'id')::uuid"
        " FROM jsonb_array_elements(p_body -> 'rows' -> 'log') AS one)"
    )


def _rule(call: str, tables: str) -> str:
    if not tables:
        return f"    {call};\n"
    return f"    IF p.tables && '{{{tables}}}' THEN\n        {call};\n    END IF;\n"


_BEFORE = {
    "record": "        before := timelog.billable_before(p, p_body -> 'rows' -> 'record');\n",
    "timer": "        PERFORM timelog.stay_stopped(p, p_body -> 'rows' -> 'timer');\n",
}
_AFTER = {
    # What is credited can change again, as the logs that come with the credit note may.
    "invoice": "        PERFORM timelog.free_credited(p);\n",
    "owner": "        PERFORM timelog.settle_owner_names(p);\n"
    "        p.owner := timelog.meet_owner(p);\n",
}


def sweep() -> str:
    """The function that forgets deleted rows which every file knows to be gone."""
    deletions = "".join(
        f"""    DELETE FROM timelog.{table.name}
    WHERE workspace_id = p_workspace AND deleted AND hub_seq <= known;
"""
        for table in reversed(TABLES)
    )
    return f"""CREATE FUNCTION timelog.sweep(p_workspace uuid) RETURNS void
LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
DECLARE
    known bigint;
BEGIN
    SELECT min(n.seen) INTO known FROM timelog.node AS n
    WHERE n.workspace_id = p_workspace AND n.left_at IS NULL;
    -- Now and then, as every statement takes its time.
    IF known < (SELECT swept + 100 FROM timelog.workspace WHERE id = p_workspace) THEN
        RETURN;
    END IF;
{deletions}    UPDATE timelog.workspace SET swept = known WHERE id = p_workspace;
END $$"""
