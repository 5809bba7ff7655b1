"""The function that takes a push: each table in turn, then the rules across tables."""

from __future__ import annotations

from timelog_cli.domain.sync.tables import TABLES

# In this order: names first, as what follows refers to those that stay.
RULES = (
    "PERFORM timelog.follow_joined(p)",
    "PERFORM timelog.let_go(p)",
    "p := timelog.revive(p)",
    "PERFORM timelog.check_references(p)",
)


def functions() -> list[str]:
    """The statements that make the function, and the one that looks over what came."""
    return [_check_shape(), _merge_all()]


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
    IF p_body - ARRAY['rows', 'deleted', 'issue'] <> '{{}}'
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
        PERFORM timelog.merge_{table.name}(p, p_body -> 'rows' -> '{table.name}');
{_after(table.name)}    END IF;
"""
        for table in TABLES
    )
    rules = "".join(f"    {one};\n" for one in RULES)
    return f"""CREATE FUNCTION timelog.merge_all(p timelog.pushing, p_body jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
BEGIN
    PERFORM timelog.check_shape(p_body);
{deletions}{merges}{rules}END $$"""


def _stopped(table: str) -> str:
    """The logs that came, which timers may have become."""
    if table != "timer":
        return ""
    return (
        ", ARRAY(SELECT (one ->> 'id')::uuid"
        " FROM jsonb_array_elements(p_body -> 'rows' -> 'log') AS one)"
    )


def _after(table: str) -> str:
    return "        p.owner := timelog.meet_owner(p);\n" if table == "owner" else ""
